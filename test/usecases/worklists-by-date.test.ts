import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { Actor } from '#functions/domain/actor.ts';
import { people } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { callerOf } from '#test/usecases/calling.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const risk: Actor = { id: 'risk-1', role: 'risk', region: 'east' };
const committee: Actor = { id: 'committee-1', role: 'committee' };
const Lines = z.object({ items: z.array(z.object({ kind: z.string(), dueAt: z.string() })) });

test('R40-R46: officer, supervisor, risk and committee each have their list by date, and until a day only what is due by then', async () => {
  const caller = await callerOf(activeStory('a case on many lists'));
  const { ports, call, borrower } = caller;
  const machines = machinesInProcess(ports);
  for (const asOf of ['2026-04-09T02:00:00Z', '2026-04-10T02:00:00Z', '2026-04-11T02:00:00Z', '2026-04-17T02:00:00Z'])
    await machines.sweep(asOf);
  const at = '2026-04-18T02:00:00Z';
  const evidenceIds = Object.keys((await ports.cases.load(caller.caseId)).documents).slice(0, 1);
  for (const periods of [20, 30])
    await call('requestAdjustment', {
      by: borrower,
      at,
      body: { type: 'TERM_EXTENSION', periods, reason: 'ill', evidenceIds },
    });
  const list = async (by: Actor, name: string, query: Record<string, string> = {}): Promise<string[]> => {
    const answer = await call('getWorklist', { by, at, params: { list: name }, query });
    expect(answer.status).toBe(200);
    const { items } = Lines.parse(answer.body);
    expect(items.map(({ dueAt }) => dueAt)).toEqual(items.map(({ dueAt }) => dueAt).toSorted());
    return items.map(({ kind }) => kind);
  };
  expect(await list(people.officer, 'mine')).toContain('FOLLOW_UP');
  expect(await list(people.officer2, 'mine')).toContain('FOLLOW_UP');
  expect(await list(people.supervisor, 'team')).toContain('FOLLOW_UP_OVERDUE');
  expect(await list(risk, 'approvals')).toEqual(['DECIDE_ADJUSTMENT']);
  expect(await list(committee, 'approvals')).toEqual(['DECIDE_ADJUSTMENT']);
  expect(await list(risk, 'approvals', { until: '2026-04-20' })).toEqual([]);
  expect(await list(risk, 'approvals', { until: '2026-04-24' })).toEqual(['DECIDE_ADJUSTMENT']);
  expect(
    await call('getWorklist', { by: risk, at, params: { list: 'approvals' }, query: { until: 'soon' } }),
  ).toMatchObject({ status: 400 });
  await call('putOfficer', {
    by: risk,
    at,
    params: { officerId: people.officer.id },
    body: {
      branch: 'north',
      region: 'east',
      certificates: [{ kind: 'VISIT', validUntil: '2027-01-01' }],
      relations: [],
    },
    ifMatch: 0,
  });
  const { items } = (await call('listOfficers', { by: people.supervisor, at })).body;
  expect(items).toMatchObject([
    { officerId: people.officer.id, load: { tasks: 2, overdue: 2, followUps: 1, isCapped: false } },
  ]);
});
