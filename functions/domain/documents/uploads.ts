import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { consentInForce } from '#functions/domain/consents.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { DocumentClass, Paper } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export const UploadRequest = z
  .strictObject({
    purpose: Paper.shape.purpose,
    documentClass: DocumentClass.optional(),
    channel: Paper.shape.channel.default('UPLOAD'),
    mediaType: z.string().max(100),
    sizeBytes: z.int().positive(),
    issuedOn: LocalDate.optional(),
    validUntil: LocalDate.optional(),
  })
  .refine((upload) => (upload.purpose === 'PAPER') === (upload.documentClass !== undefined), {
    path: ['documentClass'],
    message: 'a paper has a class, other files have none',
  });

/** Papers wait for the registration (R8); recordings for the borrower's consent (R22). */
const allowed = (file: CaseFile, purpose: z.infer<typeof UploadRequest>['purpose']): void => {
  if (file.meta === undefined) throw new Refusal('NotFound', 'there is no such case');
  if (purpose === 'PAPER' && file.registrations['registration'] === undefined) {
    throw new Refusal('NotRegistered', 'papers are asked for after registration', { rules: ['R8'] });
  }
  if (purpose === 'RECORDING' && consentInForce(file, 'RECORDING') === undefined) {
    throw new Refusal('RecordingConsentMissing', 'the borrower has not agreed to be recorded', { rules: ['R22'] });
  }
};

export const requestUpload: Decider<z.infer<typeof UploadRequest>> = (file, upload, context) => {
  allowed(file, upload.purpose);
  const mediaType = Paper.shape.mediaType.safeParse(upload.mediaType);
  if (!mediaType.success)
    throw new Refusal('FileTypeNotAccepted', 'PDF, JPEG and PNG are accepted', { rules: ['R11'] });
  const { maxBytes } = context.policy.documents;
  if (upload.sizeBytes > maxBytes) throw new Refusal('FileTooLarge', `at most ${maxBytes} bytes`, { rules: ['R11'] });
  const document: Paper = {
    ...upload,
    documentId: context.newId('document'),
    mediaType: mediaType.data,
    status: 'REQUESTED',
    requestedAt: context.asOf,
  };
  return { events: [happened('UploadRequested', { document })], ids: { documentId: document.documentId } };
};

/** What the check at the gate of the house has found out about the bytes themselves. */
export const Receipt = z.strictObject({
  documentId: Id,
  sizeBytes: z.int().positive(),
  sha256: Sha256,
  key: z.string().max(200),
  versionId: z.string().max(200),
});

/** System act after the intake check; receiving the same file again changes nothing. */
export const receiveDocument: Decider<z.infer<typeof Receipt>> = (file, receipt, context) => {
  const document = file.documents[receipt.documentId];
  if (document === undefined || document.status !== 'REQUESTED') return { events: [] };
  const taken = Object.values(file.visits)
    .flatMap((visit) => visit.evidence ?? [])
    .find((evidence) => evidence.documentId === document.documentId);
  // R25: what was taken on site is not exchanged on its way.
  if (taken !== undefined && taken.sha256 !== receipt.sha256)
    return {
      events: [
        happened('DocumentQuarantined', {
          document: { ...document, ...receipt, status: 'QUARANTINED', reasonCode: 'HASH_DIFFERS' },
        }),
      ],
      ids: { documentId: receipt.documentId },
    };
  return {
    events: [
      happened('DocumentReceived', {
        document: { ...document, ...receipt, status: 'RECEIVED', receivedAt: context.asOf },
      }),
    ],
    ids: { documentId: receipt.documentId },
  };
};

export const QuarantineOrder = z.strictObject({ documentId: Id, reasonCode: z.string().max(40) });

/** R11: a file that is not what it says stays outside the house. */
export const quarantineDocument: Decider<z.infer<typeof QuarantineOrder>> = (file, { documentId, reasonCode }) => {
  const document = file.documents[documentId];
  if (document === undefined || document.status !== 'REQUESTED') return { events: [] };
  return {
    events: [happened('DocumentQuarantined', { document: { ...document, status: 'QUARANTINED', reasonCode } })],
    ids: { documentId },
  };
};
