import { addDays, daysBetween, earliest, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { fractionOf, roundMinor } from '#functions/domain/plan/rate.ts';
import type { Percent, Rounding } from '#functions/domain/plan/rate.ts';

export interface OpenInstalment {
  readonly dueOn: LocalDate;
  readonly openMinor: number;
}

/** Days that do not count against the borrower, both included (R51). */
export interface Pause {
  readonly fromOn: LocalDate;
  readonly toOn: LocalDate;
}

const isOverdue = (instalment: OpenInstalment, asOf: LocalDate): boolean =>
  instalment.openMinor > 0 && instalment.dueOn < asOf;

/** The due day itself is not overdue. */
export const overdueMinor = (instalments: readonly OpenInstalment[], asOf: LocalDate): number =>
  instalments
    .filter((instalment) => isOverdue(instalment, asOf))
    .reduce((sum, instalment) => sum + instalment.openMinor, 0);

export const oldestOverdue = (instalments: readonly OpenInstalment[], asOf: LocalDate): LocalDate | undefined => {
  const [first, ...others] = instalments
    .filter((instalment) => isOverdue(instalment, asOf))
    .map((instalment) => instalment.dueOn);
  return first === undefined ? undefined : earliest(first, ...others);
};

/** Contractual days past due: no pause touches them (R51). */
export const contractualDpd = (instalments: readonly OpenInstalment[], asOf: LocalDate): number => {
  const since = oldestOverdue(instalments, asOf);
  return since === undefined ? 0 : daysBetween(since, asOf);
};

const pausedDays = ({ fromOn, toOn }: Pause, since: LocalDate, asOf: LocalDate): number =>
  Math.max(0, daysBetween(latest(fromOn, since), earliest(toOn, asOf)));

/** Days late under the plan: after the grace days, less the days of a pause (R51). */
export const planDpd = (
  instalments: readonly OpenInstalment[],
  asOf: LocalDate,
  graceDays: number,
  pauses: readonly Pause[],
): number => {
  const since = oldestOverdue(instalments, asOf);
  if (since === undefined) return 0;
  const lateFrom = addDays(since, graceDays);
  const paused = pauses.reduce((sum, pause) => sum + pausedDays(pause, lateFrom, asOf), 0);
  return Math.max(0, daysBetween(lateFrom, asOf) - paused);
};

export interface Bucket {
  readonly name: string;
  readonly min: number;
  readonly max: number | null;
}

/** Overdue money by age, each instalment by its own days: what the risk report asks for. */
export const overdueByBucket = (
  instalments: readonly OpenInstalment[],
  asOf: LocalDate,
  buckets: readonly Bucket[],
): Map<string, number> => {
  const amounts = new Map<string, number>();
  for (const instalment of instalments) {
    if (!isOverdue(instalment, asOf)) continue;
    const days = daysBetween(instalment.dueOn, asOf);
    const bucket = buckets.find(({ min, max }) => days >= min && (max === null || days <= max));
    if (bucket === undefined) continue;
    amounts.set(bucket.name, (amounts.get(bucket.name) ?? 0) + instalment.openMinor);
  }
  return amounts;
};

/** The day on which an unpaid account reaches a class: due date plus the completed days. */
export const reachesOn = (overdueSince: LocalDate, completedDays: number): LocalDate =>
  addDays(overdueSince, completedDays);

/** Once for each instalment that is overdue, on its own principal or on all of it. */
export const lateFeeMinor = (
  row: { readonly principalMinor: number; readonly interestMinor: number },
  percent: Percent,
  base: 'principal' | 'principal+interest',
  rounding: Rounding,
): number => {
  const baseMinor = row.principalMinor + (base === 'principal' ? 0 : row.interestMinor);
  return roundMinor(fractionOf(percent).times(baseMinor), rounding);
};
