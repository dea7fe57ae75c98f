import { addMonths, daysBetween, monthsBetween } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { decimal, roundTo } from '#functions/domain/plan/rate.ts';
import type { Percent } from '#functions/domain/plan/rate.ts';
import { rowTotal } from '#functions/domain/plan/schedule-inputs.ts';
import type { Frequency, ScheduleRow } from '#functions/domain/plan/schedule-inputs.ts';

/** One payment, `wholeUnits` unit-periods and a fraction of one after the start. */
export interface Flow {
  readonly amountMinor: number;
  readonly wholeUnits: number;
  readonly fraction: number;
}

/** Multiplied step by step: Math.pow may differ in the last digit between engines. */
const whole = (base: number, exponent: number): number => {
  let result = 1;
  let square = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
};

const presentValue = (flows: readonly Flow[], rate: number): number =>
  flows.reduce(
    (sum, { amountMinor, wholeUnits, fraction }) =>
      sum + amountMinor / ((1 + fraction * rate) * whole(1 + rate, wholeUnits)),
    0,
  );

const highestUnitRate = 100;

/** 100 halvings leave less than 1e-28 of the interval. */
const halvings = 100;

/** The rate of one unit-period at which the payments are worth the amount: falling, so halving finds it. */
const unitRate = (amountMinor: number, flows: readonly Flow[]): number => {
  let low = 0;
  let high = highestUnitRate;
  for (let step = 0; step < halvings; step += 1) {
    const middle = (low + high) / 2;
    if (presentValue(flows, middle) > amountMinor) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/**
 * Actuarial annual percentage rate, half-up to 0.01 %: the rate of a unit-period times the
 * unit-periods of a year, odd days simple within their unit-period.
 */
export const actuarialRate = (amountMinor: number, flows: readonly Flow[], unitsPerYear: number): Percent => {
  const paid = flows.reduce((sum, flow) => sum + flow.amountMinor, 0);
  if (paid <= amountMinor) return '0.00';
  const rate = unitRate(amountMinor, flows);
  return roundTo(decimal(rate.toFixed(14)).times(unitsPerYear).times(100), 2, 'HALF_UP').toFixed(2);
};

/** Years until a payment: whole months are twelfths and whole weeks 52nds of a year, what is left counts its days over 365. */
const yearsUntil = (dueOn: LocalDate, startsOn: LocalDate, frequency: Frequency): number => {
  if (frequency === 'MONTHLY') {
    const months = monthsBetween(startsOn, dueOn);
    return months / 12 + daysBetween(addMonths(startsOn, months), dueOn) / 365;
  }
  const days = daysBetween(startsOn, dueOn);
  return Math.floor(days / 7) / 52 + (days % 7) / 365;
};

/** Beyond this the rate is a joke, and far beyond any cap. */
const highestForce = Math.log(100);

/**
 * The yearly rate X at which what is paid is worth the amount: sum of C / (1 + X)^t, t in years (the actuarial
 * method of Directive 2008/48/EC, Annex I). Solved for ln(1 + X): the sum is convex in it and Newton's steps never pass the root.
 */
export const effectiveRate = (
  amountMinor: number,
  payments: readonly { readonly amountMinor: number; readonly years: number }[],
): Percent => {
  if (payments.reduce((sum, payment) => sum + payment.amountMinor, 0) <= amountMinor) return '0.00';
  let force = 0;
  for (let step = 0; step < 200 && force < highestForce; step += 1) {
    let value = -amountMinor;
    let slope = 0;
    for (const payment of payments) {
      const worth = payment.amountMinor * Math.exp(-payment.years * force);
      value += worth;
      slope += payment.years * worth;
    }
    const next = force + value / slope;
    if (!(next - force > 1e-12)) break;
    force = next;
  }
  const rate = Math.expm1(Math.min(force, highestForce)) * 100;
  return roundTo(decimal(rate.toFixed(10)), 2, 'HALF_UP').toFixed(2);
};

export interface CostBasis {
  /** What the borrower has the use of: the principal less whatever is paid up front. */
  readonly principalMinor: number;
  readonly startsOn: LocalDate;
  readonly frequency?: Frequency | undefined;
  readonly rows: readonly ScheduleRow[];
}

/** Interest and fees of all instalments as an effective yearly percentage, for the cap of R32 and for the borrower's eyes. */
export const effectiveAnnualCost = ({ principalMinor, startsOn, frequency = 'MONTHLY', rows }: CostBasis): Percent =>
  effectiveRate(
    principalMinor,
    rows.map((row) => ({ amountMinor: rowTotal(row), years: yearsUntil(row.dueOn, startsOn, frequency) })),
  );

/** Everything beyond the principal, in minor units. */
export const totalCost = (rows: readonly ScheduleRow[]): number =>
  rows.reduce((sum, row) => sum + row.interestMinor + row.feeMinor, 0);
