import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';

export const FeedSubmission = z.union([
  /** Rows are judged one by one, so that a bad one does not stop the others. */
  z.strictObject({
    accounts: z.array(z.record(z.string(), z.unknown())).min(1).max(1000),
  }),
  z.strictObject({ file: z.literal('NDJSON') }),
]);
export const FeedShown = z.strictObject({
  feedId: Id,
  status: z.enum(['AWAITING', 'RUNNING', 'DONE', 'REFUSED']),
  reasonCode: z.string().optional(),
  submittedAt: Instant,
  lines: z.int().nonnegative(),
  counts: z.record(z.string(), z.int()),
});
export const RowRefused = z.strictObject({
  line: z.int().positive(),
  accountId: z.string().optional(),
  outcome: z.literal('REFUSED'),
  code: z.string(),
  rules: z.array(z.string()).optional(),
  detail: z.string(),
});
