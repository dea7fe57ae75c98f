import { awaitsSeal, evidenceRecord } from '#functions/domain/agreement/seal.ts';
import { amendedBy, amendmentAwaitsSeal, amendmentEvidence } from '#functions/domain/agreement/seal-amendment.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { partOf } from '#functions/usecases/act.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Ports, SealText } from '#functions/usecases/ports.ts';

const system = { id: 'system', role: 'system' } as const;

const beginsWith = (sealed: Uint8Array, text: Uint8Array): boolean =>
  sealed.length > text.length && Buffer.compare(Buffer.from(sealed.subarray(0, text.length)), Buffer.from(text)) === 0;

/** The record of the signatures and the bank's signature under it, in one file. */
const signedEvidence = async (ports: Ports, record: string): Promise<Buffer> => {
  const { signature, algorithm } = await ports.signer.sign(Buffer.from(record, 'utf8'));
  const value = Buffer.from(signature).toString('base64');
  return Buffer.from(
    `${JSON.stringify({ record, signature: { algorithm, value, publicKey: await ports.signer.publicKey() } }, undefined, 2)}\n`,
    'utf8',
  );
};

interface Sealing {
  /** Begins the names of the files, under the case. */
  readonly id: string;
  readonly text: { readonly key: string; readonly sha256: string };
  readonly holder: string;
  readonly signedAt: string;
  readonly record: (files: Files) => string;
  readonly isHeld?: boolean;
}
interface Files {
  readonly text: { sha256: string; size: number };
  readonly sealed: { sha256: string; size: number };
}
type Stored = { key: string; versionId: string; sha256: string };

/** The text under the seal, and the signed evidence of its signatures: each try writes under the hash of its own bytes. */
const sealedFiles = async (
  ports: Ports,
  seal: SealText,
  caseId: string,
  { id, text: signed, holder, signedAt, record, isHeld = false }: Sealing,
): Promise<Stored & { readonly evidence: Stored }> => {
  const text = await ports.documents.read('documents', signed.key);
  if (sha256Hex(text) !== signed.sha256) throw new Error(`the stored text of ${id} is not what was signed`);
  const bytes = await seal(text, { holder, signedAt, reason: `${id} SHA-256 ${signed.sha256}` });
  if (!beginsWith(bytes, text)) throw new Error('a seal must leave the text as it was');
  const evidence = await signedEvidence(
    ports,
    record({
      text: { sha256: signed.sha256, size: text.length },
      sealed: { sha256: sha256Hex(bytes), size: bytes.length },
    }),
  );
  const put = async (content: Uint8Array, ending: string, mediaType: string): Promise<Stored> => {
    const key = `cases/${caseId}/agreements/${id}.${sha256Hex(content).slice(0, 16)}.${ending}`;
    const stored = await ports.documents.write('documents', key, content, { mediaType, hold: isHeld });
    return { key, versionId: stored.versionId, sha256: stored.sha256 };
  };
  const original = await put(bytes, 'sealed.pdf', 'application/pdf');
  return { ...original, evidence: await put(evidence, 'evidence.json', 'application/json') };
};

type Act = { readonly asOf: string; readonly requestId: string };

/**
 * R37, R38: once both have signed on screen, the text is sealed, the evidence written, and the case told of both. Whoever
 * needs the original and finds it unsealed does it again: each try writes under the hash of its own bytes, the case names one.
 */
export const sealed = async (
  ports: Ports,
  seal: SealText,
  file: CaseFile,
  agreementId: string,
  { asOf, requestId }: Act,
): Promise<CaseFile> => {
  const agreement = partOf(file.agreements, agreementId);
  if (!awaitsSeal(agreement)) return file;
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const files = await sealedFiles(ports, seal, file.caseId, {
    id: agreementId,
    text: agreement,
    holder: policy.lender[agreement.language],
    signedAt: agreement.signatures.at(-1)?.signedAt ?? asOf,
    record: (of) => evidenceRecord(file, agreement, of),
  });
  const act = { asOf, actor: system, requestId: `${requestId}-seal` };
  return (await perform(ports, file.caseId, 'sealAgreement', { agreementId, ...files }, act)).file;
};

/** R48: an amendment gets its seal and its evidence as the agreement does. */
export const sealedAmendment = async (
  ports: Ports,
  seal: SealText,
  file: CaseFile,
  { agreementId, amendmentId }: { readonly agreementId: string; readonly amendmentId: string },
  { asOf, requestId }: Act,
): Promise<CaseFile> => {
  const agreement = partOf(file.agreements, agreementId);
  const { adjustment, amendment } = amendedBy(file, agreementId, amendmentId);
  if (!amendmentAwaitsSeal(agreement, amendment)) return file;
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const files = await sealedFiles(ports, seal, file.caseId, {
    id: amendmentId,
    text: amendment,
    holder: policy.lender[agreement.language],
    signedAt: amendment.signatures.at(-1)?.signedAt ?? asOf,
    record: (of) => amendmentEvidence(file, agreement, adjustment, amendment, of),
    isHeld: true,
  });
  const act = { asOf, actor: system, requestId: `${requestId}-seal` };
  return (await perform(ports, file.caseId, 'sealAmendment', { agreementId, amendmentId, ...files }, act)).file;
};
