import type { Context } from '#functions/domain/decision.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Tier } from '#functions/domain/plan-parts.ts';
import { decimal } from '#functions/domain/plan/rate.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const tiers: readonly Tier[] = ['AUTO', 'L1', 'L2', 'L3'];

/** 4.15, 24: L1 supervisor, L2 risk, L3 committee; others decide nothing. */
const tierOfRole: Partial<Record<Actor['role'], Tier>> = { supervisor: 'L1', risk: 'L2', committee: 'L3' };

export const highestTier = (first: Tier, ...others: readonly Tier[]): Tier =>
  others.reduce((highest, tier) => (tiers.indexOf(tier) > tiers.indexOf(highest) ? tier : highest), first);

/** The tier above, for a matter that somebody hands up; nothing is above the committee. */
export const tierAbove = (tier: Tier): Tier => tiers[tiers.indexOf(tier) + 1] ?? 'L3';

/** R46: by what the bank gives up, in money and as a share of what is outstanding. */
export const tierOfRelief = (costMinor: number, outstandingMinor: number, { adjustment }: PolicyPack): Tier => {
  if (costMinor <= 0) return 'AUTO';
  const isWithin = (share: string, maxMinor: number): boolean =>
    costMinor <= maxMinor && decimal(costMinor).lte(decimal(share).times(outstandingMinor));
  if (isWithin(adjustment.l1MaxShare, adjustment.l1MaxCostMinor)) return 'L1';
  return isWithin(adjustment.l2MaxShare, adjustment.l2MaxCostMinor) ? 'L2' : 'L3';
};

interface Matter {
  readonly tier: Tier;
  readonly requestedBy: string;
  /** The rule under which two persons are wanted: R33 for plans, R47 for adjustments. */
  readonly rule: string;
}

/** Requester, visiting officers and case owner never decide, whatever their role (R33, R47); then the tier must reach. */
export const mayDecide = (
  file: CaseFile,
  { tier, requestedBy, rule }: Matter,
  { actor }: Pick<Context, 'actor'>,
): void => {
  const visiting = Object.values(file.visits).flatMap((visit) => visit.officers);
  if (actor.id === requestedBy || actor.id === file.meta?.ownerId || visiting.includes(actor.id)) {
    throw new Refusal('FourEyesViolated', 'requester, visiting officers and case owner never decide', {
      rules: [rule],
    });
  }
  const own = tierOfRole[actor.role];
  if (own === undefined || tiers.indexOf(own) < tiers.indexOf(tier)) {
    throw new Refusal('TierTooLow', `this matter is for tier ${tier}`, { rules: [rule, 'R46'] });
  }
};
