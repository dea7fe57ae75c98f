import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { isLetterOvertaken } from '#functions/domain/letters/letters.ts';
import { paperOf } from '#functions/domain/letters/paper.ts';
import type { Ports, SealText } from '#functions/usecases/ports.ts';
import { loadCase, packFor, systemAct } from '#functions/usecases/workflows/system-act.ts';
import type { CaseWork } from '#functions/usecases/workflows/system-act.ts';

/** How a letter becomes a file; loaded by the one task that needs it. */
export interface Press {
  readonly draw: (model: DocumentModel) => Promise<Uint8Array>;
  readonly seal: SealText;
}

/**
 * R55, R56, R58: draws the letter up, seals it, stores it under the hash of its bytes, then tells the case which bytes hold.
 * A seal is another one at each try: of several files the case names one. What is true no more is dropped.
 */
export const drawUpLetter = async (ports: Ports, { draw, seal }: Press, work: CaseWork): Promise<void> => {
  const file = await loadCase(ports, work.caseId);
  const letter = file.letters[work.ref];
  if (letter?.status !== 'ORDERED') return;
  const { letterId, language, orderedAt } = letter;
  if (isLetterOvertaken(file, letter)) {
    await systemAct(ports, work, 'dropLetter', { letterId }, file.version);
    return;
  }
  const policy = packFor(file);
  const text = await draw(paperOf(file, policy, letter));
  const bytes = await seal(text, {
    holder: policy.lender[language],
    signedAt: orderedAt,
    reason: `${letterId} SHA-256 ${sha256Hex(text)}`,
  });
  const key = `cases/${file.caseId}/letters/${letterId}.${sha256Hex(bytes).slice(0, 16)}.pdf`;
  const { sha256, versionId } = await ports.documents.write('documents', key, bytes, {
    mediaType: 'application/pdf',
    hold: false,
  });
  // On the version that was drawn: the letter and the file must say the same.
  const sealed = { letterId, key, versionId, sha256, sizeBytes: bytes.byteLength };
  await systemAct(ports, work, 'sealLetter', sealed, file.version);
};
