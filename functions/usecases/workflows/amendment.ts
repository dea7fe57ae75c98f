import { previewIfItFits } from '#functions/domain/adjustment/preview.ts';
import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { amendmentTermsCopy } from '#functions/domain/agreement/terms-copy.ts';
import { amendmentDocument } from '#functions/domain/agreement/templates.ts';
import { amendmentInput } from '#functions/domain/amendment-text.ts';
import { latest } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { packFor, systemAct } from '#functions/usecases/workflows/system-act.ts';
import type { CaseWork } from '#functions/usecases/workflows/system-act.ts';

/** One amendment for each adjustment. */
const amendmentIdOf = (adjustmentId: string): string => `amendment_${sha256Hex(adjustmentId).slice(0, 26)}`;

/**
 * R48: renders the text, stores it under the hash of its bytes, then tells the case which bytes hold. A repeat after a
 * payment says something else and is another object; the one that the case names is the one to sign. What has become
 * impossible meanwhile lapses, and the borrower hears of it.
 */
export const drawUp = async (
  ports: Ports,
  render: (model: DocumentModel) => Promise<Uint8Array>,
  work: CaseWork,
  file: CaseFile,
  adjustment: Part<'adjustments'>,
): Promise<void> => {
  const agreement = file.agreements[adjustment.agreementId];
  if (agreement === undefined) throw new Error('the adjustment has no agreement');
  const policy = packFor(file);
  const asOf = latest(work.asOf, file.lastAsOf);
  const amendmentId = amendmentIdOf(adjustment.adjustmentId);
  const preview = previewIfItFits(file, adjustment, { policy });
  if (preview === undefined) {
    await systemAct(ports, work, 'lapseAmendment', { adjustmentId: adjustment.adjustmentId });
    return;
  }
  const { before, after, counted } = preview;
  const input = amendmentInput(file, policy, {
    adjustment,
    agreement,
    amendmentId,
    before,
    after,
    annualRate: counted?.annualRate,
    asOf,
  });
  const bytes = await render(amendmentDocument(input));
  const key = `${file.caseId}/${amendmentId}-${sha256Hex(bytes).slice(0, 16)}.pdf`;
  const { sha256, versionId } = await ports.documents.write('documents', key, bytes, {
    mediaType: 'application/pdf',
    hold: true,
  });
  const copy = Buffer.from(amendmentTermsCopy(input, sha256), 'utf8');
  const copyKey = `${file.caseId}/${amendmentId}-${sha256Hex(copy).slice(0, 16)}.json`;
  const terms = await ports.documents.write('documents', copyKey, copy, { mediaType: 'application/json', hold: true });
  // On the version that was rendered: text and rows must say the same.
  await systemAct(
    ports,
    work,
    'drawUpAmendment',
    {
      adjustmentId: adjustment.adjustmentId,
      amendmentId,
      key,
      versionId,
      sha256,
      terms: { key: terms.key, versionId: terms.versionId, sha256: terms.sha256 },
    },
    file.version,
  );
};
