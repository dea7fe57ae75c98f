import { highestTier, tierOfRelief } from '#functions/domain/adjustment/approval.ts';
import { addMonths, daysBetween } from '#functions/domain/calendar.ts';
import type { Context } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement, Row, Tier } from '#functions/domain/plan-parts.ts';
import { decimal } from '#functions/domain/plan/rate.ts';
import { postponeInstalment, suspendInterest } from '#functions/domain/plan/reschedule.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';
import type { Adjustment } from '#functions/domain/adjustment-parts.ts';

/** What is asked for. A grace extension moves the due date `fromOn` to `toOn`; a suspension runs from the one to the other, both included. */
export interface Relief {
  readonly type: 'INTEREST_SUSPENSION' | 'GRACE_EXTENSION';
  readonly fromOn: string;
  readonly toOn: string;
}

export interface Preview {
  readonly agreement: Agreement;
  readonly before: readonly Row[];
  readonly after: readonly Row[];
  /** What the bank gives up. */
  readonly costMinor: number;
  readonly tier: Tier;
}

/** 4.7: a due date moves by thirty days at most, twice in twelve months; up to seven days need nobody's consent (R46). */
const grace = { maxDays: 30, maxPerYear: 2, freeDays: 7 };

const living = (file: CaseFile): readonly Adjustment[] =>
  Object.values(file.adjustments).filter(({ status }) => status !== 'REFUSED' && status !== 'LAPSED');

const limit = (detail: string): Refusal => new Refusal('AdjustmentLimitReached', detail, { rules: ['R46', '4.7'] });

const lengthOf = ({
  fromOn,
  toOn,
}: {
  readonly fromOn?: string | undefined;
  readonly toOn?: string | undefined;
}): number => (fromOn === undefined || toOn === undefined ? 0 : daysBetween(fromOn, toOn) + 1);

const checkSuspension = (
  file: CaseFile,
  { fromOn, toOn }: Relief,
  now: Standing,
  { policy }: Pick<Context, 'policy'>,
): void => {
  if (decimal(now.schedule.annualRate).eq(0))
    throw new Refusal('RateIsZero', 'the plan bears no interest', { rules: ['4.7'] });
  const { suspensionMaxMonths, suspensionMaxMonthsTotal } = policy.adjustment;
  if (toOn >= addMonths(fromOn, suspensionMaxMonths)) throw limit(`at most ${suspensionMaxMonths} months at a time`);
  const others = living(file).filter(({ type }) => type === 'INTEREST_SUSPENSION');
  if (others.some((other) => (other.fromOn ?? '') <= toOn && fromOn <= (other.toOn ?? ''))) {
    throw new Refusal('SuspensionOverlaps', 'interest is, or is asked to be, suspended on some of these days', {
      rules: ['4.7'],
    });
  }
  const days = others.reduce((sum, other) => sum + lengthOf(other), lengthOf({ fromOn, toOn }));
  if (days > daysBetween(fromOn, addMonths(fromOn, suspensionMaxMonthsTotal)))
    throw limit(`at most ${suspensionMaxMonthsTotal} months for one agreement`);
};

const suspended = (relief: Relief, now: Standing): readonly Row[] => {
  const untouched =
    now.instalments.find(({ paidMinor, dueMinor }) => paidMinor === 0 && dueMinor > 0)?.no ??
    now.schedule.rows.length + 1;
  const { rows, fromOn: startsOn, carriedInterestMinor } = now.schedule;
  const running = { rows, startsOn, openFromNo: untouched, carriedInterestMinor };
  return suspendInterest(running, relief.fromOn, relief.toOn);
};

const postponed = (file: CaseFile, { fromOn, toOn }: Relief, now: Standing): readonly Row[] => {
  const instalment = now.instalments.find(({ dueOn }) => dueOn === fromOn);
  if (instalment === undefined || instalment.status === 'PAID')
    throw new Refusal('PastIsFixed', 'no open instalment is due on that day', { rules: ['R49'] });
  if (toOn <= fromOn || daysBetween(fromOn, toOn) > grace.maxDays)
    throw limit(`later, and by ${grace.maxDays} days at most`);
  const recent = living(file).filter(
    ({ type, fromOn: earlier }) => type === 'GRACE_EXTENSION' && addMonths(earlier ?? '9999-01-01', 12) > fromOn,
  );
  if (recent.length >= grace.maxPerYear) throw limit(`${grace.maxPerYear} times in twelve months`);
  return postponeInstalment(
    { rows: now.schedule.rows, startsOn: now.schedule.fromOn, openFromNo: instalment.no },
    instalment.no,
    toOn,
  );
};

const totalOf = (rows: readonly Row[]): number =>
  rows.reduce((sum, row) => sum + row.principalMinor + row.interestMinor + row.feeMinor, 0);

/** R46: by all relief of the agreement together; a suspension is never below branch risk. */
const tierFor = (
  file: CaseFile,
  relief: Relief,
  costMinor: number,
  now: Standing,
  { policy }: Pick<Context, 'policy'>,
): Tier => {
  if (relief.type === 'GRACE_EXTENSION')
    return daysBetween(relief.fromOn, relief.toOn) <= grace.freeDays ? 'AUTO' : 'L1';
  const given = living(file).reduce((sum, other) => sum + other.costMinor, costMinor);
  return highestTier('L2', tierOfRelief(given, now.openMinor + given - costMinor, policy));
};

/** R45-R52: schedule before and after, cost and tier, or why it cannot be. Changes nothing. */
export const previewAdjustment = (
  file: CaseFile,
  relief: Relief,
  context: Pick<Context, 'asOf' | 'policy'>,
): Preview => {
  const day = today(file, context);
  const now = standing(file, day);
  if (now === undefined) throw new Refusal('StateForbids', 'there is no plan to adjust', { state: file.status.state });
  const before = now.schedule.rows;
  if (relief.toOn < relief.fromOn) {
    throw new Refusal('InvalidRequest', 'the end comes before the start', {
      fields: [{ pointer: '/toOn', message: `is before ${relief.fromOn}` }],
    });
  }
  if (relief.type === 'GRACE_EXTENSION') {
    if (relief.toOn < day)
      throw new Refusal('PastIsFixed', 'the new day has passed', { rules: ['R49'], earliest: day });
    return {
      agreement: now.agreement,
      before,
      after: postponed(file, relief, now),
      costMinor: 0,
      tier: tierFor(file, relief, 0, now, context),
    };
  }
  if (relief.fromOn < day)
    throw new Refusal('PastIsFixed', 'only days to come can be changed', { rules: ['R49'], earliest: day });
  checkSuspension(file, relief, now, context);
  const after = suspended(relief, now);
  const costMinor = totalOf(before) - totalOf(after);
  if (costMinor <= 0)
    throw new Refusal('PastIsFixed', 'no open instalment bears interest on these days', { rules: ['R49'] });
  return { agreement: now.agreement, before, after, costMinor, tier: tierFor(file, relief, costMinor, now, context) };
};
