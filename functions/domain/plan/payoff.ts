import { daysBetween } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { splitMinor } from '#functions/domain/money.ts';
import type { InstalmentStanding } from '#functions/domain/plan/allocation.ts';
import { interestOf, yearsOf } from '#functions/domain/plan/day-count.ts';
import type { DayCount, Period } from '#functions/domain/plan/day-count.ts';
import { decimal, fractionOf, power, roundMinor, roundTo } from '#functions/domain/plan/rate.ts';
import type { Percent, Rounding } from '#functions/domain/plan/rate.ts';

/** What settles the agreement on a day, line by line (R58: payoff first, reward second). */
export interface Payoff {
  readonly feeMinor: number;
  readonly interestMinor: number;
  readonly principalMinor: number;
  readonly penaltyMinor: number;
  readonly costsMinor: number;
  readonly totalMinor: number;
  /** Interest and fees of later periods that are not charged (C27). */
  readonly sparedMinor: number;
}

/** The part of a running period's open interest that has accrued by the day. */
const accruedShare = (openMinor: number, from: LocalDate, to: LocalDate, on: LocalDate): number => {
  if (on >= to) return openMinor;
  if (on <= from) return 0;
  const years = { parts: daysBetween(from, on), whole: daysBetween(from, to) };
  return interestOf(openMinor, decimal(1), years, 'HALF_UP');
};

/** What the plan carried over from before (schedule-inputs.ts): it was owed already, so settling early does not spare it. */
export interface Carried {
  readonly interestMinor: number;
  readonly feeMinor: number;
}

const nothingCarried: Carried = { interestMinor: 0, feeMinor: 0 };

/**
 * All principal, everything that is due, and of the running period only the interest accrued so far:
 * later interest and fees are not owed when the debt is settled (C27).
 */
export const payoffOn = (
  standings: readonly InstalmentStanding[],
  startsOn: LocalDate,
  on: LocalDate,
  carried: Carried = nothingCarried,
): Payoff => {
  const lines = { feeMinor: 0, interestMinor: 0, principalMinor: 0, penaltyMinor: 0, costsMinor: 0 };
  const interestShares = splitMinor(carried.interestMinor, Math.max(1, standings.length));
  const feeShares = splitMinor(carried.feeMinor, Math.max(1, standings.length));
  let openMinor = 0;
  let from = startsOn;
  for (const [index, { dueOn, openByLine, openMinor: own }] of standings.entries()) {
    const oldInterest = Math.min(openByLine.interest, interestShares[index] ?? 0);
    const oldFee = Math.min(openByLine.fee, feeShares[index] ?? 0);
    lines.principalMinor += openByLine.principal;
    lines.penaltyMinor += openByLine.penalty;
    lines.costsMinor += openByLine.costs;
    lines.feeMinor += dueOn <= on ? openByLine.fee : oldFee;
    lines.interestMinor += oldInterest + accruedShare(openByLine.interest - oldInterest, from, dueOn, on);
    openMinor += own;
    from = dueOn;
  }
  const totalMinor =
    lines.feeMinor + lines.interestMinor + lines.principalMinor + lines.penaltyMinor + lines.costsMinor;
  return { ...lines, totalMinor, sparedMinor: openMinor - totalMinor };
};

/** Interest of the running period by the agreed day count, to the day of settlement or, where the book says so, to its end. */
export const runningInterest = (
  principalMinor: number,
  annualRatePct: Percent,
  dayCount: DayCount,
  period: Period,
  from: LocalDate,
  to: LocalDate,
  rounding: Rounding,
): number => interestOf(principalMinor, fractionOf(annualRatePct), yearsOf(dayCount, period, from, to), rounding);

export interface RebateInput {
  readonly principalMinor: number;
  readonly instalmentMinor: number;
  readonly count: number;
  readonly paid: number;
  /** The monthly rate as a decimal fraction. */
  readonly monthlyRate: string;
  readonly settledAfter: { readonly months: number; readonly days: number; readonly daysInMonth: number };
}

const ratePlaces = 6;

/**
 * (1 + apr)^(1/12) - 1, six places: halving in decimals, since big.js has no twelfth root and
 * Math.pow is not the same everywhere.
 */
export const monthlyRateOf = (aprPct: Percent, places = ratePlaces): string => {
  const yearly = fractionOf(aprPct).plus(1);
  let low = decimal(0);
  let high = yearly;
  for (let step = 0; step < 60; step += 1) {
    const middle = low.plus(high).div(2).round(20);
    if (power(middle.plus(1), 12).gt(yearly)) high = middle;
    else low = middle;
  }
  return roundTo(low, places, 'HALF_UP').toFixed(places);
};

/** Actuarial settlement figure: the advance grown to the day, less the payments grown to the day. */
export const settlementRebate = (input: RebateInput): number => {
  const { months, days, daysInMonth } = input.settledAfter;
  const factor = decimal(input.monthlyRate).plus(1);
  let figure = power(factor, months).times(input.principalMinor);
  for (let paid = 1; paid <= input.paid; paid += 1) {
    figure = figure.minus(power(factor, months - paid).times(input.instalmentMinor));
  }
  const grown = figure.times(partMonth(input.monthlyRate, days, daysInMonth));
  const later = (input.count - input.paid) * input.instalmentMinor;
  return roundMinor(decimal(later).minus(grown), 'HALF_UP');
};

/** (1 + r)^(days / days of the month), by the binomial series: r is small, twelve terms are exact to the cent. */
const partMonth = (monthlyRate: string, days: number, daysInMonth: number) => {
  const exponent = decimal(days).div(daysInMonth);
  let term = decimal(1);
  let sum = decimal(1);
  for (let index = 1; index <= 12; index += 1) {
    term = term
      .times(exponent.minus(index - 1))
      .times(monthlyRate)
      .div(index)
      .round(40);
    sum = sum.plus(term);
  }
  return sum;
};
