import { takesHold } from '#functions/domain/adjustment/effect.ts';
import { requireWill } from '#functions/domain/adjustment/on-behalf.ts';
import { previewAdjustment } from '#functions/domain/adjustment/preview.ts';
import type { Replanned } from '#functions/domain/adjustment/replan.ts';
import { isGift, isInFavour, Relief } from '#functions/domain/adjustment/relief.ts';
import { addBusinessDays } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import type { Adjustment } from '#functions/domain/adjustment-parts.ts';

export interface AdjustmentRequest extends Relief {
  readonly reason: string;
  readonly evidenceIds: readonly string[];
  readonly onBehalf?: { readonly evidenceId: string } | undefined;
}

/** R52: an open dispute stops what is not in the borrower's favour; other holds that block adjusting stop everything. */
export const requireNoHold = (file: CaseFile, relief: Pick<Relief, 'type' | 'interestRuns' | 'plan'>): void => {
  const blocking = Object.values(file.holds).filter(
    (one) => one.releasedAt === undefined && one.blocks.includes('ADJUST'),
  );
  const hold = blocking.find(({ kind }) => kind !== 'DISPUTE_HOLD');
  if (hold !== undefined)
    throw new Refusal('OnHold', `a ${hold.kind} blocks adjustments`, { hold: hold.kind, rules: ['R52'] });
  if (blocking.length > 0 && !isInFavour(relief))
    throw new Refusal('DisputeOpen', 'a dispute is open: only relief in the borrower’s favour', {
      hold: 'DISPUTE_HOLD',
      rules: ['R52', 'R67'],
    });
};

/** 4.7: what answers a sudden event comes with proof; days alone need none. */
const withoutProof: readonly Relief['type'][] = ['GRACE_EXTENSION', 'DUE_DAY_CHANGE'];

const requireProof = (file: CaseFile, { type, evidenceIds }: AdjustmentRequest): void => {
  const isOnFile = evidenceIds.every((id) => file.documents[id] !== undefined);
  if (!isOnFile || (!withoutProof.includes(type) && evidenceIds.length === 0))
    throw new Refusal('EvidenceMissing', 'attach proof of what has happened', { rules: ['R45'] });
};

/** R48: a pure gift takes effect on notice, without signatures. */
export const grant = (
  file: CaseFile,
  adjustment: Adjustment,
  after: Replanned,
  context: Context,
): readonly CaseEvent[] => [
  happened('AdjustmentApproved', { adjustment }),
  ...(isGift(adjustment) ? takesHold(file, adjustment, after, context) : []),
  ...planNotice(file, 'ADJUSTMENT_ANSWERED', adjustment.adjustmentId, context),
];

/** Decides where nobody is asked (R46, tier AUTO). */
const policyItself = 'adjustment-limits';

/** R45-R52: asks for relief; it is answered within five business days, at once where the pack says so. */
export const requestAdjustment: Decider<AdjustmentRequest> = (file, request, context) => {
  inState(file, 'ACTIVE', 'BREACHED');
  const { reason, evidenceIds, onBehalf, ...relief } = request;
  requireNoHold(file, relief);
  requireWill(context, onBehalf);
  requireProof(file, request);
  const preview = previewAdjustment(file, relief, context);
  const { agreement, after, costMinor, borrowerCostMinor, extendedMonths, tier } = preview;
  const kept = keepText(file, context, reason);
  const adjustment: Adjustment = {
    adjustmentId: context.newId('adjustment'),
    agreementId: agreement.agreementId,
    ...Relief.parse(relief),
    ...(onBehalf === undefined ? {} : { behalfEvidenceId: onBehalf.evidenceId }),
    borrowerCostMinor,
    extendedMonths,
    requestedBy: context.actor.id,
    requestedAt: context.asOf,
    reason: kept.ref,
    evidenceIds: [...evidenceIds],
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
      ...(tier === 'AUTO' ? grant(file, approved, { rows: after }, context) : []),
    ],
    privates: [kept.item],
    ids: { adjustmentId: adjustment.adjustmentId },
  };
};
