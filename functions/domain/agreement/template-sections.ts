import type { Block } from '#functions/domain/agreement/document-model.ts';
import {
  factsTable,
  heading,
  list,
  paragraph,
  scheduleTable,
  textOf,
} from '#functions/domain/agreement/template-blocks.ts';
import { amountText, moneyText, percentText, sum, writtenDate } from '#functions/domain/agreement/template-format.ts';
import type { AgreementInput } from '#functions/domain/agreement/template-input.ts';
import type { Words } from '#functions/domain/agreement/template-words.ts';

export const debtBlocks = (input: AgreementInput, words: Words): readonly Block[] => {
  const { accounts, currency } = input;
  const amount = (minor: number): string => amountText(minor, currency);
  const owed = (account: { principalMinor: number; interestMinor: number; feeMinor: number }): number =>
    account.principalMinor + account.interestMinor + account.feeMinor;
  const { columns } = words;
  return [
    heading(2, words.headings.debt),
    paragraph(words.debt(moneyText(sum(accounts.map(owed)), currency), currency)),
    {
      kind: 'table',
      head: [columns.contractNo, columns.product, columns.principal, columns.interest, columns.fees, columns.total],
      rows: [
        ...accounts.map((account) => [
          account.contractNo,
          words.products[account.productType],
          amount(account.principalMinor),
          amount(account.interestMinor),
          amount(account.feeMinor),
          amount(owed(account)),
        ]),
        [
          words.sum,
          '',
          amount(sum(accounts.map((account) => account.principalMinor))),
          amount(sum(accounts.map((account) => account.interestMinor))),
          amount(sum(accounts.map((account) => account.feeMinor))),
          amount(sum(accounts.map(owed))),
        ],
      ],
      align: ['left', 'left', 'right', 'right', 'right', 'right'],
      widths: [22, 20, 16, 14, 12, 16],
      total: true,
      covers: ['C7_1_BALANCE'],
    },
    ...(input.waivedMinor === undefined ? [] : [paragraph(words.waived(moneyText(input.waivedMinor, currency)))]),
  ];
};

export const planBlocks = (input: AgreementInput, words: Words): readonly Block[] => {
  const { instalments, currency, lang } = input;
  const first = instalments[0]?.dueOn ?? input.drawnUpOn;
  const last = instalments.at(-1)?.dueOn ?? first;
  const total = moneyText(input.totalMinor, currency);
  return [
    heading(2, words.headings.plan),
    paragraph(words.plan(instalments.length, writtenDate(first, lang), writtenDate(last, lang), total, currency), [
      'TERM_AND_FREQUENCY',
    ]),
    factsTable([
      [words.fields.planType, words.planTypes[input.planType]],
      [words.fields.periods, String(instalments.length)],
      [words.fields.total, total],
      [words.fields.annualCost, percentText(input.effectiveAnnualCost, lang)],
      [words.fields.graceDays, words.days(input.graceDays)],
    ]),
    scheduleTable(instalments, currency, lang, words),
  ];
};

export const keyTermBlocks = (input: AgreementInput, words: Words): readonly Block[] => [
  heading(2, words.headings.keyTerms),
  paragraph(words.keyTermsIntro),
  {
    kind: 'keyTerm',
    id: 'RATE',
    title: words.rate.title,
    text: words.rate.text(percentText(input.rate, input.lang), percentText(input.effectiveAnnualCost, input.lang)),
    covers: ['C7_3_CHARGES'],
  },
  {
    kind: 'keyTerm',
    id: 'FEE',
    title: words.fee.title,
    text: input.feeMinor > 0 ? words.fee.some(moneyText(input.feeMinor, input.currency)) : words.fee.none,
    covers: ['C7_3_CHARGES'],
  },
  {
    kind: 'keyTerm',
    id: 'WATERFALL',
    title: words.waterfall.title,
    text: textOf(words.waterfall.orders[input.waterfallProfile], words.waterfall.rest, input.lang),
    covers: ['WATERFALL'],
  },
  {
    kind: 'keyTerm',
    id: 'BREACH_EFFECT',
    title: words.breachEffect.title,
    text: words.breachEffect.text(input.graceDays),
    covers: ['C7_5_DUTIES_AND_BREACH'],
  },
];

export const clauseBlocks = (input: AgreementInput, words: Words): readonly Block[] => [
  heading(2, words.headings.borrower),
  list(words.borrowerDuties, ['RIGHTS_AND_DUTIES', 'C7_5_DUTIES_AND_BREACH']),
  ...(input.accounts.some((account) => account.productType === 'CARD')
    ? [paragraph(words.noNewCard, ['C7_4_NO_NEW_CARD'], true)]
    : []),
  heading(2, words.headings.bank),
  list(words.bankDuties, ['RIGHTS_AND_DUTIES']),
  heading(2, words.headings.adjustment),
  list(words.adjustment, ['ADJUSTMENT_AND_REWARD']),
  heading(2, words.headings.breach),
  list(words.breach, ['BREACH_LIABILITY', 'C7_5_DUTIES_AND_BREACH']),
  heading(2, words.headings.remedies),
  list(words.remedies, ['LEGAL_REMEDIES']),
  heading(2, words.headings.complaints),
  list(words.complaints, ['COMPLAINT_CHANNEL']),
  heading(2, words.headings.personalData),
  list(words.personalData, ['DATA_NOTICE']),
  heading(2, words.headings.other),
  list(words.other, ['C7_6_OTHER']),
];
