import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Operation } from '#functions/contracts/operation.ts';
import { mayAccess } from '#functions/domain/access.ts';
import { packageIdOf } from '#functions/domain/archive/package.ts';
import { Role } from '#functions/domain/actor.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { sampleBody, sampleParams, sampleQuery } from '#test/contracts/samples.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';
import { people } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';
import type { Answer } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const story = activeStory('somebody else’s case');
const { caseId, version } = story.file;
const ports = fakePorts();
const api = await apiOver(ports);
beforeAll(async () => {
  for (const act of story.acts) await ports.cases.save(act);
});

const named = { caseId, packageId: packageIdOf(caseId) };
const nowhere = { caseId: 'case_unknown', packageId: packageIdOf('case_unknown') };

const ask = (row: Operation, by: Actor | undefined, given: Readonly<Record<string, string>> = named): Promise<Answer> =>
  api.call(row, {
    by,
    params: sampleParams(row, given),
    query: sampleQuery(row),
    body: sampleBody(row),
    headers: {
      'Test-Clock': '2026-03-20T02:00:00Z',
      ...(row.idempotent ? { 'Idempotency-Key': randomUUID() } : {}),
      ...(row.ifMatch === 'required' ? { 'If-Match': `"${version}"` } : {}),
    },
  });

/** Somebody of each role to whom this case is no business; auditor and system see every case (4.15, 26). */
const strangers: Readonly<Partial<Record<Role, Actor>>> = {
  borrower: { id: 'user-9', role: 'borrower', borrowerId: 'borrower-9' },
  agent: { id: 'agent-9', role: 'agent', branch: 'south', region: 'west' },
  officer: { id: 'officer-9', role: 'officer', branch: 'north', region: 'east' },
  supervisor: { id: 'supervisor-9', role: 'supervisor', branch: 'south', region: 'west' },
  risk: { id: 'risk-9', role: 'risk', branch: 'south', region: 'west' },
  committee: { id: 'committee-9', role: 'committee' },
};

const concerned: Readonly<Record<Role, Actor>> = {
  borrower: { id: 'user-1', role: 'borrower', borrowerId: borrowerIdOf(story.seed) },
  agent: people.agent,
  officer: people.officer,
  supervisor: people.supervisor,
  risk: { id: 'risk-1', role: 'risk', region: 'east' },
  committee: { id: 'committee-1', role: 'committee' },
  auditor: { id: 'auditor-1', role: 'auditor' },
  system: people.system,
};

const isFor = (row: Operation, role: Role): boolean =>
  row.roles === 'public' || row.roles === 'any' || row.roles.includes(role);
const isAboutCase = (row: Operation): boolean => 'caseId' in row.params.shape || 'packageId' in row.params.shape;

test('every row of the table is called here', async () => {
  const { operations } = await import('#functions/contracts/operations.ts');
  expect(api.rows.map((row) => row.operationId).toSorted()).toEqual(
    operations.map((row) => row.operationId).toSorted(),
  );
});

describe.each(api.rows.map((row) => [row.operationId, row] as const))('%s', (_, row) => {
  test.each(Role.options)('asked by the role %s is let in or refused as its row says', async (role) => {
    const { status, body } = await ask(row, concerned[role]);
    if (isFor(row, role)) expect(['RoleNotAllowed', 'Unauthenticated']).not.toContain(body['code']);
    else expect([status, body['code']]).toEqual([403, 'RoleNotAllowed']);
    expect(status, JSON.stringify(body)).toBeLessThan(500);
  });

  test('answers nobody who brings no token, unless it is public', async () => {
    const { status, body } = await ask(row, undefined);
    // A calendar is open to whoever knows its address; this one nobody was given.
    if (row.roles === 'public') expect(status).toBe(row.operationId === 'getCalendar' ? 404 : 200);
    else expect([status, body['code']]).toEqual([401, 'Unauthenticated']);
  });

  if (!isAboutCase(row)) return;
  test('tells a stranger to the case just what it tells about a case that is not there', async () => {
    const before = ports.cases.entries(caseId).length;
    for (const role of Role.options.filter((one) => isFor(row, one))) {
      const stranger = strangers[role];
      if (stranger === undefined) continue;
      const { status, body } = await ask(row, stranger);
      expect([status, body['code']], role).toEqual([404, 'NotFound']);
      const unknown = await ask(row, stranger, nowhere);
      expect({ ...unknown.body, instance: '' }, role).toEqual({ ...body, instance: '' });
    }
    expect(ports.cases.entries(caseId)).toHaveLength(before);
  });
});

test('operations that name no case in their path are known one by one: each has its own way to keep strangers out', () => {
  const others = api.rows.filter((row) => !isAboutCase(row)).map((row) => row.operationId);
  expect(others.toSorted()).toEqual([
    'assignComplaintHandler',
    'checkOfficer',
    'createCalendarFeed',
    'decideComplaintRetention',
    'endCalendarFeed',
    'extendComplaint',
    'fileComplaint',
    'getAccountFeed',
    'getCalendar',
    'getComplaint',
    'getComplaintRetention',
    'getHealth',
    'getOpenApi',
    'getPaymentFeed',
    'getPolicyPack',
    'getReport',
    'getWorklist',
    'handOverOfficer',
    'listCases',
    'listComplaints',
    'listOfficerJournal',
    'listOfficers',
    'matchPayment',
    'openCase',
    'putOfficer',
    'recordPayment',
    'replyToComplaint',
    'reportAccount',
    'reversePayment',
    'searchArchive',
    'submitAccountFeed',
    'submitPaymentFeed',
    'verifyAgreement',
  ]);
});

test.each(Object.values(strangers))(
  'a list of cases shows none that is no business of this $role',
  async (stranger) => {
    const row = api.rows.find((one) => one.operationId === 'listCases');
    if (row === undefined || !isFor(row, stranger.role)) return expect(mayAccess(story.file, stranger)).toBe(false);
    const queries = [{ borrowerId: borrowerIdOf(story.seed) }, { state: 'ACTIVE' }, { ownerId: people.officer.id }];
    for (const query of queries) {
      const { body } = await api.call(row, { by: stranger, query });
      expect(JSON.stringify(body)).not.toContain(caseId);
    }
  },
);

test('whoever the case concerns may see it, and a file that does not exist may be seen by nobody', () => {
  for (const role of Role.options) {
    expect(mayAccess(story.file, concerned[role]), role).toBe(role !== 'committee');
    expect(mayAccess(emptyFile('case_unknown'), concerned[role]), role).toBe(false);
  }
});

test('a borrower whose token names no borrower sees no case at all', () => {
  expect(mayAccess(story.file, { id: 'user-2', role: 'borrower' })).toBe(false);
});
