import type { AmendmentInput, InstalmentLine } from '#functions/domain/agreement/template-input.ts';
import { moneyText, percentText, writtenDate } from '#functions/domain/agreement/template-format.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import type { Language } from '#functions/domain/parts.ts';
import type { Row } from '#functions/domain/plan-parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { packOf } from '#functions/domain/policy/packs.ts';

interface Terms {
  readonly interest: string;
  readonly none: (from: string, to: string) => string;
  readonly dueDate: string;
  readonly instalments: string;
  readonly total: string;
  readonly last: string;
}

const terms = {
  'zh-Hant': {
    interest: '年利率',
    none: (from, to) => `${from}至${to}（首尾兩日在內）不計利息`,
    dueDate: '到期日',
    instalments: '期數',
    total: '應還總額',
    last: '最後一期到期日',
  },
  'zh-Hans': {
    interest: '年利率',
    none: (from, to) => `${from}至${to}（首尾两日在内）不计利息`,
    dueDate: '到期日',
    instalments: '期数',
    total: '应还总额',
    last: '最后一期到期日',
  },
  en: {
    interest: 'Annual rate',
    none: (from, to) => `no interest from ${from} to ${to}, both days included`,
    dueDate: 'Due date',
    instalments: 'Number of instalments',
    total: 'Total to be paid',
    last: 'Last due date',
  },
} as const satisfies Record<Language, Terms>;

const totalOf = (rows: readonly Row[]): number =>
  rows.reduce((sum, row) => sum + row.principalMinor + row.interestMinor + row.feeMinor, 0);

const lineOf = ({ no, dueOn, principalMinor, interestMinor, feeMinor }: Row): InstalmentLine => ({
  no,
  dueOn,
  principalMinor,
  interestMinor,
  feeMinor,
});

export interface AmendmentFacts {
  readonly adjustment: Part<'adjustments'>;
  readonly agreement: Part<'agreements'>;
  readonly amendmentId: string;
  readonly before: readonly Row[];
  readonly after: readonly Row[];
  /** The rate from now on, where what is open has got other terms. */
  readonly annualRate?: string | undefined;
  readonly asOf: string;
}

const changesOf = (
  file: CaseFile,
  { adjustment, agreement, before, after, annualRate }: AmendmentFacts,
): AmendmentInput['changes'] => {
  const { language } = agreement;
  const words = terms[language];
  const { type, fromOn = '', toOn = '' } = adjustment;
  const schedule = file.schedules[String(agreement.scheduleVersion)];
  const currency = schedule?.currency ?? packOf(file.policy.jurisdiction, file.policy.version).currency;
  const day = (date: string): string => writtenDate(date, language);
  const rate = percentText(schedule?.annualRate ?? '0', language);
  const count = { term: words.instalments, before: String(before.length), after: String(after.length) };
  const whatOf = {
    INTEREST_SUSPENSION: () => ({
      term: words.interest,
      before: rate,
      after: `${rate}; ${words.none(day(fromOn), day(toOn))}`,
    }),
    GRACE_EXTENSION: () => ({ term: words.dueDate, before: day(fromOn), after: day(toOn) }),
  };
  const what = type === 'INTEREST_SUSPENSION' || type === 'GRACE_EXTENSION' ? whatOf[type]() : count;
  const isOtherRate = annualRate !== undefined && annualRate !== schedule?.annualRate;
  return [
    what,
    ...(isOtherRate ? [{ term: words.interest, before: rate, after: percentText(annualRate, language) }] : []),
    { term: words.total, before: moneyText(totalOf(before), currency), after: moneyText(totalOf(after), currency) },
    { term: words.last, before: day(before.at(-1)?.dueOn ?? fromOn), after: day(after.at(-1)?.dueOn ?? toOn) },
  ];
};

/** R48: what the amendment says, before and after side by side. Whatever is not written stays as it is (C31). */
export const amendmentInput = (file: CaseFile, policy: PolicyPack, facts: AmendmentFacts): AmendmentInput => {
  const { adjustment, agreement, amendmentId, after, asOf } = facts;
  const { language } = agreement;
  const drawnUpOn = dateOf(asOf, zoneOf(file, policy));
  const borrower = Object.values(file.privates).find(({ kind }) => kind === 'BORROWER');
  return {
    lang: language,
    agreementNo: agreement.agreementId,
    amendmentNo: amendmentId,
    bankName: policy.lender[language],
    borrowerName: borrower?.kind === 'BORROWER' ? borrower.name : '',
    currency: file.schedules[String(agreement.scheduleVersion)]?.currency ?? policy.currency,
    drawnUpOn,
    createdAt: asOf,
    effectiveOn: adjustment.fromOn ?? drawnUpOn,
    changes: changesOf(file, facts),
    instalments: after.map(lineOf),
    signedByBoth: true,
    hotline: policy.hotline,
    officerCheck: policy.officerCheck[language],
    complaint: policy.complaints[language],
    regulatorLine: policy.regulatorLine,
  };
};
