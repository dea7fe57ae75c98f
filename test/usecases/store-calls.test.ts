import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import { packageIdOf } from '#functions/domain/archive/package.ts';
import type { Operation } from '#functions/contracts/operation.ts';
import type { Actor, Role } from '#functions/domain/actor.ts';
import { sampleBody, sampleParams, sampleQuery } from '#test/contracts/samples.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { people } from '#test/support/acts.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { agreementLived } from '#test/usecases/agreement-lived.ts';
import { faulty } from '#test/usecases/faulty-ports.ts';
import { firstHalfLived } from '#test/usecases/first-half-lived.ts';
import { apiOver } from '#test/usecases/in-process.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
vi.spyOn(console, 'log').mockReturnValue();
vi.spyOn(console, 'error').mockReturnValue();

/** Calls of a store that an operation may make once each: load and save the case, look a key up, ask the register. */
const limited = ['cases.load', 'cases.save', 'cases.request', 'officers.'] as const;

/** Who needs more than one of a kind, and why. A reason that no longer holds fails the test. */
const exceptions: Readonly<Record<string, string>> = {
  downloadOriginal: 'a seal that an interrupted signature left out is made up for first, an act of its own',
  putOfficer: 'record and name are two items of the register, read side by side',
  recordPayment:
    'whose money it is, is found out before; and a repeated request may have been answered with money that nobody owned',
  requestSigningCode: 'two acts: the code is claimed, sent, and then recorded as sent or failed',
  signAgreement: 'two acts: the last signature, and the seal on the text that both have signed',
  syncVisit: 'a batch: each step that a tablet took is an act of its own',
};

const seen = new Map<string, Map<string, number>>();
const note = (operationId: string, calls: readonly string[]): void => {
  const most = seen.get(operationId) ?? new Map<string, number>();
  for (const kind of limited) {
    const count = calls.filter((call) => call.startsWith(kind)).length;
    most.set(kind, Math.max(most.get(kind) ?? 0, count));
  }
  seen.set(operationId, most);
};

const story = activeStory('a case whose calls are counted');
const { caseId, version } = story.file;
const named = { caseId, packageId: packageIdOf(caseId) };
const by: Readonly<Record<Role, Actor>> = {
  ...people,
  borrower: { id: 'user-1', role: 'borrower', borrowerId: borrowerIdOf(story.seed) },
  risk: { id: 'risk-1', role: 'risk', region: 'east' },
  committee: { id: 'committee-1', role: 'committee' },
  auditor: { id: 'auditor-1', role: 'auditor' },
};
const commands: Operation[] = [];

beforeAll(async () => {
  // As far as a life in this process goes, every act succeeds.
  const life = await lifeInProcess(fakePorts(), { onAnswer: (operationId, _, calls) => note(operationId, calls) });
  await agreementLived(life, await firstHalfLived(life));
  // Every other command is asked once by each of its roles, and does or refuses what a running case lets it.
  const ports = fakePorts();
  for (const act of story.acts) await ports.cases.save(act);
  const frail = faulty(ports);
  const api = await apiOver(frail.ports);
  for (const row of api.rows) {
    if (row.method === 'GET' || row.roles === 'public' || row.roles === 'any') continue;
    commands.push(row);
    for (const role of row.roles) {
      frail.heal();
      await api.call(row, {
        by: by[role],
        params: sampleParams(row, named),
        query: sampleQuery(row),
        body: sampleBody(row),
        headers: {
          'Test-Clock': '2026-03-20T02:00:00Z',
          ...(row.idempotent ? { 'Idempotency-Key': randomUUID() } : {}),
          ...(row.ifMatch === 'required' ? { 'If-Match': `"${version}"` } : {}),
        },
      });
      note(row.operationId, frail.calls());
    }
  }
}, 60_000);

test('every command was asked, and those about a case did read it', () => {
  expect(commands.length).toBeGreaterThan(40);
  for (const { operationId, params } of commands) {
    const calls = seen.get(operationId);
    expect(calls, operationId).toBeDefined();
    if ('caseId' in params.shape) expect(calls?.get('cases.load'), operationId).toBeGreaterThan(0);
  }
});

test('a command reads the case once, the register once, and saves once; the exceptions are known with their reasons', () => {
  const over = commands.flatMap(({ operationId }) => {
    const most = [...(seen.get(operationId) ?? [])].filter(([, count]) => count > 1);
    return most.length === 0 ? [] : [[operationId, Object.fromEntries(most)] as const];
  });
  expect(Object.fromEntries(over), 'more calls than one of a kind').toEqual(
    Object.fromEntries(Object.keys(exceptions).map((operationId) => [operationId, expect.anything()])),
  );
});
