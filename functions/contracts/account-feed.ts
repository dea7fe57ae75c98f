import * as z from 'zod';
import { pageShape } from '#functions/contracts/schemas.ts';
import { Instant } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';

export const FeedSubmission = z.union([
  /** Rows are judged one by one, so that a bad one does not stop the others. */
  z.strictObject({
    accounts: z.array(z.record(z.string(), z.unknown())).min(1).max(1000),
  }),
  z.strictObject({ file: z.literal('NDJSON') }),
]);
/** 4.5: the same for payments. */
export const PaymentFeedSubmission = z.union([
  z.strictObject({
    payments: z.array(z.record(z.string(), z.unknown())).min(1).max(1000),
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
  sourceRef: z.string().optional(),
  outcome: z.literal('REFUSED'),
  code: z.string(),
  rules: z.array(z.string()).optional(),
  detail: z.string(),
});

/** With a form for the file, where one was asked for. */
export const FeedSubmitted = FeedShown.extend({
  upload: z.strictObject({ url: z.string(), fields: z.record(z.string(), z.string()) }).optional(),
});
export const FeedProgress = FeedShown.extend({
  refused: z.array(RowRefused),
  /** NDJSON, a line a row, in order. */
  results: z.array(z.string()),
  /** Until then the rows' answers are kept; afterwards only the figures are. */
  answersUntil: Instant,
  answersExpired: z.literal(true).optional(),
  next: z.string().optional(),
});
export const FeedParams = z.strictObject({ feedId: Id });
export const FeedQuery = z.strictObject(pageShape);
