import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { TextRef } from '#functions/domain/parts.ts';

/** What the borrower thought of a visit, or of the whole service at its end; the words are a private item. */
export const Feedback = z.strictObject({
  feedbackId: Id,
  about: z.enum(['VISIT', 'SERVICE']),
  visitId: Id.optional(),
  /** 1 is bad, 5 is good. */
  rating: z.int().min(1).max(5),
  comment: TextRef.optional(),
  givenAt: Instant,
});
export type Feedback = z.infer<typeof Feedback>;
