import { expect, test, vi } from 'vitest';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';
import { callerOf } from '#test/usecases/calling.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { people } from '#test/support/acts.ts';

vi.stubEnv('TEST_CLOCK', 'true');
vi.spyOn(console, 'log').mockReturnValue();

const risk = { id: 'risk-1', role: 'risk', region: 'east' } as const;

/** Nothing is paid: breached at D+15, the extra follow-up reported, the cure period over. */
const uncured = async () => {
  const caller = await callerOf(activeStory());
  const { ports, caseId, call } = caller;
  const machines = machinesInProcess(ports);
  for (const asOf of ['2026-04-17T02:00:00Z', '2026-04-28T02:00:00Z', '2026-04-29T02:00:00Z'])
    await machines.sweep(asOf);
  const at = '2026-04-30T02:00:00Z';
  const spoken = { purpose: 'SERVICE', channel: 'PHONE', direction: 'INBOUND', contactPointId: 'phone-1' };
  await call('startContact', { by: people.officer, at, body: spoken });
  const file = await ports.cases.load(caseId);
  const { status } = await call('reportFollowUp', {
    by: people.officer,
    at,
    params: { followUpNo: '1001' },
    body: { result: 'AT_RISK', contactId: Object.keys(file.contacts).at(-1) },
  });
  expect(status).toBe(201);
  await machines.sweep('2026-05-14T02:00:00Z');
  await machines.sweep('2026-05-15T02:00:00Z');
  expect((await ports.cases.load(caseId)).status.state).toBe('BREACHED');
  return caller;
};

const proposal = { by: people.supervisor, at: '2026-05-15T03:00:00Z', body: { ground: 'NOT_CURED' } } as const;

test('R56: from an uncured breach over a proposal and a second person to a demand, through the API', async () => {
  const { call } = await uncured();
  const unready = await call('issueDemand', { by: people.supervisor, at: proposal.at, body: {} });
  expect([unready.status, unready.body['code']]).toEqual([409, 'DefaultNotDeclared']);
  const proposed = await call('proposeDefault', proposal);
  expect([proposed.status, proposed.body['state']]).toEqual([201, 'BREACHED']);
  expect(proposed.body['proposal']).toMatchObject({ ground: 'NOT_CURED', status: 'PROPOSED', evidenceIds: [] });
  const again = await call('proposeDefault', proposal);
  expect([again.status, again.body['code']]).toEqual([409, 'DefaultAlreadyProposed']);

  const { proposalId } = JSON.parse(JSON.stringify(proposed.body['proposal']));
  const decision = { by: risk, at: '2026-05-15T04:00:00Z', params: { proposalId } };
  const declare = { decision: 'DECLARE', reason: 'recognisable words' };
  const unread = await call('decideDefault', { ...decision, body: declare });
  expect([unread.status, unread.body['code']]).toEqual([428, 'VersionRequired']);
  const silent = await call('decideDefault', { ...decision, body: { decision: 'DECLARE' }, ifMatch: '*' });
  expect([silent.status, silent.body['code']]).toEqual([422, 'ReasonMissing']);
  const unknown = await call('decideDefault', {
    ...decision,
    params: { proposalId: 'default_unknown' },
    body: declare,
    ifMatch: '*',
  });
  expect(unknown.status).toBe(404);
  const declared = await call('decideDefault', { ...decision, body: declare, ifMatch: '*' });
  expect([declared.status, declared.body['state']]).toEqual([200, 'TERMINATED']);
  expect(JSON.stringify(declared.body)).not.toContain('recognisable');

  const demand = { by: people.supervisor, at: '2026-05-18T02:00:00Z', body: {} };
  const issued = await call('issueDemand', demand);
  expect(issued.status).toBe(201);
  expect(issued.body['demand']).toMatchObject({ totalMinor: 1_200_000, principalMinor: 1_200_000, interestMinor: 0 });
  const soon = await call('issueDemand', { ...demand, at: '2026-06-01T02:00:00Z' });
  expect([soon.status, soon.body['code'], soon.body['earliest']]).toEqual([409, 'DemandTooSoon', '2026-06-17']);
});

test('a repeated proposal under one key is one proposal, and another ground under it is refused', async () => {
  const { call } = await uncured();
  const key = '7b0c1c9e-52a8-4f0e-9d5a-0d8f1a2b3c4d';
  const first = await call('proposeDefault', { ...proposal, key });
  const second = await call('proposeDefault', { ...proposal, key });
  expect(second.body['proposal']).toEqual(first.body['proposal']);
  expect(second.headers['idempotency-replayed'] ?? second.headers['Idempotency-Replayed']).toBe('true');
  const other = await call('proposeDefault', { ...proposal, body: { ground: 'THREE_MISSED' }, key });
  expect([other.status, other.body['code']]).toEqual([422, 'IdempotencyKeyReused']);
  const wrong = await call('proposeDefault', { ...proposal, body: { ground: 'BECAUSE' } });
  expect([wrong.status, wrong.body['code']]).toEqual([400, 'InvalidRequest']);
});
