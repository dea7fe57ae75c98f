import { expect, test } from 'vitest';
import { sha256Hex } from '#functions/domain/ids.ts';
import { happened } from '#functions/domain/events.ts';
import { emptyFile } from '#functions/domain/model.ts';
import { receiveUpload } from '#functions/usecases/receive-upload.ts';
import { scanLocally } from '#functions/usecases/scan-locally.ts';
import { takeScanned } from '#functions/usecases/take-scanned.ts';
import { anAct } from '#test/support/acts.ts';
import { opening } from '#test/support/opening.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';

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

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);
const caseId = 'case_0123456789abcdefghjkmnpqrs';
const key = `${caseId}/doc_1`;

/** A case that waits for one picture. */
const awaiting = async (): Promise<FakePorts> => {
  const ports = fakePorts();
  const asOf = '2026-03-02T02:00:00Z';
  const document = {
    documentId: 'doc_1',
    purpose: 'EVIDENCE',
    channel: 'UPLOAD',
    mediaType: 'image/png',
    status: 'REQUESTED',
    requestedAt: asOf,
  } as const;
  await ports.cases.save(
    anAct(emptyFile(caseId), {
      asOf,
      events: [opening(asOf), happened('UploadRequested', { document })],
      privates: [{ kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) }],
    }),
  );
  return ports;
};
const paperOf = async (ports: FakePorts): Promise<object | undefined> =>
  (await ports.cases.load(caseId)).documents['doc_1'];

test.each([
  ['THREATS_FOUND', 'MALWARE'],
  ['UNSUPPORTED', 'NOT_SCANNABLE'],
  ['ACCESS_DENIED', 'NOT_SCANNED'],
  ['FAILED', 'NOT_SCANNED'],
] as const)('R11: a file of which the scan says %s never reaches the case', async (verdict, reasonCode) => {
  const ports = await awaiting();
  ports.documents.upload(key, png, 'image/png');
  expect(await takeScanned(ports, { key, verdict, requestId: 'scan-1' })).toMatchObject({ outcome: 'quarantined' });
  expect(await paperOf(ports)).toMatchObject({ status: 'QUARANTINED', reasonCode });
  expect([...ports.documents.objects.keys()]).toEqual([`intake/${key}`]);
});

test('R11: only the bytes that were scanned come in, not those put in their place meanwhile', async () => {
  const ports = await awaiting();
  ports.documents.upload(key, png, 'image/png');
  ports.documents.upload(key, Uint8Array.from([...png, 1, 2, 3]), 'image/png');
  await takeScanned(ports, { key, versionId: 'v1', verdict: 'NO_THREATS_FOUND', requestId: 'scan-1' });
  expect(await paperOf(ports)).toMatchObject({ status: 'RECEIVED', sha256: sha256Hex(png) });
});

test('R11: the scan of a local stage knows the EICAR test file, even over the edge of two pieces', async () => {
  const ports = fakePorts();
  const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join('');
  const said: string[] = [];
  const scan = async (bytes: Uint8Array): Promise<void> => {
    ports.documents.upload(key, bytes, 'image/png');
    await scanLocally(ports.documents, { key, versionId: undefined }, async (verdict) => void said.push(verdict));
  };
  await scan(png);
  await scan(new TextEncoder().encode(`${'.'.repeat(980)}${eicar}`));
  await scanLocally(ports.documents, { key: 'results/f/1', versionId: undefined }, async () => void said.push('told'));
  expect(said).toEqual(['NO_THREATS_FOUND', 'THREATS_FOUND']);
});

test('what nobody uploaded is passed over: our own results, and the object with which GuardDuty tries its permissions', async () => {
  const ports = fakePorts();
  for (const other of ['malware-protection-resource-validation-object', 'results/feed_1/000.ndjson'])
    expect(await takeScanned(ports, { key: other, verdict: 'NO_THREATS_FOUND', requestId: 's' })).toEqual({
      outcome: 'ignored',
    });
});
