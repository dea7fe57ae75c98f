import { isEvidenceGenuine } from '#functions/domain/agreement/evidence-file.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { scansOf } from '#functions/domain/agreement/signatures.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement } from '#functions/domain/plan-parts.ts';
import type { Ports } from '#functions/usecases/ports.ts';

type Name = 'TEXT' | 'TERMS' | 'ORIGINAL' | 'EVIDENCE' | 'SCAN';
interface Looked {
  readonly file: Name;
  readonly amendmentId?: string;
  readonly sha256: string;
  readonly intact: boolean;
}
type Stored = { readonly key: string; readonly sha256: string };

const isSame = (bytes: Uint8Array | undefined, { sha256 }: Stored): bytes is Uint8Array =>
  bytes !== undefined && sha256Hex(bytes) === sha256;

/** Whether the stored bytes of an original are still those that were signed. */
export const isIntact = async (ports: Ports, stored: Stored): Promise<boolean> =>
  isSame(await ports.documents.read('documents', stored.key), stored);

/** What cannot be read is not intact: the answer says so instead of failing as a whole. */
const bytesOf = async (ports: Ports, { key }: Stored): Promise<Uint8Array | undefined> => {
  try {
    return await ports.documents.read('documents', key);
  } catch {
    return undefined;
  }
};

type Deed = Pick<Agreement, 'key' | 'sha256' | 'terms' | 'sealed' | 'signatures'>;

const lookedAt = async (
  ports: Ports,
  file: CaseFile,
  { key, sha256, terms, sealed, signatures }: Deed,
): Promise<readonly Looked[]> => {
  const text = await bytesOf(ports, { key, sha256 });
  const files: Looked[] = [{ file: 'TEXT', sha256, intact: isSame(text, { key, sha256 }) }];
  if (terms !== undefined)
    files.push({ file: 'TERMS', sha256: terms.sha256, intact: isSame(await bytesOf(ports, terms), terms) });
  if (sealed !== undefined) {
    const original = await bytesOf(ports, sealed);
    const evidence = await bytesOf(ports, sealed.evidence);
    const beginsWithText =
      text !== undefined && original !== undefined && sha256Hex(original.subarray(0, text.length)) === sha256;
    const isGenuine = evidence !== undefined && isEvidenceGenuine(evidence, await ports.signer.publicKey());
    files.push(
      { file: 'ORIGINAL', sha256: sealed.sha256, intact: isSame(original, sealed) && beginsWithText },
      { file: 'EVIDENCE', sha256: sealed.evidence.sha256, intact: isSame(evidence, sealed.evidence) && isGenuine },
    );
  }
  for (const scan of scansOf(file, signatures))
    files.push({ file: 'SCAN', sha256: scan.sha256, intact: isSame(await bytesOf(ports, scan), scan) });
  return files;
};

/**
 * C34: reads every file of the agreement and of its amendments again and compares: hashes, the text inside the sealed file,
 * the evidence's signature.
 */
export const checkFiles = async (
  ports: Ports,
  file: CaseFile,
  agreement: Agreement,
): Promise<{ readonly files: readonly Looked[]; readonly intact: boolean }> => {
  const files: Looked[] = [...(await lookedAt(ports, file, agreement))];
  for (const { agreementId, amendment } of Object.values(file.adjustments)) {
    if (agreementId !== agreement.agreementId || amendment === undefined) continue;
    const { amendmentId } = amendment;
    files.push(...(await lookedAt(ports, file, amendment)).map((looked) => ({ ...looked, amendmentId })));
  }
  return { files, intact: files.every((one) => one.intact) };
};
