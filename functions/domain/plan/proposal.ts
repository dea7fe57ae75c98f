import { highestTier, mayDecide, tierOfRelief } from '#functions/domain/adjustment/approval.ts';
import { requireWill } from '#functions/domain/adjustment/on-behalf.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText, notOnHold } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Proposal, Tier } from '#functions/domain/plan-parts.ts';
import { capacityFor, freshAssessment } from '#functions/domain/plan/capacity.ts';
import { price } from '#functions/domain/plan/terms.ts';
import type { PricedPlan, Terms } from '#functions/domain/plan/terms.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** R46: months that a team lead, and then branch risk, may add to what an officer may agree. */
const leadMonths = 6;
const riskMonths = 24;

const tierOfTerm = (periods: number, { plan }: PolicyPack): Tier => {
  const beyond = periods - plan.officerMaxMonths;
  if (beyond <= 0) return 'AUTO';
  if (beyond <= leadMonths) return 'L1';
  return beyond <= riskMonths ? 'L2' : 'L3';
};

/** R33; 4.15, 7: inside the officer's limits nobody else is asked; beyond them, by what is given. */
export const tierOfPlan = (plan: PricedPlan, verdict: Proposal['verdict'], policy: PolicyPack): Tier =>
  highestTier(
    tierOfTerm(plan.rows.length, policy),
    tierOfRelief(plan.reliefMinor, plan.owedMinor, policy),
    plan.graceDays > policy.plan.officerMaxGraceDays ? 'L1' : 'AUTO',
    verdict === 'AMBER' ? 'L1' : 'AUTO',
  );

const openProposals = (file: CaseFile): readonly Proposal[] =>
  Object.values(file.proposals).filter(({ status }) => status === 'PROPOSED' || status === 'DECLARED');

/** R28-R33: puts a plan forward that the borrower can carry; the one before it is superseded. */
export const proposePlan: Decider<Terms & { readonly assessmentId?: string | undefined }> = (
  file,
  { assessmentId, ...terms },
  context,
) => {
  inState(file, 'NEGOTIATING', 'PLAN_REVIEW');
  notOnHold(file, 'NEGOTIATE');
  const plan = price(file, terms, context);
  const assessment = freshAssessment(file, assessmentId, context);
  if (assessment.currency !== terms.currency)
    throw new Refusal('CurrencyMismatch', `the assessment is in ${assessment.currency}`);
  const { verdict, reasons } = capacityFor(assessment, plan.largestMonthMinor, context.policy);
  if (verdict === 'FAIL')
    throw new Refusal('NotAffordable', `beyond capacity: ${reasons.join(', ')}`, { rules: ['R30'] });
  const proposal: Proposal = {
    proposalId: context.newId('proposal'),
    planType: terms.planType,
    currency: terms.currency,
    principalMinor: plan.principalMinor,
    annualRate: plan.annualRate,
    periods: terms.periods,
    rows: plan.rows,
    hash: plan.hash,
    totalMinor: plan.totalMinor,
    effectiveAnnualCost: plan.effectiveAnnualCost,
    graceDays: plan.graceDays,
    assessmentId: assessment.assessmentId,
    verdict,
    tier: tierOfPlan(plan, verdict, context.policy),
    status: 'PROPOSED',
    proposedBy: context.actor.id,
    proposedAt: context.asOf,
  };
  const superseded = openProposals(file).map((older) =>
    happened('PlanSuperseded', { proposal: { ...older, status: 'SUPERSEDED' } }),
  );
  return { events: [...superseded, happened('PlanProposed', { proposal })], ids: { proposalId: proposal.proposalId } };
};

const openProposal = (file: CaseFile, proposalId: string): Proposal => {
  const proposal = file.proposals[proposalId];
  if (proposal === undefined) throw new Refusal('NotFound', 'there is no such proposal');
  return proposal;
};

const approvedBy = (proposal: Proposal, decidedBy: string, { asOf }: Context): Proposal => ({
  ...proposal,
  status: 'APPROVED',
  decidedBy,
  decidedAt: asOf,
});

/** Stands as the decider where the limits of the pack decide. */
const policyItself = 'officer-limits';

/** R30, R33: the borrower says that the plan is within capacity; inside the officer's limits that approves it. */
export const declareCapacity: Decider<{
  readonly proposalId: string;
  readonly onBehalf?: { readonly evidenceId: string } | undefined;
}> = (file, input, context) => {
  const proposal = openProposal(file, input.proposalId);
  if (proposal.status !== 'PROPOSED')
    throw new Refusal('ProposalNotOpen', `the proposal is ${proposal.status}`, { rules: ['R30'] });
  inState(file, 'PLAN_REVIEW');
  notOnHold(file, 'NEGOTIATE');
  requireWill(context, input.onBehalf);
  const declared: Proposal = { ...proposal, status: 'DECLARED', declaredAt: context.asOf };
  return {
    events: [
      happened('CapacityDeclared', { proposal: declared }),
      ...(declared.tier === 'AUTO'
        ? [happened('PlanApproved', { proposal: approvedBy(declared, policyItself, context) })]
        : []),
    ],
    ids: { proposalId: proposal.proposalId },
  };
};

export interface PlanDecision {
  readonly proposalId: string;
  readonly decision: 'APPROVE' | 'REJECT';
  readonly reason?: string | undefined;
}

/** R33, 4.6: somebody who was not on the visit decides what exceeds the officer's limits. */
export const decidePlan: Decider<PlanDecision> = (file, { proposalId, decision, reason }, context) => {
  const proposal = openProposal(file, proposalId);
  if (proposal.status === 'PROPOSED')
    throw new Refusal('DeclarationMissing', 'the borrower has not declared it within capacity', { rules: ['R30'] });
  if (proposal.status !== 'DECLARED')
    throw new Refusal('ProposalNotOpen', `the proposal is ${proposal.status}`, { rules: ['R33'] });
  inState(file, 'PLAN_REVIEW');
  notOnHold(file, 'NEGOTIATE');
  mayDecide(file, { tier: proposal.tier, requestedBy: proposal.proposedBy, rule: 'R33' }, context);
  const ids = { proposalId };
  if (decision === 'REJECT' && reason === undefined)
    throw new Refusal('ReasonMissing', 'a rejection says why', { rules: ['R33'] });
  const kept = reason === undefined ? undefined : keepText(file, context, reason);
  const words = kept === undefined ? {} : { reason: kept.ref };
  const decided = { ...approvedBy(proposal, context.actor.id, context), ...words };
  return {
    events: [
      decision === 'APPROVE'
        ? happened('PlanApproved', { proposal: decided })
        : happened('PlanRejected', { proposal: { ...decided, status: 'REJECTED' } }),
    ],
    privates: kept === undefined ? [] : [kept.item],
    ids,
  };
};
