import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { TextRef } from '#functions/domain/parts.ts';

const Verdict = z.enum(['EXTEND', 'DESTROY']);

/** One person's word about a complaint whose term has ended; it takes a second one who says the same. */
const Voice = z.strictObject({
  decision: Verdict,
  until: LocalDate.optional(),
  by: Id,
  at: Instant,
  reason: TextRef,
});

/** C39: what has ended, what speaks against destroying it, what the two people said. */
export const ComplaintAppraisal = z.strictObject({
  appraisalId: Id,
  drawnUpAt: Instant,
  retainUntil: LocalDate,
  /** Codes of what stands against destruction: `INCIDENT`. */
  against: z.array(z.string().max(40)),
  recommendation: Verdict,
  voice: Voice.optional(),
  decided: Verdict.optional(),
  decidedAt: Instant.optional(),
});
export type ComplaintAppraisal = z.infer<typeof ComplaintAppraisal>;

/** Two people have ordered it (R66); the words of their reason go with the complaint. */
export const ComplaintDestruction = z.strictObject({
  destructionId: Id,
  decidedBy: z.array(Id).length(2),
  approvedAt: Instant,
  reason: TextRef,
});

/** R66: how long a complaint is kept that goes with no case. Absent while its first term runs. */
export const ComplaintRetention = z.strictObject({
  /** A later day than that of its class: by an extension, or since its case is still there. */
  until: LocalDate.optional(),
  appraisals: z.array(ComplaintAppraisal).max(40),
  destruction: ComplaintDestruction.optional(),
});
export type ComplaintRetention = z.infer<typeof ComplaintRetention>;
