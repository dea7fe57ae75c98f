import { expect, test as plain, vi } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import * as z from 'zod';
import { Entry, firstBrokenSeq } from '#functions/domain/journal.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { replayOfficer } from '#functions/domain/officers/register.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { people } from '#test/support/acts.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';
import type { Answer, Request } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
vi.spyOn(console, 'log').mockReturnValue();

const risk: Actor = { id: 'risk-1', role: 'risk', region: 'east' };
const auditor: Actor = { id: 'auditor-1', role: 'auditor' };
const certificate = { kind: 'VISIT', validUntil: '2027-01-01', suspended: false };
const record = { branch: 'north', region: 'east', name: 'Zhou Min', certificates: [certificate], relations: [] };

const aRegister = async (ports: FakePorts = fakePorts()) => {
  const api = await apiOver(ports);
  let count = 0;
  const ask = (operationId: string, by: Actor, request: Omit<Request, 'by'> = {}): Promise<Answer> => {
    const row = api.rows.find((one) => one.operationId === operationId);
    if (row === undefined) throw new Error(`there is no ${operationId}`);
    count += 1;
    const headers = { 'Test-Clock': '2026-03-20T02:00:00Z', ...request.headers };
    return api.call(row, {
      by,
      params: { officerId: 'officer-7' },
      requestId: `request-${count}`,
      ...request,
      headers,
    });
  };
  const put = (by: Actor, body: object, headers: Record<string, string> = {}) =>
    ask('putOfficer', by, { body, headers });
  return { ports, ask, put };
};
const Shown = z.looseObject({ version: z.number() });
const Listed = z.looseObject({ items: z.array(Entry), verified: z.boolean().optional() });
const create = { 'If-None-Match': '*' };

plain('a PUT of an officer wants the version that was read, or that he is new; each other way is refused', async () => {
  const { put } = await aRegister();
  expect((await put(people.supervisor, record)).body['code']).toBe('VersionRequired');
  const first = await put(people.supervisor, record, create);
  expect([first.status, first.headers['etag'], first.body['name']]).toEqual([200, '"2"', 'Zhou Min']);
  expect((await put(people.supervisor, record, create)).body['code']).toBe('StaleVersion');
  expect((await put(people.supervisor, record, { 'If-Match': '"1"' })).status).toBe(412);
  const absent = [{ from: '2026-04-01', until: '2026-04-09' }];
  const second = await put(people.supervisor, { ...record, absences: absent }, { 'If-Match': '"2"' });
  expect(Shown.parse(second.body)).toMatchObject({ version: 3, absences: absent });
  const again = await put(people.supervisor, { ...record, absences: absent }, { 'If-Match': '"3"' });
  expect(Shown.parse(again.body).version).toBe(3);
});

plain(
  'R19: an officer has a journal of his own that supervisor, risk and auditor read: whole, replayable, without his name',
  async () => {
    const { ports, put, ask } = await aRegister();
    await put(people.supervisor, record, create);
    await put(people.supervisor, { ...record, relations: ['borrower-1'] }, { 'If-Match': '"2"' });
    await put(risk, { ...record, certificates: [{ ...certificate, suspended: true }] }, { 'If-Match': '"3"' });
    for (const by of [people.supervisor, risk, auditor]) {
      const { status, body } = await ask('listOfficerJournal', by, { query: { verify: 'true' } });
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain('Zhou');
      const { items, verified } = Listed.parse(body);
      expect(verified).toBe(true);
      expect(items.map(({ event }) => event)).toEqual([
        'OfficerRegistered',
        'CertificateIssued',
        'OfficerRegistered',
        'OfficerRegistered',
        'CertificateSuspended',
      ]);
      expect(items[4]).toMatchObject({ stream: 'officer/officer-7', actor: { id: 'risk-1' }, requestId: 'request-3' });
      expect(firstBrokenSeq(items)).toBeUndefined();
      const { version: _version, head: _head, ...stored } = (await ports.officers.officer('officer-7')) ?? {};
      expect(replayOfficer(items)).toEqual(stored);
    }
    expect((await ask('listOfficerJournal', { ...people.supervisor, branch: 'south' })).status).toBe(404);
    expect((await ask('listOfficerJournal', people.officer)).body['code']).toBe('RoleNotAllowed');
  },
);

plain(
  'R62: a supervisor neither suspends a certificate nor gets rid of a suspended one, and keeps his own branch alone',
  async () => {
    const { put } = await aRegister();
    await put(people.supervisor, record, create);
    const stopped = { ...record, certificates: [{ ...certificate, suspended: true }] };
    expect((await put(people.supervisor, stopped, { 'If-Match': '"2"' })).body['code']).toBe('SuspensionNeedsRisk');
    expect((await put(risk, stopped, { 'If-Match': '"2"' })).status).toBe(200);
    for (const certificates of [
      [certificate],
      [],
      [{ ...certificate, validUntil: '2026-04-01', suspended: true }],
      [certificate, { ...certificate, suspended: true }, { ...certificate, validUntil: '2028-01-01', suspended: true }],
    ])
      expect((await put(people.supervisor, { ...record, certificates }, { 'If-Match': '"3"' })).body['code']).toBe(
        'SuspensionNeedsRisk',
      );
    const south = { ...people.supervisor, id: 'supervisor-9', branch: 'south' };
    expect((await put(south, { ...stopped, branch: 'south' }, { 'If-Match': '"3"' })).status).toBe(404);
    expect((await put({ ...risk, region: 'west' }, { ...record, region: 'west' }, { 'If-Match': '"3"' })).status).toBe(
      404,
    );
  },
);

