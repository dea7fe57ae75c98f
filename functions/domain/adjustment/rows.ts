import { need } from '#functions/domain/adjustment/relief.ts';
import type { Relief } from '#functions/domain/adjustment/relief.ts';
import { extended, replanned } from '#functions/domain/adjustment/replan.ts';
import type { Replanned } from '#functions/domain/adjustment/replan.ts';
import {
  fixed,
  nextRow,
  openFrom,
  openRows,
  runningOf,
  sum,
  withRows,
} from '#functions/domain/adjustment/running-plan.ts';
import type { Plan } from '#functions/domain/adjustment/running-plan.ts';
import { addDays, addMonths, daysBetween } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { splitMinor } from '#functions/domain/money.ts';
import type { Row } from '#functions/domain/plan-parts.ts';
import { interestOf, nominalYears } from '#functions/domain/plan/day-count.ts';
import { openDueDates, stepFrom } from '#functions/domain/plan/due-dates.ts';
import { decimal } from '#functions/domain/plan/rate.ts';
import { moveDueDates, postponeInstalment, suspendInterest } from '#functions/domain/plan/reschedule.ts';
import { invalid, stepOf } from '#functions/domain/plan/schedule-inputs.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const suspended = (at: Plan, relief: Relief): readonly Row[] => {
  const fromOn = need(relief, 'fromOn');
  if (fromOn < at.day)
    throw new Refusal('PastIsFixed', 'only days to come can be changed', { rules: ['R49'], earliest: at.day });
  return suspendInterest(runningOf(at), fromOn, need(relief, 'toOn'));
};

const postponed = (at: Plan, relief: Relief): readonly Row[] => {
  const fromOn = need(relief, 'fromOn');
  const toOn = need(relief, 'toOn');
  if (toOn < at.day) throw new Refusal('PastIsFixed', 'the new day has passed', { rules: ['R49'], earliest: at.day });
  const instalment = at.now.instalments.find(({ dueOn }) => dueOn === fromOn);
  if (instalment === undefined || instalment.status === 'PAID') throw fixed('no open instalment is due on that day');
  return postponeInstalment(runningOf(at, instalment.no), instalment.no, toOn);
};

/** Interest of the skipped periods, on what is still to be repaid. */
const holidayInterest = (at: Plan, from: Row, periods: number): number => {
  const { schedule } = at.now;
  const principalMinor = sum(
    schedule.rows.filter(({ no }) => no >= from.no),
    (row) => row.principalMinor,
  );
  const years = nominalYears(stepOf[schedule.frequency ?? 'MONTHLY']);
  return periods * interestOf(principalMinor, decimal(schedule.annualRate), years, 'HALF_UP');
};

const skipped = (at: Plan, relief: Relief): readonly Row[] => {
  const from = nextRow(at);
  const periods = need(relief, 'periods');
  const step = stepOf[at.now.schedule.frequency ?? 'MONTHLY'];
  const moved = moveDueDates(runningOf(at), from.no, stepFrom(from.dueOn, step, periods), step, at.policy.calendar);
  if (!need(relief, 'interestRuns')) return moved;
  const later = moved.filter(({ no }) => no >= from.no).length;
  const shares = splitMinor(holidayInterest(at, from, periods), later);
  return moved.map((row) =>
    row.no < from.no ? row : { ...row, interestMinor: row.interestMinor + (shares[row.no - from.no] ?? 0) },
  );
};

