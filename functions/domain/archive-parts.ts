import * as z from 'zod';
import { RetentionClass } from '#functions/domain/archive/package.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { TextRef } from '#functions/domain/parts.ts';

/** What a package has of one class, and until when that is kept (4.11, 4.15, 16). */
export const ClassKept = z.strictObject({
  class: RetentionClass,
  objects: z.int().nonnegative(),
  retainUntil: LocalDate,
  /** Set when the last copy of the class is gone. */
  destroyedAt: Instant.optional(),
});
export type ClassKept = z.infer<typeof ClassKept>;

/** R66: nothing is destroyed while it stands; the words of who ordered it, and why, are private items. */
export const LegalHold = z.strictObject({
  authority: TextRef,
  reason: TextRef,
  placedBy: Id,
  placedAt: Instant,
});
export type LegalHold = z.infer<typeof LegalHold>;

const Verdict = z.enum(['EXTEND', 'DESTROY']);
/** One person's word about an appraisal; it takes a second one who says the same. */
export const RetentionVoice = z.strictObject({
  decision: Verdict,
  classes: z.array(RetentionClass).min(1),
  until: LocalDate.optional(),
  by: Id,
  at: Instant,
  reason: TextRef,
});
export type RetentionVoice = z.infer<typeof RetentionVoice>;

/** C39: what has ended, what speaks against destroying it, what the two people said. */
export const Appraisal = z.strictObject({
  appraisalId: Id,
  drawnUpAt: Instant,
  classes: z.array(ClassKept.omit({ destroyedAt: true })).min(1),
  /** Codes of what stands against destruction: `LEGAL_HOLD`, `OPEN_ACCESS`, `COMPLAINT_HOLD` … */
  against: z.array(z.string().max(40)),
  recommendation: Verdict,
  voice: RetentionVoice.optional(),
  decided: Verdict.optional(),
  decidedAt: Instant.optional(),
});
export type Appraisal = z.infer<typeof Appraisal>;

/** The record that outlives what it is about (C39, 4.15, 14). */
export const Destruction = z.strictObject({
  destructionId: Id,
  classes: z.array(RetentionClass).min(1),
  /** The two people; or the rule, where a term of 90 days leaves nothing to decide (C35). */
  decidedBy: z.array(Id).min(1).max(2),
  approvedAt: Instant,
  reason: TextRef.optional(),
  destroyedAt: Instant.optional(),
  objects: z.int().nonnegative().optional(),
  /** Papers whose last copy went with it. */
  documentIds: z.array(Id).optional(),
  /** Head of the journal before the destruction was recorded. */
  headHash: Sha256.optional(),
});
export type Destruction = z.infer<typeof Destruction>;

export const ArchiveAccess = z.strictObject({
  requestId: Id,
  by: Id,
  requestedAt: Instant,
  reason: TextRef,
  status: z.enum(['REQUESTED', 'GRANTED', 'REFUSED']),
  decidedBy: Id.optional(),
  decidedAt: Instant.optional(),
  until: Instant.optional(),
});

export const Archive = z.strictObject({
  packageId: Id,
  /** What 4.11 says that a package must contain and this case lacks: a person completes it, and archiving tries again. */
  missing: z.array(z.string().max(40)).optional(),
  manifestKey: z.string().max(200).optional(),
  manifestVersionId: z.string().max(200).optional(),
  manifestSha256: Sha256.optional(),
  signatureKey: z.string().max(200).optional(),
  objectCount: z.int().nonnegative().optional(),
  startedAt: Instant,
  /** Where the access log ended when the case was frozen: so far it stands in the package (4.15, 17). */
  reads: z.strictObject({ seq: z.int().nonnegative(), hash: Sha256 }).optional(),
  /** When the case came to its end: terms are counted from there. Absent in older ones: from `startedAt`. */
  endedAt: Instant.optional(),
  sealedAt: Instant.optional(),
  verifiedAt: Instant.optional(),
  /** A sample was read back and found as it was sealed; the last time that it was not. */
  checkedAt: Instant.optional(),
  damagedAt: Instant.optional(),
  /** Of the class that is kept longest. */
  retainUntil: LocalDate.optional(),
  classes: z.array(ClassKept).optional(),
  legalHold: LegalHold.optional(),
  /** When the last legal hold was lifted: what ended meanwhile falls due then. */
  liftedAt: Instant.optional(),
  appraisals: z.array(Appraisal).optional(),
  destructions: z.array(Destruction).optional(),
  accesses: z.array(ArchiveAccess),
});
export type Archive = z.infer<typeof Archive>;
