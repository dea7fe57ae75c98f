import { decimal, fractionOf, roundMinor, roundTo } from '#functions/domain/plan/rate.ts';
import type { Percent } from '#functions/domain/plan/rate.ts';

export interface AffordabilityInput {
  /** Average net of the last three months, with evidence. */
  readonly provenIncomeMinor: number;
  /** Stated without evidence: counts in part only. */
  readonly unprovenIncomeMinor: number;
  readonly declaredEssentialsMinor: number;
  readonly otherDebtServiceMinor: number;
  /** The largest instalment of the plan, per month. */
  readonly largestInstalmentMinor: number;
}

/** Keys of the policy pack (4.6); percentages are decimal strings. */
export interface AffordabilityPolicy {
  readonly unprovenIncomePct: Percent;
  /** Undefined: the pack has no floor in this currency, so that a person looks at what was declared. */
  readonly essentialsFloorMinor: number | undefined;
  readonly passDisposablePct: Percent;
  readonly amberDisposablePct: Percent;
  readonly passDsrPct: Percent;
  readonly amberDsrPct: Percent;
  readonly stressIncomePct: Percent;
}

/** The defaults of 4.6; the floor is regional and belongs to the pack. */
export const defaultAffordabilityPolicy: AffordabilityPolicy = {
  unprovenIncomePct: '50',
  essentialsFloorMinor: 0,
  passDisposablePct: '80',
  amberDisposablePct: '100',
  passDsrPct: '50',
  amberDsrPct: '60',
  stressIncomePct: '10',
};

export type Verdict = 'PASS' | 'AMBER' | 'FAIL';

export type AffordabilityReason =
  | 'NOTHING_DISPOSABLE'
  | 'INSTALMENT_ABOVE_DISPOSABLE'
  | 'INSTALMENT_NEAR_DISPOSABLE'
  | 'DSR_ABOVE_LIMIT'
  | 'DSR_NEAR_LIMIT'
  | 'ESSENTIALS_BELOW_FLOOR'
  | 'NO_FLOOR_IN_CURRENCY'
  | 'INCOME_PARTLY_UNPROVEN';

interface Standing {
  readonly incomeMinor: number;
  readonly disposableMinor: number;
  /** Debt service in percent of income, two places. */
  readonly dsrBeforePct: Percent;
  readonly dsrAfterPct: Percent;
  readonly verdict: Verdict;
}

export interface Affordability extends Standing {
  readonly essentialsMinor: number;
  /** The highest instalment that still passes: what a quote may offer. */
  readonly affordableMinor: number;
  readonly reasons: readonly AffordabilityReason[];
  /** The same with less income: shown, never blocking. */
  readonly stress: Standing;
}

const share = (amountMinor: number, percent: Percent): number =>
  roundMinor(fractionOf(percent).times(amountMinor), 'DOWN');

/** Without income every debt is too much; 999.99 stands for "no ratio can be given". */
const ratioPct = (debtServiceMinor: number, incomeMinor: number): Percent => {
  if (debtServiceMinor === 0) return '0.00';
  if (incomeMinor <= 0) return '999.99';
  const ratio = decimal(debtServiceMinor).times(100).div(incomeMinor);
  return (ratio.gt('999.99') ? decimal('999.99') : roundTo(ratio, 2, 'HALF_UP')).toFixed(2);
};

/** Compared exactly, not by the rounded percentage: 50.001 % is above 50 %. */
const isWithin = (partMinor: number, wholeMinor: number, percent: Percent): boolean =>
  decimal(partMinor).lte(fractionOf(percent).times(wholeMinor));

const reasonsFor = (
  input: AffordabilityInput,
  policy: AffordabilityPolicy,
  incomeMinor: number,
  disposableMinor: number,
): AffordabilityReason[] => {
  const instalment = input.largestInstalmentMinor;
  const debtService = instalment + input.otherDebtServiceMinor;
  if (disposableMinor <= 0) return ['NOTHING_DISPOSABLE'];
  const reasons: AffordabilityReason[] = [];
  if (!isWithin(instalment, disposableMinor, policy.amberDisposablePct)) {
    reasons.push('INSTALMENT_ABOVE_DISPOSABLE');
  } else if (!isWithin(instalment, disposableMinor, policy.passDisposablePct)) {
    reasons.push('INSTALMENT_NEAR_DISPOSABLE');
  }
  if (!isWithin(debtService, incomeMinor, policy.amberDsrPct)) reasons.push('DSR_ABOVE_LIMIT');
  else if (!isWithin(debtService, incomeMinor, policy.passDsrPct)) reasons.push('DSR_NEAR_LIMIT');
  return reasons;
};

const weight = {
  NOTHING_DISPOSABLE: 'FAIL',
  INSTALMENT_ABOVE_DISPOSABLE: 'FAIL',
  INSTALMENT_NEAR_DISPOSABLE: 'AMBER',
  DSR_ABOVE_LIMIT: 'FAIL',
  DSR_NEAR_LIMIT: 'AMBER',
  ESSENTIALS_BELOW_FLOOR: 'PASS',
  NO_FLOOR_IN_CURRENCY: 'AMBER',
  INCOME_PARTLY_UNPROVEN: 'PASS',
} as const satisfies Record<AffordabilityReason, Verdict>;

const verdictOf = (reasons: readonly AffordabilityReason[]): Verdict => {
  const verdicts = reasons.map((reason) => weight[reason]);
  if (verdicts.includes('FAIL')) return 'FAIL';
  return verdicts.includes('AMBER') ? 'AMBER' : 'PASS';
};

/** "Never promise beyond capacity" (4.6): the verdict supports a human, it refuses nobody by itself. */
export const assess = (input: AffordabilityInput, policy: AffordabilityPolicy): Affordability => {
  const incomeMinor = input.provenIncomeMinor + share(input.unprovenIncomeMinor, policy.unprovenIncomePct);
  const floorMinor = policy.essentialsFloorMinor;
  const essentialsMinor = Math.max(input.declaredEssentialsMinor, floorMinor ?? 0);
  const standing = (income: number): Standing & { reasons: AffordabilityReason[] } => {
    const disposableMinor = income - essentialsMinor - input.otherDebtServiceMinor;
    const reasons = reasonsFor(input, policy, income, disposableMinor);
    return {
      incomeMinor: income,
      disposableMinor,
      dsrBeforePct: ratioPct(input.otherDebtServiceMinor, income),
      dsrAfterPct: ratioPct(input.otherDebtServiceMinor + input.largestInstalmentMinor, income),
      verdict: verdictOf(reasons),
      reasons,
    };
  };
  const { reasons, ...now } = standing(incomeMinor);
  const { reasons: _, ...stress } = standing(incomeMinor - share(incomeMinor, policy.stressIncomePct));
  if (floorMinor === undefined) reasons.push('NO_FLOOR_IN_CURRENCY');
  else if (floorMinor > input.declaredEssentialsMinor) reasons.push('ESSENTIALS_BELOW_FLOOR');
  if (input.unprovenIncomeMinor > 0) reasons.push('INCOME_PARTLY_UNPROVEN');
  const affordableMinor = Math.max(
    0,
    Math.min(
      share(now.disposableMinor, policy.passDisposablePct),
      share(incomeMinor, policy.passDsrPct) - input.otherDebtServiceMinor,
    ),
  );
  return { ...now, verdict: verdictOf(reasons), essentialsMinor, affordableMinor, reasons, stress };
};
