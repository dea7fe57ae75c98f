import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { officerOperations } from '#functions/contracts/officers-operations.ts';
import { paymentOperations } from '#functions/contracts/payments-operations.ts';
import type { Operation } from '#functions/contracts/operation.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { openedStory } from '#test/support/builders.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';
import { people } from '#test/support/acts.ts';
import type { Story } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
vi.spyOn(console, 'log').mockReturnValue();

const house = async (...stories: readonly Story[]) => {
  const ports = fakePorts();
  for (const { acts } of stories) for (const act of acts) await ports.cases.save(act);
  const api = await apiOver(ports);
  const call = async (
    row: Operation,
    by: Actor,
    given: {
      params?: Record<string, string>;
      body?: object;
      query?: Record<string, string>;
      key?: string;
      at?: string;
    },
  ) =>
    api.call(row, {
      by,
      ...given,
      headers: {
        'Test-Clock': given.at ?? '2026-04-20T02:00:00Z',
        ...(row.idempotent ? { 'Idempotency-Key': given.key ?? randomUUID() } : {}),
      },
    });
  return { ports, call };
};

const receipt = (sourceRef: string, more: object = {}) => ({
  sourceRef,
  amount: { amountMinor: 50_000, currency: 'CNY' },
  valueDate: '2026-04-20',
  ...more,
});
const system = people.system;

test('4.5: unknown money is kept, never refused: a task by the next business day for those who can find out', async () => {
  const { ports, call } = await house();
  const { status, body } = await call(paymentOperations.recordPayment, system, { body: receipt('r-1') });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    status: 'UNAPPLIED',
    // Monday the 20th; the next business day ends when nobody may be called any more.
    payment: { reasonCode: 'NO_REFERENCE', matchBy: '2026-04-21T14:00:00.000Z', amountMinor: 50_000 },
  });
  for (const by of [people.agent, people.supervisor]) {
    const list = await call(officerOperations.getWorklist, by, { params: { list: 'team' } });
    expect(list.body['items']).toMatchObject([{ kind: 'MATCH_PAYMENT', dueAt: '2026-04-21T14:00:00.000Z' }]);
  }
  const paymentId = Object(body['payment']).paymentId;
  expect(ports.cases.entries(paymentId).map(({ event }) => event)).toEqual(['PaymentLeftUnapplied']);
});

test('4.5: the same unknown money again is one, other money under its reference is refused', async () => {
  const { call } = await house();
  const key = randomUUID();
  const first = await call(paymentOperations.recordPayment, system, { body: receipt('r-1'), key });
  const again = await call(paymentOperations.recordPayment, system, { body: receipt('r-1'), key });
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(again.body).toEqual(first.body);
  const otherKey = await call(paymentOperations.recordPayment, system, { body: receipt('r-1') });
  expect(otherKey.body).toEqual(first.body);
  const reused = await call(paymentOperations.recordPayment, system, { body: receipt('r-2'), key });
  expect([reused.status, reused.body['code']]).toEqual([422, 'IdempotencyKeyReused']);
  const other = await call(paymentOperations.recordPayment, system, {
    body: receipt('r-1', { valueDate: '2026-04-19' }),
  });
  expect([other.status, other.body['code']]).toEqual([409, 'SourceRefConflict']);
});

test('4.5: an agent ties the money to a case of his branch, once; the task is gone and the ledger has it on its value date', async () => {
  const story = activeStory('a plan');
  const { call } = await house(story);
  const { caseId } = story.file;
  const left = await call(paymentOperations.recordPayment, system, {
    body: receipt('r-1', { branch: 'north', valueDate: '2026-04-15' }),
  });
  const paymentId = String(Object(left.body['payment']).paymentId);
  const stranger = { id: 'agent-9', role: 'agent', branch: 'south' } as const;
  const match = async (by: Actor) =>
    call(paymentOperations.matchPayment, by, { params: { paymentId }, body: { caseId } });
  expect((await match(stranger)).body['code']).toBe('NotFound');
  const matched = await match(people.agent);
  expect(matched.status).toBe(201);
  expect(matched.body).toMatchObject({ status: 'APPLIED', caseId, payment: { paymentId, valueDate: '2026-04-15' } });
  expect((await match(people.supervisor)).body['code']).toBe('PaymentAlreadyApplied');
  const list = await call(officerOperations.getWorklist, people.agent, { params: { list: 'team' } });
  expect(JSON.stringify(list.body)).not.toContain('MATCH_PAYMENT');
  const ledger = await call(paymentOperations.listPayments, people.agent, { params: { caseId } });
  expect(ledger.body['items']).toMatchObject([{ payment: { paymentId }, rule: '4.5', profile: 'PLAN_DEFAULT' }]);
  const told = await call(paymentOperations.recordPayment, system, {
    body: receipt('r-1', { branch: 'north', valueDate: '2026-04-15' }),
  });
  expect(told.body).toMatchObject({ status: 'APPLIED', caseId });
});

test('4.5: of two who match the same money at once to two cases, one does', async () => {
  const [one, two] = [activeStory('one'), activeStory('two')];
  const { call } = await house(one, two);
  const left = await call(paymentOperations.recordPayment, system, { body: receipt('r-1') });
  const params = { paymentId: String(Object(left.body['payment']).paymentId) };
  const answers = await Promise.all(
    [one, two].map(async ({ file: { caseId } }) =>
      call(paymentOperations.matchPayment, people.agent, { params, body: { caseId } }),
    ),
  );
  expect(new Set(answers.map(({ status, body }) => body['code'] ?? status))).toEqual(
    new Set([201, 'PaymentAlreadyApplied']),
  );
});

test('4.5: money by the person goes to his case; before an agreement or under an unknown case it waits for somebody', async () => {
  const story = activeStory('a plan');
  const early = openedStory('no plan yet');
  const { call } = await house(story, early);
  const take = async (more: object, ref: string) =>
    (await call(paymentOperations.recordPayment, system, { body: receipt(ref, more) })).body;
  expect(await take({ borrowerId: borrowerIdOf('a plan') }, 'by-person')).toMatchObject({
    status: 'APPLIED',
    caseId: story.file.caseId,
  });
  expect(await take({ caseId: early.file.caseId }, 'early')).toMatchObject({
    payment: { reasonCode: 'NO_AGREEMENT', saidCaseId: early.file.caseId },
  });
  expect(await take({ caseId: 'case_nowhere' }, 'nowhere')).toMatchObject({ payment: { reasonCode: 'CASE_UNKNOWN' } });
  expect(await take({ kind: 'REFUND' }, 'refund')).toMatchObject({ code: 'NothingOwed' });
});

test('4.5: the borrower chooses what an excess does, by a request that may be repeated', async () => {
  const story = activeStory('a plan');
  const { call } = await house(story);
  const by: Actor = { id: 'user-1', role: 'borrower', borrowerId: borrowerIdOf('a plan') };
  const choose = async () =>
    call(paymentOperations.setPaymentPreferences, by, {
      params: { caseId: story.file.caseId },
      body: { excess: 'PRINCIPAL' },
    });
  const first = await choose();
  expect(first.status).toBe(200);
  expect(first.body['preference']).toMatchObject({ excess: 'PRINCIPAL', fromOn: '2026-04-20' });
  expect((await choose()).body).toEqual(first.body);
});
