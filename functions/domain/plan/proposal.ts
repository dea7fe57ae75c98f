import { mayDecide } from '#functions/domain/adjustment/approval.ts';
import { requireWill } from '#functions/domain/adjustment/on-behalf.ts';
import { addDays, dateOf, instantAt } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText, notOnHold, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Proposal } from '#functions/domain/plan-parts.ts';
import type { Affordability } from '#functions/domain/plan/affordability.ts';
import { tierOfPlan } from '#functions/domain/plan/approval-tier.ts';
import { freshAssessment } from '#functions/domain/plan/capacity.ts';
import { fitnessOf } from '#functions/domain/plan/fitness.ts';
import { layOut } from '#functions/domain/plan/layout.ts';
import type { Terms } from '#functions/domain/plan/plan-terms.ts';
import { layPlan, price } from '#functions/domain/plan/pricing.ts';
import type { PricedPlan } from '#functions/domain/plan/pricing.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const superseded: readonly Proposal['status'][] = ['PROPOSED', 'DECLARED', 'APPROVED'];

/** Whatever was put forward before can no longer be signed: only the last version can. */
const supersede = (file: CaseFile) =>
  Object.values(file.proposals)
    .filter(({ status }) => superseded.includes(status))
    .map((older) => happened('PlanSuperseded', { proposal: { ...older, status: 'SUPERSEDED' } }));

/** The quote that the borrower has chosen: the plan is that one to the cent, or it is refused. */
interface ChosenQuote {
  readonly hash: string;
  readonly quotedOn: string;
}

export type PlanRequest = Terms & {
  readonly assessmentId?: string | undefined;
  readonly quote?: ChosenQuote | undefined;
};

/** A quote counts from its day; after its last day, or when the debt has changed since, it is asked for anew. */
const pricedAsQuoted = (file: CaseFile, terms: Terms, quote: ChosenQuote | undefined, context: Context): PricedPlan => {
  if (quote === undefined) return price(file, terms, context);
  const zone = zoneOf(file, context.policy);
  const validUntil = addDays(quote.quotedOn, context.policy.plan.quoteDays);
  const today = dateOf(context.asOf, zone);
  if (quote.quotedOn > today || today > validUntil)
    throw new Refusal('QuoteExpired', `the quote was good from ${quote.quotedOn} to ${validUntil}`, { rules: ['R28'] });
  const plan = price(file, terms, { ...context, asOf: instantAt(quote.quotedOn, '12:00', zone) });
  if (plan.hash !== quote.hash)
    throw new Refusal('QuoteExpired', 'the debt or the terms have changed since the quote', { rules: ['R28'] });
  return plan;
};

/** R30, 4.6: there is no plan beyond capacity, and nobody can decide otherwise. */
const requireAffordable = ({ verdict, reasons }: Affordability): Proposal['verdict'] => {
  if (verdict !== 'FAIL') return verdict;
  throw new Refusal(
    'NotAffordable',
    `beyond capacity: ${reasons.join(', ')}; offer a token payment, a moratorium, a review of waivers, free advice, or let a supervisor look at an assessment of this instalment`,
    { rules: ['R30', '4.6'] },
  );
};

