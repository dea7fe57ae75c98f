import { addDays, addMonths, nextBusinessDayOnOrAfter } from '#functions/domain/calendar.ts';
import type { BusinessCalendar, LocalDate } from '#functions/domain/calendar.ts';
import type { Period, Step } from '#functions/domain/plan/day-count.ts';

/** The day `steps` periods after the origin: always from the origin, so that a short month does not stick. */
export const stepFrom = (origin: LocalDate, step: Step, steps: number): LocalDate =>
  step.unit === 'MONTH' ? addMonths(origin, step.count * steps) : addDays(origin, step.count * steps);

/**
 * The grid by which interest runs, before closed days are considered: amounts must not depend on
 * the days a bank is closed. The first period may be shorter or longer than the others.
 */
export const periodsFrom = (
  startsOn: LocalDate,
  originOn: LocalDate,
  step: Step,
  count: number,
  firstStep: 0 | 1,
): Period[] => {
  const dueDates = Array.from({ length: count }, (_, index) => stepFrom(originOn, step, index + firstStep));
  return periodsOf(startsOn, dueDates, step);
};

export const periodsOf = (startsOn: LocalDate, dueDates: readonly LocalDate[], step: Step): Period[] =>
  dueDates.map((endsOn, index) => ({
    startsOn: dueDates[index - 1] ?? startsOn,
    endsOn,
    step,
  }));

/**
 * A due date on a closed day moves later (C32). Two weekly dates inside one long holiday would
 * meet on the same day: the second then takes the next open day, so that dates keep rising.
 */
export const openDueDates = (dueDates: readonly LocalDate[], calendar: BusinessCalendar | undefined): LocalDate[] => {
  if (calendar === undefined) return [...dueDates];
  let previous = '';
  return dueDates.map((dueOn) => {
    const earliest = previous >= dueOn ? addDays(previous, 1) : dueOn;
    previous = nextBusinessDayOnOrAfter(earliest, calendar);
    return previous;
  });
};
