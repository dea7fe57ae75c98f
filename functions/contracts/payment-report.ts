import * as z from 'zod';
import { Money } from '#functions/contracts/schemas.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { PaymentChannel } from '#functions/domain/money-parts.ts';

/** One receipt or refund as core banking reports it, in a request or as a line of a file. */
export const PaymentReport = z.strictObject({
  /** Unique in the bank: the same one again is the same money. */
  sourceRef: Id,
  /** Whose money it is, as far as the sender knows; by neither, it is kept apart until somebody has found out. */
  caseId: Id.optional(),
  borrowerId: Id.optional(),
  amount: Money.refine(({ amountMinor }) => amountMinor > 0, 'is not positive'),
  valueDate: LocalDate,
  channel: PaymentChannel.exclude(['REWARD']).default('TRANSFER'),
  kind: z.enum(['RECEIPT', 'REFUND']).default('RECEIPT'),
  /** The account that the payer has named (C25). */
  forAccountId: Id.optional(),
  /** Where it came in, so that the task to match it goes there. */
  branch: z.string().min(1).max(40).optional(),
});