/** R28-R33: puts a plan forward that the borrower can carry; the one before it is superseded. */
export const proposePlan: Decider<PlanRequest> = (file, { assessmentId, quote, ...terms }, context) => {
  inState(file, 'NEGOTIATING', 'PLAN_REVIEW');
  notOnHold(file, 'NEGOTIATE');
  const plan = pricedAsQuoted(file, terms, quote, context);
  const { inputs } = plan;
  const assessment = freshAssessment(file, assessmentId, context);
  if (assessment.currency !== terms.currency)
    throw new Refusal('CurrencyMismatch', `the assessment is in ${assessment.currency}`);
  const verdict = requireAffordable(fitnessOf(file, plan, assessment, context.policy));
  const today = dateOf(context.asOf, zoneOf(file, context.policy));
  if ((plan.rows[0]?.dueOn ?? '') <= today)
    throw new Refusal('ScheduleInvalid', 'the first instalment would be due already', { rules: ['R28'] });
  const proposal: Proposal = {
    proposalId: context.newId('proposal'),
    version: Object.keys(file.proposals).length + 1,
    terms,
    planType: terms.planType,
    currency: terms.currency,
    principalMinor: plan.principalMinor,
    annualRate: plan.annualRate,
    periods: plan.rows.length,
    ...('frequency' in inputs ? { frequency: inputs.frequency } : {}),
    conventions: inputs.conventions,
    carriedInterestMinor: inputs.carriedInterestMinor ?? 0,
    carriedFeeMinor: inputs.carriedFeeMinor ?? 0,
    upFrontFeeMinor: upFrontFee(plan),
    ...deferredIn(plan),
    startsOn: plan.startsOn,
    validUntil: addDays(today, context.policy.plan.quoteDays),
    reliefMinor: plan.reliefMinor,
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
  return {
    events: [...supersede(file), happened('PlanProposed', { proposal })],
    ids: { proposalId: proposal.proposalId },
  };
};

const upFrontFee = ({ inputs, feeMinor }: PricedPlan): number =>
  inputs.type === 'FEE_BASED' && inputs.feeTiming === 'UP_FRONT' ? feeMinor - (inputs.carriedFeeMinor ?? 0) : 0;

/** Interest of the months without instalments is earned in them, whenever it is paid (C27). */
const deferredIn = ({ inputs }: PricedPlan): Pick<Proposal, 'deferred'> => {
  if (inputs.type !== 'MORATORIUM' || inputs.moratoriumInterest !== 'SPREAD') return {};
  const waited = layOut({ ...inputs, moratoriumInterest: 'PAID' }).slice(0, -spreadOver(inputs));
  const untilOn = waited.at(-1)?.dueOn;
  const interestMinor = waited.reduce((sum, row) => sum + row.interestMinor, 0);
  return untilOn === undefined || interestMinor === 0 ? {} : { deferred: { interestMinor, untilOn } };
};

const spreadOver = ({ periods, moratoriumPeriods }: { periods: number; moratoriumPeriods: number }): number =>
  periods - moratoriumPeriods;

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

/** A plan is agreed to in the days it was made for, while its first date lies ahead. */
const requireCurrent = (file: CaseFile, { validUntil, rows }: Proposal, { asOf, policy }: Context): void => {
  const today = dateOf(asOf, zoneOf(file, policy));
  if ((validUntil !== undefined && today > validUntil) || (rows[0]?.dueOn ?? today) < today)
    throw new Refusal('QuoteExpired', `the proposal was good until ${validUntil ?? rows[0]?.dueOn}`, {
      rules: ['R28'],
    });
};

/** R30, 4.6: what has been learnt since the proposal counts; an older assessment must not have gone stale meanwhile. */
const stillAffordable = (file: CaseFile, proposal: Proposal, context: Context): void => {
  if (proposal.terms === undefined || proposal.startsOn === undefined) return;
  const assessment = freshAssessment(file, undefined, context);
  const asOf = instantAt(proposal.startsOn, '12:00', zoneOf(file, context.policy));
  if (assessment.assessmentId !== proposal.assessmentId && assessment.currency === proposal.currency)
    requireAffordable(fitnessOf(file, layPlan(file, proposal.terms, { ...context, asOf }), assessment, context.policy));
};

/** Stands as the decider where the limits of the pack decide. */
const policyItself = 'officer-limits';

/** R30, R33: the borrower says that the plan is within capacity; inside the officer's limits that approves it. */
export const declareCapacity: Decider<{
  readonly proposalId: string;
  readonly onBehalf?: { readonly evidenceId: string } | undefined;
}> = (file, input, context) => {
  const proposal = openProposal(file, input.proposalId);
  if (proposal.status === 'DECLARED' || proposal.status === 'APPROVED')
    return { events: [], ids: { proposalId: proposal.proposalId } };
  if (proposal.status !== 'PROPOSED')
    throw new Refusal('ProposalNotOpen', `the proposal is ${proposal.status}`, { rules: ['R30'] });
  inState(file, 'PLAN_REVIEW');
  notOnHold(file, 'NEGOTIATE');
  requireWill(context, input.onBehalf);
  requireCurrent(file, proposal, context);
  stillAffordable(file, proposal, context);
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
  if (decision === 'APPROVE') {
    requireCurrent(file, proposal, context);
    stillAffordable(file, proposal, context);
  }
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
