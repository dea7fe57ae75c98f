import { addMonths } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PayoffQuote } from '#functions/domain/payoff-part.ts';
import { decimal, roundMinor } from '#functions/domain/plan/rate.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { ownFees } from '#functions/domain/plan/settlement.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import type { Reward, RewardCriterion } from '#functions/domain/reward-part.ts';
import { dayOf } from '#functions/domain/servicing/days.ts';
import { allocationOf, ledgerOf, standing } from '#functions/domain/servicing/ledger.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';

/**
 * Instalments counted back from the last one that had come by the day, for as long as each was paid within its days of
 * grace. What the settlement itself pays ahead is no record: only what had fallen due, or was paid before that day, counts.
 */
const onTimeInARow = ({ instalments }: Standing, day: string): number => {
  const come = instalments.filter(({ dueOn, paidOn }) => dueOn <= day || (paidOn !== undefined && paidOn < day));
  const isKept = ({ missed, paidOn, graceEndsOn }: Standing['instalments'][number]): boolean =>
    missed !== true && paidOn !== undefined && paidOn <= graceEndsOn;
  const judged = come.filter((one) => isKept(one) || one.missed === true || one.graceEndsOn < day);
  return judged.length - 1 - judged.findLastIndex((one) => !isKept(one));
};

const recentBreaches = (file: CaseFile, policy: PolicyPack, day: string): number =>
  Object.values(file.breaches).filter(
    ({ raisedAt }) => dayOf(file, policy, raisedAt) > addMonths(day, -policy.reward.monthsWithoutBreach),
  ).length;

export const openDisputes = (file: CaseFile): number =>
  Object.values(file.holds).filter(({ kind, releasedAt }) => kind === 'DISPUTE_HOLD' && releasedAt === undefined)
    .length;

/** R58, criterion by criterion, so that nobody has to guess why. */
export const rewardCriteria = (file: CaseFile, policy: PolicyPack, day: string): RewardCriterion[] => {
  const now = standing(file, day);
  const inARow = now === undefined ? 0 : onTimeInARow(now, day);
  const breaches = recentBreaches(file, policy, day);
  const disputes = openDisputes(file);
  const { onTimeInARow: wanted } = policy.reward;
  return [
    { criterion: 'ON_TIME_IN_A_ROW', wanted, found: inARow, met: inARow >= wanted },
    { criterion: 'NO_RECENT_BREACH', wanted: 0, found: breaches, met: breaches === 0 },
    { criterion: 'NO_OPEN_DISPUTE', wanted: 0, found: disputes, met: disputes === 0 },
  ];
};

const isFeeBased = (file: CaseFile, { agreement }: Standing): boolean =>
  file.proposals[agreement.proposalId]?.planType === 'FEE_BASED';

/** Of the fees that the quote asks for, those of the plan itself: what was owed as a fee before it stays owed. */
const openOwnFee = (file: CaseFile, { agreement, schedule }: Standing, { quotedAt, onDate }: PayoffQuote): number => {
  const known = ledgerOf(file).filter(({ receivedAt }) => receivedAt <= quotedAt);
  const { instalments } = allocationOf(file, agreement, known, onDate);
  const own = ownFees(schedule, onDate);
  return instalments.reduce((sum, { openByLine }, index) => sum + Math.min(openByLine.fee, own[index] ?? 0), 0);
};

/**
 * R57: law first (the quote), reward second: what the law gives anyway is not counted. (a) Of a plan with a fee, the fee
 * that the quote still asks for; (b) a share of the interest that the plan has really cost, the quote's own included.
 */
export const rewardAmounts = (
  file: CaseFile,
  policy: PolicyPack,
  now: Standing,
  quote: PayoffQuote,
): Pick<Reward, 'amountMinor' | 'interestRebateMinor' | 'feeWaivedMinor'> => {
  const paidMinor = now.allocation.instalments.reduce((sum, { paid }) => sum + paid.interest, 0);
  const interestMinor = now.settled ? paidMinor : Math.max(0, paidMinor + quote.lines.interestMinor);
  const interestRebateMinor = roundMinor(decimal(interestMinor).times(policy.reward.rebateShare), 'DOWN');
  const feeWaivedMinor = policy.reward.waivesFee && isFeeBased(file, now) ? openOwnFee(file, now, quote) : 0;
  return { amountMinor: interestRebateMinor + feeWaivedMinor, interestRebateMinor, feeWaivedMinor };
};

/** R58: shown beside every quote, so that nobody has to ask in vain. */
export const rewardOutlook = (
  file: CaseFile,
  quote: PayoffQuote,
): { readonly earned: boolean; readonly criteria: readonly RewardCriterion[]; readonly amountMinor: number } => {
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const criteria = rewardCriteria(file, policy, quote.quotedOn);
  const now = standing(file, quote.quotedOn);
  const earned = criteria.every(({ met }) => met);
  return {
    earned,
    criteria,
    amountMinor: now === undefined || !earned ? 0 : rewardAmounts(file, policy, now, quote).amountMinor,
  };
};
