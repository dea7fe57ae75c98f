import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';

const TextRef = z.strictObject({ textId: Id, hmac: Sha256 });

/** What was taken on site: known by its hash from the moment it was taken, the file itself follows by upload. */
export const Evidence = z.strictObject({
  evidenceId: Id,
  kind: z.enum(['PHOTO', 'AUDIO', 'SCAN', 'SIGNATURE']),
  documentId: Id,
  mediaType: z.string().max(100),
  sha256: Sha256,
  sizeBytes: z.int().positive(),
  /** By the clock of the device. */
  capturedAt: Instant,
  recordedAt: Instant,
  recordedBy: Id,
  /** Class under which the archive keeps it. */
  retentionClass: z.enum(['IDENTITY', 'AGREEMENT', 'CONTACT', 'EVIDENCE']),
});
export type Evidence = z.infer<typeof Evidence>;

/** R22: whose hand is under the record of the visit, as a signature taken on site. */
export const VisitSignature = z.strictObject({ by: z.enum(['BORROWER', 'OFFICER']), signerId: Id, evidenceId: Id });

export const Incident = z.strictObject({
  incidentId: Id,
  kind: z.literal('SAFETY'),
  raisedBy: Id,
  holdId: Id.optional(),
  note: TextRef.optional(),
});

/** R27: what was taken in cash, who signed for it, and what reached the bank. */
export const CashReceipt = z.strictObject({
  receiptNo: z.string().max(80),
  amountMinor: z.int().positive(),
  currency: Currency,
  receivedAt: Instant,
  signedBy: z.array(Id).min(2),
  depositDueOn: LocalDate,
  deposit: z
    .strictObject({
      amountMinor: z.int().nonnegative(),
      depositedAt: Instant,
      recordedBy: Id,
      sourceRef: z.string().max(80),
      /** Deposited less receipted; anything but 0 is a supervisor's task. */
      varianceMinor: z.int(),
    })
    .optional(),
});
export type CashReceipt = z.infer<typeof CashReceipt>;

/** A step taken without network that no longer fitted when it arrived: kept as it was sent, for a person to judge. */
export const KeptStep = z.strictObject({
  stepId: Id,
  visitId: Id,
  clientId: Id,
  operation: z.string().max(60),
  /** Why it was not applied. */
  code: z.string().max(60),
  rules: z.array(z.string().max(20)).max(20),
  capturedAt: Instant,
  keptAt: Instant,
  by: Id,
  content: TextRef,
  reviewedBy: Id.optional(),
  reviewedAt: Instant.optional(),
  outcome: z.enum(['ENTERED_BY_HAND', 'NOT_NEEDED']).optional(),
  note: TextRef.optional(),
});
export type KeptStep = z.infer<typeof KeptStep>;
