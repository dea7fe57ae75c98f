import { when } from '#functions/domain/agreement/template-notice-words.ts';
import { moreNotices } from '#functions/domain/agreement/template-more-notices.ts';
import type { NoticeWords } from '#functions/domain/agreement/template-notice-words.ts';

/** Messages in simplified Chinese, version 2. BREACH_NOTICE holds what C4 asks of a letter. */
export const simplifiedNotices: NoticeWords = {
  greeting: (name) => `${name}，您好：`,
  greetingWithoutName: '尊敬的客户，您好：',
  greetingOfOfficer: '同事，您好：',
  signedBy: (bank) => bank,
  places: { HOME: '您的住所', BRANCH: '本行网点', VIDEO: '视频通话', NEUTRAL: '双方约定的地点' },
  papers: {
    ID: '身份证明',
    RESIDENCE: '户籍或居住证明',
    INCOME_OR_ASSET: '近期收入或资产证明',
    OTHER: '其他材料',
  },
  outcomes: { GRANTED: '同意', REFUSED: '未予同意' },
  kinds: {
    SERVICE_OFFER: {
      subject: (bank) => `【${bank}】还款协助服务`,
      lines: (facts) => [
        `您在${facts.bank}有一笔款项已到还款期。`,
        '如一时无法还款，可以使用还款协助：经您同意，本行工作人员按约定时间与您见面，共同制定您能够承受的还款方案。',
        '本服务不收费用；您可以拒绝，不会因此受到任何不利影响。',
        when(facts.link, (link) => `了解详情或同意使用：${link} 。`),
      ],
    },
    DOCUMENTS_MISSING: {
      subject: (bank) => `【${bank}】尚需补交材料`,
      lines: (facts) => [
        '在约定上门日期之前，还需要您补交部分材料。',
        when(facts.missing, (missing) => `尚缺：${missing}。`),
        when(facts.until, (until) => `请在${until}前提交。`),
        when(facts.link, (link) => `可以在 ${link} 上传，也可以通过电子邮件、邮寄或柜台提交。`),
      ],
    },
    APPOINTMENT_CONFIRMED: {
      subject: (bank) => `【${bank}】预约确认`,
      lines: (facts) => [
        '您的还款协助预约已确认。',
        when(facts.startsAt, (time) => `时间：${time}。`),
        when(facts.place, (place) => `地点：${place}。`),
        when(facts.officers, (officers) => `到访人员：${officers}。工作人员会先出示工作证，请予核对。`),
        '如需改期，请至少提前一天告知。您可以随时结束上门服务；工作人员不收取现金。',
      ],
    },
    APPOINTMENT_CHANGED: {
      subject: (bank) => `【${bank}】面谈改期`,
      lines: (facts) => [
        '我们拟更改您的面谈时间。',
        when(facts.startsAt, (time) => `时间：${time}。`),
        when(facts.place, (place) => `地点：${place}。`),
        '请确认，或提出适合您的时间。',
      ],
    },
    APPOINTMENT_CANCELLED: {
      subject: (bank) => `【${bank}】面谈取消`,
      lines: (facts) => [
        '您的面谈取消。',
        when(facts.startsAt, (time) => `原定时间：${time}。`),
        facts.isEnded
          ? '本服务已结束，不会再有人上门，对您没有任何不利影响。'
          : '我们会与您另约时间，对您没有任何不利影响。',
      ],
    },
    APPOINTMENT_REMINDER: {
      subject: (bank) => `【${bank}】面谈提醒`,
      lines: (facts) => [
        '提醒您即将进行的面谈。',
        when(facts.startsAt, (time) => `时间：${time}。`),
        when(facts.place, (place) => `地点：${place}。`),
        when(facts.officers, (officers) => `来访人员：${officers}。他们会先出示工作证，请核对。`),
        '如不方便，请今天告知我们。',
      ],
    },
    OFFICER_INVITATION: {
      subject: (bank) => `【${bank}】您的上门安排`,
      lines: (facts) => [
        '附件为您一次上门安排的最新日程，请更新到日历。',
        when(facts.startsAt, (time) => `时间：${time}。`),
        when(facts.place, (place) => `地点：${place}。`),
        when(facts.officers, (officers) => `人员：${officers}。`),
        '借款人资料仅载于上门资料包，不会出现在邮件中。',
      ],
    },
    OFFICERS_CHANGED: {
      subject: (bank) => `【${bank}】服务人员变更`,
      lines: (facts) => [
        '为您服务的人员已变更。',
        when(facts.officers, (officers) => `现为：${officers}。`),
        '面谈时间不因此改变。',
      ],
    },
    AGREEMENT_ACTIVE: {
      subject: (bank) => `【${bank}】协议已生效`,
      lines: (facts) => [
        `您的还款协助协议${facts.agreementNo === undefined ? '' : `（编号 ${facts.agreementNo}）`}已${facts.dueOn === undefined ? '' : `于${facts.dueOn}`}生效。`,
        '双方各持原件一份。只要您按约还款，本行不会进行催收。',
        when(facts.personInCharge, (person) => `您的专责人员：${person}。`),
        when(facts.link, (link) => `协议原件：${link} 。`),
      ],
    },
    INSTALMENT_REMINDER: {
      subject: (bank) => `【${bank}】还款日提醒`,
      lines: (facts) => [
        facts.amount !== undefined && facts.dueOn !== undefined
          ? `您的下一期款项 ${facts.amount} 将于${facts.dueOn}到期。`
          : when(facts.dueOn, (day) => `您的下一期款项将于${day}到期。`),
        '如本期还款有困难，请在到期日前告知，我们可以一起商量调整。',
      ],
    },
    INSTALMENT_LATE: {
      subject: (bank) => `【${bank}】本期款项尚未收足`,
      lines: (facts) => [
        when(facts.dueOn, (day) => `您在${day}到期的款项，本行尚未足额收到。`),
        when(facts.amount, (amount) => `未还金额：${amount}。`),
        when(facts.until, (until) => `请在${until}前还款，或与我们联系。`),
        '如已还款，请忽略本通知。遇到突发困难，可以申请暂停计息或延长还款期限。',
      ],
    },
    BREACH_NOTICE: {
      subject: (bank) => `【${bank}】违约书面通知`,
      lines: (facts) => [
        `根据您与${facts.bank}签订的还款协助协议${facts.agreementNo === undefined ? '' : `（编号 ${facts.agreementNo}）`}，有款项未按约偿还。`,
        when(facts.amount, (amount) => `逾期金额：${amount}。`),
        when(facts.outstanding, (balance) => `尚欠余额：${balance}。`),
        '事由和依据：协议中关于还款和违约责任的条款，以及有关合同的法律规定。',
        when(facts.until, (until) => `您可以在${until}前还清逾期金额，或与本行商定调整，予以补正。`),
        '逾期未补正的，本行可以终止协议、要求偿还全部余额，并在法律允许的范围内恢复催收。',
        '您的权利：查询账户和还款明细、索取欠款构成、提出异议并提供证据、申请调整以及投诉；异议将及时以书面形式处理。',
        '款项只能汇入协议载明的银行账户。',
        `查询账户、还款、提出异议或提供证据：热线 ${facts.hotline}${facts.link === undefined ? '' : ` 或 ${facts.link} `}。`,
      ],
    },
    ...moreNotices['zh-Hans'],
    FOLLOW_UP: {
      subject: (bank) => `【${bank}】还款方案回访`,
      lines: (facts) => [
        facts.dueOn === undefined
          ? '我们想了解您的还款方案执行情况。'
          : `我们将在${facts.dueOn}前了解您的还款方案执行情况。`,
        when(facts.personInCharge, (person) => `专责人员 ${person} 将与您联系。`),
        '此为服务回访，不是催款；情况如有变化，请告诉我们。',
      ],
    },
    CAPACITY_REVIEWED: {
      subject: (bank) => `【${bank}】还款能力复核结果`,
      lines: (facts) => [
        '所评估的还款方案超出您的负担能力；这一结果已由工作人员复核，并非仅由系统决定。',
        facts.alternatives === undefined
          ? '我们将重新评估。如情况有变化或可补充收入证明，请告诉我们。'
          : `我们可以为您提供：${facts.alternatives}。`,
        '如需了解理由，可以要求说明；如不同意，可以提出异议或投诉。',
      ],
    },
    ADJUSTMENT_ANSWERED: {
      subject: (bank) => `【${bank}】调整申请的答复`,
      lines: (facts) => [
        '您的还款方案调整申请已有结果。',
        when(facts.outcome, (outcome) => `答复：${outcome}。`),
        when(facts.dueOn, (day) => `自${day}起适用。`),
        when(facts.link, (link) => `详情：${link} 。`),
        '如需了解理由，可以要求说明；如不同意，可以提出异议或投诉。',
      ],
    },
    AMENDMENT_LAPSED: {
      subject: (bank) => `【${bank}】补充协议已失效`,
      lines: () => [
        '还款方案的补充协议未由双方在期限内签署，因此未作任何变更，原方案继续有效。',
        '您可随时重新申请调整。',
      ],
    },
    DISPUTE_RECEIVED: {
      subject: (bank) => `【${bank}】您的异议`,
      lines: (facts) => [
        '已收到您的异议。答复之前，不会进行协商、签署或作出不利于您的变更。',
        when(facts.until, (until) => `我们将在${until}前书面答复。`),
      ],
    },
    DISPUTE_ANSWERED: {
      subject: (bank) => `【${bank}】异议答复`,
      lines: (facts) => [
        '您的异议已由未参与此事的人员书面答复。',
        when(facts.link, (link) => `答复内容：${link}。`),
        '如不同意，您可投诉，或通过调解、仲裁、诉讼解决。',
      ],
    },
    COMPLAINT_RECEIVED: {
      subject: (bank) => `【${bank}】您的投诉`,
      lines: (facts) => [
        '已收到您的投诉，将由与此事无关的人员处理，对您不会有任何不利。',
        when(facts.until, (until) => `我们将在${until}前书面答复。`),
      ],
    },
    COMPLAINT_EXTENDED: {
      subject: (bank) => `【${bank}】投诉处理延期`,
      lines: (facts) => [
        '您的投诉需要更多时间处理。',
        when(facts.until, (until) => `我们将在${until}前书面答复。`),
        when(facts.link, (link) => `原因：${link}。`),
      ],
    },
    COMPLAINT_ANSWERED: {
      subject: (bank) => `【${bank}】投诉答复`,
      lines: (facts) => [
        '您的投诉已有书面答复，包括结论、理由与处理措施。',
        when(facts.link, (link) => `答复内容：${link}。`),
        '如不同意，您可申请内部复核，或通过调解、仲裁、诉讼或向监管机构反映。',
      ],
    },
    SETTLED: {
      subject: (bank) => `【${bank}】款项已全部结清`,
      lines: (facts) => [
        facts.dueOn === undefined
          ? '您在还款协助项下的债务已全部结清。'
          : `您在还款协助项下的债务已于${facts.dueOn}全部结清。`,
        when(facts.link, (link) => `结清证明：${link} 。`),
        '感谢您按约履行。',
      ],
    },
  },
};
