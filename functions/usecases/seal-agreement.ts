import { awaitsSeal, evidenceRecord } from '#functions/domain/agreement/seal.ts';
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

/**
 * R37, R38: once both have signed on screen, the text is sealed, the evidence written, and the case told of both. Whoever
 * needs the original and finds it unsealed does it again: each try writes under the hash of its own bytes, the case names one.
 */
export const sealed = async (
  ports: Ports,
  seal: SealText,
  file: CaseFile,
  agreementId: string,
  { asOf, requestId }: { readonly asOf: string; readonly requestId: string },
): Promise<CaseFile> => {
  const agreement = partOf(file.agreements, agreementId);
  if (!awaitsSeal(agreement)) return file;
  const text = await ports.documents.read('documents', agreement.key);
  if (sha256Hex(text) !== agreement.sha256) throw new Error(`the stored text of ${agreementId} is not what was signed`);
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const bytes = await seal(text, {
    holder: policy.lender[agreement.language],
    signedAt: agreement.signatures.at(-1)?.signedAt ?? asOf,
    reason: `${agreementId} SHA-256 ${agreement.sha256}`,
  });
  if (!beginsWith(bytes, text)) throw new Error('a seal must leave the text as it was');
  const record = evidenceRecord(file, agreement, {
    text: { sha256: agreement.sha256, size: text.length },
    sealed: { sha256: sha256Hex(bytes), size: bytes.length },
  });
  const evidence = await signedEvidence(ports, record);
  const put = async (content: Uint8Array, ending: string, mediaType: string) => {
    const key = `cases/${file.caseId}/agreements/${agreementId}.${sha256Hex(content).slice(0, 16)}.${ending}`;
    const stored = await ports.documents.write('documents', key, content, { mediaType });
    return { key, versionId: stored.versionId, sha256: stored.sha256 };
  };
  const original = await put(bytes, 'sealed.pdf', 'application/pdf');
  const proof = await put(evidence, 'evidence.json', 'application/json');
  const done = await perform(
    ports,
    file.caseId,
    'sealAgreement',
    { agreementId, ...original, evidence: proof },
    { asOf, actor: system, requestId: `${requestId}-seal` },
  );
  return done.file;
};
