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
const otherLead: Actor = { id: 'supervisor-2', role: 'supervisor', branch: 'north' };
const risk: Actor = { id: 'risk-1', role: 'risk', region: 'east' };
const Shown = z.looseObject({ adjustment: z.looseObject({ adjustmentId: z.string(), status: z.string() }) });
const longer = { type: 'TERM_EXTENSION', periods: 6, reason: 'a child was born' };

let caller: Caller;
let evidenceIds: string[];
beforeAll(async () => {
  caller = await callerOf(activeStory('a case whose life changes'));
  evidenceIds = Object.keys((await caller.ports.cases.load(caller.caseId)).documents).slice(0, 1);
});

const ask = (body: object, more: { by?: Actor; dryRun?: string; key?: string } = {}) =>
  caller.call('requestAdjustment', {
    by: more.by ?? caller.borrower,
    at,
    body: { evidenceIds, ...body },
    ...(more.dryRun === undefined ? {} : { query: { dryRun: more.dryRun } }),
    ...(more.key === undefined ? {} : { key: more.key }),
  });

test('R45: dryRun shows before and after row by row, the cost to each side and the tier, and writes nothing', async () => {
  const { ports, caseId } = caller;
  const before = (await ports.cases.load(caseId)).version;
  const answer = await ask(longer, { dryRun: 'true' });
  expect(answer.status).toBe(200);
  const { preview } = z
    .looseObject({ preview: z.looseObject({ sideBySide: z.array(z.looseObject({ no: z.int() })) }) })
    .parse(answer.body);
  expect(preview).toMatchObject({
    costMinor: 0,
    cost: { bankMinor: 0, borrowerMinor: 0 },
    tier: 'L1',
    extendedMonths: 6,
    needsSignatures: true,
  });
  expect(preview.sideBySide).toHaveLength(17);
  expect(preview.sideBySide[0]).toMatchObject({
    no: 1,
    before: { dueOn: '2026-04-12', principalMinor: 100_000 },
    after: { dueOn: '2026-05-12', principalMinor: 70_588 },
  });
  expect(preview.sideBySide[16]?.['before']).toBeUndefined();
  expect((await ports.cases.load(caseId)).version).toBe(before);
});

test.each([
  ['InvalidRequest', 400, { type: 'TERM_EXTENSION' }],
  ['InvalidRequest', 400, { type: 'DUE_DAY_CHANGE', dueDay: 32 }],
  ['InvalidRequest', 400, { type: 'A_MIRACLE', periods: 1 }],
  ['InvalidRequest', 400, { type: 'GRACE_EXTENSION', fromOn: '2026-05-12', toOn: '2026-05-01' }],
  ['RateIsZero', 422, { type: 'INTEREST_SUSPENSION', fromOn: '2026-06-01', toOn: '2026-06-30' }],
  ['TermTooLong', 422, { type: 'TERM_EXTENSION', periods: 60 }],
  ['AdjustmentLimitReached', 409, { type: 'PAYMENT_HOLIDAY', periods: 4, interestRuns: false }],
  ['AdjustmentLimitReached', 409, { type: 'PRINCIPAL_FORGIVENESS', amountMinor: 1 }],
  ['PastIsFixed', 422, { type: 'GRACE_EXTENSION', fromOn: '2026-05-13', toOn: '2026-05-20' }],
  ['EvidenceMissing', 422, { type: 'TERM_EXTENSION', periods: 1, evidenceIds: [] }],
] as const)('R45-R51: %s (%i) is the answer to what 4.7 does not allow', async (code, status, body) => {
  expect(await ask({ reason: 'a child was born', ...body })).toMatchObject({ status, body: { code } });
});

test('R45, R47: staff ask on somebody’s behalf with proof; those concerned never decide; nobody’s words reach the journal', async () => {
  const { call, ports, caseId } = caller;
  expect(await ask(longer, { by: people.officer })).toMatchObject({
    status: 422,
    body: { code: 'BehalfEvidenceMissing' },
  });
  const key = '6f0a2f0e-7a52-4c39-9bd6-6f5e0f8f2d12';
  const asked = await ask(longer, { key });
  expect(asked.status).toBe(201);
  expect(await ask(longer, { key })).toMatchObject({ status: 201, body: asked.body });
  const { adjustmentId } = Shown.parse(asked.body).adjustment;
  const decide = (by: Actor, body: object, ifMatch: '*' | undefined = '*') =>
    call('decideAdjustment', { by, at, params: { adjustmentId }, body, ...(ifMatch === undefined ? {} : { ifMatch }) });
  const owner: Actor = { ...otherLead, id: people.officer.id };
  expect(await decide(owner, { decision: 'APPROVE' })).toMatchObject({
    status: 403,
    body: { code: 'FourEyesViolated' },
  });
  expect(await decide(otherLead, { decision: 'REFUSE' })).toMatchObject({
    status: 422,
    body: { code: 'ReasonMissing' },
  });
  expect(await decide(otherLead, { decision: 'ESCALATE', reason: 'beyond me' })).toMatchObject({
    status: 200,
    body: { adjustment: { tier: 'L2' } },
  });
  expect(await decide(otherLead, { decision: 'APPROVE' })).toMatchObject({ status: 403, body: { code: 'TierTooLow' } });
  expect(await decide(risk, { decision: 'APPROVE' })).toMatchObject({
    status: 200,
    body: { adjustment: { status: 'APPROVED' } },
  });
  expect(await decide(risk, { decision: 'APPROVE' })).toMatchObject({ status: 409, body: { code: 'StateForbids' } });
  expect(JSON.stringify(ports.cases.entries(caseId))).not.toMatch(/child was born|beyond me/);
});

test('R48: a gift takes effect with its approval, and the borrower is told', async () => {
  const { call, ports, caseId } = caller;
  const asked = await ask({ type: 'DUE_DAY_CHANGE', dueDay: 20, reason: 'the pay day has moved', evidenceIds: [] });
  expect(asked).toMatchObject({ status: 201, body: { adjustment: { status: 'APPLIED', tier: 'AUTO' } } });
  const { instalments } = (await call('listInstalments', { by: caller.borrower, at })).body;
  expect(instalments).toMatchObject([
    { dueOn: '2026-04-12' },
    { dueOn: '2026-05-20' },
    { dueOn: '2026-06-22' },
    ...Array.from({ length: 9 }, () => ({})),
  ]);
  const { notices } = await ports.cases.load(caseId);
  expect(Object.values(notices).at(-1)).toMatchObject({ kind: 'ADJUSTMENT_ANSWERED' });
});
