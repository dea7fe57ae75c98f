import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { Entry } from '#functions/domain/journal.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { people } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';
import type { Answer } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
vi.spyOn(console, 'log').mockReturnValue();
vi.spyOn(console, 'error').mockReturnValue();

const story = activeStory('a case whose papers are read');
const { caseId } = story.file;
const auditor: Actor = { id: 'auditor-1', role: 'auditor' };
const [documentId = ''] = Object.values(story.file.documents).flatMap((paper) =>
  paper.key === undefined ? [] : [paper.documentId],
);

interface House {
  readonly ports: FakePorts;
  readonly ask: (
    operationId: string,
    by: Actor,
    over?: Readonly<Record<string, Record<string, string>>>,
  ) => Promise<Answer>;
}
const aHouse = async (over: (ports: FakePorts) => FakePorts = (ports) => ports): Promise<House> => {
  const ports = over(fakePorts());
  for (const act of story.acts) await ports.cases.save(act);
  const api = await apiOver(ports);
  return {
    ports,
    ask: (operationId, by, { params = {}, query = {} } = {}) => {
      const row = api.rows.find((one) => one.operationId === operationId);
      if (row === undefined) throw new Error(`there is no ${operationId}`);
      const headers = { 'Test-Clock': '2026-03-20T02:00:00Z' };
      return api.call(row, { by, params: { caseId, ...params }, query, headers, requestId: `request-of-${by.id}` });
    },
  };
};
const readPaper = async ({ ask }: House, by: Actor, id = documentId): Promise<Answer> =>
  ask('getDocument', by, { params: { documentId: id } });
const Listed = z.looseObject({ items: z.array(Entry), verified: z.boolean().optional(), next: z.string().optional() });
const log = async ({ ask }: House, query: Record<string, string> = {}) =>
  Listed.parse((await ask('listJournal', auditor, { query: { chain: 'reads', ...query } })).body);

test('R14: who saw a paper is on record before the link is given, and the case keeps its version', async () => {
  const house = await aHouse();
  const { version } = await house.ports.cases.load(caseId);
  const answer = await readPaper(house, people.officer);
  expect(answer.status).toBe(200);
  expect(answer.headers['etag']).toBe(`"${version}"`);
  const { items, verified } = await log(house, { verify: 'true' });
  expect(items).toMatchObject([
    {
      stream: `${caseId}/reads`,
      seq: 1,
      event: 'DocumentRead',
      v: 1,
      asOf: '2026-03-20T02:00:00Z',
      actor: { id: 'officer-1', role: 'officer' },
      requestId: 'request-of-officer-1',
      data: { documentId },
    },
  ]);
  expect(verified).toBe(true);
  expect((await house.ports.cases.load(caseId)).version).toBe(version);
  expect(house.ports.cases.entries(caseId).map(({ event }) => event)).not.toContain('DocumentRead');
});

test('R14: a read that is refused is not on record, and one that cannot be recorded is not answered', async () => {
  const house = await aHouse();
  expect((await readPaper(house, people.officer, 'doc_unknown')).status).toBe(404);
  expect((await readPaper(house, { ...people.officer, id: 'officer-9' })).status).toBe(404);
  expect((await log(house)).items).toEqual([]);
  const deaf = await aHouse((ports) => ({
    ...ports,
    reads: {
      ...ports.reads,
      append: async () => {
        throw new Error('the table does not answer');
      },
    },
  }));
  const { status, body } = await readPaper(deaf, people.officer);
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('https://');
});

test('R65: the access log is read page by page, by supervisor, risk and auditor alone, and a cursor of the journal is none of its own', async () => {
  const house = await aHouse();
  for (const by of [people.officer, people.supervisor, auditor]) await readPaper(house, by);
  const first = await log(house, { limit: '2' });
  expect(first.items).toHaveLength(2);
  const rest = await log(house, { limit: '2', cursor: first.next ?? '' });
  expect(rest.items.map(({ actor }) => actor.id)).toEqual(['auditor-1']);
  expect(rest.next).toBeUndefined();
  const foreign = await house.ask('listJournal', auditor, { query: { limit: '2', cursor: first.next ?? '' } });
  expect(foreign.body['code']).toBe('CursorInvalid');
  expect((await house.ask('listJournal', people.officer, { query: { chain: 'reads' } })).body['code']).toBe(
    'RoleNotAllowed',
  );
});

test('4.11: a read that was changed or cut off is found', async () => {
  const house = await aHouse();
  for (const by of [people.officer, people.supervisor]) await readPaper(house, by);
  const kept = await house.ports.reads.entries(caseId, 0, 10);
  const told = async (items: readonly Entry[]) => {
    const forged = await aHouse((ports) => ({
      ...ports,
      reads: { ...house.ports.reads, entries: async () => ({ items, next: undefined }) },
    }));
    return log(forged, { verify: 'true' });
  };
  expect(await told(kept.items)).toMatchObject({ verified: true });
  expect(await told(kept.items.slice(0, 1))).toMatchObject({ verified: false });
  const changed = kept.items.map((entry) => ({ ...entry, actor: { ...entry.actor, id: 'nobody' } }));
  expect(await told(changed)).toMatchObject({ verified: false, firstBrokenSeq: 1 });
});

test('the access log is checked by the same fifteen lines as the journal', async () => {
  const house = await aHouse();
  for (const by of [people.officer, people.supervisor, auditor]) await readPaper(house, by);
  const file = join(mkdtempSync(join(tmpdir(), 'reads-')), 'reads.json');
  writeFileSync(file, JSON.stringify((await log(house)).items));
  expect(spawnSync('python3', ['docs/verify-journal.py', file], { encoding: 'utf8' }).stdout).toContain(
    '3 entries, chain whole',
  );
});
