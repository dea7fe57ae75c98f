import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';
import { TextRef } from '#functions/domain/parts.ts';

/** R58: one condition, what it asks for and what the file shows. */
export const RewardCriterion = z.strictObject({
  criterion: z.enum(['ON_TIME_IN_A_ROW', 'NO_RECENT_BREACH', 'NO_OPEN_DISPUTE']),
  /** `ON_TIME_IN_A_ROW`: at least so many instalments; else at most so many breaches or disputes. */
  wanted: z.int().nonnegative(),
  found: z.int().nonnegative(),
  met: z.boolean(),
});
export type RewardCriterion = z.infer<typeof RewardCriterion>;

/** R57, R58: a reward beyond what the law grants anyway, on a payoff quote. */
export const Reward = z.strictObject({
  rewardId: Id,
  quoteId: Id,
  kind: z.literal('EARLY_SETTLEMENT_REWARD'),
  currency: Currency,
  /** Rebate of interest and waived fee together. */
  amountMinor: z.int().nonnegative(),
  interestRebateMinor: z.int().nonnegative(),
  feeWaivedMinor: z.int().nonnegative(),
  /** Why it is earned, criterion by criterion. */
  criteria: z.array(RewardCriterion).max(10),
  requestedBy: Id,
  requestedAt: Instant,
  evidenceId: Id.optional(),
  /** `LAPSED`: another quote took its place. `REVOKED`: the money of the settlement was taken back. */
  status: z.enum(['REQUESTED', 'GRANTED', 'REFUSED', 'CREDITED', 'LAPSED', 'REVOKED']),
  /** Paid back after the settlement, or taken off what settles. */
  form: z.enum(['REBATE', 'REDUCTION']).optional(),
  decidedBy: Id.optional(),
  decidedAt: Instant.optional(),
  reason: TextRef.optional(),
  /** The bank's own entry in the ledger. */
  paymentId: Id.optional(),
});
export type Reward = z.infer<typeof Reward>;
