import { faultOf, pdfFaultOf } from '#functions/domain/documents/inspect.ts';
import { maxBytesOf } from '#functions/domain/documents/uploads.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Paper } from '#functions/domain/parts.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Asking } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

export interface Upload {
  /** `<caseId>/<documentId>`, as the presigned form fixed it. */
  readonly key: string;
  readonly requestId: string;
  /** The version that was scanned. */
  readonly versionId?: string;
  /** Why the scan does not let it in. */
  readonly reasonCode?: string;
}

export interface UploadOutcome {
  readonly caseId: string;
  readonly documentId: string;
  readonly outcome: 'received' | 'quarantined' | 'ignored';
  readonly reasonCode?: string;
}

const attempts = 4;

const actor = { id: 'intake', role: 'system' } as const;

/** A file has no clock of its own: it comes in at the moment up to which its case has come (architecture 4). */
const askingFor = (file: CaseFile, requestId: string): Asking => ({ asOf: file.lastAsOf, actor, requestId });

/** What was found in the bytes; a file in which the scan found something is not even opened. */
const faultIn = async (
  ports: Ports,
  file: CaseFile,
  { mediaType }: Paper,
  bytes: Uint8Array,
): Promise<string | undefined> => {
  const { maxBytes } = packOf(file.policy.jurisdiction, file.policy.version).documents;
  const fault = faultOf(bytes, mediaType, maxBytesOf(mediaType, maxBytes));
  if (fault !== undefined || mediaType !== 'application/pdf') return fault;
  return pdfFaultOf(await ports.papers.look(bytes));
};

const take = async (
  ports: Ports,
  file: CaseFile,
  document: Paper,
  { key, requestId, versionId, reasonCode: scanFault }: Upload,
): Promise<UploadOutcome> => {
  const { caseId } = file;
  const { documentId, mediaType } = document;
  const bytes = scanFault === undefined ? await ports.documents.read('intake', key, versionId) : new Uint8Array();
  const reasonCode = scanFault ?? (await faultIn(ports, file, document, bytes));
  if (reasonCode !== undefined) {
    await perform(ports, caseId, 'quarantineDocument', { documentId, reasonCode }, askingFor(file, requestId));
    return { caseId, documentId, outcome: 'quarantined', reasonCode };
  }
  const stored = await ports.documents.write('documents', `cases/${caseId}/${documentId}`, bytes, { mediaType });
  const receipt = {
    documentId,
    sizeBytes: bytes.length,
    sha256: sha256Hex(bytes),
    key: stored.key,
    versionId: stored.versionId,
  };
  await perform(ports, caseId, 'receiveDocument', receipt, askingFor(file, requestId));
  return { caseId, documentId, outcome: 'received' };
};

const isBehind = (error: unknown): boolean => error instanceof Refusal && error.code === 'TestClockBehind';

/**
 * R11: looks at the bytes, copies what is what it says into the encrypted store and notes it in the case; anything else stays
 * in quarantine. Told twice, it does nothing the second time.
 */
export const receiveUpload = async (ports: Ports, upload: Upload): Promise<UploadOutcome> => {
  const { key } = upload;
  const [caseId = '', documentId = ''] = key.split('/');
  for (let attempt = 1; ; attempt += 1) {
    const file = await ports.cases.load(caseId);
    const document = file.documents[documentId];
    if (document === undefined || document.status !== 'REQUESTED') {
      // Taken over before, by a run that may have ended before it cleared away: nothing personal is left lying in intake.
      if (document?.key !== undefined) await ports.documents.remove('intake', key);
      return { caseId, documentId, outcome: 'ignored' };
    }
    try {
      const outcome = await take(ports, file, document, upload);
      if (outcome.outcome === 'received') await ports.documents.remove('intake', key);
      return outcome;
    } catch (error) {
      if (!isBehind(error) || attempt === attempts) throw error;
    }
  }
};
