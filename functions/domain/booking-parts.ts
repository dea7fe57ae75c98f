import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';

/** What the bank's books must follow: told on the bus, and waited for until core banking has answered. */
export const Booking = z.strictObject({
  bookingId: Id,
  kind: z.enum(['SUSPENSION', 'WAIVER', 'SCHEDULE_CHANGE', 'REBATE', 'REBATE_REVERSAL', 'DEFAULT']),
  /** The adjustment, reward or proposal that it comes from, and which kind of it. */
  ref: Id,
  type: z.string().max(40),
  agreementId: Id,
  accountIds: z.array(Id).max(50),
  currency: Currency,
  /** What the bank gives up by it; zero where only dates move. */
  amountMinor: z.int().nonnegative(),
  scheduleVersion: z.int().positive(),
  fromOn: LocalDate.optional(),
  toOn: LocalDate.optional(),
  instructedAt: Instant,
  /** Day by which core banking answers. */
  answerDueOn: LocalDate,
  status: z.enum(['INSTRUCTED', 'BOOKED', 'REJECTED']),
  answeredAt: Instant.optional(),
  /** Core banking's own number of the entry. */
  coreRef: Id.optional(),
  /** Why it was not booked, as a code. */
  reasonCode: Id.optional(),
});
export type Booking = z.infer<typeof Booking>;

/** A balance that core banking has reported since the agreement, held against the ledger. */
export const Reconciliation = z.strictObject({
  accountId: Id,
  reportedAt: Instant,
  currency: Currency,
  expectedPrincipalMinor: z.int(),
  reportedPrincipalMinor: z.int(),
  differenceMinor: z.int(),
  status: z.enum(['AGREES', 'DIFFERS']),
  /** Since when it differs, or agrees. */
  since: Instant,
});
export type Reconciliation = z.infer<typeof Reconciliation>;
