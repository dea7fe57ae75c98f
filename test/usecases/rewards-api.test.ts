import { expect, test, vi } from 'vitest';
import { people } from '#test/support/acts.ts';
import { activeStory, rows } from '#test/support/agreed-stories.ts';
import { callerOf } from '#test/usecases/calling.ts';

vi.stubEnv('TEST_CLOCK', 'true');
vi.spyOn(console, 'log').mockReturnValue();

/** So many instalments paid on their due days, through the API. */
const keptFor = async (count: number) => {
  const caller = await callerOf(activeStory());
  for (const { no, dueOn, principalMinor } of rows.slice(0, count)) {
    const { status } = await caller.call('recordPayment', {
      by: people.system,
      at: `${dueOn}T04:00:00Z`,
      body: {
        sourceRef: `receipt-${no}`,
        caseId: caller.caseId,
        amount: { amountMinor: principalMinor, currency: 'CNY' },
        valueDate: dueOn,
      },
    });
    expect(status).toBe(201);
  }
  return caller;
};
const idIn = (part: unknown, name: string): string => JSON.parse(JSON.stringify(part))[name];

test('R57, R58: quote, request, checker and settlement, each shown criterion by criterion, through the API', async () => {
  const { call, borrower } = await keptFor(6);
  const quoted = await call('quotePayoff', { by: borrower, at: '2026-09-14T02:00:00Z', body: {} });
  expect(quoted.body['reward']).toMatchObject({ earned: true, amountMinor: 0 });
  const quoteId = idIn(quoted.body['quote'], 'quoteId');
  const asked = await call('requestReward', { by: borrower, at: '2026-09-14T03:00:00Z', body: { quoteId } });
  expect([asked.status, asked.body['reward']]).toMatchObject([201, { status: 'REQUESTED' }]);
  const rewardId = idIn(asked.body['reward'], 'rewardId');
  const decision = { params: { rewardId }, at: '2026-09-15T02:00:00Z', body: { decision: 'GRANT', form: 'REDUCTION' } };
  const unread = await call('decideReward', { ...decision, by: people.supervisor });
  expect(unread.status).toBe(428);
  const owner = { ...people.supervisor, id: people.officer.id };
  const same = await call('decideReward', { ...decision, by: owner, ifMatch: '*' });
  expect([same.status, same.body['code']]).toEqual([403, 'FourEyesViolated']);
  const granted = await call('decideReward', { ...decision, by: people.supervisor, ifMatch: '*' });
  expect([granted.status, granted.body['reward']]).toMatchObject([200, { status: 'GRANTED', form: 'REDUCTION' }]);
  const shown = await call('getCase', { by: borrower, at: '2026-09-15T03:00:00Z', query: { include: 'rewards' } });
  expect(shown.body['rewards']).toMatchObject([{ rewardId, status: 'GRANTED' }]);
});

test('R58: a reward that is not earned says which criterion is not met, and by how much', async () => {
  const { call, borrower } = await keptFor(2);
  const at = '2026-06-01T02:00:00Z';
  const quoted = await call('quotePayoff', { by: borrower, at, body: {} });
  expect(quoted.body['reward']).toMatchObject({ earned: false, amountMinor: 0 });
  const body = { quoteId: idIn(quoted.body['quote'], 'quoteId') };
  const { status, body: problem } = await call('requestReward', { by: borrower, at, body });
  expect([status, problem['code'], problem['detail']]).toEqual([
    409,
    'RewardNotEarned',
    'ON_TIME_IN_A_ROW: 2, wanted 6',
  ]);
  expect((await call('requestReward', { by: borrower, at, body: { quoteId: 'payoff_unknown' } })).status).toBe(404);
});

test('4.5: nobody reports the bank’s own entry as a receipt', async () => {
  const { call, caseId } = await keptFor(0);
  const { status } = await call('recordPayment', {
    by: people.system,
    at: '2026-06-01T02:00:00Z',
    body: {
      sourceRef: 'r-1',
      caseId,
      amount: { amountMinor: 1, currency: 'CNY' },
      valueDate: '2026-06-01',
      channel: 'REWARD',
    },
  });
  expect(status).toBe(400);
});
