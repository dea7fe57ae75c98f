import * as z from 'zod';
import { bookingRows } from '#functions/contracts/booking-rows.ts';
import { operation } from '#functions/contracts/operation.ts';
import { paymentFeedRows } from '#functions/contracts/payment-feed-rows.ts';
import { PaymentReport } from '#functions/contracts/payment-report.ts';
import {
  caseAnswer,
  CaseParams,
  caseParams,
  NoParams,
  NoQuery,
  OnBehalf,
  pageShape,
} from '#functions/contracts/schemas.ts';
import { certificateRow, statementRow } from '#functions/contracts/statement-row.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { PayoffQuote } from '#functions/domain/payoff-part.ts';
import { Payment, PaymentPreference, UnappliedMoney } from '#functions/domain/money-parts.ts';
import { Reward, RewardCriterion } from '#functions/domain/reward-part.ts';
import { ExcessChoice } from '#functions/domain/plan/waterfall.ts';

const Allocated = z.strictObject({ instalmentNo: z.int().positive(), line: z.string().max(20), amountMinor: z.int() });
const DebtPaid = z.strictObject({ accountId: Id, line: z.string().max(20), amountMinor: z.int() });
/** A ledger entry with what it pays as things stand now. */
export const LedgerLine = z.strictObject({
  payment: Payment,
  reversedBy: Id.optional(),
  allocations: z.array(Allocated),
  /** Which debt of the agreement it has paid, in the order of C25. */
  debts: z.array(DebtPaid),
  excessMinor: z.int(),
  profile: z.string().max(30),
  rule: z.string().max(20),
});

/** R58: how the file stands to each condition today, and what the reward would come to. */
const RewardOutlook = z.strictObject({
  earned: z.boolean(),
  criteria: z.array(RewardCriterion),
  amountMinor: z.int().nonnegative(),
});

const Applied = caseAnswer({ status: z.literal('APPLIED'), payment: Payment });
/** Nobody knows yet whose money it is: a task until `matchBy`. */
const Unapplied = z.strictObject({ status: z.literal('UNAPPLIED'), payment: UnappliedMoney });

const shared = { resource: 'payments', ifMatch: 'honoured' } as const;
const everybody = ['borrower', 'agent', 'officer', 'supervisor', 'risk', 'committee', 'auditor', 'system'] as const;

