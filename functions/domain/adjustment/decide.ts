import { highestTier, mayDecide, tierAbove } from '#functions/domain/adjustment/approval.ts';
import { lapsed, takesHold } from '#functions/domain/adjustment/effect.ts';
import { largestAfter, needsCapacity, previewOf } from '#functions/domain/adjustment/preview.ts';
import type { Preview } from '#functions/domain/adjustment/preview.ts';
import type { Replanned } from '#functions/domain/adjustment/replan.ts';
import { grant, requireNoHold } from '#functions/domain/adjustment/request.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { Assessment } from '#functions/domain/assessment-part.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { capacityFor, freshAssessment, latestAssessment } from '#functions/domain/plan/capacity.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import type { Adjustment } from '#functions/domain/adjustment-parts.ts';

export interface AdjustmentDecision {
  readonly adjustmentId: string;
  readonly decision: 'APPROVE' | 'REFUSE' | 'ESCALATE';
  readonly reason?: string | undefined;
}

const adjustmentOf = (file: CaseFile, adjustmentId: string): Adjustment => {
  const adjustment = file.adjustments[adjustmentId];
  if (adjustment === undefined) throw new Refusal('NotFound', 'there is no such adjustment');
  return adjustment;
};

const rowsOf = ({ after: rows, counted }: Pick<Preview, 'after' | 'counted'>): Replanned =>
  counted === undefined ? { rows } : { rows, counted };

/** R50: capacity is judged anew where an instalment becomes larger, on an assessment that is fresh. */
const requireCapacity = (file: CaseFile, adjustment: Adjustment, preview: Preview, context: Context): void => {
  if (!needsCapacity(adjustment, preview)) return;
  const assessment = assessmentFor(file, context);
  if (capacityFor(assessment, largestAfter(preview), context.policy).verdict === 'FAIL')
    throw new Refusal('NotAffordable', 'the largest instalment is beyond capacity', { rules: ['R50', '4.6'] });
};

const assessmentFor = (file: CaseFile, context: Context): Assessment => {
  if (latestAssessment(file) === undefined)
    throw new Refusal('AffordabilityStale', 'capacity is assessed first', { rules: ['R50', 'R30'] });
  return freshAssessment(file, undefined, context);
};

/** R46-R48, R50: somebody else, of a tier that reaches as far as all relief together, approves, refuses with a reason, or hands it up. */
export const decideAdjustment: Decider<AdjustmentDecision> = (file, { adjustmentId, decision, reason }, context) => {
  const adjustment = adjustmentOf(file, adjustmentId);
  if (adjustment.status !== 'REQUESTED')
    throw new Refusal('StateForbids', `the adjustment is ${adjustment.status}`, { state: file.status.state });
  inState(file, 'ACTIVE', 'BREACHED');
  if (decision !== 'APPROVE')
    mayDecide(file, { tier: 'L1', requestedBy: adjustment.requestedBy, rule: 'R47' }, context);
  if (decision === 'REFUSE' && (reason === undefined || reason.trim() === ''))
    throw new Refusal('ReasonMissing', 'a refusal says why', { rules: ['R45'] });
  const kept = reason === undefined ? undefined : keepText(file, context, reason);
  const words = kept === undefined ? {} : { decisionReason: kept.ref };
  const answer = { privates: kept === undefined ? [] : [kept.item], ids: { adjustmentId } };
  if (decision === 'ESCALATE') {
    return {
      ...answer,
      events: [
        happened('AdjustmentEscalated', { adjustment: { ...adjustment, ...words, tier: tierAbove(adjustment.tier) } }),
      ],
    };
  }
  const decided: Adjustment = {
    ...adjustment,
    ...words,
    decidedBy: context.actor.id,
    decidedAt: context.asOf,
    status: 'APPROVED',
  };
  if (decision === 'REFUSE') {
    const refused = happened('AdjustmentRefused', { adjustment: { ...decided, status: 'REFUSED' } });
    return { ...answer, events: [refused, ...planNotice(file, 'ADJUSTMENT_ANSWERED', adjustmentId, context)] };
  }
  mayDecide(file, { tier: adjustment.tier, requestedBy: adjustment.requestedBy, rule: 'R47' }, context);
  requireNoHold(file, adjustment);
  const preview = previewOf(file, decided, context);
  const tier = highestTier(adjustment.tier, preview.tier);
  mayDecide(file, { tier, requestedBy: adjustment.requestedBy, rule: 'R47' }, context);
  requireCapacity(file, decided, preview, context);
  return { ...answer, events: grant(file, { ...decided, tier }, rowsOf(preview), context) };
};

/** The text that was rendered and stored before the case learns of it. */
export interface AmendmentText {
  readonly adjustmentId: string;
  readonly amendmentId: string;
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly sha256: string;
  /** The same terms for machines. */
  readonly terms?: NonNullable<Adjustment['amendment']>['terms'];
}

/** R48: what is written holds, and only that; rows before and after stand in it. Drawn up before: nothing happens. */
export const drawUpAmendment: Decider<AmendmentText> = (file, { adjustmentId, ...text }, context) => {
  const adjustment = adjustmentOf(file, adjustmentId);
  if (adjustment.status !== 'APPROVED') return { events: [], ids: { adjustmentId } };
  inState(file, 'ACTIVE', 'BREACHED');
  const { before, after, counted } = previewOf(file, adjustment, context);
  const amendment = {
    amendmentId: text.amendmentId,
    key: text.key,
    sha256: text.sha256,
    ...(text.versionId === undefined ? {} : { versionId: text.versionId }),
    ...(text.terms === undefined ? {} : { terms: text.terms }),
    drawnUpAt: context.asOf,
    signatures: [],
    before: [...before],
    after: [...after],
    ...(counted === undefined ? {} : { counted }),
  };
  return {
    events: [happened('AmendmentDrawnUp', { adjustment: { ...adjustment, status: 'DRAWN_UP', amendment } })],
    ids: { adjustmentId },
  };
};

/** R49: the text speaks of rows that are still so, and nothing that has been paid meanwhile is another in it. */
const stillFits = (
  file: CaseFile,
  { before, after }: NonNullable<Adjustment['amendment']>,
  context: Context,
): boolean => {
  const now = standing(file, today(file, context));
  if (now === undefined || JSON.stringify(now.schedule.rows) !== JSON.stringify(before)) return false;
  const paid = now.instalments.filter(({ paidMinor }) => paidMinor > 0).map(({ no }) => no);
  return now.schedule.rows.every(
    (row, index) => !paid.includes(row.no) || JSON.stringify(row) === JSON.stringify(after[index]),
  );
};

/** R49: what both have signed becomes the next version of the schedule; what no longer fits lapses, and the borrower hears of it. */
export const applyAdjustment: Decider<{ readonly adjustmentId: string }> = (file, { adjustmentId }, context) => {
  const adjustment = adjustmentOf(file, adjustmentId);
  const { state } = file.status;
  const isRunning = state === 'ACTIVE' || state === 'BREACHED';
  if (adjustment.status !== 'SIGNED' || adjustment.amendment === undefined || !isRunning)
    return { events: [], ids: { adjustmentId } };
  const events = stillFits(file, adjustment.amendment, context)
    ? takesHold(file, adjustment, rowsOf(adjustment.amendment), context)
    : lapsed(file, adjustment, context);
  return { events, ids: { adjustmentId } };
};