plain(
  'the register is listed by branch for a supervisor, by region for risk, and without names for the auditor',
  async () => {
    const { ask } = await aRegister();
    const named = [
      ['officer-1', 'north', 'east'],
      ['officer-2', 'south', 'east'],
      ['officer-3', 'far', 'west'],
    ] as const;
    for (const [officerId, branch, region] of named)
      await ask(
        'putOfficer',
        { id: 'risk-0', role: 'risk' },
        {
          params: { officerId },
          body: { ...record, branch, region },
          headers: create,
        },
      );
    const listed = async (by: Actor, query: Record<string, string> = {}) =>
      z
        .object({ items: z.array(z.looseObject({ officerId: z.string() })) })
        .parse((await ask('listOfficers', by, { params: {}, query })).body).items;
    const ids = async (by: Actor, query?: Record<string, string>) =>
      (await listed(by, query)).map((one) => one.officerId);
    expect(await ids(people.supervisor)).toEqual(['officer-1']);
    expect(await ids(people.supervisor, { branch: 'south' })).toEqual([]);
    expect(await ids(risk)).toEqual(['officer-1', 'officer-2']);
    expect(await ids(risk, { branch: 'far' })).toEqual([]);
    expect(await ids(auditor)).toEqual(['officer-1', 'officer-2', 'officer-3']);
    expect(JSON.stringify(await listed(risk))).toContain('Zhou Min');
    expect(JSON.stringify(await listed(auditor))).not.toContain('Zhou');
  },
);

plain(
  'R9a, R19: the check of an officer tells just what it may: the name only of one who comes to this borrower',
  async () => {
    const story = activeStory('a borrower asks who comes');
    const ports = fakePorts();
    const visited = Object.values(story.file.appointments)[0];
    if (visited === undefined) throw new Error('the story has no appointment');
    // The visit still ahead: the file as it was when its appointment was confirmed.
    for (const act of story.acts) {
      await ports.cases.save(act);
      if (act.entries.some(({ event }) => event === 'AppointmentConfirmed')) break;
    }
    const { ask } = await aRegister(ports);
    for (const officerId of [...visited.officers, 'officer-9'])
      await ask('putOfficer', { id: 'risk-0', role: 'risk' }, { params: { officerId }, body: record, headers: create });
    const borrower: Actor = { id: 'user-1', role: 'borrower', borrowerId: borrowerIdOf(story.seed) };
    const check = async (
      by: Actor,
      officerId: string,
      query: Record<string, string> = { caseId: story.file.caseId },
    ) => {
      const { hotline, ...told } = (await ask('checkOfficer', by, { params: { officerId }, query })).body;
      expect(hotline).toMatch(/\d/);
      return told;
    };
    const [coming = ''] = visited.officers;
    const genuine = { officerId: coming, genuine: true };
    for (const by of [borrower, people.agent])
      expect(await check(by, coming)).toEqual({ ...genuine, assigned: true, name: 'Zhou Min' });
    expect(await check(borrower, coming, {})).toEqual({ ...genuine, assigned: false });
    expect(await check({ ...borrower, borrowerId: 'borrower-9' }, coming)).toEqual({ ...genuine, assigned: false });
    expect(await check(borrower, 'officer-9')).toEqual({ officerId: 'officer-9', genuine: true, assigned: false });
    expect(await check(borrower, 'officer-unknown')).toEqual({
      officerId: 'officer-unknown',
      genuine: false,
      assigned: false,
    });
  },
);

const certificates = fc.uniqueArray(
  fc.record({
    kind: fc.constant('VISIT'),
    validUntil: fc.constantFrom('2026-12-31', '2027-06-30', '2028-01-01'),
    suspended: fc.boolean(),
  }),
  { selector: (one) => JSON.stringify(one), maxLength: 4 },
);
const records = fc.record({
  branch: fc.constantFrom('north', 'south'),
  certificates,
  relations: fc.uniqueArray(fc.constantFrom('borrower-1', 'borrower-2'), { maxLength: 2 }),
});

test.prop([fc.array(records, { minLength: 1, maxLength: 8 })], { numRuns: 40 })(
  '4.15, 15: whatever is written to an officer, his journal is whole, gives the record again, and counts his version',
  async (writes) => {
    const { ports, put } = await aRegister();
    for (const body of writes) {
      const version = (await ports.officers.officer('officer-7'))?.version ?? 0;
      expect((await put({ id: 'risk-0', role: 'risk' }, body, { 'If-Match': `"${version}"` })).status).toBe(200);
    }
    const { items } = await ports.officers.journal('officer-7', 0, 1000);
    const { version, head, ...stored } = (await ports.officers.officer('officer-7')) ?? {};
    expect(firstBrokenSeq(items)).toBeUndefined();
    expect(replayOfficer(items)).toEqual(stored);
    expect([version, head]).toEqual([items.length, { seq: items.length, hash: items.at(-1)?.hash }]);
  },
);
