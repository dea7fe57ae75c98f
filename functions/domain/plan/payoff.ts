import type { LocalDate } from '#functions/domain/calendar.ts';
import { interestOf, yearsOf } from '#functions/domain/plan/day-count.ts';
import type { DayCount, Period } from '#functions/domain/plan/day-count.ts';
import { decimal, fractionOf, power, roundMinor, roundTo } from '#functions/domain/plan/rate.ts';
import type { Percent, Rounding } from '#functions/domain/plan/rate.ts';

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
