import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { consentInForce } from '#functions/domain/consents.ts';
import type { Context, Decider, Decision } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { DocumentClass, DocumentType, Paper } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const UploadFields = z.strictObject({
  purpose: Paper.shape.purpose,
  documentClass: DocumentClass.optional(),
  documentType: DocumentType.optional(),
  channel: Paper.shape.channel.default('UPLOAD'),
  mediaType: z.string().max(100),
  sizeBytes: z.int().positive(),
  issuedOn: LocalDate.optional(),
  validUntil: LocalDate.optional(),
  replaces: Id.optional(),
});

export const UploadRequest = UploadFields.refine(
  (upload) => (upload.purpose === 'PAPER') === (upload.documentClass !== undefined),
  { path: ['documentClass'], message: 'a paper has a class, other files have none' },
).refine(({ documentClass, documentType }) => documentType === undefined || isOfClass(documentType, documentClass), {
  path: ['documentType'],
  message: 'the type is none of this class',
});

/** R10: household or residence, income or assets: each proves its class. */
const typesOf: Readonly<Record<z.infer<typeof DocumentClass>, readonly z.infer<typeof DocumentType>[]>> = {
  ID: ['ID_CARD', 'PASSPORT'],
  RESIDENCE: ['HOUSEHOLD_REGISTER', 'RESIDENCE_PROOF'],
  INCOME_OR_ASSET: ['INCOME_PROOF', 'ASSET_PROOF'],
  OTHER: ['OTHER'],
};

export const isOfClass = (
  type: z.infer<typeof DocumentType>,
  documentClass: z.infer<typeof DocumentClass> | undefined,
): boolean => documentClass !== undefined && typesOf[documentClass].includes(type);

/** Papers wait for the registration (R8); recordings for the borrower's consent (R22). */
const allowed = (file: CaseFile, { purpose, channel, replaces }: z.infer<typeof UploadFields>, role: string): void => {
  if (file.meta === undefined) throw new Refusal('NotFound', 'there is no such case');
  if (purpose === 'PAPER' && file.registrations['registration'] === undefined) {
    throw new Refusal('NotRegistered', 'papers are asked for after registration', { rules: ['R8'] });
  }
  if (purpose === 'RECORDING' && consentInForce(file, 'RECORDING') === undefined) {
    throw new Refusal('RecordingConsentMissing', 'the borrower has not agreed to be recorded', { rules: ['R22'] });
  }
  if (role === 'borrower' && channel !== 'UPLOAD')
    throw new Refusal('RoleNotAllowed', `what comes by ${channel.toLowerCase()} is taken in by staff`, {
      rules: ['R11'],
    });
  if (replaces !== undefined && file.documents[replaces] === undefined)
    throw new Refusal('NotFound', 'there is no such document');
};

const papers = ['application/pdf', 'image/jpeg', 'image/png'] as const;
const sounds = ['audio/mpeg', 'audio/mp4', 'audio/wav', 'audio/ogg'] as const;
/** An hour of speech in a common quality is about 60 MB. */
const recordingBytes = 100_000_000;

/** R22: a recording is sound, a paper is something to read; evidence may be either. */
export const typesFor = (purpose: Paper['purpose']): readonly string[] => {
  switch (purpose) {
    case 'RECORDING':
      return sounds;
    case 'EVIDENCE':
      return [...papers, ...sounds];
    case 'PAPER':
    case 'SIGNED_ORIGINAL':
      return papers;
  }
};

export const maxBytesOf = (mediaType: string, maxBytes: number): number =>
  mediaType.startsWith('audio/') ? Math.max(recordingBytes, maxBytes) : maxBytes;

export const requestUpload: Decider<z.infer<typeof UploadRequest>> = (file, upload, context) =>
  requested(file, upload, {}, context);

/** The paper that is to come, by whichever way. */
export const requested = (
  file: CaseFile,
  upload: z.infer<typeof UploadRequest>,
  about: Pick<Paper, 'mail'>,
  context: Context,
): Decision => {
  allowed(file, upload, context.actor.role);
  const mediaType = Paper.shape.mediaType.safeParse(upload.mediaType);
  const types = typesFor(upload.purpose);
  if (!mediaType.success || !types.includes(mediaType.data))
    throw new Refusal('FileTypeNotAccepted', `${types.join(', ')} are accepted`, { rules: ['R11'] });
  const maxBytes = maxBytesOf(mediaType.data, context.policy.documents.maxBytes);
  if (upload.sizeBytes > maxBytes) throw new Refusal('FileTooLarge', `at most ${maxBytes} bytes`, { rules: ['R11'] });
  const document: Paper = {
    ...upload,
    ...about,
    documentId: context.newId('document'),
    mediaType: mediaType.data,
    status: 'REQUESTED',
    requestedAt: context.asOf,
    requestedBy: context.actor.id,
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
  const scanned: Paper = { ...document, scannedAt: context.asOf };
  return {
    events: [
      happened('DocumentScanned', { document: scanned }),
      happened('DocumentReceived', {
        document: { ...scanned, ...receipt, status: 'RECEIVED', receivedAt: context.asOf },
      }),
    ],
    ids: { documentId: receipt.documentId },
  };
};

export const QuarantineOrder = z.strictObject({ documentId: Id, reasonCode: z.string().max(40) });

/** R11, R12: a file that is not what it says stays outside the house; the borrower is told and may send another. */
export const quarantineDocument: Decider<z.infer<typeof QuarantineOrder>> = (
  file,
  { documentId, reasonCode },
  context,
) => {
  const document = file.documents[documentId];
  if (document === undefined || document.status !== 'REQUESTED') return { events: [] };
  const notice =
    document.purpose === 'PAPER' && file.status.state === 'DOCS_PENDING'
      ? planNotice(file, 'DOCUMENTS_MISSING', documentId, context)
      : [];
  return {
    events: [
      happened('DocumentQuarantined', {
        document: { ...document, scannedAt: context.asOf, status: 'QUARANTINED', reasonCode },
      }),
      ...notice,
    ],
    ids: { documentId },
  };
};
