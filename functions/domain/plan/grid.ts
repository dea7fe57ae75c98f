import { dateOfDayNumber, dayNumber, monthlyDays, partsOf } from '#functions/domain/day-number.ts';
import { nominalYears, yearsBetween, yearsOf } from '#functions/domain/plan/day-count.ts';
import type { Years } from '#functions/domain/plan/day-count.ts';
import { stepFrom } from '#functions/domain/plan/due-dates.ts';
import { ratioOf } from '#functions/domain/plan/exact.ts';
import { fractionOf } from '#functions/domain/plan/rate.ts';
import { invalid, stepOf } from '#functions/domain/plan/schedule-inputs.ts';
import type { ScheduleInputs } from '#functions/domain/plan/schedule-inputs.ts';

export type Periodic = Exclude<ScheduleInputs, { type: 'LUMP_SUM' | 'CUSTOM' }>;

export type InterestBearing = Exclude<Periodic, { type: 'FEE_BASED' }>;

const weekly = (inputs: Periodic, days: number): number[] => {
  if (inputs.dueDay !== undefined) throw invalid('a day of the month is for monthly instalments');
  const { startsOn, firstDueOn } = inputs;
  const first = firstDueOn === undefined ? dayNumber(startsOn) + days : dayNumber(firstDueOn);
  return Array.from({ length: inputs.periods }, (_, index) => first + index * days);
};

const monthly = ({ startsOn, firstDueOn, dueDay, periods }: Periodic): number[] => {
  const origin = firstDueOn ?? startsOn;
  const day = dueDay ?? partsOf(origin).day;
  const days = monthlyDays(origin, firstDueOn === undefined ? 1 : 0, day, periods);
  if (firstDueOn !== undefined && days[0] !== dayNumber(firstDueOn))
    throw invalid(`${firstDueOn} is not day ${day} of its month`);
  return days;
};

/**
 * The days by which interest runs, by number and before closed days are considered: amounts must not depend on
 * the days a bank is closed. Counted from the first one, so that the 31st stays the 31st after a February.
 */
export const gridOf = (inputs: Periodic): number[] => {
  const step = stepOf[inputs.frequency];
  return step.unit === 'MONTH' ? monthly(inputs) : weekly(inputs, step.count);
};

/** Years of interest in every period of the grid, at the agreed rate; a first one of odd length counts as a whole one. */
export const yearsIn = (inputs: Periodic, grid: readonly number[]): Years[] => {
  const { dayCount } = inputs.conventions;
  const step = stepOf[inputs.frequency];
  const whole = nominalYears(step);
  const isOdd = oddFirstYears(inputs, grid) !== undefined;
  let startsOn = inputs.startsOn;
  return grid.map((end, index) => {
    if (dayCount === 'MONTHLY' || dayCount === 'MONTHLY_PRORATA') return whole;
    const from = startsOn;
    startsOn = dateOfDayNumber(end);
    return index === 0 && isOdd ? whole : yearsOf(dayCount, { startsOn: from, endsOn: startsOn, step });
  });
};

/** A first period that is shorter or longer than the others is charged by its days. */
export const oddFirstYears = (
  { startsOn, frequency, conventions }: Periodic,
  grid: readonly number[],
): Years | undefined => {
  const step = stepOf[frequency];
  const endsOn = dateOfDayNumber(grid[0] ?? 0);
  return stepFrom(startsOn, step, 1) === endsOn ? undefined : yearsBetween(conventions.dayCount, startsOn, endsOn);
};

/** R29: a relieved period counts as so much shorter as its rate is lower, which stays an exact fraction. */
export const relievedYears = (inputs: InterestBearing): ((years: Years, index: number) => Years) => {
  const { interestRelief: relief } = inputs;
  const full = ratioOf(fractionOf(inputs.annualRatePct));
  if (relief === undefined || full === undefined || full.numerator === 0) return (years) => years;
  const low = ratioOf(fractionOf(relief.annualRatePct));
  if (low === undefined || low.numerator * full.denominator > full.numerator * low.denominator)
    throw invalid('relief lowers the rate');
  return ({ parts, whole }, index) =>
    index < relief.periods
      ? { parts: parts * low.numerator * full.denominator, whole: whole * low.denominator * full.numerator }
      : { parts, whole };
};
