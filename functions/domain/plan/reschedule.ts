import { daysBetween, earliest, latest } from '#functions/domain/calendar.ts';
import type { BusinessCalendar, LocalDate } from '#functions/domain/calendar.ts';
import { splitMinor } from '#functions/domain/money.ts';
import { amortise } from '#functions/domain/plan/amortise.ts';
import type { Amortisation } from '#functions/domain/plan/amortise.ts';
import { interestOf, nominalYears } from '#functions/domain/plan/day-count.ts';
import type { Step } from '#functions/domain/plan/day-count.ts';
import { openDueDates, stepFrom } from '#functions/domain/plan/due-dates.ts';
import { decimal, fractionOf, roundToMultiple } from '#functions/domain/plan/rate.ts';
import type { Percent, Rounding } from '#functions/domain/plan/rate.ts';
import type { ScheduleRow } from '#functions/domain/plan/schedule-inputs.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** Every change starts at an instalment that is not paid and leaves the ones before it alone (R49). */
export interface Running {
  readonly rows: readonly ScheduleRow[];
  readonly startsOn: LocalDate;
  /** The first instalment without any payment: the past is fixed. */
  readonly openFromNo: number;
  /** Interest of before the plan, spread over its rows: no suspension takes it away. */
  readonly carriedInterestMinor?: number | undefined;
}

const requireOpen = (running: Running, fromNo: number): void => {
  if (fromNo < running.openFromNo) {
    throw new Refusal('PastIsFixed', `instalment ${fromNo} is paid or partly paid`, {
      rules: ['R49'],
    });
  }
  if (!running.rows.some((row) => row.no === fromNo)) {
    throw new Refusal('ScheduleInvalid', `there is no instalment ${fromNo}`, { rules: ['R49'] });
  }
};

const numbered = (rows: readonly ScheduleRow[]): ScheduleRow[] => rows.map((row, index) => ({ ...row, no: index + 1 }));

/** Days of (from, to] that a pause, both ends included, takes out. */
const daysOff = (from: LocalDate, to: LocalDate, pause: { fromOn: LocalDate; toOn: LocalDate }): number => {
  const first = latest(pause.fromOn, from);
  const days = daysBetween(first, earliest(pause.toOn, to)) + (pause.fromOn > from ? 1 : 0);
  return Math.max(0, days);
};

/**
 * INTEREST_SUSPENSION: the days from..to bear no interest, and what they would have borne is not
 * caught up later. Principal and dates stay; only open instalments change (4.7).
 */
export const suspendInterest = (running: Running, fromOn: LocalDate, toOn: LocalDate): ScheduleRow[] => {
  let startsOn = running.startsOn;
  const carried = splitMinor(running.carriedInterestMinor ?? 0, Math.max(1, running.rows.length));
  return running.rows.map((row, index) => {
    const days = daysBetween(startsOn, row.dueOn);
    const off = daysOff(startsOn, row.dueOn, { fromOn, toOn });
    startsOn = row.dueOn;
    if (row.no < running.openFromNo || off === 0) return row;
    const charged = { parts: days - off, whole: days };
    const old = Math.min(row.interestMinor, carried[index] ?? 0);
    return { ...row, interestMinor: old + interestOf(row.interestMinor - old, decimal(1), charged, 'HALF_UP') };
  });
};

export interface Replan {
  readonly fromNo: number;
  readonly step: Step;
  readonly method: Amortisation['method'];
  readonly annualRatePct: Percent;
  readonly rounding: Rounding;
  /** The day from which later dates are counted; a date moved by a holiday must not become the origin. */
  readonly originOn?: LocalDate | undefined;
  readonly calendar?: BusinessCalendar | undefined;
}

const principalFrom = (rows: readonly ScheduleRow[]): number => rows.reduce((sum, row) => sum + row.principalMinor, 0);

/** TERM_EXTENSION: the open principal over more periods, so that each amount is smaller (4.7); open fees keep their sum. */
export const extendTerm = (running: Running, plan: Replan, extraPeriods: number): ScheduleRow[] => {
  requireOpen(running, plan.fromNo);
  const kept = running.rows.filter((row) => row.no < plan.fromNo);
  const open = running.rows.filter((row) => row.no >= plan.fromNo);
  const count = open.length + extraPeriods;
  const originOn = plan.originOn ?? open[0]?.dueOn ?? running.startsOn;
  const years = nominalYears(plan.step);
  const parts = amortise({
    principalMinor: principalFrom(open),
    flatBaseMinor: principalFrom(running.rows),
    annualRate: fractionOf(plan.annualRatePct),
    years: Array.from({ length: count }, () => years),
    nominalYears: years,
    method: plan.method,
    rounding: plan.rounding,
  });
  const fees = splitMinor(
    open.reduce((sum, row) => sum + row.feeMinor, 0),
    count,
  );
  const dueDates = openDueDates(
    parts.map((_, index) => stepFrom(originOn, plan.step, index)),
    plan.calendar,
  );
  const later = parts.map((part, index) => ({
    no: 0,
    dueOn: dueDates[index] ?? originOn,
    ...part,
    feeMinor: fees[index] ?? 0,
  }));
  return numbered([...kept, ...later]);
};

