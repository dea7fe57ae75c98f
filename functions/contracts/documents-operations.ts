import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, caseParams, CaseParams, NoQuery, pageShape } from '#functions/contracts/schemas.ts';
import { Review } from '#functions/domain/documents/review.ts';
import { UploadRequest } from '#functions/domain/documents/uploads.ts';
import { Id } from '#functions/domain/ids.ts';
import { DocumentClass, Paper } from '#functions/domain/parts.ts';

/** Keys and versions of the buckets are nobody's business outside. */
export const PaperShown = Paper.omit({ key: true, versionId: true });

export const documentOperations = {
  requestUpload: operation({
    operationId: 'requestUpload',
    method: 'POST',
    path: '/cases/{caseId}/uploads',
    resource: 'documents',
    summary: 'Presigned POST for papers (once registered), recording, evidence, signed original; any channel',
    roles: ['borrower', 'agent', 'officer', 'supervisor', 'system'],
    params: CaseParams,
    query: NoQuery,
    body: UploadRequest,
    status: 201,
    response: caseAnswer({
      document: PaperShown,
      upload: z.strictObject({ url: z.string(), fields: z.record(z.string(), z.string()) }),
    }),
    refusals: ['NotRegistered', 'FileTypeNotAccepted', 'FileTooLarge', 'RecordingConsentMissing'],
    events: ['UploadRequested'],
    rules: ['R8', 'R10', 'R11', 'R22'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  listDocuments: operation({
    operationId: 'listDocuments',
    method: 'GET',
    path: '/cases/{caseId}/documents',
    resource: 'documents',
    summary: 'Papers, their statuses, what is still missing',
    roles: ['borrower', 'agent', 'officer', 'supervisor', 'risk', 'committee', 'auditor', 'system'],
    params: CaseParams,
    query: z.strictObject(pageShape),
    status: 200,
    response: caseAnswer({ items: z.array(PaperShown), missing: z.array(DocumentClass), next: z.string().optional() }),
    refusals: [],
    events: [],
    rules: ['R10'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  getDocument: operation({
    operationId: 'getDocument',
    method: 'GET',
    path: '/cases/{caseId}/documents/{documentId}',
    resource: 'documents',
    summary: 'One paper or piece of evidence, by link',
    roles: ['borrower', 'agent', 'officer', 'supervisor', 'auditor'],
    params: caseParams({ documentId: Id }),
    query: NoQuery,
    status: 200,
    response: caseAnswer({ document: PaperShown, link: z.string() }),
    refusals: ['DocumentNotCleared'],
    events: ['DocumentRead'],
    rules: ['R14'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  reviewDocument: operation({
    operationId: 'reviewDocument',
    method: 'POST',
    path: '/cases/{caseId}/documents/{documentId}/review',
    resource: 'documents',
    summary: 'Accepts, rejects with reason, or refers suspected forgery',
    roles: ['agent', 'officer', 'supervisor'],
    params: caseParams({ documentId: Id }),
    query: NoQuery,
    body: Review,
    status: 200,
    response: caseAnswer({ document: PaperShown }),
    refusals: [
      'DocumentNotCleared',
      'DocumentTooOld',
      'DocumentNoLongerValid',
      'ReasonMissing',
      'ForgeryNeedsSupervisor',
    ],
    events: ['DocumentAccepted', 'DocumentRejected', 'ForgerySuspected', 'DocumentsCompleted'],
    rules: ['R10', 'R12', 'R13'],
    ifMatch: 'required',
    idempotent: true,
  }),
} as const;
