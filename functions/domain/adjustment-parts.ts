import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { TextRef } from '#functions/domain/parts.ts';
import { Original, Row, SealedFile, Signature, StoredFile, Tier } from '#functions/domain/plan-parts.ts';

export const AdjustmentType = z.enum([
  'INTEREST_SUSPENSION',
  'TERM_EXTENSION',
  'GRACE_EXTENSION',
  'PAYMENT_HOLIDAY',
  'INTEREST_WAIVER',
  'FEE_WAIVER',
  'PENALTY_WAIVER',
  'DUE_DAY_CHANGE',
  'PLAN_REPLACEMENT',
  'PRINCIPAL_FORGIVENESS',
]);
export const Adjustment = z.strictObject({
  adjustmentId: Id,
  agreementId: Id,
  type: AdjustmentType,
  fromOn: LocalDate.optional(),
  toOn: LocalDate.optional(),
  periods: z.int().positive().optional(),
  requestedBy: Id,
  requestedAt: Instant,
  reason: TextRef,
  evidenceIds: z.array(Id),
  /** Day by which R45 wants an answer. */
  answerDueOn: LocalDate,
  answerOverdueAt: Instant.optional(),
  tier: Tier,
  costMinor: z.int(),
  status: z.enum(['REQUESTED', 'APPROVED', 'REFUSED', 'DRAWN_UP', 'SIGNED', 'APPLIED', 'LAPSED']),
  decidedBy: Id.optional(),
  decidedAt: Instant.optional(),
  decisionReason: TextRef.optional(),
  amendment: z
    .strictObject({
      amendmentId: Id,
      key: z.string().max(200),
      versionId: z.string().max(200).optional(),
      sha256: Sha256,
      /** The same terms for machines; absent in journals of earlier releases, like seal and originals. */
      terms: StoredFile.optional(),
      sealed: SealedFile.optional(),
      originals: z.array(Original).optional(),
      drawnUpAt: Instant,
      signatures: z.array(Signature),
      before: z.array(Row),
      after: z.array(Row),
    })
    .optional(),
  appliedAt: Instant.optional(),
  endedAt: Instant.optional(),
});
export type Adjustment = z.infer<typeof Adjustment>;
