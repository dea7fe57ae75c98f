import { expect, test } from 'vitest';
import { effectiveAnnualCost, totalCost } from '#functions/domain/plan/cost.ts';
import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import { defaultConventions } from '#functions/domain/plan/schedule-inputs.ts';

const common = {
  currency: 'CNY',
  principalMinor: 1_000_000,
  startsOn: '2027-01-15',
  conventions: defaultConventions,
  periods: 12,
} as const;

test('R32: a loan without fees costs its own rate', () => {
  const { rows } = buildSchedule({ ...common, type: 'EQUAL_INSTALMENT', frequency: 'MONTHLY', annualRatePct: '24' });
  expect(effectiveAnnualCost({ ...common, rows })).toBe('24.00');
});

test('R32: a weekly loan costs its own rate too', () => {
  const { rows } = buildSchedule({ ...common, type: 'EQUAL_INSTALMENT', frequency: 'WEEKLY', annualRatePct: '12' });
  expect(effectiveAnnualCost({ ...common, frequency: 'WEEKLY', rows })).toBe('12.00');
});

test('R32: a fee of 0.6 % a month looks like 7.2 % and costs more', () => {
  const { rows } = buildSchedule({
    ...common,
    type: 'FEE_BASED',
    frequency: 'MONTHLY',
    feePerPeriodPct: '0.6',
    feeTiming: 'SPREAD',
  });
  expect(totalCost(rows)).toBe(72_000);
  expect(effectiveAnnualCost({ ...common, rows })).toBe('13.03');
});

test('R32: an interest-free plan costs nothing', () => {
  const { rows } = buildSchedule({ ...common, type: 'EQUAL_PRINCIPAL', frequency: 'MONTHLY', annualRatePct: '0' });
  expect(effectiveAnnualCost({ ...common, rows })).toBe('0.00');
});
