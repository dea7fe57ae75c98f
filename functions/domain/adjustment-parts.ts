import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { TextRef } from '#functions/domain/parts.ts';
import {
  Original,
  Row,
  ScheduleVersion,
  SealedFile,
  Signature,
  StoredFile,
  Tier,
} from '#functions/domain/plan-parts.ts';
import { Terms } from '#functions/domain/plan/plan-terms.ts';

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
/** What changes besides the rows when the open part of a plan gets other terms. */
export const CountedAnew = ScheduleVersion.pick({
  annualRate: true,
  frequency: true,
  conventions: true,
  carriedInterestMinor: true,
  upFrontFeeMinor: true,
  deferred: true,
});
export type CountedAnew = z.infer<typeof CountedAnew>;
/** One line of a waiver: how much of an instalment's interest, fee or penalty (4.7). */
export const WaivedLine = z.strictObject({ no: z.int().positive(), amountMinor: z.int().positive() });

export const Adjustment = z.strictObject({
  adjustmentId: Id,
  agreementId: Id,
  type: AdjustmentType,
  fromOn: LocalDate.optional(),
  toOn: LocalDate.optional(),
  periods: z.int().positive().optional(),
  interestRuns: z.boolean().optional(),
  lines: z.array(WaivedLine).optional(),
  dueDay: z.int().min(1).max(31).optional(),
  plan: Terms.optional(),
  amountMinor: z.int().positive().optional(),
  /** Begun months by which the plan becomes longer. */
  extendedMonths: z.int().nonnegative().optional(),
  /** What the borrower pays more in the end. */
  borrowerCostMinor: z.int().nonnegative().optional(),
  behalfEvidenceId: Id.optional(),
  /** The other adjustment that took hold first, so that this one no longer fits. */
  supersededBy: Id.optional(),
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
      /** How the rows after are counted, where what is open has got other terms. */
      counted: CountedAnew.optional(),
    })
    .optional(),
  appliedAt: Instant.optional(),
  endedAt: Instant.optional(),
});
export type Adjustment = z.infer<typeof Adjustment>;
