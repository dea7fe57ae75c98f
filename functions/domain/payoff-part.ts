import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';

const Amount = z.int().nonnegative();
const Positive = z.int().positive();

/** What settles the debt on a day, line by line (R57, R58, C27); a fact, so that money which keeps to it can be judged later. */
export const PayoffQuote = z.strictObject({
  quoteId: Id,
  agreementId: Id,
  scheduleVersion: z.int().positive(),
  currency: Currency,
  quotedBy: Id,
  quotedAt: Instant,
  quotedOn: LocalDate,
  /** The day to which interest and fees are counted. */
  onDate: LocalDate,
  /** Money of this value date or an earlier one settles. */
  validUntil: LocalDate,
  lines: z.strictObject({
    principalMinor: Amount,
    interestMinor: Amount,
    feeMinor: Amount,
    penaltyMinor: Amount,
    costsMinor: Amount,
  }),
  /** Nought, or within the tolerance: what has been paid is enough, and the quote itself settles. */
  totalMinor: Amount,
  /** What the plan would still have asked for beyond the total: interest and fees of later days. */
  sparedMinor: Amount,
  /** Of it, what had been paid ahead or up front and is taken off the lines. */
  returnedMinor: Amount,
  /** All money of the agreement, this total included: what the ledger must come to. */
  settlesAtMinor: Positive,
});
export type PayoffQuote = z.infer<typeof PayoffQuote>;
