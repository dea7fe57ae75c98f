import { test as property, fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { amortise } from '#functions/domain/plan/amortise.ts';
import { interestOf } from '#functions/domain/plan/day-count.ts';
import { levelByDouble, levelOverByDouble, ratioOf } from '#functions/domain/plan/exact.ts';
import { decimal, levelInstalment, levelInstalmentOver, roundMinor } from '#functions/domain/plan/rate.ts';

const mode = fc.constantFrom('HALF_UP', 'HALF_EVEN', 'DOWN', 'UP');
const rate = fc.integer({ min: 0, max: 99_999 }).map((number) => (number / 100_000).toFixed(5));

property.prop([
  fc.integer({ min: 0, max: 10 ** 13 }),
  rate,
  fc.integer({ min: 0, max: 366 }),
  fc.constantFrom(12, 52, 360, 365, 366),
  mode,
])(
  'R28: interest in whole numbers is interest in decimals, for every rounding',
  (balance, annual, parts, whole, rounding) => {
    const exact = roundMinor(decimal(annual).times(balance).times(parts).div(whole), rounding);
    expect(interestOf(balance, decimal(annual), { parts, whole }, rounding)).toBe(exact);
  },
);

property.prop([fc.integer({ min: 1, max: 10 ** 10 }), rate, fc.integer({ min: 1, max: 360 }), mode])(
  'R28: a level instalment is taken from doubles only where they cannot be wrong',
  (principal, annual, periods, rounding) => {
    const period = decimal(annual).div(12);
    const sure = levelByDouble(principal, Number(annual) / 12, periods, rounding);
    const over = levelOverByDouble(
      principal,
      Array.from({ length: periods }, () => Number(annual) / 12),
      rounding,
    );
    const exact = roundMinor(levelInstalment(decimal(principal), period, periods), rounding);
    if (sure !== undefined) expect(sure).toBe(exact);
    if (over !== undefined) {
      const rates = Array.from({ length: periods }, () => period);
      expect(over).toBe(roundMinor(levelInstalmentOver(decimal(principal), rates), rounding));
    }
  },
);

test('a rate with more digits than whole numbers can carry is computed in decimals', () => {
  expect(ratioOf(decimal('0.1234567890123'))).toBeUndefined();
  expect(interestOf(10 ** 12, decimal('0.1234567890123'), { parts: 1, whole: 12 }, 'HALF_UP')).toBe(10_288_065_751);
});

test('half a cent exactly is decided by the convention, not by a double', () => {
  const plan = {
    principalMinor: 5,
    annualRate: decimal(0),
    years: [
      { parts: 1, whole: 12 },
      { parts: 1, whole: 12 },
    ],
    method: 'ANNUITY',
  } as const;
  expect(amortise({ ...plan, rounding: 'HALF_UP' }).map((part) => part.principalMinor)).toEqual([3, 2]);
  expect(amortise({ ...plan, rounding: 'HALF_EVEN' }).map((part) => part.principalMinor)).toEqual([2, 3]);
});
