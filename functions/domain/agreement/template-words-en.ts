import type { Words } from '#functions/domain/agreement/template-words.ts';

/** English wording, version 1. */
export const english: Words = {
  agreement: 'Repayment Assistance Agreement',
  amendment: 'Amendment to the Repayment Assistance Agreement',
  certificate: 'Certificate of Settlement',
  subject: (no) => `Repayment assistance, agreement ${no}`,
  fields: {
    agreementNo: 'Agreement no.',
    amendmentNo: 'Amendment no.',
    certificateNo: 'Certificate no.',
    bank: 'Bank',
    borrower: 'Borrower',
    drawnUpOn: 'Drawn up on',
    effectiveOn: 'Takes effect on',
    settledOn: 'Settled on',
    totalPaid: 'Total repaid',
    waived: 'Amount waived by the Bank',
    planType: 'Form of repayment',
    periods: 'Number of instalments',
    total: 'Total to be repaid',
    annualCost: 'Effective annual cost',
    graceDays: 'Days of grace',
    reason: 'Reason',
  },
  columns: {
    contractNo: 'Contract no.',
    product: 'Product',
    principal: 'Principal',
    interest: 'Interest',
    fees: 'Fees',
    total: 'Total',
    no: 'No.',
    dueOn: 'Due date',
    fee: 'Fee',
    term: 'Term',
    before: 'Before',
    after: 'After',
  },
  sum: 'Total',
  products: { CARD: 'Credit card', CONSUMER_LOAN: 'Consumer loan' },
  planTypes: {
    EQUAL_INSTALMENT: 'Equal instalments',
    EQUAL_PRINCIPAL: 'Equal principal',
    FEE_BASED: 'Interest-free instalments with a fee',
    STEP_UP: 'Rising instalments',
    MORATORIUM: 'Instalments after a payment-free period',
    LUMP_SUM: 'Single payment',
    CUSTOM: 'Instalments as listed',
  },
  headings: {
    debt: '1. Debt covered by this agreement',
    plan: '2. Repayment term, frequency and instalments',
    keyTerms: '3. Key terms',
    borrower: '4. Rights and duties of the Borrower',
    bank: '5. Rights and duties of the Bank',
    adjustment: '6. Adjustment and reward',
    breach: '7. Liability for breach',
    remedies: '8. Legal remedies',
    complaints: '9. Complaints',
    personalData: '10. Personal data',
    other: '11. Other repayment matters',
    special: '12. Special terms',
    contact: 'Please note',
    signatures: 'Signatures',
    changes: 'What changes',
    newSchedule: 'Instalments from now on',
    settled: 'Accounts settled',
  },
  opening: (bank, borrower) =>
    `This agreement is made between ${bank} (the “Bank”) and ${borrower} (the “Borrower”) as part of the Bank's repayment assistance. Both sides worked out the plan together, from the Borrower's own statements and documents and within what the Borrower is able to pay.`,
  debt: (total, currency) =>
    `On the day of drawing up, the Borrower owes ${total} in total, in ${currency}, made up as follows.`,
  plan: (periods, first, last, total, currency) =>
    periods === 1
      ? `The Borrower repays ${total} in ${currency} in a single payment, due on ${first}, by transfer or direct debit to the account of the Bank that the Bank has named. No payment is made in cash or to the account of any person.`
      : `The Borrower repays ${total} in ${currency} in ${periods} instalments. The first is due on ${first}, the last on ${last}; each due date and amount is in the table below. Payment is made by transfer or direct debit to the account of the Bank that the Bank has named, never in cash or to the account of any person.`,
  days: (days) => (days === 1 ? '1 day' : `${days} days`),
  keyTermsIntro:
    'The Bank has pointed out and explained the following terms. The Borrower acknowledges each of them separately before signing.',
  rate: {
    title: 'Interest rate',
    text: (rate, cost) =>
      `Interest accrues on the unpaid principal at ${rate} a year. No interest accrues on unpaid interest or fees. The effective annual cost, with all interest and fees of this plan, is ${cost}.`,
  },
  fee: {
    title: 'Fees',
    some: (fee) =>
      `The fee for this plan is ${fee} in total and is contained in the instalments. No annual fee and no other charge accrues. On early settlement the part of the fee not yet used is not charged.`,
    none: 'No fee, no annual fee and no other charge accrues for this plan.',
  },
  waterfall: {
    title: 'How payments are used',
    orders: {
      STATUTORY:
        'A payment is used first for collection costs, then interest, then principal, then agreed fees and last penalties.',
      PLAN_DEFAULT:
        'A payment is used first for the agreed fee, then interest, then principal, then penalties and last costs.',
      PRINCIPAL_FIRST:
        'A payment is used first for principal, then interest, then the agreed fee, then penalties and last costs.',
      SETTLEMENT: 'Payments are used for the settlement amount of this agreement only.',
    },
    rest: 'The oldest open instalment is served first. Money beyond what is due goes to the next instalments, unless the Borrower asks for it to reduce the principal.',
  },
  breachEffect: {
    title: 'What happens if an instalment is missed',
    text: (graceDays) =>
      `An instalment not paid in full within ${graceDays === 1 ? '1 day' : `${graceDays} days`} after its due date is late. If the Borrower does not put this right within the period set in a written notice, the Bank may end this agreement, ask for the whole remaining debt at once and resume collection as far as the law allows.`,
  },
  borrowerDuties: [
    'To pay each instalment in full on or before its due date.',
    'To cooperate with the checks of the Bank, to answer its questions truthfully and to hand in true and complete documents.',
    'To tell the Bank without delay of a change of name, address, telephone number, work or income that may affect repayment.',
    'To repay early, in whole or in part, at any time; interest is then charged for the actual period only.',
    'To receive an original of this agreement, a statement of payments on request and a certificate once everything is paid.',
    'To ask at any time for an adjustment, an explanation, or a conversation with the person in charge, and to refuse or end a visit without disadvantage.',
  ],
  noNewCard:
    'Credit card debt: until everything under this agreement is paid, the Borrower promises not to apply to any bank for a credit card.',
  bankDuties: [
    'To stop collection from the day this agreement takes effect, also by third parties acting for it, as long as the Borrower performs.',
    'To name a person in charge, who asks how the plan is going within one month of effect and then every three months, as a service and not as a demand.',
    'To record every payment correctly and to answer objections in writing.',
    'To charge nothing beyond what is written in this agreement, and never to ask the Borrower to borrow in order to repay.',
    'To check payments and the truth of documents, and to keep its rights under the original contracts as far as this agreement does not change them.',
  ],
  adjustment: [
    'In sudden hardship (such as illness, accident or loss of work) the Borrower may apply, with proof, for a suspension of interest or a longer term. The Bank answers within 5 business days; the term may not exceed 60 months in all.',
    'A change is valid only as a written amendment that shows the terms before and after. What it does not mention stays unchanged.',
    'If the Borrower has kept to the plan and settles early, the Bank grants the early-settlement reward in force at that time.',
  ],
  breach: [
    'If the Borrower misses an instalment, interest at the agreed rate goes on for the late part until it is paid; the Bank charges no fee for the collection itself.',
    'If papers or statements on which the plan rests prove to be deliberately untrue, the Bank may end this agreement.',
    'If the Bank breaks this agreement, it corrects the account at its own cost and makes good the loss that the Borrower has suffered.',
  ],
  remedies: [
    'Both sides first try to settle a dispute by talking to each other. Either side may call on a mediation body for financial disputes.',
    'Without agreement, either side may go to arbitration, if agreed in writing, or to the competent court.',
    'The limitation period for the debt in instalments runs from the due date of the last instalment; payment or a written promise interrupts it as the law provides.',
  ],
  complaints: [
    'A complaint about the Bank or its staff is handled by someone who has no part in the matter. The Bank answers within 15 days, in complex cases within 30 days, which may be extended once with notice.',
    'A complaint has no bad effect on this agreement. The Borrower may turn to the supervisory authority at any time.',
  ],
  personalData: [
    'The Bank uses the personal data collected for repayment assistance only to assess, carry out and follow up this plan and to meet its legal duties. Sensitive data is used only with separate consent.',
    'Data is kept for the period that the law prescribes and deleted afterwards. The Borrower may ask for a copy, a correction or deletion as the law allows.',
  ],
  other: [
    'This agreement takes effect when both sides have signed. Each side keeps an original.',
    'Where a due date is a public holiday, payment on the next business day is on time.',
    'If a term is invalid, the other terms remain in force. The original contracts apply as far as nothing else is agreed here.',
  ],
  waived: (amount) =>
    `Of the debt stated in section 1, the Bank waives ${amount}. The waiver is final once the plan is carried out.`,
  specialIntro: 'Agreed in addition by both sides:',
  contact: {
    hotline: (line) => `Questions: call the Bank's hotline, ${line}.`,
    officer: (how) => `Is this officer real? ${how}`,
    complaint: (how, regulator) => `Complaints: ${how} Supervisory authority: ${regulator}.`,
    warning:
      'Do not trust third parties who promise “shortcuts”, debt relief for a fee or a way around the Bank. Repayment assistance is free of charge and comes only from the Bank itself.',
  },
  signatures: { borrower: 'Borrower', bank: 'For the Bank' },
  amendmentOpening: (no, effectiveOn) =>
    `Both sides change repayment assistance agreement ${no} as follows, with effect from ${effectiveOn}.`,
  unchanged:
    'All terms that are not listed here stay unchanged. Instalments already paid and periods already past are not touched.',
  gift: 'This amendment is to the sole advantage of the Borrower. It takes effect when the Borrower is notified.',
  certificateText: (bank, borrower, no, settledOn) =>
    `${bank} certifies that ${borrower} has fully settled the debt under repayment assistance agreement ${no} on ${settledOn}.`,
  certificateEffects: [
    'Nothing more is owed on the accounts listed. The Bank makes no further claim on them.',
    'The Bank reports the settlement to the credit bureau as the law provides.',
    'The file is closed and archived. The Borrower may ask for copies as long as it is kept.',
  ],
};
