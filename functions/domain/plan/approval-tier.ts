import { highestTier, tierOfRelief } from '#functions/domain/adjustment/approval.ts';
import type { Proposal, Tier } from '#functions/domain/plan-parts.ts';
import type { PricedPlan } from '#functions/domain/plan/pricing.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** R46: months that a team lead, and then branch risk, may add to what an officer may agree. */
const leadMonths = 6;
const riskMonths = 24;

const tierOfTerm = (months: number, { plan }: PolicyPack): Tier => {
  const beyond = months - plan.officerMaxMonths;
  if (beyond <= 0) return 'AUTO';
  if (beyond <= leadMonths) return 'L1';
  return beyond <= riskMonths ? 'L2' : 'L3';
};

/** The pack's sums of money mean nothing in another currency: relief there is never below branch risk. */
const tierOfGift = ({ reliefMinor, owedMinor, forgivenMinor, currency }: PricedPlan, policy: PolicyPack): Tier => {
  if (forgivenMinor > 0) return 'L3';
  const tier = tierOfRelief(reliefMinor, owedMinor, policy);
  return tier === 'AUTO' || currency === policy.currency ? tier : highestTier(tier, 'L2');
};

/** R29, R33; 4.15, 7: inside the officer's limits nobody else is asked; beyond them, by what is given. */
export const tierOfPlan = (plan: PricedPlan, verdict: Proposal['verdict'], policy: PolicyPack): Tier =>
  highestTier(
    tierOfTerm(plan.termMonths, policy),
    tierOfGift(plan, policy),
    plan.graceDays > policy.plan.officerMaxGraceDays ? 'L1' : 'AUTO',
    verdict === 'AMBER' ? 'L1' : 'AUTO',
  );
