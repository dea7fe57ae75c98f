import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';
import type { StatementEntry, StatementInstalment } from '#functions/domain/servicing/statement.ts';

interface Words {
  readonly title: string;
  readonly subject: (agreementNo: string) => string;
  readonly facts: Readonly<
    Record<
      | 'borrower'
      | 'agreementNo'
      | 'period'
      | 'opening'
      | 'paid'
      | 'spared'
      | 'closing'
      | 'arrears'
      | 'excess'
      | 'reward',
      string
    >
  >;
  readonly entries: string;
  readonly noEntries: string;
  readonly entryHead: readonly string[];
  readonly kinds: Readonly<Record<StatementEntry['kind'], string>>;
  readonly instalments: string;
  readonly noInstalments: string;
  readonly instalmentHead: readonly string[];
  readonly statuses: Readonly<Record<StatementInstalment['status'], string>>;
  readonly note: string;
}

/** What a statement on paper says, in each language. */
export const statementWords: Readonly<Record<DocumentLanguage, Words>> = {
  en: {
    title: 'Statement of payments',
    subject: (agreementNo) => `Agreement ${agreementNo}`,
    facts: {
      borrower: 'Borrower',
      agreementNo: 'Agreement',
      period: 'Period',
      opening: 'Open at the beginning',
      paid: 'Paid in the period',
      spared: 'Not charged, since money came early',
      closing: 'Open at the end',
      arrears: 'Of it overdue',
      excess: 'Beyond the plan',
      reward: 'Reward of the Bank',
    },
    entries: 'Payments',
    noEntries: 'No payment in this period.',
    entryHead: ['Value date', 'Kind', 'Amount', 'Principal', 'Interest', 'Fee', 'Other', 'Excess'],
    kinds: { RECEIPT: 'Payment', REVERSAL: 'Reversal', REFUND: 'Paid back', REWARD: 'Reward' },
    instalments: 'Instalments that fell due',
    noInstalments: 'No instalment fell due in this period.',
    instalmentHead: ['No.', 'Due date', 'Due', 'Paid', 'Open', 'State'],
    statuses: { PAID: 'paid', OPEN: 'open', LATE: 'late' },
    note: 'Each payment goes to the oldest open instalment first, in the order that the agreement names. If something is not right, tell us: objections are answered in writing.',
  },
  'zh-Hans': {
    title: '还款对账单',
    subject: (agreementNo) => `协议 ${agreementNo}`,
    facts: {
      borrower: '借款人',
      agreementNo: '协议编号',
      period: '期间',
      opening: '期初未还',
      paid: '本期已还',
      spared: '因提前还款而免计',
      closing: '期末未还',
      arrears: '其中逾期',
      excess: '超出应还部分',
      reward: '银行奖励',
    },
    entries: '还款明细',
    noEntries: '本期无还款。',
    entryHead: ['记账日', '类别', '金额', '本金', '利息', '手续费', '其他', '溢缴'],
    kinds: { RECEIPT: '还款', REVERSAL: '冲正', REFUND: '退款', REWARD: '奖励' },
    instalments: '本期到期的分期',
    noInstalments: '本期无到期分期。',
    instalmentHead: ['期次', '到期日', '应还', '已还', '未还', '状态'],
    statuses: { PAID: '已还清', OPEN: '未还', LATE: '逾期' },
    note: '每笔款项先还最早未还清的一期，期内按协议载明的顺序冲还。如有不符请告知，异议将以书面答复。',
  },
  'zh-Hant': {
    title: '還款對帳單',
    subject: (agreementNo) => `協議 ${agreementNo}`,
    facts: {
      borrower: '借款人',
      agreementNo: '協議編號',
      period: '期間',
      opening: '期初未還',
      paid: '本期已還',
      spared: '因提前還款而免計',
      closing: '期末未還',
      arrears: '其中逾期',
      excess: '超出應還部分',
      reward: '銀行獎勵',
    },
    entries: '還款明細',
    noEntries: '本期無還款。',
    entryHead: ['入帳日', '類別', '金額', '本金', '利息', '手續費', '其他', '溢繳'],
    kinds: { RECEIPT: '還款', REVERSAL: '沖正', REFUND: '退款', REWARD: '獎勵' },
    instalments: '本期到期的分期',
    noInstalments: '本期無到期分期。',
    instalmentHead: ['期次', '到期日', '應還', '已還', '未還', '狀態'],
    statuses: { PAID: '已還清', OPEN: '未還', LATE: '逾期' },
    note: '每筆款項先還最早未還清的一期，期內按協議載明的順序沖還。如有不符請告知，異議將以書面答覆。',
  },
};
