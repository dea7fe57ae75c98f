import { mayDecide, tierAbove } from '#functions/domain/adjustment/approval.ts';
import { takesHold } from '#functions/domain/adjustment/effect.ts';
import { previewAdjustment } from '#functions/domain/adjustment/preview.ts';
import type { Preview } from '#functions/domain/adjustment/preview.ts';
import { grant } from '#functions/domain/adjustment/request.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { Refusal } from '#functions/domain/refusal.ts';
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

/** The plan as it would be now: computed without the request itself, which would overlap with itself. */
const previewOf = (file: CaseFile, adjustment: Adjustment, context: Pick<Context, 'policy'>): Preview => {
  const { [adjustment.adjustmentId]: _, ...others } = file.adjustments;
  const { type, fromOn = '', toOn = '' } = adjustment;
  if (type !== 'INTEREST_SUSPENSION' && type !== 'GRACE_EXTENSION') throw new TypeError(`${type} is not offered`);
  const asked = { asOf: adjustment.requestedAt, policy: context.policy };
  return previewAdjustment({ ...file, adjustments: others }, { type, fromOn, toOn }, asked);
};

/**
 * R46-R48: somebody else, of a tier that reaches as far as the relief, approves, refuses with a reason, or hands it up.
 * Neither kind of relief raises an instalment, so what was affordable stays so (R50).
 */
export const decideAdjustment: Decider<AdjustmentDecision> = (file, { adjustmentId, decision, reason }, context) => {
  const adjustment = adjustmentOf(file, adjustmentId);
  if (adjustment.status !== 'REQUESTED')
    throw new Refusal('StateForbids', `the adjustment is ${adjustment.status}`, { state: file.status.state });
  inState(file, 'ACTIVE', 'BREACHED');
  const tier = decision === 'APPROVE' ? adjustment.tier : 'L1';
  mayDecide(file, { tier, requestedBy: adjustment.requestedBy, rule: 'R47' }, context);
  if (decision === 'REFUSE' && reason === undefined)
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
  return { ...answer, events: grant(file, decided, previewOf(file, decided, context).after, context) };
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

/** Rows before and after, for the text and for the case alike. */
export const amendmentRows = previewOf;

/** R48: what is written holds, and only that; rows before and after stand in it. Drawn up before: nothing happens. */
export const drawUpAmendment: Decider<AmendmentText> = (file, { adjustmentId, ...text }, context) => {
  const adjustment = adjustmentOf(file, adjustmentId);
  if (adjustment.status !== 'APPROVED') return { events: [], ids: { adjustmentId } };
  inState(file, 'ACTIVE', 'BREACHED');
  const { before, after } = previewOf(file, adjustment, context);
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
  };
  return {
    events: [happened('AmendmentDrawnUp', { adjustment: { ...adjustment, status: 'DRAWN_UP', amendment } })],
    ids: { adjustmentId },
  };
};

/** R49: what both have signed becomes the next version of the schedule. */
export const applyAdjustment: Decider<{ readonly adjustmentId: string }> = (file, { adjustmentId }, context) => {
  const adjustment = adjustmentOf(file, adjustmentId);
  const { state } = file.status;
  const isRunning = state === 'ACTIVE' || state === 'BREACHED';
  if (adjustment.status !== 'SIGNED' || adjustment.amendment === undefined || !isRunning)
    return { events: [], ids: { adjustmentId } };
  return { events: takesHold(file, adjustment, adjustment.amendment.after, context), ids: { adjustmentId } };
};
