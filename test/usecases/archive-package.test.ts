import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { flattenedVerify, importJWK } from 'jose';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { signingKeyOf } from '#functions/domain/archive/jws.ts';
import { Inventory, packageIdOf } from '#functions/domain/archive/package.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseState, Part } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { workItems } from '#functions/domain/work.ts';
import * as archiving from '#functions/usecases/workflows/archiving.ts';
import { checkPackage } from '#infra/local/package-check.ts';
import { anAct } from '#test/support/builders.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { saveSettledCase, settledAt } from '#test/support/settled-case.ts';

const caseId = 'case_0123456789abcdefghjkmnpqrs';
const packageId = packageIdOf(caseId);
const folder = `archive/packages/${packageId}/`;
const work = {
  caseId,
  kind: 'ARCHIVING',
  ref: 'archive',
  dueAt: '2027-03-02T01:00:00.000Z',
  asOf: '2027-03-02T01:00:00.000Z',
};

const paper = async (ports: FakePorts): Promise<Part<'documents'>> => {
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

const aSettledCase = async (ports: FakePorts): Promise<void> =>
  saveSettledCase(ports, caseId, [happened('DocumentAccepted', { document: await paper(ports) })]);

/** A case that ended before anything was agreed. */
const aCancelledCase = async (ports: FakePorts, ending: CaseEvent = happened('CaseCancelled', { code: 'NO_PLAN' })) => {
  const meta = {
    borrowerId: 'b-1',
    branch: 'north',
    region: 'east',
    language: 'zh-Hans',
    timezone: 'Asia/Shanghai',
    openedAt: settledAt,
  } as const;
  const act = anAct(emptyFile(caseId), {
    asOf: settledAt,
    events: [
      happened('CaseOpened', { meta, policy: { jurisdiction: 'CN', version: packOf('CN').version } }),
      happened('DocumentAccepted', { document: await paper(ports) }),
      ending,
    ],
    privates: [{ kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) }],
  });
  expect(await ports.cases.save(act)).toEqual({ outcome: 'saved' });
};

const packed = async (ports: FakePorts): Promise<void> => {
  expect(await archiving.freezeCase(ports, work)).toEqual({ outcome: 'frozen' });
  const { objects } = await archiving.listWhatIsKept(ports, work);
  const copies = [];
  for (const object of objects) copies.push(await archiving.copyAndHash(ports, renderPdf, { ...work, object }));
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

const changedAt = (ports: FakePorts, path: string): Uint8Array => {
  const changed = Uint8Array.from(bytesAt(ports, path));
  changed[changed.length - 2] = (changed[changed.length - 2] ?? 0) ^ 1;
  return changed;
};
const checked = async (ports: FakePorts, trusted?: string) => {
  const files = [...ports.documents.objects].filter(([key]) => key.startsWith(folder));
  const byPath = new Map(files.map(([key, { bytes }]) => [key.slice(folder.length), bytes]));
  return checkPackage(
    {
      paths: [...byPath.keys()],
      open: async (path) => Readable.from([Buffer.from(byPath.get(path) ?? [])]),
      close: () => {},
    },
    trusted,
  );
};

test('R64: a package is a BagIt bag that anyone can check: hashes, seal, and the chain of the journal in it', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const inventory = Inventory.parse(jsonAt(ports, 'inventory.json'));
  expect(await checked(ports)).toEqual({
    files: inventory.objects.length + 7,
    entries: inventory.journal.entries,
    kid: signingKeyOf(await ports.signer.publicKey()).kid,
  });
  expect(Buffer.from(bytesAt(ports, 'bagit.txt')).toString()).toBe(
    'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
  );
  for (const { path } of inventory.objects) expect(path).toMatch(/^data\//u);
});

test('R64: the seal is a detached JWS that another implementation accepts, and only for these bytes', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const [header = '', , signature = ''] = Buffer.from(bytesAt(ports, 'tagmanifest-sha256.txt.jws'))
    .toString()
    .trim()
    .split('.');
  const key = await importJWK(
    z.looseObject({ kty: z.literal('EC') }).parse(jsonAt(ports, 'signing-key.jwk.json')),
    'ES256',
  );
  const payload = Buffer.from(bytesAt(ports, 'tagmanifest-sha256.txt')).toString('base64url');
  await expect(flattenedVerify({ protected: header, signature, payload }, key)).resolves.toMatchObject({
    protectedHeader: { alg: 'ES256' },
  });
  const other = Buffer.from(changedAt(ports, 'tagmanifest-sha256.txt')).toString('base64url');
  await expect(flattenedVerify({ protected: header, signature, payload: other }, key)).rejects.toThrow('signature');
});

