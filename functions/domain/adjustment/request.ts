import { takesHold } from '#functions/domain/adjustment/effect.ts';
import { requireWill } from '#functions/domain/adjustment/on-behalf.ts';
import { previewAdjustment } from '#functions/domain/adjustment/preview.ts';
import type { Relief } from '#functions/domain/adjustment/preview.ts';
import { addBusinessDays } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import type { Row } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import type { Adjustment } from '#functions/domain/adjustment-parts.ts';

export interface AdjustmentRequest extends Relief {
  readonly reason: string;
  readonly evidenceIds: readonly string[];
  readonly onBehalf?: { readonly evidenceId: string } | undefined;
}

/** R52: both kinds of relief are in the borrower's favour, so that an open dispute does not stop them; other holds do. */
const requireNoHold = (file: CaseFile): void => {
  const hold = Object.values(file.holds).find(
    (one) => one.releasedAt === undefined && one.kind !== 'DISPUTE_HOLD' && one.blocks.includes('ADJUST'),
  );
  if (hold !== undefined)
    throw new Refusal('OnHold', `a ${hold.kind} blocks adjustments`, { hold: hold.kind, rules: ['R52'] });
};

/** 4.7: a suspension answers a sudden event, with proof; a few days of grace need none. */
const requireProof = (file: CaseFile, { type, evidenceIds }: AdjustmentRequest): void => {
  const isOnFile = evidenceIds.every((id) => file.documents[id] !== undefined);
  if (!isOnFile || (type === 'INTEREST_SUSPENSION' && evidenceIds.length === 0)) {
    throw new Refusal('EvidenceMissing', 'attach proof of what has happened', { rules: ['R45'] });
  }
};

/** R48: a pure gift takes effect on notice, without signatures. */
export const grant = (
  file: CaseFile,
  adjustment: Adjustment,
  after: readonly Row[],
  context: Context,
): readonly CaseEvent[] => [
  happened('AdjustmentApproved', { adjustment }),
  ...(adjustment.type === 'GRACE_EXTENSION' ? takesHold(file, adjustment, after, context) : []),
  ...planNotice(file, 'ADJUSTMENT_ANSWERED', adjustment.adjustmentId, context),
];

/** Decides where nobody is asked (R46, tier AUTO). */
const policyItself = 'adjustment-limits';

/** R45-R52: asks for relief; it is answered within five business days, at once where the pack says so. */
export const requestAdjustment: Decider<AdjustmentRequest> = (file, request, context) => {
  inState(file, 'ACTIVE', 'BREACHED');
  requireNoHold(file);
  requireWill(context, request.onBehalf);
  requireProof(file, request);
  const { type, fromOn, toOn } = request;
  const { agreement, after, costMinor, tier } = previewAdjustment(file, request, context);
  const kept = keepText(file, context, request.reason);
  const adjustment: Adjustment = {
    adjustmentId: context.newId('adjustment'),
    agreementId: agreement.agreementId,
    type,
    fromOn,
    toOn,
    requestedBy: context.actor.id,
    requestedAt: context.asOf,
    reason: kept.ref,
    evidenceIds: [...request.evidenceIds],
    answerDueOn: addBusinessDays(
      today(file, context),
      context.policy.adjustment.answerBusinessDays,
      context.policy.calendar,
    ),
    tier,
    costMinor,
    status: 'REQUESTED',
  };
  const approved: Adjustment = { ...adjustment, status: 'APPROVED', decidedBy: policyItself, decidedAt: context.asOf };
  return {
    events: [
      happened('AdjustmentRequested', { adjustment }),
      ...(tier === 'AUTO' ? grant(file, approved, after, context) : []),
    ],
    privates: [kept.item],
    ids: { adjustmentId: adjustment.adjustmentId },
  };
};
