import { beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { Actor } from '#functions/domain/actor.ts';
import { people } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { callerOf } from '#test/usecases/calling.ts';
import type { Caller } from '#test/usecases/calling.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const at = '2026-05-04T02:00:00Z';
const second: Actor = { id: 'supervisor-2', role: 'supervisor', branch: 'north', region: 'east' };
const Shown = z.looseObject({ dispute: z.looseObject({ disputeId: z.string(), holdId: z.string() }) });
let caller: Caller;
beforeAll(async () => {
  caller = await callerOf(activeStory('a case with an objection'));
});

test('R67: a borrower objects once, reads the objection in words, and gets the answer in words', async () => {
  const { call, borrower, ports, caseId } = caller;
  const body = { kind: 'ALREADY_PAID', statement: 'I paid in April' };
  const raised = await call('raiseDispute', { by: borrower, at, body, key: '6f0a2f0e-7a52-4c39-9bd6-6f5e0f8f2d11' });
  expect([raised.status, raised.headers['etag']]).toEqual([201, `"${(await ports.cases.load(caseId)).version}"`]);
  const again = await call('raiseDispute', { by: borrower, at, body, key: '6f0a2f0e-7a52-4c39-9bd6-6f5e0f8f2d11' });
  expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', raised.body]);
  const { disputeId, holdId } = Shown.parse(raised.body).dispute;
  const seen = await call('getCase', { by: borrower, at, query: { include: 'disputes,holds' } });
  expect(seen.body).toMatchObject({
    disputes: [{ disputeId, status: 'OPEN', statementText: 'I paid in April', answerDueOn: '2026-05-24' }],
    holds: [{ holdId, kind: 'DISPUTE_HOLD' }],
  });
  const resolve = (by: Actor, finding?: string, ifMatch?: '*') =>
    call('resolveDispute', {
      by,
      at,
      params: { disputeId },
      body: { outcome: 'UPHELD', finding },
      ...(ifMatch === undefined ? {} : { ifMatch }),
    });
  expect(await resolve(second, 'paid on 3 April')).toMatchObject({ status: 428, body: { code: 'VersionRequired' } });
  expect(await resolve(second, undefined, '*')).toMatchObject({ status: 422, body: { code: 'FindingMissing' } });
  const lift = { by: second, at, params: { holdId }, body: { reason: 'asked to' }, ifMatch: '*' } as const;
  expect(await call('releaseHold', lift)).toMatchObject({ status: 409, body: { code: 'CauseStillOpen' } });
  expect(await resolve(second, 'paid on 3 April', '*')).toMatchObject({
    status: 200,
    body: { dispute: { status: 'RESOLVED', findingText: 'paid on 3 April' } },
  });
  // No word of either side is in the journal.
  expect(JSON.stringify(ports.cases.entries(caseId))).not.toMatch(/April/);
});

test('4.1: a hold is placed by staff, named in what it stops, and lifted by a supervisor with a reason', async () => {
  const { call } = caller;
  const place = (by: Actor, kind: string) => call('placeHold', { by, at, body: { kind, reason: 'a stroke' } });
  expect(await place(people.agent, 'LEGAL_HOLD')).toMatchObject({ status: 403, body: { code: 'HoldKindNotYours' } });
  expect(await place(people.agent, 'NOTHING')).toMatchObject({ status: 400, body: { code: 'InvalidRequest' } });
  expect(await call('placeHold', { by: people.agent, at, body: { kind: 'SAFETY_HOLD', reason: ' ' } })).toMatchObject({
    status: 400,
  });
  const placed = await place(people.agent, 'DECEASED');
  expect(placed).toMatchObject({ status: 201, body: { hold: { kind: 'DECEASED', reviewOn: '2026-06-03' } } });
  expect(await place(people.supervisor, 'DECEASED')).toMatchObject({
    status: 409,
    body: { code: 'HoldAlreadyPlaced' },
  });
  const stopped = await call('requestAdjustment', {
    by: caller.borrower,
    at,
    body: { type: 'GRACE_EXTENSION', fromOn: '2026-05-12', toOn: '2026-05-19', reason: 'late pay' },
  });
  expect(stopped).toMatchObject({ status: 409, body: { code: 'OnHold', hold: 'DECEASED' } });
  const { holdId } = z.looseObject({ hold: z.looseObject({ holdId: z.string() }) }).parse(placed.body).hold;
  const lift = (by: Actor, body: object) => call('releaseHold', { by, at, params: { holdId }, body, ifMatch: '*' });
  expect(await lift(people.supervisor, { reason: 'x' })).toMatchObject({ body: { code: 'HoldKindNotYours' } });
  const risk: Actor = { id: 'risk-1', role: 'risk', region: 'east' };
  expect(await lift(risk, {})).toMatchObject({ status: 422, body: { code: 'ReasonMissing' } });
  expect(await lift(risk, { reason: 'a mistake' })).toMatchObject({
    status: 200,
    body: { hold: { releasedBy: 'risk-1' } },
  });
});
