import { expect } from 'vitest';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { packageIdOf } from '#functions/domain/archive/package.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseState, Part } from '#functions/domain/model.ts';
import * as archiving from '#functions/usecases/workflows/archiving.ts';
import { opening } from '#test/support/opening.ts';
import { anAct } from '#test/support/acts.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { saveSettledCase, settledAt } from '#test/support/settled-case.ts';

export const caseId = 'case_0123456789abcdefghjkmnpqrs';
export const packageId = packageIdOf(caseId);
export const folder = `archive/packages/${packageId}/`;
export const work = {
  caseId,
  kind: 'ARCHIVING',
  ref: 'archive',
  dueAt: '2027-03-02T01:00:00.000Z',
  asOf: '2027-03-02T01:00:00.000Z',
};

export const paper = async (ports: FakePorts): Promise<Part<'documents'>> => {
  const bytes = new Uint8Array([1, 2, 3]);
  const stored = await ports.documents.write('documents', `${caseId}/doc_1`, bytes, { mediaType: 'image/png' });
  return {
    documentId: 'doc_1',
    purpose: 'PAPER',
    channel: 'UPLOAD',
    mediaType: 'image/png',
    status: 'ACCEPTED',
    requestedAt: settledAt,
    key: stored.key,
    versionId: stored.versionId,
    sha256: stored.sha256,
  };
};

export const aSettledCase = async (ports: FakePorts): Promise<void> =>
  saveSettledCase(ports, caseId, [happened('DocumentAccepted', { document: await paper(ports) })]);

/** A case that ended before anything was agreed. */
export const aCancelledCase = async (
  ports: FakePorts,
  ending: CaseEvent = happened('CaseCancelled', { code: 'NO_PLAN' }),
) => {
  const act = anAct(emptyFile(caseId), {
    asOf: settledAt,
    events: [opening(settledAt), happened('DocumentAccepted', { document: await paper(ports) }), ending],
    privates: [{ kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) }],
  });
  expect(await ports.cases.save(act)).toEqual({ outcome: 'saved' });
};

export const packed = async (ports: FakePorts): Promise<void> => {
  expect(await archiving.freezeCase(ports, work)).toEqual({ outcome: 'frozen' });
  const { objects } = await archiving.listWhatIsKept(ports, work);
  const copies = [];
  for (const object of objects) copies.push(await archiving.copyAndHash(ports, renderPdf, { ...work, object }));
  await archiving.manifestOf(ports, { ...work, objects: copies });
  expect(await archiving.seal(ports, work)).toEqual({ outcome: 'sealed' });
};

export const bytesAt = (ports: FakePorts, path: string): Uint8Array => {
  const kept = ports.documents.objects.get(`${folder}${path}`);
  if (kept === undefined) throw new Error(`the package has no ${path}`);
  return kept.bytes;
};
export const jsonAt = (ports: FakePorts, path: string): unknown =>
  JSON.parse(Buffer.from(bytesAt(ports, path)).toString('utf8'));

export const stateOf = async (ports: FakePorts): Promise<CaseState['state']> =>
  (await ports.cases.load(caseId)).status.state;
