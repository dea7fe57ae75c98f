import * as z from 'zod';
import {
  FeedParams,
  FeedProgress,
  FeedQuery,
  FeedSubmitted,
  PaymentFeedSubmission,
} from '#functions/contracts/account-feed.ts';
import { operation } from '#functions/contracts/operation.ts';
import { NoQuery } from '#functions/contracts/schemas.ts';

const shared = { resource: 'payments', rules: ['4.5'], ifMatch: 'honoured' } as const;

/** 4.5: payments by file, beside the single report: the same act, row by row. */
export const paymentFeedRows = {
  submitPaymentFeed: operation({
    ...shared,
    operationId: 'submitPaymentFeed',
    method: 'POST',
    path: '/payment-feeds',
    summary: 'Up to 1,000 payments, or a presigned POST for a file of up to 100,000; answered per row',
    roles: ['system'],
    params: z.strictObject({}),
    query: NoQuery,
    body: PaymentFeedSubmission,
    largestBody: 2_000_000,
    status: 202,
    response: FeedSubmitted,
    refusals: [],
    events: [
      'PaymentReceived',
      'PaymentAllocated',
      'PaymentLeftUnapplied',
      'PaymentReversed',
      'LedgerReplayed',
      'RefundPaid',
      'Cured',
      'SettledInFull',
      'LetterOrdered',
      'SettlementRevoked',
    ],
    idempotent: true,
  }),
  getPaymentFeed: operation({
    ...shared,
    operationId: 'getPaymentFeed',
    method: 'GET',
    path: '/payment-feeds/{feedId}',
    summary: 'Progress, each refused row with line and reason, and links to the answers of all rows',
    roles: ['system', 'supervisor'],
    params: FeedParams,
    query: FeedQuery,
    status: 200,
    response: FeedProgress,
    refusals: [],
    events: [],
    idempotent: false,
  }),
} as const;
