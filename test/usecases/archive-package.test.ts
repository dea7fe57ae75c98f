import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { Manifest, packageIdOf } from '#functions/domain/archive/package.ts';
import { happened } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { Entry, firstBrokenSeq } from '#functions/domain/journal.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseState, Part } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import * as z from 'zod';
import * as archiving from '#functions/usecases/workflows/archiving.ts';
import { anAct } from '#test/support/builders.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';

const caseId = 'case_0123456789abcdefghjkmnpqrs';
const packageId = packageIdOf(caseId);
const folder = `archive/packages/${packageId}/`;
const ended = '2027-01-31T09:00:00Z';
const work = {
  caseId,
  kind: 'ARCHIVING',
  ref: 'archive',
  dueAt: '2027-03-02T01:00:00.000Z',
  asOf: '2027-03-02T01:00:00.000Z',
};

const cancelled = [happened('CaseCancelled', { code: 'NO_PLAN' })];
const settled = [happened('SettledInFull', { agreementId: 'agreement_1', settledOn: '2027-01-31', excessMinor: 0 })];

/** An ended case with one paper in the documents bucket. */
const anEndedCase = async (ports: FakePorts, end: typeof cancelled | typeof settled = settled): Promise<void> => {
  const bytes = new Uint8Array([1, 2, 3]);
  const stored = await ports.documents.write('documents', `${caseId}/doc_1`, bytes, { mediaType: 'image/png' });
  const document: Part<'documents'> = {
    documentId: 'doc_1',
    purpose: 'PAPER',
    channel: 'UPLOAD',
    mediaType: 'image/png',
    status: 'ACCEPTED',
    requestedAt: ended,
    key: stored.key,
    versionId: stored.versionId,
    sha256: stored.sha256,
  };
  const meta = {
    borrowerId: 'b-1',
    branch: 'north',
    region: 'east',
    language: 'zh-Hans',
    timezone: 'Asia/Shanghai',
    openedAt: ended,
  } as const;
  const act = anAct(emptyFile(caseId), {
    asOf: ended,
    events: [
      happened('CaseOpened', { meta, policy: { jurisdiction: 'CN', version: packOf('CN').version } }),
      happened('DocumentAccepted', { document }),
      ...end,
    ],
    privates: [
      { kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) },
      { kind: 'TEXT', id: 'text_1', text: 'recognisable words' },
    ],
  });
  expect(await ports.cases.save(act)).toEqual({ outcome: 'saved' });
};

const packed = async (ports: FakePorts): Promise<void> => {
  expect(await archiving.freezeCase(ports, work)).toEqual({ outcome: 'frozen' });
  const { objects } = await archiving.listWhatIsKept(ports, work);
  const copies = [];
  for (const object of objects) copies.push(await archiving.copyAndHash(ports, { ...work, object }));
  await archiving.manifestOf(ports, { ...work, objects: copies });
  expect(await archiving.seal(ports, work)).toEqual({ outcome: 'sealed' });
};

const bytesAt = (ports: FakePorts, path: string): Uint8Array => {
  const kept = ports.documents.objects.get(`${folder}${path}`);
  if (kept === undefined) throw new Error(`the package has no ${path}`);
  return kept.bytes;
};
const jsonAt = (ports: FakePorts, path: string): unknown =>
  JSON.parse(Buffer.from(bytesAt(ports, path)).toString('utf8'));

const stateOf = async (ports: FakePorts): Promise<CaseState['state']> => (await ports.cases.load(caseId)).status.state;

test('R64: a package can be checked by anyone: hashes, signature, and the chain of the journal in it', async () => {
  const ports = fakePorts();
  await anEndedCase(ports);
  await packed(ports);
  const manifest = Manifest.parse(jsonAt(ports, 'manifest.json'));
  for (const { path, sha256, size } of manifest.objects) {
    expect(sha256Hex(bytesAt(ports, path)), path).toBe(sha256);
    expect(bytesAt(ports, path).byteLength, path).toBe(size);
  }
  expect(
    verify(
      'sha256',
      bytesAt(ports, 'manifest.json'),
      Buffer.from(bytesAt(ports, 'public-key.pem')).toString('utf8'),
      bytesAt(ports, 'manifest.sig'),
    ),
  ).toBe(true);
  const entries = z.array(Entry).parse(jsonAt(ports, 'journal.json'));
  expect(firstBrokenSeq(entries)).toBeUndefined();
  expect(manifest.journal).toEqual({ entries: entries.length, headHash: entries.at(-1)?.hash });
  expect(entries.at(-1)?.event).toBe('ArchiveStarted');
});

test('R64: a verified package closes the case', async () => {
  const ports = fakePorts();
  await anEndedCase(ports);
  await packed(ports);
  expect(await archiving.verifyPackage(ports, work)).toEqual({ outcome: 'verified' });
  await archiving.closeCase(ports, work);
  expect(await stateOf(ports)).toBe('ARCHIVED');
  expect(await archiving.freezeCase(ports, work)).toEqual({ outcome: 'done' });
});

test('R64: every task done twice leaves one package and one event of each kind', async () => {
  const ports = fakePorts();
  await anEndedCase(ports);
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
  },
});

test.each(['documents/doc_1.png', 'manifest.json'])(
  'R64: one changed byte in %s is found, journalled, and leaves the case frozen',
  async (path) => {
    const ports = fakePorts();
    await anEndedCase(ports);
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
  await anEndedCase(ports);
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
  await anEndedCase(ports);
  await archiving.freezeCase(ports, work);
  const { objects } = await archiving.listWhatIsKept(ports, work);
  const paper = objects.find(({ source }) => source === 'DOCUMENT');
  if (paper === undefined) throw new Error('no paper');
  await expect(archiving.copyAndHash(ports, { ...work, object: { ...paper, sha256: 'f'.repeat(64) } })).rejects.toThrow(
    'not what the journal says',
  );
});

test('R66: a package of an agreement is locked for its class; one without an agreement is not locked at all', async () => {
  const locked = fakePorts();
  await anEndedCase(locked);
  await packed(locked);
  expect(locked.documents.objects.get(`${folder}journal.json`)?.retainUntil).toBe('2037-03-02T00:00:00.000Z');
  expect(locked.documents.objects.get(`${folder}contacts.json`)?.retainUntil).toBe('2032-03-02T00:00:00.000Z');
  const open = fakePorts();
  await anEndedCase(open, cancelled);
  await packed(open);
  expect(
    [...open.documents.objects].filter(([key, { retainUntil }]) => key.startsWith(folder) && retainUntil !== undefined),
  ).toEqual([]);
});

test('words that somebody wrote stand in private.json and nowhere else in the package', async () => {
  const ports = fakePorts();
  await anEndedCase(ports);
  await packed(ports);
  const holders = [...ports.documents.objects].filter(([, { bytes }]) =>
    Buffer.from(bytes).toString('utf8').includes('recognisable words'),
  );
  expect(holders.map(([key]) => key)).toEqual([`${folder}private.json`]);
});
