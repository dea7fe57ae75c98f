import { interestOf, periodRate } from '#functions/domain/plan/day-count.ts';
import type { Years } from '#functions/domain/plan/day-count.ts';
import { levelByDouble, levelOverByDouble, ratioOf, times } from '#functions/domain/plan/exact.ts';
import {
  decimal,
  levelInstalment,
  levelInstalmentOver,
  roundMinor,
  roundToMultiple,
} from '#functions/domain/plan/rate.ts';
import type { Decimal, Rounding } from '#functions/domain/plan/rate.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export interface Part {
  readonly principalMinor: number;
  readonly interestMinor: number;
}

/** How principal and interest are laid over the periods; which plan type wants what is decided in schedule.ts. */
export interface Amortisation {
  readonly principalMinor: number;
  /** A fraction: 0.12 is 12 % a year. */
  readonly annualRate: Decimal;
  /** Length of every period in years of interest. */
  readonly years: readonly Years[];
  readonly method: 'ANNUITY' | 'EQUAL_PRINCIPAL' | 'FLAT' | 'BULLET';
  readonly rounding: Rounding;
  /** FLAT: the amount that bears interest in every period, when it is not the principal. */
  readonly flatBaseMinor?: number;
  /** Leading periods with interest only. */
  readonly interestOnlyPeriods?: number;
  /** Leading periods whose interest falls due with the first period after them. */
  readonly deferredInterestPeriods?: number;
  /** The agreed level instalment; computed when absent. */
  readonly levelMinor?: number;
  /** The level is that of equal periods of this length, else that of the actual ones. */
  readonly nominalYears?: Years;
  /** Instalments in round sums: a multiple of this many minor units. */
  readonly multiple?: {
    readonly minor: number;
    readonly rounding: Rounding;
    readonly of: 'PRINCIPAL' | 'TOTAL';
  };
  /** Spreads a large difference of the last instalment over all of them. */
  readonly smoothing?: boolean;
}

const inMultiples = (plan: Amortisation, amountMinor: number): number =>
  plan.multiple === undefined
    ? amountMinor
    : roundToMultiple(decimal(amountMinor), plan.multiple.minor, plan.multiple.rounding);

const repaidPeriods = (plan: Amortisation): number => plan.years.length - (plan.interestOnlyPeriods ?? 0);

const levelByDoubles = ({
  principalMinor,
  nominalYears,
  years,
  rounding,
  ...plan
}: Amortisation): number | undefined => {
  const ratio = ratioOf(plan.annualRate);
  if (ratio === undefined) return undefined;
  const rate = ratio.numerator / ratio.denominator;
  const repaid = years.length - (plan.interestOnlyPeriods ?? 0);
  return nominalYears === undefined
    ? levelOverByDouble(
        principalMinor,
        years.slice(-repaid).map(({ parts, whole }) => (rate * parts) / whole),
        rounding,
      )
    : levelByDouble(principalMinor, (rate * nominalYears.parts) / nominalYears.whole, repaid, rounding);
};

/** The level instalment in minor units, before any smoothing. */
export const levelOf = (plan: Amortisation): number => {
  if (plan.multiple === undefined) {
    const sure = levelByDoubles(plan);
    if (sure !== undefined) return sure;
  }
  const principal = decimal(plan.principalMinor);
  const repaid = repaidPeriods(plan);
  const exact =
    plan.nominalYears === undefined
      ? levelInstalmentOver(
          principal,
          plan.years.slice(-repaid).map((years) => periodRate(plan.annualRate, years)),
        )
      : levelInstalment(principal, periodRate(plan.annualRate, plan.nominalYears), repaid);
  if (plan.multiple?.rounding === 'UP') return roundToMultiple(exact, plan.multiple.minor, 'UP');
  return inMultiples(plan, roundMinor(exact, plan.rounding));
};

/** What of an annuity instalment repays principal: never more than is left, never less than nothing. */
const annuityPrincipal = (levelMinor: number, interestMinor: number, balanceMinor: number): number => {
  if (interestMinor > levelMinor) {
    throw new Refusal('ScheduleInvalid', 'an instalment does not even cover its interest', {
      rules: ['R28'],
    });
  }
  return Math.min(levelMinor - interestMinor, balanceMinor);
};

const flatPrincipal = (plan: Amortisation, interestMinor: number): number => {
  const share = roundMinor(decimal(plan.principalMinor).div(repaidPeriods(plan)), plan.rounding);
  return plan.multiple?.of === 'TOTAL'
    ? inMultiples(plan, share + interestMinor) - interestMinor
    : inMultiples(plan, share);
};

const principalOf = (plan: Amortisation, levelMinor: number, interestMinor: number, balanceMinor: number): number => {
  switch (plan.method) {
    case 'ANNUITY':
      return annuityPrincipal(levelMinor, interestMinor, balanceMinor);
    case 'EQUAL_PRINCIPAL':
    case 'FLAT':
      return Math.min(flatPrincipal(plan, interestMinor), balanceMinor);
    case 'BULLET':
      return 0;
  }
};

const partsWith = (plan: Amortisation, levelMinor: number): Part[] => {
  const parts: Part[] = [];
  const last = plan.years.length - 1;
  const ratio = ratioOf(plan.annualRate);
  const { rounding } = plan;
  let balanceMinor = plan.principalMinor;
  let deferredMinor = 0;
  let index = -1;
  for (const years of plan.years) {
    index += 1;
    const base = plan.method === 'FLAT' ? (plan.flatBaseMinor ?? plan.principalMinor) : balanceMinor;
    const accruedMinor =
      ratio === undefined
        ? interestOf(base, plan.annualRate, years, rounding)
        : times(base, ratio, years.parts, years.whole, rounding);
    const isDeferred = index < (plan.deferredInterestPeriods ?? 0) && index !== last;
    const isInterestOnly = index < (plan.interestOnlyPeriods ?? 0);
    let principalMinor = 0;
    if (index === last) principalMinor = balanceMinor;
    else if (!isInterestOnly) {
      principalMinor = principalOf(plan, levelMinor, accruedMinor, balanceMinor);
    }
    parts.push({ principalMinor, interestMinor: isDeferred ? 0 : accruedMinor + deferredMinor });
    deferredMinor = isDeferred ? deferredMinor + accruedMinor : 0;
    balanceMinor -= principalMinor;
  }
  return parts;
};

const gapOf = (parts: readonly Part[], levelMinor: number): number => {
  const last = parts.at(-1);
  return last === undefined ? 0 : last.principalMinor + last.interestMinor - levelMinor;
};

/** Principal and interest of every period; the last one takes the remainder (4.4). */
export const amortise = (plan: Amortisation): Part[] => {
  const levelMinor = plan.method === 'ANNUITY' ? (plan.levelMinor ?? levelOf(plan)) : 0;
  const parts = partsWith(plan, levelMinor);
  if (plan.smoothing !== true || plan.method !== 'ANNUITY') return parts;
  const gap = gapOf(parts, levelMinor);
  const count = parts.length;
  if (Math.abs(gap) <= Math.floor(count / 2)) return parts;
  const smootherLevel = levelMinor + roundMinor(decimal(gap).div(count), plan.rounding);
  const smoother = partsWith(plan, smootherLevel);
  return Math.abs(gapOf(smoother, smootherLevel)) < Math.abs(gap) ? smoother : parts;
};
