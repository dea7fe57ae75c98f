import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams } from '#functions/contracts/schemas.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';

const Drawn = z.strictObject({
  mediaType: z.literal('application/pdf'),
  sha256: Sha256,
  sizeBytes: z.int().nonnegative(),
  base64: z.string(),
});

const byLine = {
  feeMinor: z.int(),
  interestMinor: z.int(),
  principalMinor: z.int(),
  penaltyMinor: z.int(),
  costsMinor: z.int(),
};

const StatementEntry = z.strictObject({
  paymentId: Id,
  sourceRef: Id,
  kind: z.enum(['RECEIPT', 'REVERSAL', 'REFUND', 'REWARD']),
  valueDate: LocalDate,
  receivedAt: Instant,
  channel: z.string(),
  amountMinor: z.int(),
  ...byLine,
  excessMinor: z.int(),
  profile: z.string(),
  rule: z.string(),
  reversalOf: Id.optional(),
});

const StatementInstalment = z.strictObject({
  no: z.int().positive(),
  dueOn: LocalDate,
  principalMinor: z.int(),
  interestMinor: z.int(),
  feeMinor: z.int(),
  dueMinor: z.int(),
  paidMinor: z.int(),
  openMinor: z.int(),
  status: z.enum(['PAID', 'OPEN', 'LATE']),
});

/** `openingMinor - paid.totalMinor - sparedMinor = closingMinor`, and `paid.totalMinor + excessMinor = netMinor`. */
const Statement = z.strictObject({
  agreementId: Id,
  scheduleVersion: z.int().positive(),
  currency: Currency,
  from: LocalDate,
  to: LocalDate,
  openingMinor: z.int(),
  closingMinor: z.int(),
  paid: z.strictObject({ ...byLine, totalMinor: z.int() }),
  sparedMinor: z.int(),
  receivedMinor: z.int(),
  reversedMinor: z.int(),
  refundedMinor: z.int(),
  rewardMinor: z.int(),
  netMinor: z.int(),
  excessMinor: z.int(),
  arrearsMinor: z.int(),
  contractualDpd: z.int(),
  planDpd: z.int(),
  entries: z.array(StatementEntry),
  instalments: z.array(StatementInstalment),
});

/** 4.5: ledger and schedule of a period. */
export const statementRow = operation({
  operationId: 'getStatement',
  method: 'GET',
  path: '/cases/{caseId}/statement',
  resource: 'payments',
  summary: 'Ledger and schedule of a period as JSON, CSV or PDF',
  roles: ['borrower', 'agent', 'officer', 'supervisor', 'auditor'],
  params: CaseParams,
  query: z.strictObject({
    from: LocalDate.optional(),
    to: LocalDate.optional(),
    format: z.enum(['json', 'csv', 'pdf']).default('json'),
  }),
  status: 200,
  response: z.union([
    caseAnswer({
      statement: Statement,
      /** Where the PDF was asked for: drawn for this answer, kept nowhere. */
      pdf: Drawn.optional(),
    }),
    z.string(),
  ]),
  produces: ['application/json', 'text/csv'],
  refusals: ['PeriodTooLong'],
  events: [],
  rules: ['4.5'],
  ifMatch: 'honoured',
  idempotent: false,
});

/** 4.1: what the borrower gets when everything is paid. */
export const certificateRow = operation({
  operationId: 'getSettlementCertificate',
  method: 'GET',
  path: '/cases/{caseId}/settlement-certificate',
  resource: 'payments',
  summary: 'Certificate of a debt that is settled, as PDF/A under the bank’s seal',
  roles: ['borrower', 'agent', 'officer', 'supervisor', 'risk', 'auditor'],
  params: CaseParams,
  query: z.strictObject({}),
  status: 200,
  response: caseAnswer({
    certificateNo: z.string(),
    settledOn: LocalDate,
    totalPaidMinor: z.int(),
    pdf: Drawn.partial({ base64: true }),
  }),
  refusals: ['LetterNotReady'],
  events: [],
  rules: ['R58', '4.1'],
  ifMatch: 'honoured',
  idempotent: false,
});
