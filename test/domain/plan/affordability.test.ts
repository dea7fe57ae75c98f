import { test as property, fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { assess, defaultAffordabilityPolicy } from '#functions/domain/plan/affordability.ts';
import type { AffordabilityInput } from '#functions/domain/plan/affordability.ts';

const policy = { ...defaultAffordabilityPolicy, essentialsFloorMinor: 200_000 };

const household: AffordabilityInput = {
  provenIncomeMinor: 800_000,
  unprovenIncomeMinor: 0,
  declaredEssentialsMinor: 300_000,
  otherDebtServiceMinor: 100_000,
  largestInstalmentMinor: 200_000,
};

test('R30: an instalment within capacity passes', () => {
  expect(assess(household, policy)).toEqual({
    incomeMinor: 800_000,
    essentialsMinor: 300_000,
    disposableMinor: 400_000,
    dsrBeforePct: '12.50',
    dsrAfterPct: '37.50',
    affordableMinor: 300_000,
    verdict: 'PASS',
    reasons: [],
    stress: {
      incomeMinor: 720_000,
      disposableMinor: 320_000,
      dsrBeforePct: '13.89',
      dsrAfterPct: '41.67',
      verdict: 'PASS',
    },
  });
});

test.each([
  ['exactly 80 % of what is left', { otherDebtServiceMinor: 0, largestInstalmentMinor: 400_000 }, 'PASS', []],
  [
    'a cent above half the income',
    { otherDebtServiceMinor: 0, largestInstalmentMinor: 400_001 },
    'AMBER',
    ['INSTALMENT_NEAR_DISPOSABLE', 'DSR_NEAR_LIMIT'],
  ],
  [
    'more than is left',
    { largestInstalmentMinor: 400_001 },
    'FAIL',
    ['INSTALMENT_ABOVE_DISPOSABLE', 'DSR_ABOVE_LIMIT'],
  ],
  ['nothing left', { declaredEssentialsMinor: 700_000 }, 'FAIL', ['NOTHING_DISPOSABLE']],
  ['essentials below the floor', { declaredEssentialsMinor: 100_000 }, 'PASS', ['ESSENTIALS_BELOW_FLOOR']],
  [
    'income half unproven',
    { provenIncomeMinor: 600_000, unprovenIncomeMinor: 400_000 },
    'PASS',
    ['INCOME_PARTLY_UNPROVEN'],
  ],
] as const)('R30: %s', (_, change, verdict, reasons) => {
  expect(assess({ ...household, ...change }, policy)).toMatchObject({ verdict, reasons });
});

test('R30: a drop of income is shown and blocks nothing', () => {
  const { verdict, stress } = assess({ ...household, largestInstalmentMinor: 300_000 }, policy);
  expect([verdict, stress.verdict]).toEqual(['PASS', 'AMBER']);
});

test('R30: without income no plan is affordable', () => {
  const nothing = { ...household, provenIncomeMinor: 0 };
  expect(assess(nothing, policy)).toMatchObject({ verdict: 'FAIL', affordableMinor: 0, dsrAfterPct: '999.99' });
});

const amount = fc.integer({ min: 0, max: 5_000_000 });

property.prop([
  fc.record({
    provenIncomeMinor: amount,
    unprovenIncomeMinor: amount,
    declaredEssentialsMinor: amount,
    otherDebtServiceMinor: amount,
  }),
])('what is called affordable passes, and a cent more does not', (means) => {
  const verdictOn = (largestInstalmentMinor: number): string =>
    assess({ ...means, largestInstalmentMinor }, policy).verdict;
  const { affordableMinor } = assess({ ...means, largestInstalmentMinor: 0 }, policy);
  if (affordableMinor > 0) expect(verdictOn(affordableMinor)).toBe('PASS');
  expect(verdictOn(affordableMinor + 1)).not.toBe('PASS');
});
