import type { NoticeWords } from '#functions/domain/agreement/template-notice-words.ts';
import { when } from '#functions/domain/agreement/template-notice-words.ts';
import type { Language } from '#functions/domain/parts.ts';

/** R54, C4, C22: the friendly question on the day after, and the demand after default. */
export const moreNotices: Readonly<Record<Language, Pick<NoticeWords['kinds'], 'INSTALMENT_UNPAID' | 'DEMAND'>>> = {
  en: {
    INSTALMENT_UNPAID: {
      subject: (bank) => `${bank}: has your instalment been sent?`,
      lines: (facts) => [
        when(facts.dueOn, (day) => `The instalment that was due on ${day} has not reached us in full yet.`),
        when(facts.amount, (amount) => `Open: ${amount}.`),
        'If it is on its way, this message needs no answer. If something has come up, please tell us: we can look for an adjustment together.',
      ],
    },
    DEMAND: {
      subject: (bank) => `${bank}: written demand for payment`,
      lines: (facts) => [
        `Your repayment assistance agreement${facts.agreementNo === undefined ? '' : ` ${facts.agreementNo}`} with ${facts.bank} has ended because it was not kept; this is a written demand.`,
        when(facts.outstanding, (balance) => `Balance to be paid: ${balance}.`),
        'Reason and basis: the sections on repayment and on liability for breach in the agreement, and the law of contract.',
        'Your rights: you may check your account and payments, ask for a breakdown, object and hand in evidence, and complain; objections are dealt with promptly and in writing.',
        'Payment is made only to the account of the Bank named in the agreement, never in cash or to a person.',
        `To check the account, pay, object or hand in evidence: hotline ${facts.hotline}.`,
      ],
    },
  },
  'zh-Hans': {
    INSTALMENT_UNPAID: {
      subject: (bank) => `【${bank}】本期款项是否已汇出`,
      lines: (facts) => [
        when(facts.dueOn, (day) => `您在${day}到期的款项尚未足额到账。`),
        when(facts.amount, (amount) => `尚余：${amount}。`),
        '如已汇出，无需回复。如遇困难请告知，我们可以一起商量调整。',
      ],
    },
    DEMAND: {
      subject: (bank) => `${bank}：书面催告`,
      lines: (facts) => [
        `您与${facts.bank}的还款协助协议${facts.agreementNo === undefined ? '' : `（${facts.agreementNo}）`}因未按约履行已终止，特此书面催告。`,
        when(facts.outstanding, (balance) => `应还余额：${balance}。`),
        '事由与依据：协议中的还款与违约责任条款，以及合同法律规定。',
        '您的权利：您可查询账户与还款、索取明细、提出异议并提供证据、投诉；异议将及时以书面答复。',
        '款项只付至协议载明的银行账户，不付现金，也不付给任何个人。',
        `查询、还款、异议或举证：服务热线${facts.hotline}。`,
      ],
    },
  },
  'zh-Hant': {
    INSTALMENT_UNPAID: {
      subject: (bank) => `【${bank}】本期款項是否已匯出`,
      lines: (facts) => [
        when(facts.dueOn, (day) => `您於${day}到期的款項尚未足額入帳。`),
        when(facts.amount, (amount) => `尚餘：${amount}。`),
        '如已匯出，無須回覆。如遇困難請告知，我們可一起商量調整。',
      ],
    },
    DEMAND: {
      subject: (bank) => `${bank}：書面催告`,
      lines: (facts) => [
        `您與${facts.bank}的還款協助協議${facts.agreementNo === undefined ? '' : `（${facts.agreementNo}）`}因未按約履行已終止，特此書面催告。`,
        when(facts.outstanding, (balance) => `應還餘額：${balance}。`),
        '事由與依據：協議中的還款與違約責任條款，以及契約法律規定。',
        '您的權利：您可查詢帳戶與還款、索取明細、提出異議並提供證據、投訴；異議將及時以書面答覆。',
        '款項只付至協議載明的銀行帳戶，不付現金，也不付給任何個人。',
        `查詢、還款、異議或舉證：服務熱線${facts.hotline}。`,
      ],
    },
  },
};
