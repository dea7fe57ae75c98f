import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, caseParams, NoParams, NoQuery } from '#functions/contracts/schemas.ts';
import { OralDeal } from '#functions/domain/agreement/oral.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Agreement, OralArrangement } from '#functions/domain/plan-parts.ts';
import { Adjustment } from '#functions/domain/adjustment-parts.ts';

const shared = { resource: 'agreements', query: NoQuery, ifMatch: 'honoured' } as const;

/** Rows about the signed original, and the deal by word of mouth that comes before one. */
export const originalRows = {
  downloadOriginal: operation({
    ...shared,
    operationId: 'downloadOriginal',
    method: 'POST',
    path: '/cases/{caseId}/agreements/{agreementId}/original-downloads',
    summary: 'The borrower takes the signed original; the first time is its delivery',
    roles: ['borrower'],
    params: caseParams({ agreementId: Id }),
    status: 201,
    response: caseAnswer({ agreement: Agreement, original: z.strictObject({ sha256: Sha256, link: z.string() }) }),
    refusals: ['NotSignedByBoth', 'TextChanged'],
    events: ['AgreementSealed', 'OriginalDelivered', 'AgreementTookEffect', 'NoticePlanned', 'ObservationStarted'],
    rules: ['R38', '35a'],
    idempotent: true,
  }),
  downloadAmendment: operation({
    ...shared,
    operationId: 'downloadAmendment',
    method: 'POST',
    path: '/cases/{caseId}/agreements/{agreementId}/amendments/{amendmentId}/original-downloads',
    summary: 'The borrower takes the signed original of an amendment; the first time is its delivery',
    roles: ['borrower'],
    params: caseParams({ agreementId: Id, amendmentId: Id }),
    status: 201,
    response: caseAnswer({ adjustment: Adjustment, original: z.strictObject({ sha256: Sha256, link: z.string() }) }),
    refusals: ['NotSignedByBoth', 'TextChanged'],
    events: ['AmendmentSealed', 'AmendmentDelivered'],
    rules: ['R38', 'R48', '35a'],
    idempotent: true,
  }),
  checkAgreement: operation({
    ...shared,
    operationId: 'checkAgreement',
    method: 'GET',
    path: '/cases/{caseId}/agreements/{agreementId}/integrity',
    summary: 'Reads text, terms, original and evidence again and compares every byte with the journal',
    roles: ['borrower', 'officer', 'supervisor', 'risk', 'auditor'],
    params: caseParams({ agreementId: Id }),
    status: 200,
    response: caseAnswer({
      intact: z.boolean(),
      files: z.array(
        z.strictObject({
          file: z.enum(['TEXT', 'TERMS', 'ORIGINAL', 'EVIDENCE', 'SCAN']),
          /** Of which amendment; the agreement's own files name none. */
          amendmentId: Id.optional(),
          sha256: Sha256,
          intact: z.boolean(),
        }),
      ),
    }),
    refusals: [],
    events: [],
    rules: ['C33', 'C34'],
    idempotent: false,
  }),
  verifyAgreement: operation({
    ...shared,
    operationId: 'verifyAgreement',
    method: 'POST',
    path: '/agreements/verify',
    summary: 'Is the file with this SHA-256 a signed original, and of what status?',
    roles: 'public',
    params: NoParams,
    body: z.strictObject({ sha256: Sha256 }),
    status: 200,
    response: z.strictObject({
      original: z.boolean(),
      kind: z.enum(['AGREEMENT', 'AMENDMENT']).optional(),
      form: Agreement.shape.form.optional(),
      status: z.enum(['SIGNED', 'IN_FORCE', 'ENDED']).optional(),
      effectiveOn: LocalDate.optional(),
    }),
    refusals: [],
    events: [],
    rules: ['R38'],
    idempotent: false,
  }),
  recordOralArrangement: operation({
    ...shared,
    operationId: 'recordOralArrangement',
    method: 'POST',
    path: '/cases/{caseId}/oral-arrangements',
    summary: 'Stopgap with recording; written version due in 7 days',
    roles: ['agent', 'officer'],
    params: CaseParams,
    body: OralDeal,
    status: 201,
    response: caseAnswer({ arrangement: OralArrangement }),
    refusals: ['RecordingMissing', 'AffordabilityMissing', 'NotAffordable', 'ScheduleInvalid'],
    events: ['OralArrangementRecorded'],
    rules: ['R39', 'C9'],
    idempotent: true,
  }),
} as const;
