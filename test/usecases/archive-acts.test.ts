import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { expect, test } from 'vitest';
import { archiveOperations } from '#functions/contracts/archive-operations.ts';
import { packageIdOf, Inventory } from '#functions/domain/archive/package.ts';
import { happened } from '#functions/domain/events.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { archiveActs } from '#functions/usecases/acts/archive.ts';
import * as archiving from '#functions/usecases/workflows/archiving.ts';
import { anAct } from '#test/support/acts.ts';
import { opening } from '#test/support/opening.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';

const caseId = 'case_0123456789abcdefghjkmnpqrs';
const packageId = packageIdOf(caseId);
const ended = '2027-01-31T09:00:00Z';
const asOf = '2027-03-02T01:00:00.000Z';
const work = { caseId, kind: 'ARCHIVING', ref: 'archive', dueAt: asOf, asOf };
const people = {
  auditor: { id: 'auditor-1', role: 'auditor' },
  risk: { id: 'risk-1', role: 'risk', region: 'east' },
  elsewhere: { id: 'risk-2', role: 'risk', region: 'west' },
  borrower: { id: 'user-1', role: 'borrower', borrowerId: 'b-1' },
} as const satisfies Record<string, Actor>;

const anArchivedCase = async (): Promise<FakePorts> => {
  const ports = fakePorts();
  const act = anAct(emptyFile(caseId), {
    asOf: ended,
    events: [opening(ended), happened('CaseCancelled', { code: 'NO_PLAN' })],
    privates: [{ kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) }],
  });
  await ports.cases.save(act);
  await archiving.freezeCase(ports, work);
  const { objects } = await archiving.listWhatIsKept(ports, work);
  const copies = [];
  for (const object of objects) copies.push(await archiving.copyAndHash(ports, renderPdf, { ...work, object }));
  await archiving.manifestOf(ports, { ...work, objects: copies });
  await archiving.seal(ports, work);
  await archiving.closeCase(ports, work);
  return ports;
};

const by = (principal: Actor, at = '2027-06-01T02:00:00Z', key = 'k') => ({
  operationId: 'archive',
  query: {},
  asOf: at,
  principal,
  requestId: `request-${principal.id}-${key}`,
  idempotencyKey: `${principal.id}-${key}`,
  language: 'en' as const,
});
const ask = async (ports: FakePorts, principal: Actor) =>
  archiveActs(ports).requestArchiveAccess({ ...by(principal), params: { packageId }, body: { reason: 'a complaint' } });
const requestIdOf = (body: unknown): string =>
  archiveOperations.requestArchiveAccess.response.parse(body).access.requestId;
const grant = async (ports: FakePorts, requestId: string) =>
  archiveActs(ports).decideArchiveAccess({
    ...by(people.risk, '2027-06-01T03:00:00Z'),
    params: { packageId, requestId },
    body: { decision: 'GRANT' },
  });
const read = async (ports: FakePorts, principal: Actor, objectId: string, at?: string) =>
  archiveActs(ports).readArchivedObject({ ...by(principal, at), body: undefined, params: { packageId, objectId } });

test('R64: the catalogue lists archived cases of one’s region, without personal data', async () => {
  const ports = await anArchivedCase();
  const found = await archiveActs(ports).searchArchive({
    ...by(people.risk),
    params: {},
    query: { limit: 25 },
    body: undefined,
  });
  expect(archiveOperations.searchArchive.response.parse(found.body).items).toMatchObject([
    { packageId, caseId, endedAs: 'CANCELLED' },
  ]);
  const other = await archiveActs(ports).searchArchive({
    ...by(people.elsewhere),
    params: {},
    query: { limit: 25, caseId },
    body: undefined,
  });
  expect(other.body).toEqual({ items: [] });
});

test.each([
  [{}, true],
  [{ year: '2027', outcome: 'CANCELLED' }, true],
  [{ year: '2026' }, false],
  [{ closedFrom: '2027-03-02', closedTo: '2027-03-02' }, true],
  [{ closedFrom: '2027-03-03' }, false],
  [{ closedTo: '2027-03-01' }, false],
  [{ outcome: 'SETTLED' }, false],
  [{ product: 'CARD' }, false],
  [{ caseId, year: '2026' }, false],
  [{ caseId, year: '2027' }, true],
] as const)(
  'R65: the catalogue is searched by case number, closing date, product and outcome: %j',
  async (query, isFound) => {
    const ports = await anArchivedCase();
    const { body } = await archiveActs(ports).searchArchive({
      ...by(people.auditor),
      params: {},
      query: { limit: 25, ...query },
      body: undefined,
    });
    expect(archiveOperations.searchArchive.response.parse(body).items).toHaveLength(isFound ? 1 : 0);
  },
);

