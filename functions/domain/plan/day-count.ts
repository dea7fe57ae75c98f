import * as z from 'zod';
import { addMonths, daysBetween, monthsBetween } from '#functions/domain/calendar.ts';
import { daysInMonth, isLeapYear, partsOf } from '#functions/domain/day-number.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { ratioOf, times } from '#functions/domain/plan/exact.ts';
import { roundMinor } from '#functions/domain/plan/rate.ts';
import type { Decimal, Rounding } from '#functions/domain/plan/rate.ts';

/**
 * How many years of interest lie between two days.
 * MONTHLY: whole months are twelfths whatever their dates, weeks are 1/52; MONTHLY_PRORATA: the
 * same, and a part of a period counts its days over the days of that period; ACT_365, ACT_364,
 * ACT_360: actual days; ACT_ACT_SPLIT: actual days, each year with its own length;
 * PREV_MONTH_LENGTH_ACT_ACT: the length of the month before the due month.
 */
export const DayCount = z.enum([
  'MONTHLY',
  'MONTHLY_PRORATA',
  'ACT_365',
  'ACT_364',
  'ACT_360',
  'ACT_ACT_SPLIT',
  'PREV_MONTH_LENGTH_ACT_ACT',
]);
export type DayCount = z.infer<typeof DayCount>;

/** The days of the schedule's grid: interest of calendar day X is that of the interval (X-1, X]. */
export interface Period {
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  /** Its length as agreed: a number of months or of days. */
  readonly step: Step;
}

export interface Step {
  readonly unit: 'MONTH' | 'DAY';
  readonly count: number;
}

/** A fraction, kept as one: a twelfth as a decimal would turn exact half cents into a little less. */
export interface Years {
  readonly parts: number;
  readonly whole: number;
}

export const periodRate = (annualRate: Decimal, { parts, whole }: Years): Decimal => annualRate.times(parts).div(whole);

export const interestOf = (
  balanceMinor: number,
  annualRate: Decimal,
  { parts, whole }: Years,
  rounding: Rounding,
): number => {
  const ratio = ratioOf(annualRate);
  return ratio === undefined
    ? roundMinor(annualRate.times(balanceMinor).times(parts).div(whole), rounding)
    : times(balanceMinor, ratio, parts, whole, rounding);
};

const plus = (left: Years, right: Years): Years =>
  left.whole === right.whole
    ? { parts: left.parts + right.parts, whole: left.whole }
    : {
        parts: left.parts * right.whole + right.parts * left.whole,
        whole: left.whole * right.whole,
      };

export const daysInYear = (year: number): number => (isLeapYear(year) ? 366 : 365);

const splitByYear = (from: LocalDate, to: LocalDate): Years => {
  let common = 0;
  let leap = 0;
  let start = from;
  for (let { year } = partsOf(from); year <= partsOf(to).year; year += 1) {
    const yearEnd = `${String(year).padStart(4, '0')}-12-31`;
    const end = yearEnd < to ? yearEnd : to;
    if (isLeapYear(year)) leap += daysBetween(start, end);
    else common += daysBetween(start, end);
    start = end;
  }
  return plus({ parts: common, whole: 365 }, { parts: leap, whole: 366 });
};

const previousMonth = (to: LocalDate): Years => {
  const { year, month } = partsOf(addMonths(to, -1));
  return { parts: daysInMonth(year, month), whole: daysInYear(year) };
};

/** Twelve months or 52 weeks make a year of equal periods. */
export const nominalYears = ({ unit, count }: Step): Years =>
  unit === 'MONTH' ? { parts: count, whole: 12 } : { parts: count, whole: 364 };

const partOf = (years: Years, { startsOn, endsOn }: Period, from: LocalDate, to: LocalDate): Years =>
  startsOn === from && endsOn === to
    ? years
    : {
        parts: years.parts * daysBetween(from, to),
        whole: years.whole * daysBetween(startsOn, endsOn),
      };

/** Years of interest from one day to another inside a period. */
export const yearsOf = (
  dayCount: DayCount,
  period: Period,
  from: LocalDate = period.startsOn,
  to: LocalDate = period.endsOn,
): Years => {
  switch (dayCount) {
    case 'MONTHLY':
    case 'MONTHLY_PRORATA':
      return partOf(nominalYears(period.step), period, from, to);
    case 'ACT_365':
      return { parts: daysBetween(from, to), whole: 365 };
    case 'ACT_364':
      return { parts: daysBetween(from, to), whole: 364 };
    case 'ACT_360':
      return { parts: daysBetween(from, to), whole: 360 };
    case 'ACT_ACT_SPLIT':
      return splitByYear(from, to);
    case 'PREV_MONTH_LENGTH_ACT_ACT':
      return partOf(previousMonth(period.endsOn), period, from, to);
  }
};

const monthsAndDays = (from: LocalDate, to: LocalDate): Years => {
  const months = monthsBetween(from, to);
  const rest = daysBetween(addMonths(from, months), to);
  return plus({ parts: months, whole: 12 }, { parts: rest, whole: 365 });
};

/** Dates without a grid, as a hand-made plan has them: whole months and the days that are left. */
export const yearsBetween = (dayCount: DayCount, from: LocalDate, to: LocalDate): Years =>
  dayCount === 'MONTHLY' || dayCount === 'MONTHLY_PRORATA'
    ? monthsAndDays(from, to)
    : yearsOf(dayCount, {
        startsOn: from,
        endsOn: to,
        step: { unit: 'DAY', count: daysBetween(from, to) },
      });
