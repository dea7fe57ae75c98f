import * as z from 'zod';
import { originalRows } from '#functions/contracts/agreement-originals.ts';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, caseParams, NoQuery } from '#functions/contracts/schemas.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Language } from '#functions/domain/parts.ts';
import { Agreement, ScheduleVersion, SigningCode } from '#functions/domain/plan-parts.ts';
import { Adjustment } from '#functions/domain/adjustment-parts.ts';

const everybody = ['borrower', 'agent', 'officer', 'supervisor', 'risk', 'committee', 'auditor', 'system'] as const;
const shared = { resource: 'agreements', query: NoQuery, ifMatch: 'honoured' } as const;

export const InstalmentShown = z.strictObject({
  no: z.int().positive(),
  dueOn: LocalDate,
  graceEndsOn: LocalDate,
  dueMinor: z.int(),
  openMinor: z.int(),
  paidMinor: z.int(),
  status: z.enum(['PAID', 'OPEN', 'LATE']),
  /** R53: null until it is judged; once missed it stays so, whatever is paid later. */
  missed: z.boolean().nullable(),
  paidOn: LocalDate.optional(),
});

export const agreementOperations = {
  drawUpAgreement: operation({
    ...shared,
    operationId: 'drawUpAgreement',
    method: 'POST',
    path: '/cases/{caseId}/agreements',
    summary: "Renders the approved plan on the bank's form",
    roles: ['officer'],
    params: CaseParams,
    body: z.strictObject({
      form: z.enum(['PAPER', 'ELECTRONIC']).default('ELECTRONIC'),
      language: Language.optional(),
      templateVersion: z.string().max(20).optional(),
      freeText: z.string().min(1).max(1000).optional(),
    }),
    status: 201,
    response: caseAnswer({ agreement: Agreement }),
    refusals: ['PlanNotApproved', 'ChecklistIncomplete', 'FormRetired', 'FreeTextNotAllowed', 'AlreadySigned'],
    events: ['AgreementDrawnUp'],
    rules: ['R9a', 'R34', 'R35'],
    idempotent: true,
  }),
  getAgreement: operation({
    ...shared,
    operationId: 'getAgreement',
    method: 'GET',
    path: '/cases/{caseId}/agreements/{agreementId}',
    summary: 'Text by link, checklist, signatures, originals, amendments',
    roles: everybody,
    params: caseParams({ agreementId: Id }),
    status: 200,
    response: caseAnswer({
      agreement: Agreement,
      schedule: ScheduleVersion,
      link: z.string(),
      /** The same terms for machines. */
      termsLink: z.string().optional(),
      /** The signed original and its evidence, for staff; the borrower takes his by downloadOriginal. */
      originalLink: z.string().optional(),
      evidenceLink: z.string().optional(),
      amendments: z.array(
        z.strictObject({
          adjustment: Adjustment,
          link: z.string().optional(),
          termsLink: z.string().optional(),
          originalLink: z.string().optional(),
          evidenceLink: z.string().optional(),
        }),
      ),
    }),
    refusals: [],
    events: [],
    rules: ['R35', 'R38', 'R48'],
    idempotent: false,
  }),
  requestSigningCode: operation({
    ...shared,
    operationId: 'requestSigningCode',
    method: 'POST',
    path: '/cases/{caseId}/agreements/{agreementId}/signing-codes',
    summary: 'Sends a one-time code for exactly this text to a verified contact point',
    roles: ['borrower'],
    params: caseParams({ agreementId: Id }),
    body: z.strictObject({ sha256: Sha256, contactPointId: Id, amendmentId: Id.optional() }),
    status: 201,
    response: caseAnswer({ code: SigningCode.omit({ providerRef: true }) }),
    refusals: [
      'TextChanged',
      'SignatureNotReliable',
      'ContactPointUnknown',
      'ContactPointUnverified',
      'ContactNotAllowed',
      'AlreadySigned',
      'SigningExpired',
      'FormRetired',
    ],
    events: ['SigningCodeRequested', 'SigningCodeSent'],
    rules: ['R37', 'C33'],
    idempotent: true,
  }),
  signAgreement: operation({
    ...shared,
    operationId: 'signAgreement',
    method: 'POST',
    path: '/cases/{caseId}/agreements/{agreementId}/signatures',
    summary: 'Signs agreement or amendment, key terms acknowledged singly',
    roles: ['borrower', 'officer', 'supervisor'],
    params: caseParams({ agreementId: Id }),
    body: z.strictObject({
      sha256: Sha256,
      acknowledged: z.array(z.string().max(60)).max(20).default([]),
      /** The one-time code, when the borrower signs on screen (C33). */
      code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
      party: z.enum(['BORROWER', 'BANK']).optional(),
      amendmentId: Id.optional(),
      /** The scan, when an officer records a hand signature. */
      evidenceId: Id.optional(),
    }),
    status: 201,
    response: caseAnswer({ agreement: Agreement, adjustment: Adjustment.optional() }),
    refusals: [
      'KeyTermsUnacknowledged',
      'TextChanged',
      'SignatureNotReliable',
      'SignatoryNotAuthorised',
      'AlreadySigned',
      'SigningExpired',
      'FormRetired',
    ],
    events: [
      'SigningCodeFailed',
      'SignatoryAuthenticated',
      'KeyTermsAcknowledged',
      'AgreementSigned',
      'CollectionBlocked',
      'AgreementSealed',
      'OriginalDelivered',
      'AmendmentSigned',
      'AmendmentSealed',
    ],
    rules: ['R36', 'R37', 'R48', 'C33'],
    ifMatch: 'required',
    idempotent: true,
  }),
  recordOriginal: operation({
    ...shared,
    operationId: 'recordOriginal',
    method: 'PUT',
    path: '/cases/{caseId}/agreements/{agreementId}/originals/{holder}',
    summary: 'Proves an original is held by BANK or BORROWER; the second activates',
    roles: ['agent', 'officer', 'system'],
    params: caseParams({ agreementId: Id, holder: z.enum(['BANK', 'BORROWER']) }),
    /** The sealed file's hash, or the scan's; on paper the borrower's receipt is a document of this case. */
    body: z.strictObject({ sha256: Sha256, proof: Id.optional() }),
    status: 200,
    response: caseAnswer({ agreement: Agreement }),
    refusals: ['NotSignedByBoth', 'DeliveryProofMissing', 'TextChanged'],
    events: ['OriginalDelivered', 'AgreementTookEffect', 'NoticePlanned', 'ObservationStarted'],
    rules: ['R38'],
    idempotent: false,
  }),
  ...originalRows,
  listInstalments: operation({
    ...shared,
    operationId: 'listInstalments',
    method: 'GET',
    path: '/cases/{caseId}/instalments',
    summary: 'Schedule by version: due, paid, both DPDs',
    roles: everybody,
    params: CaseParams,
    status: 200,
    response: caseAnswer({
      scheduleVersion: z.int().positive().optional(),
      currency: z.string().optional(),
      instalments: z.array(InstalmentShown),
      arrearsMinor: z.int(),
      openMinor: z.int(),
      settled: z.boolean(),
      /** Open money whose due day has passed, and since how many days: no grace, no pause (R51). */
      overdueMinor: z.int(),
      pastDueDays: z.int().nonnegative(),
      planDpd: z.int().nonnegative(),
      contractualDpd: z.int().nonnegative(),
    }),
    refusals: [],
    events: [],
    rules: ['R27', 'R28', 'R51'],
    idempotent: false,
  }),
} as const;