/** DUE_DAY_CHANGE and PAYMENT_HOLIDAY: this instalment and all later ones keep their amounts and move. */
export const moveDueDates = (
  running: Running,
  fromNo: number,
  newDueOn: LocalDate,
  step: Step,
  calendar?: BusinessCalendar,
): ScheduleRow[] => {
  requireOpen(running, fromNo);
  const open = running.rows.filter((row) => row.no >= fromNo);
  const dueDates = openDueDates(
    open.map((_, index) => stepFrom(newDueOn, step, index)),
    calendar,
  );
  const moved = running.rows.map((row) =>
    row.no < fromNo ? row : { ...row, dueOn: dueDates[row.no - fromNo] ?? row.dueOn },
  );
  requireRising(moved, running.startsOn);
  return moved;
};

/** GRACE_EXTENSION: one due date moves, everything else stays. */
export const postponeInstalment = (running: Running, no: number, newDueOn: LocalDate): ScheduleRow[] => {
  requireOpen(running, no);
  const moved = running.rows.map((row) => (row.no === no ? { ...row, dueOn: newDueOn } : row));
  requireRising(moved, running.startsOn);
  return moved;
};

const requireRising = (rows: readonly ScheduleRow[], startsOn: LocalDate): void => {
  let previous = startsOn;
  for (const { no, dueOn } of rows) {
    if (dueOn <= previous) {
      throw new Refusal('ScheduleInvalid', `instalment ${no} is not due after ${previous}`, {
        rules: ['R49'],
      });
    }
    previous = dueOn;
  }
};

/** Some periods without principal; the plan becomes that much longer, and interest runs on. */
export const pausePrincipal = (running: Running, plan: Replan, count: number): ScheduleRow[] => {
  requireOpen(running, plan.fromNo);
  const kept = running.rows.filter((row) => row.no < plan.fromNo);
  const open = running.rows.filter((row) => row.no >= plan.fromNo);
  const originOn = plan.originOn ?? open[0]?.dueOn ?? running.startsOn;
  const base = plan.method === 'FLAT' ? principalFrom(running.rows) : principalFrom(open);
  const rate = fractionOf(plan.annualRatePct);
  const interestMinor = interestOf(base, rate, nominalYears(plan.step), plan.rounding);
  const waiting = Array.from({ length: count }, () => ({
    no: 0,
    dueOn: originOn,
    principalMinor: 0,
    interestMinor,
    feeMinor: 0,
  }));
  const later = [...waiting, ...open];
  const dueDates = openDueDates(
    later.map((_, index) => stepFrom(originOn, plan.step, index)),
    plan.calendar,
  );
  const moved = later.map((row, index) => ({ ...row, dueOn: dueDates[index] ?? row.dueOn }));
  return numbered([...kept, ...moved]);
};

export interface OpenPrincipal {
  readonly dueOn: LocalDate;
  readonly openMinor: number;
}

/** Equal shares, in round sums where the book wants them; the last one takes the remainder. */
const sharesOf = (
  totalMinor: number,
  count: number,
  multiple: { readonly minor: number; readonly rounding: Rounding } | undefined,
): number[] => {
  if (multiple === undefined) return splitMinor(totalMinor, count);
  const share = roundToMultiple(decimal(totalMinor).div(count), multiple.minor, multiple.rounding);
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? totalMinor - share * (count - 1) : share));
};

/** Arrears are spread over the instalments still to come; the last one takes the remainder. */
export const spreadArrears = (
  instalments: readonly OpenPrincipal[],
  on: LocalDate,
  multiple?: { readonly minor: number; readonly rounding: Rounding },
): { readonly movedMinor: number; readonly instalments: OpenPrincipal[] } => {
  const future = instalments.filter((instalment) => instalment.dueOn > on).length;
  if (future === 0) {
    throw new Refusal('ScheduleInvalid', 'no later instalment can take the arrears', {
      rules: ['R49'],
    });
  }
  const movedMinor = instalments
    .filter((instalment) => instalment.dueOn <= on)
    .reduce((sum, instalment) => sum + instalment.openMinor, 0);
  const shares = sharesOf(movedMinor, future, multiple);
  let next = 0;
  const spread = instalments.map(({ dueOn, openMinor }) => {
    if (dueOn <= on) return { dueOn, openMinor: 0 };
    next += 1;
    return { dueOn, openMinor: openMinor + (shares[next - 1] ?? 0) };
  });
  return { movedMinor, instalments: spread };
};
