import type { Context } from '#functions/domain/decision.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { happened } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Payment } from '#functions/domain/money-parts.ts';
import type { Reward } from '#functions/domain/reward-part.ts';
import { instructed } from '#functions/domain/servicing/bookings.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';

/** The bank's own money in the ledger: it pays like a receipt, and is reversed like one. */
export const entryFor = (reward: Reward, valueDate: string, context: Pick<Context, 'newId' | 'asOf'>): Payment => ({
  paymentId: context.newId('payment'),
  sourceRef: reward.rewardId,
  amountMinor: reward.amountMinor,
  currency: reward.currency,
  valueDate,
  receivedAt: context.asOf,
  channel: 'REWARD',
});

export const credited = (reward: Reward, payment: Payment) =>
  happened('RewardCredited', { reward: { ...reward, status: 'CREDITED', paymentId: payment.paymentId }, payment });

/** R58: the rebate goes to core banking as an instruction, and comes back answered. */
export const creditBooking = (file: CaseFile, { rewardId: ref, kind: type, amountMinor }: Reward, context: Context) =>
  instructed(file, { kind: 'REBATE', ref, type, amountMinor }, context);

/**
 * R58: what was granted takes effect with the settlement and never without it: a reduction is the last part of what settles,
 * a rebate is left over and paid back. `file` holds the money that has just come.
 */
export const creditOf = (
  file: CaseFile,
  valueDate: string,
  context: Context,
): ReturnType<typeof credited> | undefined => {
  const reward = Object.values(file.rewards).find(({ status }) => status === 'GRANTED');
  const quote = reward === undefined ? undefined : file.payoffs[reward.quoteId];
  if (reward === undefined || quote === undefined || reward.amountMinor === 0 || valueDate > quote.validUntil)
    return undefined;
  const payment = entryFor(reward, valueDate, context);
  const judged = reward.form === 'REBATE' ? file : withPart(file, 'payments', payment.paymentId, payment);
  return standing(judged, today(file, context))?.settled === true ? credited(reward, payment) : undefined;
};

/** 4.15, 11: a settlement that is taken back takes its reward with it. `file` holds the reversal of the borrower's money. */
export const revokedCredit = (
  file: CaseFile,
  context: Context,
): { readonly events: readonly CaseEvent[]; readonly reversal?: Payment } => {
  const reward = Object.values(file.rewards).find(({ status }) => status === 'CREDITED');
  const payment = file.payments[reward?.paymentId ?? ''];
  if (reward === undefined || payment === undefined) return { events: [] };
  const reversal: Payment = {
    ...payment,
    paymentId: context.newId('payment'),
    sourceRef: `${payment.sourceRef}-reversal`,
    amountMinor: -payment.amountMinor,
    receivedAt: context.asOf,
    reversalOf: payment.paymentId,
  };
  return {
    events: [
      happened('RewardRevoked', { reward: { ...reward, status: 'REVOKED' }, payment: reversal }),
      ...instructed(
        file,
        { kind: 'REBATE_REVERSAL', ref: reward.rewardId, type: reward.kind, amountMinor: reward.amountMinor },
        context,
      ),
    ],
    reversal,
  };
};
