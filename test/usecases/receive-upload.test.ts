import { expect, test } from 'vitest';
import { happened } from '#functions/domain/events.ts';
import { emptyFile } from '#functions/domain/model.ts';
import { receiveUpload } from '#functions/usecases/receive-upload.ts';
import { anAct } from '#test/support/acts.ts';
import { opening } from '#test/support/opening.ts';
import { fakePorts } from '#test/support/fake-ports.ts';

test('an upload that was taken over by a run which ended before it cleared away is cleared away by the repeat', async () => {
  const ports = fakePorts();
  const caseId = 'case_0123456789abcdefghjkmnpqrs';
  const asOf = '2026-03-02T02:00:00Z';
  const key = `${caseId}/doc_1`;
  const document = {
    documentId: 'doc_1',
    purpose: 'PAPER',
    channel: 'UPLOAD',
    mediaType: 'image/png',
    status: 'RECEIVED',
    requestedAt: asOf,
    receivedAt: asOf,
    key,
  } as const;
  await ports.cases.save(
    anAct(emptyFile(caseId), {
      asOf,
      events: [opening(asOf), happened('DocumentReceived', { document })],
      privates: [{ kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) }],
    }),
  );
  ports.documents.upload(key, new Uint8Array([1]), 'image/png');
  expect(await receiveUpload(ports, { key, requestId: 's3-1' })).toMatchObject({ outcome: 'ignored' });
  expect(ports.documents.objects.has(`intake/${key}`)).toBe(false);
});
