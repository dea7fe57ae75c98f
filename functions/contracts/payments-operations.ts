import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, Money, NoParams, NoQuery, pageShape } from '#functions/contracts/schemas.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { PayoffQuote } from '#functions/domain/payoff-part.ts';
import { Payment } from '#functions/domain/servicing-parts.ts';

const Allocated = z.strictObject({ instalmentNo: z.int().positive(), line: z.string().max(20), amountMinor: z.int() });
/** A ledger entry with what it pays as things stand now. */
export const LedgerLine = z.strictObject({
  payment: Payment,
  reversedBy: Id.optional(),
  allocations: z.array(Allocated),
  profile: z.string().max(30),
  rule: z.string().max(20),
});

const shared = { resource: 'payments', ifMatch: 'honoured' } as const;

export const paymentOperations = {
  recordPayment: operation({
    ...shared,
    operationId: 'recordPayment',
    method: 'POST',
    path: '/payments',
    summary: 'Takes a receipt and allocates it by the agreed waterfall',
    roles: ['system'],
    params: NoParams,
    query: NoQuery,
    body: z.strictObject({
      sourceRef: Id,
      caseId: Id,
      amount: Money.refine(({ amountMinor }) => amountMinor > 0, 'is not positive'),
      valueDate: LocalDate,
      channel: Payment.shape.channel.default('TRANSFER'),
    }),
    status: 201,
    response: caseAnswer({ payment: Payment }),
    refusals: ['SourceRefConflict'],
    events: ['PaymentReceived', 'PaymentAllocated', 'LedgerReplayed', 'Cured', 'SettledInFull'],
    rules: ['R27', 'R53', '4.5'],
    idempotent: true,
  }),
  reversePayment: operation({
    ...shared,
    operationId: 'reversePayment',
    method: 'POST',
    path: '/payments/{paymentId}/reversal',
    summary: 'Negative entry; later payments replayed by value date',
    roles: ['system'],
    params: z.strictObject({ paymentId: Id }),
    query: NoQuery,
    body: z.strictObject({ caseId: Id, sourceRef: Id }),
    status: 201,
    response: caseAnswer({ payment: Payment }),
    refusals: ['PaymentAlreadyReversed', 'SourceRefConflict'],
    events: ['PaymentReversed', 'LedgerReplayed', 'SettlementRevoked'],
    rules: ['4.5'],
    idempotent: true,
  }),
  quotePayoff: operation({
    ...shared,
    operationId: 'quotePayoff',
    method: 'POST',
    path: '/cases/{caseId}/payoff-quotes',
    summary: 'What settles the debt on a day, line by line; valid ten days',
    roles: ['borrower', 'agent', 'officer', 'supervisor'],
    params: CaseParams,
    query: NoQuery,
    /** Today, if silent: the day to which interest and fees are counted. */
    body: z.strictObject({ onDate: LocalDate.optional() }),
    status: 201,
    response: caseAnswer({ quote: PayoffQuote }),
    refusals: ['NothingOwed'],
    events: ['PayoffQuoted'],
    rules: ['R57', 'R58', 'C27'],
    idempotent: true,
  }),
  listPayments: operation({
    ...shared,
    operationId: 'listPayments',
    method: 'GET',
    path: '/cases/{caseId}/payments',
    summary: 'Ledger; each allocation names rule and profile',
    roles: ['borrower', 'agent', 'officer', 'supervisor', 'risk', 'committee', 'auditor', 'system'],
    params: CaseParams,
    query: z.strictObject(pageShape),
    status: 200,
    response: caseAnswer({ items: z.array(LedgerLine), next: z.string().optional() }),
    refusals: [],
    events: [],
    rules: ['4.5'],
    idempotent: false,
  }),
} as const;
