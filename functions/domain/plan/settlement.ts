import { addDays, daysBetween, earliest, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { splitMinor } from '#functions/domain/money.ts';
import type { PayoffQuote } from '#functions/domain/payoff-part.ts';
import type { Row, ScheduleVersion } from '#functions/domain/plan-parts.ts';
import { interestOf } from '#functions/domain/plan/day-count.ts';
import { decimal } from '#functions/domain/plan/rate.ts';

type Pause = ScheduleVersion['suspended'][number];

/** Days of (from, to] that bear interest. */
const bearing = (from: LocalDate, to: LocalDate, pauses: readonly Pause[]): number => {
  let days = daysBetween(from, to);
  for (const { fromOn, toOn } of pauses) {
    const off = daysBetween(latest(addDays(fromOn, -1), from), earliest(toOn, to));
    if (off > 0) days -= off;
  }
  return days;
};

/** What has been earned by the day of an amount that a period bears evenly. */
export const earnedOf = (
  amountMinor: number,
  from: LocalDate,
  to: LocalDate,
  on: LocalDate,
  pauses: readonly Pause[] = [],
): number => {
  if (on >= to) return amountMinor;
  if (on <= from) return 0;
  const whole = bearing(from, to, pauses);
  const years =
    whole > 0
      ? { parts: bearing(from, on, pauses), whole }
      : { parts: daysBetween(from, on), whole: daysBetween(from, to) };
  return interestOf(amountMinor, decimal(1), years, 'HALF_UP');
};

interface SettledRow {
  readonly row: Row;
  /** Of the row's fee, what the plan itself costs: the rest was owed before it. */
  readonly ownFeeMinor: number;
}

/**
 * C27: the rows as they would be if the debt ended on that day: all principal, what was owed before the plan, and of the
 * plan's own interest and fees only the part of the days that have passed. Money that was paid ahead finds its way to
 * the principal by itself, since the ledger is replayed over these rows; a fee that was paid up front likewise.
 */
const settledOn = (schedule: ScheduleVersion, on: LocalDate): SettledRow[] => {
  const { rows, fromOn, suspended, deferred, carriedInterestMinor, carriedFeeMinor, upFrontFeeMinor } = schedule;
  const sharesOf = (totalMinor: number): number[] => splitMinor(totalMinor, rows.length);
  const carried = { interest: sharesOf(carriedInterestMinor ?? 0), fee: sharesOf(carriedFeeMinor ?? 0) };
  const waited = sharesOf(deferred?.interestMinor ?? 0);
  const waitedSoFar = sharesOf(
    deferred === undefined
      ? 0
      : earnedOf(deferred.interestMinor, deferred.fromOn ?? fromOn, deferred.untilOn, on, suspended),
  );
  const upFront = sharesOf(upFrontFeeMinor ?? 0);
  let from = deferred?.untilOn ?? fromOn;
  let usedUpFront = 0;
  const settled = rows.map((row, index) => {
    const { dueOn, interestMinor, feeMinor } = row;
    const oldInterest = Math.min(interestMinor, carried.interest[index] ?? 0);
    const oldFee = Math.min(feeMinor, carried.fee[index] ?? 0);
    const waitedHere = Math.min(interestMinor - oldInterest, waited[index] ?? 0);
    const interest = earnedOf(interestMinor - oldInterest - waitedHere, from, dueOn, on, suspended);
    const ownFee = feeMinor - oldFee - (index === 0 ? Math.min(feeMinor - oldFee, upFrontFeeMinor ?? 0) : 0);
    usedUpFront += earnedOf(upFront[index] ?? 0, from, dueOn, on);
    const fee = earnedOf(ownFee, from, dueOn, on);
    from = dueOn;
    const interestNow = oldInterest + Math.min(waitedHere, waitedSoFar[index] ?? 0) + interest;
    return { row: { ...row, interestMinor: interestNow, feeMinor: oldFee + fee }, ownFeeMinor: fee };
  });
  return settled.map((one, index) =>
    index === 0
      ? {
          row: { ...one.row, feeMinor: one.row.feeMinor + usedUpFront },
          ownFeeMinor: one.ownFeeMinor + usedUpFront,
        }
      : one,
  );
};

export const settledRows = (schedule: ScheduleVersion, on: LocalDate): Row[] =>
  settledOn(schedule, on).map(({ row }) => row);

/** R57: what the plan itself charges as a fee up to that day, row by row. */
export const ownFees = (schedule: ScheduleVersion, on: LocalDate): number[] =>
  settledOn(schedule, on).map(({ ownFeeMinor }) => ownFeeMinor);

interface Money {
  readonly valueDate: LocalDate;
  readonly amountMinor: number;
}

/**
 * C27, R58: once the money of a quote has come in time, interest and fees count to the day it came, or to the quote's own day
 * if that is earlier. A reversal takes the money away on its own value date, and the rows are the plan's again.
 */
export const paidOffOn = (
  schedule: ScheduleVersion,
  quotes: readonly PayoffQuote[],
  ledger: readonly Money[],
  toleranceMinor: number,
): LocalDate | undefined => {
  const byDay = new Map<LocalDate, number>();
  for (const { valueDate, amountMinor } of ledger) byDay.set(valueDate, (byDay.get(valueDate) ?? 0) + amountMinor);
  const days = [...byDay].toSorted(([left], [right]) => (left < right ? -1 : 1));
  for (const { scheduleVersion, validUntil, onDate, totalMinor, settlesAtMinor } of quotes) {
    if (scheduleVersion !== schedule.scheduleVersion) continue;
    const neededMinor = settlesAtMinor - toleranceMinor;
    const inTime = days.filter(([day]) => day <= validUntil);
    if (inTime.reduce((sum, [, amountMinor]) => sum + amountMinor, 0) < neededMinor) continue;
    // What had been paid before was enough: it ends on the day on which somebody asked, not when the money came.
    if (totalMinor <= toleranceMinor) return onDate;
    let paidMinor = 0;
    for (const [day, amountMinor] of inTime) {
      paidMinor += amountMinor;
      if (paidMinor >= neededMinor) return earliest(day, onDate);
    }
  }
  return undefined;
};