/** 4.7: always later than before, by less than a month, so that nothing is due sooner than was agreed. */
const redated = (at: Plan, relief: Relief): readonly Row[] => {
  const step = stepOf[at.now.schedule.frequency ?? 'MONTHLY'];
  if (step.unit !== 'MONTH') throw invalid('instalments by the week have no day of the month');
  const from = nextRow(at);
  const dueDay = need(relief, 'dueDay');
  const dayIn = (month: LocalDate): LocalDate => {
    const first = `${month.slice(0, 7)}-01`;
    const last = daysBetween(first, addMonths(first, 1));
    return addDays(first, Math.min(dueDay, last) - 1);
  };
  const same = dayIn(from.dueOn);
  if (same === from.dueOn) throw invalid('it is due on that day already');
  const newDueOn = same > from.dueOn ? same : dayIn(addMonths(`${from.dueOn.slice(0, 7)}-01`, 1));
  const coming = at.now.schedule.rows.filter(({ no }) => no >= from.no);
  // From the wanted day each time: a short month must not stick.
  const anchor = `${newDueOn.slice(0, 7)}-01`;
  const dueDates = openDueDates(
    coming.map((_, index) => dayIn(addMonths(anchor, index))),
    at.policy.calendar,
  );
  return at.now.schedule.rows.map((row) =>
    row.no < from.no ? row : { ...row, dueOn: dueDates[row.no - from.no] ?? row.dueOn },
  );
};

const lineParts = {
  INTEREST_WAIVER: 'interestMinor',
  FEE_WAIVER: 'feeMinor',
  PENALTY_WAIVER: 'feeMinor',
} as const;

/** Line by line (4.7): nothing that is paid, and no more than stands there. */
const waived = (at: Plan, relief: Relief, part: 'interestMinor' | 'feeMinor'): readonly Row[] => {
  const from = openFrom(at);
  const lines = need(relief, 'lines');
  const off = new Map(lines.map(({ no, amountMinor }) => [no, amountMinor]));
  if (off.size !== lines.length) throw invalid('a line is named twice');
  for (const [no, amountMinor] of off) {
    const row = at.now.schedule.rows.find((one) => one.no === no);
    if (row === undefined) throw invalid(`there is no instalment ${no}`);
    if (no < from) throw fixed(`instalment ${no} is paid or partly paid`);
    if (amountMinor > row[part]) throw fixed(`instalment ${no} bears ${row[part]} of it`);
  }
  return at.now.schedule.rows.map((row) => ({ ...row, [part]: row[part] - (off.get(row.no) ?? 0) }));
};

/** From the last instalment backwards: what is due next does not change. */
const forgiven = (at: Plan, relief: Relief): readonly Row[] => {
  const open = openRows(at);
  let left = need(relief, 'amountMinor');
  if (left >= sum(open, (row) => row.principalMinor)) throw fixed('that much principal is not open');
  const cuts = new Map<number, number>();
  for (const { no, principalMinor } of open.toReversed()) {
    const cut = Math.min(left, principalMinor);
    cuts.set(no, cut);
    left -= cut;
  }
  return at.now.schedule.rows.map((row) => ({ ...row, principalMinor: row.principalMinor - (cuts.get(row.no) ?? 0) }));
};

/** R49: the rows as they would be; paid ones are the same in both. */
export const rowsAfter = (at: Plan, relief: Relief): Replanned => {
  switch (relief.type) {
    case 'INTEREST_SUSPENSION':
      return { rows: suspended(at, relief) };
    case 'GRACE_EXTENSION':
      return { rows: postponed(at, relief) };
    case 'TERM_EXTENSION':
      return extended(at, need(relief, 'periods'));
    case 'PAYMENT_HOLIDAY':
      return { rows: skipped(at, relief) };
    case 'INTEREST_WAIVER':
    case 'FEE_WAIVER':
    case 'PENALTY_WAIVER': {
      const rows = waived(at, relief, lineParts[relief.type]);
      return relief.plan === undefined ? { rows } : replanned(withRows(at, rows), relief.plan);
    }
    case 'DUE_DAY_CHANGE':
      return { rows: redated(at, relief) };
    case 'PLAN_REPLACEMENT':
      return replanned(at, need(relief, 'plan'));
    case 'PRINCIPAL_FORGIVENESS':
      return { rows: forgiven(at, relief) };
  }
};

/** What the bank gives up where the rows' totals do not show it: the interest of a holiday that bears none. */
export const unseenCost = (at: Plan, relief: Relief): number =>
  relief.type === 'PAYMENT_HOLIDAY' && relief.interestRuns === false
    ? holidayInterest(at, nextRow(at), need(relief, 'periods'))
    : 0;
