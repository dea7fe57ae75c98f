import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';
import { TextRef } from '#functions/domain/parts.ts';

/** Integer minor units of the assessment's currency. */
const Minor = z.int();

/** What is offered instead of a plan that cannot be carried (4.6). */
export const Alternative = z.enum(['TOKEN_PAYMENT', 'MORATORIUM', 'WAIVER_REVIEW', 'FREE_ADVICE']);
export type Alternative = z.infer<typeof Alternative>;

export const CapacityReview = z.strictObject({
  decision: z.enum(['OFFER_ALTERNATIVES', 'ASSESS_AGAIN']),
  alternatives: z.array(Alternative),
  reason: TextRef,
  decidedBy: Id,
  decidedAt: Instant,
});

export const Assessment = z.strictObject({
  assessmentId: Id,
  assessedAt: Instant,
  by: Id,
  currency: Currency,
  incomeMinor: Minor,
  essentialsMinor: Minor,
  otherDebtServiceMinor: Minor,
  disposableMinor: Minor,
  evidenceIds: z.array(Id),
  /** Verdict on the instalment that was judged along with it, or on any instalment at all (4.6). */
  verdict: z.enum(['PASS', 'AMBER', 'FAIL']).optional(),
  reasons: z.array(z.string().max(60)).optional(),
  instalmentMinor: Minor.nonnegative().optional(),
  household: z.strictObject({ adults: z.int().min(1).max(20), dependants: z.int().min(0).max(20) }).optional(),
  /** The region's floor for that household; absent where the pack has none in this currency. */
  floorMinor: Minor.nonnegative().optional(),
  unprovenIncomeMinor: Minor.nonnegative().optional(),
  /** ISO 3166-2, where the household lives, if it was said. */
  region: z.string().max(40).optional(),
  /** After a failed verdict a person decides how to go on; none of it makes a plan affordable (4.6, C35). */
  review: CapacityReview.optional(),
});
export type Assessment = z.infer<typeof Assessment>;
