import { expect, test } from 'vitest';
import { periodsFrom } from '#functions/domain/plan/due-dates.ts';
import { amortiseWithDatedPrepayments } from '#functions/domain/plan/prepayment.ts';
import type { DatedLoan } from '#functions/domain/plan/prepayment.ts';

/** 500,000 over twelve months at 11.5 % from 25 October 2016. */
const loan: DatedLoan = {
  principalMinor: 50_000_000,
  annualRatePct: '11.5',
  periods: periodsFrom('2016-10-25', '2016-10-25', { unit: 'MONTH', count: 1 }, 12, 1),
  dayCount: 'ACT_ACT_SPLIT',
  rounding: 'HALF_UP',
  prepayments: [],
};
const interestOf = (more: Partial<DatedLoan>): number =>
  amortiseWithDatedPrepayments({ ...loan, ...more }).reduce((sum, { interestMinor }) => sum + interestMinor, 0);

/** Figures of timmson/loan-schedule.js, test/test-annuity-loan-schedule.js at ba6f61d. */
test.each([
  ['2016-12-25', 5_000_000, 5_000_000, 2_391_132],
  ['2016-12-25', 5_000_000, undefined, 2_715_513],
  ['2016-12-12', 5_000_000, 5_000_000, 2_369_090],
  ['2016-12-12', 44_000_000, undefined, 854_527],
])(
  'an extra payment on %s of %i, instalment %s: the peer’s interest to the cent',
  (on, amountMinor, levelMinor, interest) => {
    expect(interestOf({ levelMinor, prepayments: [{ on, amountMinor }] })).toBe(interest);
  },
);

test('an extra payment shortens the plan, or makes its instalments smaller, and principal is conserved', () => {
  const paid = { on: '2017-01-10', amountMinor: 10_000_000 };
  const shorter = amortiseWithDatedPrepayments({ ...loan, prepayments: [{ ...paid, effect: 'REDUCE_TERM' }] });
  const smaller = amortiseWithDatedPrepayments({ ...loan, prepayments: [{ ...paid, effect: 'REDUCE_INSTALMENT' }] });
  expect(shorter.length).toBeLessThan(12);
  expect(smaller).toHaveLength(12);
  for (const parts of [shorter, smaller])
    expect(parts.reduce((sum, { principalMinor }) => sum + principalMinor, 0)).toBe(loan.principalMinor);
});
