import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, caseParams, NoQuery } from '#functions/contracts/schemas.ts';
import { Instant } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Visit } from '#functions/domain/parts.ts';
import { CashReceipt, Evidence, KeptStep } from '#functions/domain/visit-parts.ts';
import { CashDeposit, CashTaken, EvidenceRecord } from '#functions/domain/visits/evidence.ts';
import { StepReview } from '#functions/domain/visits/kept-steps.ts';

const VisitParams = caseParams({ visitId: Id });

/** What a visit leaves behind, and what a tablet brings home: rows of the heading "Visits and on-site steps". */
export const onSiteOperations = {
  getVisit: operation({
    operationId: 'getVisit',
    method: 'GET',
    path: '/cases/{caseId}/visits/{visitId}',
    resource: 'visits',
    summary: 'One visit with what was expected, seen and said, and the steps that were kept',
    roles: ['officer', 'supervisor', 'risk'],
    params: VisitParams,
    query: NoQuery,
    status: 200,
    response: caseAnswer({
      visit: Visit.optional(),
      checks: z.array(
        z.strictObject({
          field: z.string(),
          expected: z.string().optional(),
          seen: z.string().optional(),
          statement: z.string().optional(),
        }),
      ),
      statement: z.string().optional(),
      keptSteps: z.array(KeptStep.omit({ content: true, note: true }).extend({ sent: z.string() })),
    }),
    refusals: [],
    events: [],
    rules: ['R25', 'R26'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  recordEvidence: operation({
    operationId: 'recordEvidence',
    method: 'POST',
    path: '/cases/{caseId}/visits/{visitId}/evidence',
    resource: 'visits',
    summary: 'Photo, recording, scan or signature by its hash; answers where to upload it',
    roles: ['officer'],
    params: VisitParams,
    query: NoQuery,
    body: EvidenceRecord,
    status: 201,
    response: caseAnswer({
      visit: Visit,
      evidence: Evidence,
      upload: z.strictObject({ url: z.string(), fields: z.record(z.string(), z.string()) }),
    }),
    refusals: [
      'OfficersNotIdentified',
      'RecordingConsentMissing',
      'OfficerNotAssigned',
      'VisitAlreadyEnded',
      'FileTypeNotAccepted',
      'FileTooLarge',
      'TextChanged',
    ],
    events: ['EvidenceRecorded', 'UploadRequested'],
    rules: ['R22', 'R25'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  issueCashReceipt: operation({
    operationId: 'issueCashReceipt',
    method: 'POST',
    path: '/cases/{caseId}/visits/{visitId}/cash-receipts',
    resource: 'visits',
    summary: 'Numbered receipt signed by two officers, where cash is on',
    roles: ['officer'],
    params: VisitParams,
    query: NoQuery,
    body: CashTaken,
    status: 201,
    response: caseAnswer({ receipt: CashReceipt }),
    refusals: [
      'CashIsOff',
      'SecondSignatureMissing',
      'OfficersNotIdentified',
      'EntryNotRecorded',
      'ThirdPartyNotPermitted',
      'OfficerNotAssigned',
      'VisitAlreadyEnded',
    ],
    events: ['CashReceived'],
    rules: ['R27'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  recordCashDeposit: operation({
    operationId: 'recordCashDeposit',
    method: 'POST',
    path: '/cases/{caseId}/visits/{visitId}/cash-receipts/{receiptNo}/deposit',
    resource: 'visits',
    summary: 'What reached the bank, said by somebody who did not take it; a difference is a supervisor’s task',
    roles: ['agent', 'supervisor'],
    params: caseParams({ visitId: Id, receiptNo: z.string().min(1).max(80) }),
    query: NoQuery,
    body: CashDeposit,
    status: 200,
    response: caseAnswer({ receipt: CashReceipt }),
    refusals: ['FourEyesViolated'],
    events: ['CashDeposited'],
    rules: ['R27'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  syncVisit: operation({
    operationId: 'syncVisit',
    method: 'POST',
    path: '/cases/{caseId}/visits/{visitId}/sync',
    resource: 'visits',
    summary: 'Applies steps recorded offline, in order, each answered by its client id; safe to repeat',
    roles: ['officer'],
    params: VisitParams,
    query: NoQuery,
    body: z.strictObject({
      steps: z
        .array(
          z.strictObject({
            clientId: Id,
            /** The operation of the same name; `startVisit` too, whose visit then has the id of the path. */
            operation: z.string().min(1).max(60),
            capturedAt: Instant,
            input: z.record(z.string(), z.unknown()),
          }),
        )
        .min(1)
        .max(50),
    }),
    status: 200,
    response: caseAnswer({
      visit: Visit.optional(),
      steps: z.array(
        z.strictObject({
          clientId: Id,
          operation: z.string(),
          outcome: z.enum(['APPLIED', 'REPEATED', 'KEPT']),
          code: z.string().optional(),
          rules: z.array(z.string()).optional(),
          detail: z.string().optional(),
        }),
      ),
    }),
    refusals: [],
    events: ['StepKeptForReview'],
    rules: ['R20', 'R21', 'R22', 'R23', 'R24', 'R25', 'R26'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  reviewKeptStep: operation({
    operationId: 'reviewKeptStep',
    method: 'POST',
    path: '/cases/{caseId}/kept-steps/{stepId}/review',
    resource: 'visits',
    summary: 'A step that no longer fitted was entered by hand, or is not needed',
    roles: ['supervisor'],
    params: caseParams({ stepId: Id }),
    query: NoQuery,
    body: StepReview,
    status: 200,
    response: caseAnswer({ step: KeptStep }),
    refusals: ['FourEyesViolated', 'NothingToReview'],
    events: ['KeptStepReviewed'],
    rules: ['R26'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
} as const;