test('R64: a package is shown with its tag files, its seal and its objects', async () => {
  const ports = await anArchivedCase();
  const { body } = await archiveActs(ports).getArchivePackage({
    ...by(people.auditor),
    params: { packageId },
    body: undefined,
  });
  const shown = archiveOperations.getArchivePackage.response.parse(body);
  const inventory = shown.tagFiles.find(({ path }) => path === 'inventory.json')?.text ?? '';
  expect(Inventory.parse(JSON.parse(inventory)).objects).toEqual(shown.objects);
  expect(shown.tagFiles.map(({ path }) => path).toSorted()).toEqual([
    'bag-info.txt',
    'bagit.txt',
    'inventory.json',
    'manifest-sha256.txt',
    'signing-key.jwk.json',
    'tagmanifest-sha256.txt',
    'tagmanifest-sha256.txt.jws',
  ]);
});

test('a package of another region, or none at all, is not found', async () => {
  const ports = await anArchivedCase();
  for (const id of [packageId, 'pkg_case_none', 'nonsense']) {
    await expect(
      archiveActs(ports).getArchivePackage({ ...by(people.elsewhere), params: { packageId: id }, body: undefined }),
    ).rejects.toMatchObject({ code: 'NotFound' });
  }
});

test.each([people.auditor, people.borrower])(
  'R65: $role reads an object only under a grant of a second person, for a time',
  async (reader) => {
    const ports = await anArchivedCase();
    const { body } = await archiveActs(ports).getArchivePackage({
      ...by(people.auditor),
      params: { packageId },
      body: undefined,
    });
    const objectId = archiveOperations.getArchivePackage.response.parse(body).objects[0]?.objectId ?? '';
    await expect(read(ports, reader, objectId)).rejects.toMatchObject({ code: 'AccessNotGranted' });
    const requestId = requestIdOf((await ask(ports, reader)).body);
    await expect(read(ports, reader, objectId)).rejects.toMatchObject({ code: 'AccessNotGranted' });
    await grant(ports, requestId);
    const answer = await read(ports, reader, objectId, '2027-06-02T00:00:00Z');
    expect(archiveOperations.readArchivedObject.response.parse(answer.body)).toMatchObject({
      packageId,
      object: { objectId },
      link: expect.stringContaining('https://'),
    });
    const after = await archiveActs(ports).getArchivePackage({
      ...by(people.auditor),
      params: { packageId },
      body: undefined,
    });
    expect(archiveOperations.getArchivePackage.response.parse(after.body).reads).toEqual([
      { seq: 1, event: 'ArchiveRead', by: reader.id, role: reader.role, asOf: '2027-06-02T00:00:00Z', objectId },
    ]);
    await expect(read(ports, reader, objectId, '2027-07-01T00:00:00Z')).rejects.toMatchObject({
      code: 'AccessExpired',
    });
  },
);

test('a repeated request for access is one request', async () => {
  const ports = await anArchivedCase();
  const first = await ask(ports, people.auditor);
  const again = await ask(ports, people.auditor);
  expect(again).toMatchObject({ replayed: true, body: { access: { requestId: requestIdOf(first.body) } } });
});

test('R65: what lies in the coldest class is brought back for as long as a grant holds, asked for once, and read when it is there', async () => {
  const ports = await anArchivedCase();
  const { body } = await archiveActs(ports).getArchivePackage({
    ...by(people.auditor),
    params: { packageId },
    body: undefined,
  });
  const [object] = archiveOperations.getArchivePackage.response.parse(body).objects;
  if (object === undefined) throw new Error('an empty package');
  const key = `packages/${packageId}/${object.path}`;
  ports.documents.warm(key, 'cold');
  const { objectId } = object;
  await expect(read(ports, people.auditor, objectId)).rejects.toMatchObject({ code: 'AccessNotGranted' });
  expect(ports.documents.restored).toEqual([]);
  await grant(ports, requestIdOf((await ask(ports, people.auditor)).body));
  for (const hour of ['01', '02']) {
    const waiting = await read(ports, people.auditor, objectId, `2027-06-02T${hour}:00:00Z`);
    expect(waiting.status).toBe(202);
    expect(archiveOperations.readArchivedObject.response.parse(waiting.body)).toMatchObject({ restoring: true });
  }
  expect(ports.documents.restored).toEqual([{ key, days: 7 }]);
  expect((await ports.reads.entries(caseId, 0, 10)).items).toEqual([]);
  ports.documents.warm(key, 'ready');
  const there = await read(ports, people.auditor, objectId, '2027-06-02T14:00:00Z');
  expect(archiveOperations.readArchivedObject.response.parse(there.body)).toMatchObject({
    link: expect.stringContaining('https://'),
  });
  expect((await ports.reads.entries(caseId, 0, 10)).items).toMatchObject([
    { event: 'ArchiveRead', data: { objectId } },
  ]);
});
