import { checkLimits, checkTerm, monthsLonger, tierFor } from '#functions/domain/adjustment/limits.ts';
import { isGift, isReplanning, Relief, requireFields } from '#functions/domain/adjustment/relief.ts';
import { rowsAfter, unseenCost } from '#functions/domain/adjustment/rows.ts';
import type { Plan } from '#functions/domain/adjustment/running-plan.ts';
import type { Context } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Adjustment, CountedAnew } from '#functions/domain/adjustment-parts.ts';
import type { Agreement, Row, Tier } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';

export interface Preview {
  readonly agreement: Agreement;
  readonly before: readonly Row[];
  readonly after: readonly Row[];
  readonly counted?: CountedAnew | undefined;
  /** What the bank gives up. */
  readonly costMinor: number;
  /** What the borrower pays more in the end. */
  readonly borrowerCostMinor: number;
  /** Begun months by which the plan becomes longer. */
  readonly extendedMonths: number;
  readonly tier: Tier;
  /** R48: false for a pure gift, which takes effect on notice. */
  readonly needsSignatures: boolean;
}

const totalOf = (rows: readonly Row[]): number =>
  rows.reduce((sum, row) => sum + row.principalMinor + row.interestMinor + row.feeMinor, 0);

const largestOf = (rows: readonly Row[]): number => Math.max(0, ...rows.map((row) => totalOf([row])));

/** R50: what was affordable stays so unless an instalment becomes larger or the whole plan another. */
export const needsCapacity = (
  relief: Pick<Relief, 'type' | 'plan'>,
  { before, after }: Pick<Preview, 'before' | 'after'>,
): boolean => isReplanning(relief) || largestOf(after) > largestOf(before);

/** The largest instalment to come, for the affordability check (4.6). */
export const largestAfter = ({ after }: Pick<Preview, 'after'>): number => largestOf(after);

const requireOrder = ({ fromOn, toOn }: Relief): void => {
  if (fromOn !== undefined && toOn !== undefined && toOn < fromOn)
    throw new Refusal('InvalidRequest', 'the end comes before the start', {
      fields: [{ pointer: '/toOn', message: `is before ${fromOn}` }],
    });
};

/** R45-R52: schedule before and after, cost to each side and tier, or why it cannot be. Changes nothing. */
export const previewAdjustment = (
  file: CaseFile,
  relief: Relief,
  context: Pick<Context, 'asOf' | 'policy'>,
): Preview => {
  requireFields(relief);
  requireOrder(relief);
  const day = today(file, context);
  const now = standing(file, day);
  if (now === undefined) throw new Refusal('StateForbids', 'there is no plan to adjust', { state: file.status.state });
  const plan: Plan = { file, now, day, policy: context.policy };
  checkLimits(plan, relief);
  const before = now.schedule.rows;
  const { rows: after, counted } = rowsAfter(plan, relief);
  checkTerm(plan, after);
  const difference = totalOf(before) - totalOf(after);
  const waivedMinor = (relief.lines ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const costMinor = Math.max(waivedMinor, difference, 0) + unseenCost(plan, relief);
  if (relief.type === 'INTEREST_SUSPENSION' && costMinor === 0)
    throw new Refusal('PastIsFixed', 'no open instalment bears interest on these days', { rules: ['R49'] });
  const extendedMonths = monthsLonger(before, after, context.policy);
  return {
    agreement: now.agreement,
    before,
    after,
    counted,
    costMinor,
    borrowerCostMinor: Math.max(0, waivedMinor - difference),
    extendedMonths,
    tier: tierFor(plan, relief, { costMinor, months: extendedMonths }),
    needsSignatures: !isGift(relief),
  };
};

/** The plan as it would be now: computed without the request itself, which would overlap with itself. */
export const previewOf = (file: CaseFile, adjustment: Adjustment, { policy }: Pick<Context, 'policy'>): Preview => {
  const { [adjustment.adjustmentId]: _, ...others } = file.adjustments;
  const asked = { asOf: adjustment.requestedAt, policy };
  return previewAdjustment({ ...file, adjustments: others }, Relief.strip().parse(adjustment), asked);
};

/** What was approved can have become impossible by the time its text is written: another change came first, or money (C31). */
export const previewIfItFits = (
  file: CaseFile,
  adjustment: Adjustment,
  context: Pick<Context, 'policy'>,
): Preview | undefined => {
  try {
    return previewOf(file, adjustment, context);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};