const withFile = (ports: FakePorts, path: string, bytes: Uint8Array | undefined, as = path): FakePorts => {
  const objects = new Map(ports.documents.objects);
  const there = objects.get(`${folder}${path}`) ?? objects.get(`${folder}bagit.txt`);
  if (there === undefined) throw new Error('no package');
  objects.delete(`${folder}${path}`);
  if (bytes !== undefined) objects.set(`${folder}${as}`, { ...there, bytes });
  return { ...ports, documents: { ...ports.documents, objects } };
};

test('R64: a flipped byte in any file of the package is named', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const paths = [...ports.documents.objects.keys()]
    .filter((key) => key.startsWith(folder))
    .map((key) => key.slice(folder.length));
  expect(paths.length).toBeGreaterThan(15);
  for (const path of paths) {
    const found = await checked(withFile(ports, path, changedAt(ports, path)));
    const blamed = path === 'tagmanifest-sha256.txt' ? 'tagmanifest-sha256.txt.jws' : path;
    expect(found, path).toEqual({ wrong: expect.stringContaining(blamed === 'signing-key.jwk.json' ? 'si' : blamed) });
  }
});

test('R64: a file removed, added or renamed, a journal line changed under new hashes, another key: each is found', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const path = 'data/documents/doc_1.png';
  expect(await checked(withFile(ports, path, undefined))).toEqual({ wrong: `${path} is missing` });
  expect(await checked(withFile(ports, path, bytesAt(ports, path), 'data/documents/doc_2.png'))).toEqual({
    wrong: `${path} is missing`,
  });
  expect(await checked(withFile(ports, 'data/extra.txt', new Uint8Array([1])))).toEqual({
    wrong: 'data/extra.txt is not part of the package',
  });
  const published = signingKeyOf(await ports.signer.publicKey()).kid;
  const forged = { ...fakePorts(), cases: ports.cases };
  const { objects } = await archiving.listWhatIsKept(ports, work);
  for (const { key } of objects)
    if (key !== undefined)
      await forged.documents.write('documents', key, await ports.documents.read('documents', key), {
        mediaType: 'application/octet-stream',
      });
  await packed(forged);
  expect(await checked(forged)).toMatchObject({ files: expect.any(Number) });
  expect(await checked(forged, published)).toEqual({ wrong: expect.stringContaining('not with') });
});

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
  ).rejects.toThrow('not what the journal says');
});

test('R66: a package of an agreement is locked for its class; one without an agreement is not locked at all', async () => {
  const locked = fakePorts();
  await aSettledCase(locked);
  await packed(locked);
  expect(locked.documents.objects.get(`${folder}data/journal.jsonl`)?.retainUntil).toBe('2037-03-02T00:00:00.000Z');
  expect(locked.documents.objects.get(`${folder}data/contacts.json`)?.retainUntil).toBe('2032-03-02T00:00:00.000Z');
  const open = fakePorts();
  await aCancelledCase(open);
  await packed(open);
  expect(
    [...open.documents.objects].filter(([key, { retainUntil }]) => key.startsWith(folder) && retainUntil !== undefined),
  ).toEqual([]);
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