export const paymentOperations = {
  recordPayment: operation({
    ...shared,
    operationId: 'recordPayment',
    method: 'POST',
    path: '/payments',
    summary: 'Takes a receipt or refund and allocates it by the agreed waterfall',
    roles: ['system'],
    params: NoParams,
    query: NoQuery,
    body: PaymentReport,
    status: 201,
    response: z.union([Applied, Unapplied]),
    refusals: ['SourceRefConflict', 'CurrencyMismatch', 'AccountNotInCase', 'NothingOwed'],
    events: [
      'PaymentReceived',
      'PaymentAllocated',
      'PaymentLeftUnapplied',
      'LedgerReplayed',
      'LimitationInterrupted',
      'Cured',
      'SettledInFull',
      'LetterOrdered',
      'RewardCredited',
      'RefundPaid',
    ],
    rules: ['R27', 'R53', '4.5', 'C23', 'C25'],
    idempotent: true,
  }),
  matchPayment: operation({
    ...shared,
    operationId: 'matchPayment',
    method: 'POST',
    path: '/payments/{paymentId}/match',
    summary: 'Ties unapplied money to a case',
    roles: ['agent', 'supervisor'],
    params: z.strictObject({ paymentId: Id }),
    query: NoQuery,
    body: z.strictObject({ caseId: Id }),
    status: 201,
    response: Applied,
    refusals: ['PaymentAlreadyApplied', 'CurrencyMismatch'],
    events: [
      'PaymentMatched',
      'PaymentReceived',
      'PaymentAllocated',
      'LedgerReplayed',
      'LimitationInterrupted',
      'Cured',
      'SettledInFull',
      'LetterOrdered',
    ],
    rules: ['4.5'],
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
    response: Applied,
    refusals: ['PaymentAlreadyReversed', 'SourceRefConflict'],
    events: ['PaymentReversed', 'LedgerReplayed', 'SettlementRevoked', 'RewardRevoked'],
    rules: ['4.5'],
    idempotent: true,
  }),
  ...paymentFeedRows,
  ...bookingRows,
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
    /** Law first: the quote. Reward second: whether it could be asked for, criterion by criterion. */
    response: caseAnswer({ quote: PayoffQuote, reward: RewardOutlook }),
    refusals: ['NothingOwed'],
    events: ['PayoffQuoted', 'SettledInFull', 'LetterOrdered', 'FollowUpCancelled', 'NoticePlanned'],
    rules: ['R57', 'R58', 'C27'],
    idempotent: true,
  }),
  requestReward: operation({
    ...shared,
    operationId: 'requestReward',
    method: 'POST',
    path: '/cases/{caseId}/rewards',
    summary: 'Asks for the early-settlement reward on a quote',
    roles: ['borrower', 'officer'],
    params: CaseParams,
    query: NoQuery,
    body: z.strictObject({ quoteId: Id, onBehalf: OnBehalf.optional() }),
    status: 201,
    response: caseAnswer({ reward: Reward }),
    refusals: ['RewardNotEarned', 'QuoteExpired', 'DisputeOpen'],
    events: ['RewardRequested', 'RewardRefused'],
    rules: ['R57', 'R58'],
    idempotent: true,
  }),
  decideReward: operation({
    ...shared,
    operationId: 'decideReward',
    method: 'POST',
    path: '/cases/{caseId}/rewards/{rewardId}/decision',
    summary: 'Checker grants as rebate or reduction, or refuses',
    roles: ['supervisor', 'risk'],
    params: caseParams({ rewardId: Id }),
    query: NoQuery,
    body: z.strictObject({
      decision: z.enum(['GRANT', 'REFUSE']),
      /** Of what is settled already, only a rebate is left. */
      form: z.enum(['REBATE', 'REDUCTION']).default('REBATE'),
      reason: z.string().min(1).max(4000).optional(),
    }),
    status: 200,
    response: caseAnswer({ reward: Reward }),
    refusals: ['FourEyesViolated', 'TierTooLow', 'QuoteExpired', 'ReasonMissing'],
    events: ['RewardGranted', 'RewardRefused', 'RewardCredited'],
    rules: ['R58'],
    ifMatch: 'required',
    idempotent: true,
  }),
  listPayments: operation({
    ...shared,
    operationId: 'listPayments',
    method: 'GET',
    path: '/cases/{caseId}/payments',
    summary: 'Ledger; each allocation names rule and profile',
    roles: everybody,
    params: CaseParams,
    query: z.strictObject(pageShape),
    status: 200,
    response: caseAnswer({ items: z.array(LedgerLine), next: z.string().optional() }),
    refusals: [],
    events: [],
    rules: ['4.5'],
    idempotent: false,
  }),
  getStatement: statementRow,
  getSettlementCertificate: certificateRow,
  setPaymentPreferences: operation({
    ...shared,
    operationId: 'setPaymentPreferences',
    method: 'PUT',
    path: '/cases/{caseId}/payment-preferences',
    summary: 'Which debt first; excess to next instalments or principal',
    roles: ['borrower', 'agent', 'officer', 'supervisor'],
    params: CaseParams,
    query: NoQuery,
    body: z.strictObject({
      excess: ExcessChoice.optional(),
      /** Null: the law's order again. */
      firstAccountId: Id.nullable().optional(),
      onBehalf: OnBehalf.optional(),
    }),
    status: 200,
    response: caseAnswer({ preference: PaymentPreference }),
    refusals: ['AccountNotInCase', 'BehalfEvidenceMissing'],
    events: ['PaymentPreferencesSet'],
    rules: ['C25', '4.5'],
    idempotent: false,
  }),
} as const;
