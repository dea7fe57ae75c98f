import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Language } from '#functions/domain/parts.ts';

/** R55, R56, R58: what the bank writes under its seal without anybody else's signature. */
export const LetterKind = z.enum(['BREACH_NOTICE', 'DEMAND', 'SETTLEMENT_CERTIFICATE']);
export type LetterKind = z.infer<typeof LetterKind>;

export const Letter = z.strictObject({
  letterId: Id,
  kind: LetterKind,
  /** The breach, the demand, or the agreement that is settled. */
  about: Id,
  /** The message that it goes with, where the borrower is sent one. */
  noticeId: Id.optional(),
  language: Language,
  /** Of the form's words: a change of words is a new version. */
  formVersion: z.string().max(20),
  /** `DROPPED`: overtaken before it was drawn up. */
  status: z.enum(['ORDERED', 'SEALED', 'DROPPED']),
  orderedAt: Instant,
  endedAt: Instant.optional(),
  sealed: z
    .strictObject({
      key: z.string().max(200),
      versionId: z.string().max(200),
      sha256: Sha256,
      sizeBytes: z.int().positive(),
    })
    .optional(),
});
export type Letter = z.infer<typeof Letter>;
