import { fixed, openRows, sum } from '#functions/domain/adjustment/running-plan.ts';
import type { Plan } from '#functions/domain/adjustment/running-plan.ts';
import { addMonths, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { splitMinor } from '#functions/domain/money.ts';
import type { CountedAnew } from '#functions/domain/adjustment-parts.ts';
import type { Row, ScheduleVersion } from '#functions/domain/plan-parts.ts';
import type { Terms } from '#functions/domain/plan/plan-terms.ts';
import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import { invalid } from '#functions/domain/plan/schedule-inputs.ts';
import { earnedOf } from '#functions/domain/plan/settlement.ts';
import { inputsOf } from '#functions/domain/plan/terms.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export interface Replanned {
  readonly rows: readonly Row[];
  /** Only where what is open has got other terms. */
  readonly counted?: CountedAnew;
}

/** Of what was borne before and is spread evenly over the rows, the part that lies in these of them (4.4). */
const sharesIn = (all: readonly Row[], totalMinor: number, some: readonly Row[]): number => {
  const shares = splitMinor(totalMinor, all.length);
  return some.reduce((total, { no, interestMinor }) => total + Math.min(interestMinor, shares[no - 1] ?? 0), 0);
};

/** Of a moratorium's interest, what its days to come will bear: none of it is owed yet. */
const unearnedOf = ({ deferred, fromOn, suspended }: ScheduleVersion, day: LocalDate): number =>
  deferred === undefined || day >= deferred.untilOn
    ? 0
    : deferred.interestMinor -
      earnedOf(deferred.interestMinor, deferred.fromOn ?? fromOn, deferred.untilOn, day, suspended);

/** The open principal under other terms, from the next due date on; interest of what is late already is taken along. */
export const replanned = (at: Plan, terms: Terms): Replanned => {
  const { now, day, policy } = at;
  const { schedule } = now;
  const { rows, deferred, carriedInterestMinor = 0 } = schedule;
  const open = openRows(at);
  const late = open.filter(({ dueOn }) => dueOn <= day);
  const coming = open.filter(({ dueOn }) => dueOn > day);
  const kept = rows.slice(0, rows.length - open.length);
  const startsOn = late.at(-1)?.dueOn ?? kept.at(-1)?.dueOn ?? latest(schedule.fromOn, deferred?.untilOn ?? '');
  const firstDueOn = coming[0]?.dueOn ?? addMonths(latest(startsOn, day), 1);
  const before = carriedInterestMinor + (deferred?.interestMinor ?? 0);
  const unearned = unearnedOf(schedule, day);
  const interestMinor = sum(late, (row) => row.interestMinor) + sharesIn(rows, before, coming);
  const debt = {
    principalMinor: sum(open, (row) => row.principalMinor),
    interestMinor,
    feeMinor: sum(open, (row) => row.feeMinor),
    owedMinor: 0,
    annualRate: schedule.annualRate,
    startsOn,
  };
  if (debt.principalMinor === 0) throw fixed('no principal is open');
  if (terms.currency !== schedule.currency)
    throw new Refusal('CurrencyMismatch', `the agreement is in ${schedule.currency}`);
  const wanted = 'periods' in terms && terms.firstDueOn === undefined ? { ...terms, firstDueOn } : terms;
  const inputs = inputsOf({ conventions: schedule.conventions, ...wanted }, debt, policy);
  const built = buildSchedule(inputs).rows;
  if ((built[0]?.dueOn ?? '') <= day) throw invalid('the first instalment would be due already');
  return {
    rows: [...kept, ...built.map((row, index) => ({ ...row, no: kept.length + index + 1 }))],
    counted: {
      annualRate: terms.planType === 'FEE_BASED' ? '0' : (terms.annualRate ?? schedule.annualRate),
      frequency: 'frequency' in inputs ? inputs.frequency : schedule.frequency,
      conventions: inputs.conventions,
      carriedInterestMinor: sharesIn(rows, before, kept) + interestMinor - unearned,
      // A fee in the first row pays for all of them only as long as that row stands.
      upFrontFeeMinor: kept.length === 0 ? 0 : schedule.upFrontFeeMinor,
      // What the moratorium has borne by today is counted as such above; the days to come bear the rest (C27).
      ...(deferred === undefined ? {} : { deferred: { ...deferred, interestMinor: unearned, fromOn: day } }),
    },
  };
};

/** TERM_EXTENSION: the same terms over more periods than are still to come; what is late is spread over them. */
export const extended = (at: Plan, morePeriods: number): Replanned => {
  const { schedule, agreement } = at.now;
  const planType = at.file.proposals[agreement.proposalId]?.planType;
  return replanned(at, {
    planType: planType === 'EQUAL_PRINCIPAL' ? 'EQUAL_PRINCIPAL' : 'EQUAL_INSTALMENT',
    currency: schedule.currency,
    periods: openRows(at).filter(({ dueOn }) => dueOn > at.day).length + morePeriods,
    frequency: schedule.frequency ?? 'MONTHLY',
    annualRate: schedule.annualRate,
  });
};
