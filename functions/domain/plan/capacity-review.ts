import { mayDecide } from '#functions/domain/adjustment/approval.ts';
import type { AgendaItem, Work } from '#functions/domain/agenda-item.ts';
import type { Alternative, Assessment } from '#functions/domain/assessment-part.ts';
import { addBusinessDays, dateOf, instantAt } from '#functions/domain/calendar.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { inState, keepText, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import { latestAssessment } from '#functions/domain/plan/capacity.ts';
import { planNotice } from '#functions/domain/notice.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** States in which it matters what the borrower can carry. */
const reviewed = ['NEGOTIATING', 'PLAN_REVIEW', 'ACTIVE', 'BREACHED'] as const satisfies readonly StateName[];

/** The kind of the agenda, and of the lapse that risk sees when nobody has decided in time. */
export const capacityReviewKind = 'CAPACITY_REVIEW';

/** 4.6, C35: the last assessment has failed, and no person has looked at it: never an automatic refusal alone. */
export const unreviewedCapacity = (file: CaseFile): Assessment | undefined => {
  const assessment = latestAssessment(file);
  const isOpen = reviewed.some((state) => state === file.status.state);
  return isOpen && assessment?.verdict === 'FAIL' && assessment.review === undefined ? assessment : undefined;
};

const dueAt = (file: CaseFile, policy: PolicyPack, { assessedAt }: Assessment): string => {
  const zone = zoneOf(file, policy);
  const day = addBusinessDays(dateOf(assessedAt, zone), policy.plan.decisionBusinessDays, policy.calendar);
  return instantAt(day, policy.contact.window.to, zone);
};

/** A supervisor decides within the days that a plan's decision has. */
export const capacityMatters = (file: CaseFile, policy: PolicyPack): Omit<Work, 'assignee'>[] => {
  const assessment = unreviewedCapacity(file);
  return assessment === undefined
    ? []
    : [{ kind: 'REVIEW_CAPACITY', ref: assessment.assessmentId, dueAt: dueAt(file, policy, assessment) }];
};

export const capacityDues = (file: CaseFile, policy: PolicyPack): Omit<AgendaItem, 'machine'>[] =>
  capacityMatters(file, policy).map(({ ref, dueAt: at }) => ({
    kind: capacityReviewKind,
    ref,
    dueAt: at,
    rule: '4.6',
  }));

export interface CapacityDecision {
  readonly assessmentId: string;
  readonly decision: 'OFFER_ALTERNATIVES' | 'ASSESS_AGAIN';
  readonly alternatives: readonly Alternative[];
  readonly reason?: string | undefined;
}

/**
 * 4.6, C35: somebody who was not on the visit decides how to go on after a failed verdict: what is offered instead, or that
 * it is assessed again. Nothing here makes a plan affordable: every plan is held against the figures themselves (R30).
 */
export const reviewCapacity: Decider<CapacityDecision> = (file, { assessmentId, reason, ...decision }, context) => {
  const rules = { rules: ['R30', '4.6', 'C35'] };
  if (file.assessments[assessmentId] === undefined) throw new Refusal('NotFound', 'there is no such assessment');
  inState(file, ...reviewed);
  const assessment = unreviewedCapacity(file);
  if (assessment?.assessmentId !== assessmentId)
    throw new Refusal('NothingToReview', 'this assessment does not wait for a decision', rules);
  mayDecide(file, { tier: 'L1', requestedBy: assessment.by, rule: '4.6' }, context);
  if (reason === undefined || reason.trim() === '') throw new Refusal('ReasonMissing', 'say why', rules);
  const { ref, item } = keepText(file, context, reason);
  const review = {
    decision: decision.decision,
    alternatives: [...decision.alternatives],
    reason: ref,
    decidedBy: context.actor.id,
    decidedAt: context.asOf,
  };
  return {
    events: [
      happened('CapacityReviewed', { assessment: { ...assessment, review } }),
      // C35: the borrower learns that a person has looked at it, and what there is instead.
      ...planNotice(file, 'CAPACITY_REVIEWED', assessmentId, context),
    ],
    privates: [item],
    ids: { assessmentId },
  };
};
