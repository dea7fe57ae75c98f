import { expect, test } from 'vitest';
import { effectiveAnnualCost, effectiveRate, totalCost } from '#functions/domain/plan/cost.ts';
import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import { defaultConventions } from '#functions/domain/plan/schedule-inputs.ts';

const common = {
  currency: 'CNY',
  principalMinor: 1_000_000,
  startsOn: '2027-01-15',
  conventions: defaultConventions,
  periods: 12,
} as const;

test.each([
  ['1,200 after a year and a half for 1,000', 1_000, [[1_200, 1.5]], '12.92'],
  ['the same with 50 kept back at the start', 950, [[1_200, 1.5]], '16.85'],
  [
    'three payments for 1,000',
    1_000,
    [
      [272, 0.25],
      [272, 0.5],
      [544, 1],
    ],
    '13.19',
  ],
] as const)('R32: as the example of Directive 98/7/EC, Annex III: %s', (_, amountMinor, flows, cost) => {
  expect(
    effectiveRate(
      amountMinor,
      flows.map(([paid, years]) => ({ amountMinor: paid, years })),
    ),
  ).toBe(cost);
});

test('R32: what takes a hundred times the amount is still a figure', () => {
  expect(effectiveRate(1, [{ amountMinor: 1_000_000, years: 0.01 }])).toBe('9900.00');
});

test('R32: two per cent a month are 26.82 % a year, not 24', () => {
  const { rows } = buildSchedule({ ...common, type: 'EQUAL_INSTALMENT', frequency: 'MONTHLY', annualRatePct: '24' });
  expect(effectiveAnnualCost({ ...common, rows })).toBe('26.82');
});

test('R32: twelve per cent in weekly parts are 12.73 %', () => {
  const { rows } = buildSchedule({ ...common, type: 'EQUAL_INSTALMENT', frequency: 'WEEKLY', annualRatePct: '12' });
  expect(effectiveAnnualCost({ ...common, frequency: 'WEEKLY', rows })).toBe('12.73');
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
  expect(effectiveAnnualCost({ ...common, rows })).toBe('13.84');
});

test('R32: an interest-free plan costs nothing', () => {
  const { rows } = buildSchedule({ ...common, type: 'EQUAL_PRINCIPAL', frequency: 'MONTHLY', annualRatePct: '0' });
  expect(effectiveAnnualCost({ ...common, rows })).toBe('0.00');
});
