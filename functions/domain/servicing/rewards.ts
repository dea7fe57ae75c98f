import { mayDecide } from '#functions/domain/adjustment/approval.ts';
import { earliest } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PayoffQuote } from '#functions/domain/payoff-part.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { Reward } from '#functions/domain/reward-part.ts';
import { creditBooking, credited, entryFor } from '#functions/domain/servicing/reward-credit.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { openDisputes, rewardAmounts, rewardCriteria } from '#functions/domain/servicing/reward-terms.ts';

const quoteOf = (file: CaseFile, quoteId: string): PayoffQuote => {
  const quote = file.payoffs[quoteId];
  if (quote === undefined) throw new Refusal('NotFound', 'there is no such quote');
  return quote;
};

/** R58: ten days, and only while the schedule is the one that it was reckoned on. */
const requireValid = (file: CaseFile, quote: PayoffQuote, context: Context): void => {
  const day = today(file, context);
  const current = standing(file, day)?.schedule.scheduleVersion;
  if (day > quote.validUntil || quote.scheduleVersion !== current)
    throw new Refusal('QuoteExpired', 'ask for another quote', { rules: ['R58'] });
};

const undecided: readonly Reward['status'][] = ['REQUESTED', 'GRANTED'];

export interface RewardRequest {
  readonly quoteId: string;
  readonly onBehalf?: { readonly evidenceId: string } | undefined;
}

/** R57, R58: asks for the early-settlement reward on a quote. Early repayment itself costs nothing and needs no leave. */
export const requestReward: Decider<RewardRequest> = (file, { quoteId, onBehalf }, context) => {
  inState(file, 'ACTIVE', 'BREACHED', 'SETTLED');
  const quote = quoteOf(file, quoteId);
  const all = Object.values(file.rewards);
  const known = all.find((one) => one.quoteId === quoteId && [...undecided, 'CREDITED'].includes(one.status));
  if (known !== undefined) return { events: [], ids: { rewardId: known.rewardId } };
  const rewarded = all.find(({ status }) => status === 'CREDITED');
  if (rewarded !== undefined)
    throw new Refusal('StateForbids', 'the settlement has its reward', { rules: ['R58'], state: file.status.state });
  requireValid(file, quote, context);
  if (openDisputes(file) > 0) throw new Refusal('DisputeOpen', 'a dispute is open', { rules: ['R58'] });
  const criteria = rewardCriteria(file, context.policy, quote.quotedOn);
  const missing = criteria.filter(({ met }) => !met);
  if (missing.length > 0)
    throw new Refusal(
      'RewardNotEarned',
      missing.map(({ criterion, found, wanted }) => `${criterion}: ${found}, wanted ${wanted}`).join('; '),
      { rules: ['R58'] },
    );
  const now = standing(file, today(file, context));
  if (now === undefined) throw new TypeError('a quote without an agreement');
  const reward: Reward = {
    rewardId: context.newId('reward'),
    quoteId,
    kind: 'EARLY_SETTLEMENT_REWARD',
    currency: quote.currency,
    ...rewardAmounts(file, context.policy, now, quote),
    criteria,
    requestedBy: context.actor.id,
    requestedAt: context.asOf,
    ...(onBehalf === undefined ? {} : { evidenceId: onBehalf.evidenceId }),
    status: 'REQUESTED',
  };
  const before = all.filter(({ status }) => undecided.includes(status));
  return {
    events: [
      ...before.map((one) => happened('RewardRefused', { reward: { ...one, status: 'LAPSED' } })),
      happened('RewardRequested', { reward }),
    ],
    ids: { rewardId: reward.rewardId },
  };
};

export interface RewardDecision {
  readonly rewardId: string;
  readonly decision: 'GRANT' | 'REFUSE';
  readonly form: 'REBATE' | 'REDUCTION';
  readonly reason?: string | undefined;
}

/** R58: maker and checker. A refusal says why; whoever settled in time on the quote does not lose by the checker's days. */
export const decideReward: Decider<RewardDecision> = (file, { rewardId, decision, form, reason }, context) => {
  const reward = file.rewards[rewardId];
  if (reward === undefined) throw new Refusal('NotFound', 'there is no such reward');
  inState(file, 'ACTIVE', 'BREACHED', 'SETTLED');
  if (reward.status !== 'REQUESTED')
    throw new Refusal('StateForbids', `the reward is ${reward.status}`, { rules: ['R58'], state: reward.status });
  mayDecide(file, { tier: 'L1', requestedBy: reward.requestedBy, rule: 'R58' }, context);
  if (decision === 'REFUSE' && reason === undefined)
    throw new Refusal('ReasonMissing', 'a refusal says why', { rules: ['R58'] });
  const quote = quoteOf(file, reward.quoteId);
  const isSettled = file.status.state === 'SETTLED';
  if (decision === 'GRANT' && !isSettled) requireValid(file, quote, context);
  const kept = reason === undefined ? undefined : keepText(file, context, reason);
  const decided: Reward = {
    ...reward,
    status: decision === 'GRANT' ? 'GRANTED' : 'REFUSED',
    // What is settled can only be paid back.
    ...(decision === 'GRANT' ? { form: isSettled ? 'REBATE' : form } : {}),
    decidedBy: context.actor.id,
    decidedAt: context.asOf,
    ...(kept === undefined ? {} : { reason: kept.ref }),
  };
  const told: CaseEvent = happened(decision === 'GRANT' ? 'RewardGranted' : 'RewardRefused', { reward: decided });
  const payment = entryFor(decided, earliest(today(file, context), quote.validUntil), context);
  return {
    events:
      decision === 'GRANT' && isSettled
        ? [told, credited(decided, payment), ...creditBooking(file, decided, context)]
        : [told],
    privates: kept === undefined ? [] : [kept.item],
    ids: { rewardId },
  };
};
