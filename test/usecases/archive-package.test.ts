import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { happened } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { workItems } from '#functions/domain/work.ts';
import * as archiving from '#functions/usecases/workflows/archiving.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import {
  caseId,
  packageId,
  folder,
  work,
  aSettledCase,
  aCancelledCase,
  packed,
  bytesAt,
  stateOf,
} from '#test/usecases/packing.ts';

test('R63: a case that lacks what its package must contain stays open, is a supervisor’s task, and is tried again', async () => {
  const ports = fakePorts();
  await aCancelledCase(
    ports,
    happened('SettledInFull', { agreementId: 'agreement_1', settledOn: '2027-01-31', excessMinor: 0 }),
  );
  expect(await archiving.freezeCase(ports, work)).toEqual({ outcome: 'incomplete' });
  const file = await ports.cases.load(caseId);
  expect(file.status.state).toBe('SETTLED');
  expect(file.archives[packageId]?.missing).toEqual([
    'CONSENT',
    'CONTACT_LOG',
    'VISIT',
    'AFFORDABILITY',
    'PROPOSAL',
    'AGREEMENT',
    'SIGNATURES',
    'BOTH_ORIGINALS',
    'SCHEDULE',
  ]);
  expect(workItems(file, packOf('CN'))).toContainEqual(
    expect.objectContaining({ kind: 'COMPLETE_RECORD', assignee: expect.stringContaining('SUPERVISOR') }),
  );
  expect(agenda(file, packOf('CN')).find(({ kind }) => kind === 'ARCHIVING')?.dueAt).toBe('2027-03-08T16:00:00.000Z');
});

test('R64: a verified package closes the case', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  expect(await archiving.verifyPackage(ports, work)).toEqual({ outcome: 'verified' });
  await archiving.closeCase(ports, work);
  expect(await stateOf(ports)).toBe('ARCHIVED');
  expect(await archiving.freezeCase(ports, work)).toEqual({ outcome: 'done' });
});

test('R64: every task done twice leaves one package and one event of each kind', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const before = new Map([...ports.documents.objects].map(([key, { stored }]) => [key, stored.sha256]));
  await packed(ports);
  expect(new Map([...ports.documents.objects].map(([key, { stored }]) => [key, stored.sha256]))).toEqual(before);
  await archiving.closeCase(ports, work);
  await archiving.closeCase(ports, work);
  const names = ports.cases.entries(caseId).map(({ event }) => event);
  expect(names.filter((name) => name.startsWith('Archive'))).toEqual([
    'ArchiveStarted',
    'ArchiveSealed',
    'ArchiveVerified',
  ]);
});

const damaging = (ports: FakePorts, path: string, bytes: Uint8Array): FakePorts => ({
  ...ports,
  documents: {
    ...ports.documents,
    read: async (bucket, key) =>
      key.endsWith(path) && bucket === 'archive' ? bytes : ports.documents.read(bucket, key),
    digest: async (bucket, key) =>
      key.endsWith(path) && bucket === 'archive'
        ? { sha256: sha256Hex(bytes), size: bytes.byteLength }
        : ports.documents.digest(bucket, key),
  },
});

test.each(['data/documents/doc_1.png', 'tagmanifest-sha256.txt', 'inventory.json'])(
  'R64: one changed byte in %s is found, journalled, and leaves the case frozen',
  async (path) => {
    const ports = fakePorts();
    await aSettledCase(ports);
    await packed(ports);
    const changed = Uint8Array.from(bytesAt(ports, path));
    changed[0] = (changed[0] ?? 0) ^ 1;
    const damaged = damaging(ports, path, changed);
    expect(await archiving.verifyPackage(damaged, work)).toEqual({ outcome: 'damaged' });
    await archiving.recordDamage(damaged, work);
    expect(ports.cases.entries(caseId).at(-1)?.event).toBe('ArchiveDamaged');
    expect(await stateOf(ports)).toBe('ARCHIVING');
  },
);

test('R64: a signature by another key is found', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const other = {
    ...ports,
    signer: { ...ports.signer, publicKey: async () => publicKey.export({ format: 'pem', type: 'spki' }).toString() },
  };
  expect(await archiving.verifyPackage(other, work)).toEqual({ outcome: 'damaged' });
});

test('a paper that is not what the journal says is never packed', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await archiving.freezeCase(ports, work);
  const { objects } = await archiving.listWhatIsKept(ports, work);
  const paper = objects.find(({ source }) => source === 'DOCUMENT');
  if (paper === undefined) throw new Error('no paper');
  await expect(
    archiving.copyAndHash(ports, renderPdf, { ...work, object: { ...paper, sha256: 'f'.repeat(64) } }),
  ).rejects.toThrow('BadDigest');
});

test('R66: a package of an agreement is held until it is closed, then locked for its classes; one without an agreement is not locked at all', async () => {
  const locked = fakePorts();
  await aSettledCase(locked);
  await packed(locked);
  const inFolder = (ports: FakePorts) => [...ports.documents.objects].filter(([key]) => key.startsWith(folder));
  expect(inFolder(locked).every(([, { held, retainUntil }]) => held && retainUntil === undefined)).toBe(true);
  await archiving.closeCase(locked, work);
  expect(inFolder(locked).some(([, { held }]) => held)).toBe(false);
  expect(locked.documents.objects.get(`${folder}data/journal.jsonl`)?.retainUntil).toBe('2037-01-31T00:00:00.000Z');
  expect(locked.documents.objects.get(`${folder}data/contacts.json`)?.retainUntil).toBe('2032-01-31T00:00:00.000Z');
  expect(locked.documents.objects.get(`${folder}inventory.json`)?.retainUntil).toBe('2037-01-31T00:00:00.000Z');
  const open = fakePorts();
  await aCancelledCase(open);
  await packed(open);
  await archiving.closeCase(open, work);
  expect(inFolder(open).filter(([, { held, retainUntil }]) => held || retainUntil !== undefined)).toEqual([]);
});

test('words that somebody wrote stand in private.json and nowhere else in the package', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const holders = [...ports.documents.objects].filter(([, { bytes }]) =>
    Buffer.from(bytes).toString('utf8').includes('recognisable words'),
  );
  expect(holders.map(([key]) => key)).toEqual([`${folder}data/private.json`]);
});
