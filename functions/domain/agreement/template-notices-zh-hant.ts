import { when } from '#functions/domain/agreement/template-notice-words.ts';
import { moreNotices } from '#functions/domain/agreement/template-more-notices.ts';
import type { NoticeWords } from '#functions/domain/agreement/template-notice-words.ts';

/** Messages in traditional Chinese, version 2. BREACH_NOTICE holds what C4 asks of a letter. */
export const traditionalNotices: NoticeWords = {
  greeting: (name) => `${name} 您好：`,
  greetingWithoutName: '親愛的客戶您好：',
  greetingOfOfficer: '同仁您好：',
  signedBy: (bank) => bank,
  places: { HOME: '您的住所', BRANCH: '本行分行', VIDEO: '視訊通話', NEUTRAL: '雙方約定的地點' },
  papers: {
    ID: '身分證明',
    RESIDENCE: '戶籍或居住證明',
    INCOME_OR_ASSET: '近期收入或資產證明',
    OTHER: '其他文件',
  },
  outcomes: { GRANTED: '同意', REFUSED: '未予同意' },
  kinds: {
    SERVICE_OFFER: {
      subject: (bank) => `【${bank}】還款協助服務`,
      lines: (facts) => [
        `您在${facts.bank}有一筆款項已屆還款期。`,
        '如一時無法繳付，可使用還款協助：經您同意後，本行人員於約定時間與您見面，共同擬定您負擔得起的還款方案。',
        '本服務不收費用；您可以拒絕，不會因此受到任何不利影響。',
        when(facts.link, (link) => `了解詳情或同意使用：${link} 。`),
      ],
    },
    DOCUMENTS_MISSING: {
      subject: (bank) => `【${bank}】尚待補交文件`,
      lines: (facts) => [
        '在約定訪視日期之前，尚需您補交部分文件。',
        when(facts.missing, (missing) => `尚缺：${missing}。`),
        when(facts.until, (until) => `請於${until}前提交。`),
        when(facts.link, (link) => `可於 ${link} 上傳，亦可透過電子郵件、郵寄或臨櫃提交。`),
      ],
    },
    APPOINTMENT_CONFIRMED: {
      subject: (bank) => `【${bank}】預約確認`,
      lines: (facts) => [
        '您的還款協助預約已確認。',
        when(facts.startsAt, (time) => `時間：${time}。`),
        when(facts.place, (place) => `地點：${place}。`),
        when(facts.officers, (officers) => `到訪人員：${officers}。人員會先出示工作證，請予核對。`),
        '如需改期，請至少提前一天告知。您可隨時結束訪視；人員不收取現金。',
      ],
    },
    APPOINTMENT_CHANGED: {
      subject: (bank) => `【${bank}】面談改期`,
      lines: (facts) => [
        '我們擬更改您的面談時間。',
        when(facts.startsAt, (time) => `時間：${time}。`),
        when(facts.place, (place) => `地點：${place}。`),
        '請確認，或提出適合您的時間。',
      ],
    },
    APPOINTMENT_CANCELLED: {
      subject: (bank) => `【${bank}】面談取消`,
      lines: (facts) => [
        '您的面談取消。',
        when(facts.startsAt, (time) => `原定時間：${time}。`),
        facts.isEnded
          ? '本服務已結束，不會再有人上門，對您沒有任何不利影響。'
          : '我們會與您另約時間，對您沒有任何不利影響。',
      ],
    },
    APPOINTMENT_REMINDER: {
      subject: (bank) => `【${bank}】面談提醒`,
      lines: (facts) => [
        '提醒您即將進行的面談。',
        when(facts.startsAt, (time) => `時間：${time}。`),
        when(facts.place, (place) => `地點：${place}。`),
        when(facts.officers, (officers) => `來訪人員：${officers}。他們會先出示工作證，請核對。`),
        '如不方便，請今天告知我們。',
      ],
    },
    OFFICER_INVITATION: {
      subject: (bank) => `【${bank}】您的訪視安排`,
      lines: (facts) => [
        '附件為您一次訪視安排的最新行程，請更新至行事曆。',
        when(facts.startsAt, (time) => `時間：${time}。`),
        when(facts.place, (place) => `地點：${place}。`),
        when(facts.officers, (officers) => `人員：${officers}。`),
        '借款人資料僅載於訪視資料包，不會出現在郵件中。',
      ],
    },
    OFFICERS_CHANGED: {
      subject: (bank) => `【${bank}】服務人員變更`,
      lines: (facts) => [
        '為您服務的人員已變更。',
        when(facts.officers, (officers) => `現為：${officers}。`),
        '面談時間不因此改變。',
      ],
    },
    AGREEMENT_ACTIVE: {
      subject: (bank) => `【${bank}】協議已生效`,
      lines: (facts) => [
        `您的還款協助協議${facts.agreementNo === undefined ? '' : `（編號 ${facts.agreementNo}）`}已${facts.dueOn === undefined ? '' : `於${facts.dueOn}`}生效。`,
        '雙方各持正本一份。只要您依約還款，本行不會進行催收。',
        when(facts.personInCharge, (person) => `您的專責人員：${person}。`),
        when(facts.link, (link) => `協議正本：${link} 。`),
      ],
    },
    INSTALMENT_REMINDER: {
      subject: (bank) => `【${bank}】還款日提醒`,
      lines: (facts) => [
        facts.amount !== undefined && facts.dueOn !== undefined
          ? `您的下一期款項 ${facts.amount} 將於${facts.dueOn}到期。`
          : when(facts.dueOn, (day) => `您的下一期款項將於${day}到期。`),
        '如本期繳付有困難，請於到期日前告知，我們可一起商量調整。',
      ],
    },
    INSTALMENT_LATE: {
      subject: (bank) => `【${bank}】本期款項尚未收足`,
      lines: (facts) => [
        when(facts.dueOn, (day) => `您於${day}到期的款項，本行尚未足額收到。`),
        when(facts.amount, (amount) => `未繳金額：${amount}。`),
        when(facts.until, (until) => `請於${until}前繳付，或與我們聯繫。`),
        '如已繳付，請無需理會本通知。遇突發困難，可申請暫停計息或延長還款期限。',
      ],
    },
    BREACH_NOTICE: {
      subject: (bank) => `【${bank}】違約書面通知`,
      lines: (facts) => [
        `依您與${facts.bank}訂立之還款協助協議${facts.agreementNo === undefined ? '' : `（編號 ${facts.agreementNo}）`}，有款項未依約繳付。`,
        when(facts.amount, (amount) => `逾期金額：${amount}。`),
        when(facts.outstanding, (balance) => `尚欠餘額：${balance}。`),
        '事由及依據：協議中還款及違約責任之條款，以及契約相關法律規定。',
        when(facts.until, (until) => `您得於${until}前繳清逾期金額，或與本行商定調整，以資補正。`),
        '逾期未補正者，本行得終止協議、要求清償全部餘額，並在法律允許範圍內恢復催收。',
        '您的權利：查詢帳戶及還款明細、索取欠款構成、提出異議並提供證據、申請調整及提出申訴；異議將儘速以書面處理。',
        '款項僅得繳入協議所載之銀行帳戶。',
        `查詢帳戶、還款、提出異議或提供證據：專線 ${facts.hotline}${facts.link === undefined ? '' : ` 或 ${facts.link} `}。`,
      ],
    },
    ...moreNotices['zh-Hant'],
    FOLLOW_UP: {
      subject: (bank) => `【${bank}】還款方案關懷`,
      lines: (facts) => [
        facts.dueOn === undefined
          ? '我們想了解您的還款方案執行情形。'
          : `我們將於${facts.dueOn}前了解您的還款方案執行情形。`,
        when(facts.personInCharge, (person) => `專責人員 ${person} 將與您聯繫。`),
        '此為服務關懷，並非催討；情況如有變化，請告訴我們。',
      ],
    },
    CAPACITY_REVIEWED: {
      subject: (bank) => `【${bank}】還款能力覆核結果`,
      lines: (facts) => [
        '所評估的還款方案超出您的負擔能力；此結果已由本行人員覆核，並非僅由系統決定。',
        facts.alternatives === undefined
          ? '我們將重新評估。如情況有變化或可補充收入證明，請告訴我們。'
          : `我們可以為您提供：${facts.alternatives}。`,
        '如需了解理由，可要求說明；如不同意，可提出異議或申訴。',
      ],
    },
    ADJUSTMENT_ANSWERED: {
      subject: (bank) => `【${bank}】調整申請之答覆`,
      lines: (facts) => [
        '您的還款方案調整申請已有結果。',
        when(facts.outcome, (outcome) => `答覆：${outcome}。`),
        when(facts.dueOn, (day) => `自${day}起適用。`),
        when(facts.link, (link) => `詳情：${link} 。`),
        '如需了解理由，可要求說明；如不同意，可提出異議或申訴。',
      ],
    },
    AMENDMENT_LAPSED: {
      subject: (bank) => `【${bank}】補充協議已失效`,
      lines: () => [
        '還款方案的補充協議未由雙方在期限內簽署，因此未作任何變更，原方案繼續有效。',
        '您可隨時重新申請調整。',
      ],
    },
    DISPUTE_RECEIVED: {
      subject: (bank) => `【${bank}】您的異議`,
      lines: (facts) => [
        '已收到您的異議。答覆之前，不會進行協商、簽署或作出不利於您的變更。',
        when(facts.until, (until) => `我們將在${until}前書面答覆。`),
      ],
    },
    DISPUTE_ANSWERED: {
      subject: (bank) => `【${bank}】異議答覆`,
      lines: (facts) => [
        '您的異議已由未參與此事的人員書面答覆。',
        when(facts.link, (link) => `答覆內容：${link}。`),
        '如不同意，您可投訴，或透過調解、仲裁、訴訟解決。',
      ],
    },
    COMPLAINT_RECEIVED: {
      subject: (bank) => `【${bank}】您的投訴`,
      lines: (facts) => [
        '已收到您的投訴，將由與此事無關的人員處理，對您不會有任何不利。',
        when(facts.until, (until) => `我們將在${until}前書面答覆。`),
      ],
    },
    COMPLAINT_EXTENDED: {
      subject: (bank) => `【${bank}】投訴處理延期`,
      lines: (facts) => [
        '您的投訴需要更多時間處理。',
        when(facts.until, (until) => `我們將在${until}前書面答覆。`),
        when(facts.link, (link) => `原因：${link}。`),
      ],
    },
    COMPLAINT_ANSWERED: {
      subject: (bank) => `【${bank}】投訴答覆`,
      lines: (facts) => [
        '您的投訴已有書面答覆，包括結論、理由與處理措施。',
        when(facts.link, (link) => `答覆內容：${link}。`),
        '如不同意，您可申請內部覆核，或透過調解、仲裁、訴訟或向監管機關反映。',
      ],
    },
    SETTLED: {
      subject: (bank) => `【${bank}】款項已全數清償`,
      lines: (facts) => [
        facts.dueOn === undefined
          ? '您在還款協助項下之債務已全數清償。'
          : `您在還款協助項下之債務已於${facts.dueOn}全數清償。`,
        when(facts.link, (link) => `清償證明書：${link} 。`),
        '感謝您依約履行。',
      ],
    },
  },
};
