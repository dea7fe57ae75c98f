import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';
import { ExcessChoice } from '#functions/domain/plan/waterfall.ts';

/** `REWARD`: the bank's own entry, reported by nobody (R58). */
export const PaymentChannel = z.enum(['TRANSFER', 'QR', 'DIRECT_DEBIT', 'COUNTER', 'CASH', 'REWARD']);

/** A ledger entry: it only grows, a reversal is a negative entry (4.5). What it pays is asked, never stored. */
export const Payment = z.strictObject({
  paymentId: Id,
  sourceRef: Id,
  /** Negative: a reversal of `reversalOf`, else money that was paid back. */
  amountMinor: z.int(),
  currency: Currency,
  valueDate: LocalDate,
  receivedAt: Instant,
  channel: PaymentChannel,
  reversalOf: Id.optional(),
  /** The account that the payer has named (C25). */
  forAccountId: Id.optional(),
});
export type Payment = z.infer<typeof Payment>;

/** What the borrower wants done with his money, from a day on (4.5, C25). A choice is never changed, only followed by another. */
export const PaymentPreference = z.strictObject({
  preferenceId: Id,
  fromOn: LocalDate,
  setAt: Instant,
  setBy: Id,
  excess: ExcessChoice,
  /** The debt to be paid first. */
  firstAccountId: Id.optional(),
  evidenceId: Id.optional(),
});
export type PaymentPreference = z.infer<typeof PaymentPreference>;

/** C23: the three years begin anew with a part payment, a demand that arrived, the debtor's consent or a plan. */
export const LimitationInterruption = z.strictObject({
  interruptionId: Id,
  cause: z.enum(['PART_PAYMENT', 'PLAN_AGREED', 'DEMAND']),
  on: LocalDate,
  /** The payment, agreement or demand; a reversed payment interrupts nothing. */
  ref: Id,
  /** Last day of the period that began then. */
  expiresOn: LocalDate,
});
export type LimitationInterruption = z.infer<typeof LimitationInterruption>;

/** Money of which nobody knows yet what it pays; no case holds it (4.5, 1). */
export const UnappliedMoney = z.strictObject({
  paymentId: Id,
  sourceRef: Id,
  amountMinor: z.int().positive(),
  currency: Currency,
  valueDate: LocalDate,
  channel: PaymentChannel,
  receivedAt: Instant,
  reasonCode: z.enum(['NO_REFERENCE', 'CASE_UNKNOWN', 'NO_AGREEMENT', 'CASE_CLOSED']),
  /** What the sender said, right or wrong. */
  saidCaseId: Id.optional(),
  branch: z.string().max(40).optional(),
  /** Until then somebody finds out whose it is: the end of the next business day. */
  matchBy: Instant,
  status: z.enum(['UNAPPLIED', 'MATCHED']),
  caseId: Id.optional(),
});
export type UnappliedMoney = z.infer<typeof UnappliedMoney>;

/** What one payment pays, by rule and profile (4.5); `debts` since several accounts are told apart. */
export const Allocated = z.strictObject({
  paymentId: Id,
  profile: z.string().max(30),
  rule: z.string().max(20),
  allocations: z
    .array(z.strictObject({ instalmentNo: z.int().positive(), line: z.string().max(20), amountMinor: z.int() }))
    .max(1000),
  debts: z
    .array(z.strictObject({ accountId: Id, line: z.string().max(20), amountMinor: z.int() }))
    .max(250)
    .optional(),
  excessMinor: z.int(),
});
