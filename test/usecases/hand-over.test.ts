import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { operationTable } from '#functions/contracts/operations.ts';
import { replay } from '#functions/domain/apply.ts';
import { happened } from '#functions/domain/events.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { slotChanges } from '#functions/domain/visits/slot-claims.ts';
import { shanghai } from '#test/domain/intake/deciding.ts';
import { people, thenAct } from '#test/support/acts.ts';
import type { Story } from '#test/support/acts.ts';
import { scheduledStory } from '#test/support/builders.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const certificate = { kind: 'VISIT', validUntil: '2027-12-31', suspended: false } as const;
const officer = (officerId: string) => ({
  officerId,
  branch: 'north',
  name: `Name of ${officerId}`,
  certificates: [certificate],
  relations: [],
  version: 1,
});
const at = shanghai('2026-03-07');

const house = async (stories: readonly Story[], officerIds: readonly string[]) => {
  const ports = fakePorts({ officers: officerIds.map(officer) });
  for (const { acts } of stories)
    for (const act of acts)
      await ports.cases.save({ ...act, uniques: [...act.uniques, ...slotChanges(act.before, act.after)] });
  const api = await apiOver(ports);
  const put = async (body: object, by: Actor = people.supervisor, officerId = 'officer-2', asOf = at) =>
    api.call(operationTable.putOfficer, {
      by,
      params: { officerId },
      body: { branch: 'north', certificates: [certificate], ...body },
      headers: { 'Test-Clock': asOf, 'If-Match': `"${(await ports.officers.officer(officerId))?.version ?? 0}"` },
      requestId: randomUUID(),
    });
  const handOver = (by: Actor = people.supervisor, officerId = 'officer-2', asOf = at) =>
    api.call(operationTable.handOverOfficer, {
      by,
      params: { officerId },
      headers: { 'Test-Clock': asOf, 'Idempotency-Key': randomUUID() },
      requestId: randomUUID(),
    });
  return { ports, put, handOver };
};
const appointmentIn = async (ports: ReturnType<typeof fakePorts>, caseId: string) =>
  Object.values((await ports.cases.load(caseId)).appointments)[0];

test('R19: who is absent on the day of a visit is replaced by somebody fit and free, and the borrower is told', async () => {
  const story = scheduledStory();
  const { ports, put, handOver } = await house([story], ['officer-1', 'officer-2', 'officer-3']);
  const { caseId } = story.file;
  const answer = await put({ absences: [{ from: '2026-03-10', until: '2026-03-14' }] });
  expect(answer).toMatchObject({ status: 200, body: { handOver: { cases: 1, flagged: 0, remaining: 0 } } });
  const file = await ports.cases.load(caseId);
  expect(file.status.state).toBe('SCHEDULED');
  expect(await appointmentIn(ports, caseId)).toMatchObject({
    officers: ['officer-1', 'officer-3'],
    status: 'CONFIRMED',
    revision: 1,
  });
  expect(Object.values(file.notices)).toMatchObject([{ kind: 'OFFICERS_CHANGED', status: 'PLANNED' }]);
  const event = ports.cases.entries(caseId).find((entry) => entry.event === 'OfficersHandedOver');
  expect(event?.data).toMatchObject({ fromOfficerId: 'officer-2', toOfficerId: 'officer-3', cause: 'ABSENT' });
  expect(await ports.cases.takenCells('officer-2', '2026-03-11', '2026-03-13')).toEqual([]);
  expect(await ports.cases.takenCells('officer-3', '2026-03-11', '2026-03-13')).not.toEqual([]);
  const before = file.version;
  expect(await handOver()).toMatchObject({ status: 200, body: { cases: 0, remaining: 0 } });
  expect((await ports.cases.load(caseId)).version).toBe(before);
});

test('R19: an absence on another day moves nothing', async () => {
  const story = scheduledStory();
  const { ports, put } = await house([story], ['officer-1', 'officer-2', 'officer-3']);
  const answer = await put({ absences: [{ from: '2026-03-13', until: '2026-03-14' }] });
  expect(answer.body['handOver']).toBeUndefined();
  expect(await appointmentIn(ports, story.file.caseId)).toMatchObject({ officers: ['officer-1', 'officer-2'] });
});

test('R19: where nobody is free the appointment is open again and a supervisor has to name officers', async () => {
  const story = scheduledStory();
  const { ports, put } = await house([story], ['officer-1', 'officer-2']);
  const answer = await put({ absences: [{ from: '2026-03-01' }] });
  expect(answer.body['handOver']).toEqual({ cases: 1, flagged: 1, remaining: 0 });
  const file = await ports.cases.load(story.file.caseId);
  expect(file.status.state).toBe('READY');
  expect(await appointmentIn(ports, file.caseId)).toMatchObject({ officers: ['officer-1'], status: 'PROPOSED' });
  const work = await ports.cases.workOf('SUPERVISOR#north', 10);
  expect(work.items).toContainEqual(expect.objectContaining({ kind: 'ASSIGN_OFFICERS' }));
});

test('R19, R62: a suspended certificate takes an officer off, and one who has a visit at that hour is not named', async () => {
  const [first, second] = [scheduledStory('one'), scheduledStory('two')];
  const { caseId } = second.file;
  const [appointment] = Object.values(second.file.appointments);
  if (appointment === undefined) throw new Error('no appointment');
  // The other case is visited at the same hour by the third officer and the fourth.
  const other = thenAct(second, {
    asOf: '2026-03-06T04:00:00Z',
    by: people.supervisor,
    events: [happened('OfficersAssigned', { appointment: { ...appointment, officers: ['officer-3', 'officer-4'] } })],
  });
  const { ports, put } = await house([other, first], ['officer-1', 'officer-2', 'officer-3', 'officer-4', 'officer-5']);
  const body = { certificates: [{ ...certificate, suspended: true }] };
  const risk: Actor = { id: 'risk-1', role: 'risk' };
  expect(await put(body, risk)).toMatchObject({ body: { handOver: { cases: 1, flagged: 0, remaining: 0 } } });
  expect(await appointmentIn(ports, first.file.caseId)).toMatchObject({ officers: ['officer-1', 'officer-5'] });
  expect(await appointmentIn(ports, caseId)).toMatchObject({ officers: ['officer-3', 'officer-4'] });
});

test('R40: who has left is nobody’s owner and follow-up person any more, and the borrower is told once', async () => {
  const before = activeStory('to follow up');
  const followUp = {
    no: 1,
    kind: 'FIRST',
    dueOn: '2026-04-12',
    ownerId: 'officer-1',
    status: 'OPEN',
    openedAt: '2026-03-29T01:00:00Z',
  } as const;
  const story = thenAct(before, {
    asOf: '2026-03-29T01:00:00Z',
    events: [happened('FollowUpPersonNamed', { officerId: 'officer-1' }), happened('FollowUpOpened', { followUp })],
  });
  const { ports, put, handOver } = await house([story], ['officer-1', 'officer-2']);
  const asOf = '2026-03-30T02:00:00Z';
  const { caseId } = story.file;
  const answer = await put({ absences: [{ from: '2026-03-20' }] }, people.supervisor, 'officer-1', asOf);
  expect(answer.body['handOver']).toEqual({ cases: 1, flagged: 0, remaining: 0 });
  const file = await ports.cases.load(caseId);
  expect(file.followUps['1']).toMatchObject({ ownerId: 'officer-2', status: 'OPEN' });
  expect(file.meta).toMatchObject({ ownerId: 'officer-2', followUpOfficerId: 'officer-2' });
  const told = Object.values(file.notices).filter(({ kind }) => kind === 'OFFICERS_CHANGED');
  expect(told).toHaveLength(1);
  expect((await handOver(people.supervisor, 'officer-1', asOf)).body).toMatchObject({ cases: 0 });
});

test('R40: a deputy who has left is followed by another, or by nobody; once, and without a word to the borrower', async () => {
  for (const [others, deputyId] of [
    [['officer-3'], 'officer-3'],
    [[], undefined],
  ] as const) {
    const story = thenAct(activeStory(`deputy ${others.length}`), {
      asOf: '2026-03-29T01:00:00Z',
      events: [happened('FollowUpPersonNamed', { officerId: 'officer-1', deputyId: 'officer-2' })],
    });
    const { ports, put, handOver } = await house([story], ['officer-1', 'officer-2', ...others]);
    const asOf = '2026-03-30T02:00:00Z';
    const { caseId } = story.file;
    const answer = await put({ absences: [{ from: '2026-03-20' }] }, people.supervisor, 'officer-2', asOf);
    expect(answer.body['handOver']).toEqual({ cases: 1, flagged: 0, remaining: 0 });
    const file = await ports.cases.load(caseId);
    expect([file.meta?.followUpOfficerId, file.meta?.deputyId]).toEqual(['officer-1', deputyId]);
    expect(Object.values(file.notices).map(({ kind }) => kind)).not.toContain('OFFICERS_CHANGED');
    expect(replay(caseId, ports.cases.entries(caseId)).meta).toEqual(file.meta);
    expect((await handOver(people.supervisor, 'officer-2', asOf)).body).toMatchObject({ cases: 0 });
  }
});

test('R40: where nobody else is left, the follow-up is the task of the supervisor who took the officer off', async () => {
  const before = activeStory('nobody left');
  const followUp = {
    no: 1,
    kind: 'FIRST',
    dueOn: '2026-04-12',
    ownerId: 'officer-1',
    status: 'OPEN',
    openedAt: '2026-03-29T01:00:00Z',
  } as const;
  const story = thenAct(before, {
    asOf: '2026-03-29T01:00:00Z',
    events: [happened('FollowUpOpened', { followUp })],
  });
  const { ports, put } = await house([story], ['officer-1']);
  await put({ absences: [{ from: '2026-03-20' }] }, people.supervisor, 'officer-1', '2026-03-30T02:00:00Z');
  const work = await ports.cases.workOf(`PERSON#${people.supervisor.id}`, 10);
  expect(work.items).toContainEqual(expect.objectContaining({ kind: 'FOLLOW_UP', ref: '1' }));
});

test('R19: many cases go in chunks of ten, each request doing what is left', async () => {
  const stories = Array.from({ length: 13 }, (_, index) => {
    const before = scheduledStory(`case ${index}`);
    const [appointment] = Object.values(before.file.appointments);
    if (appointment === undefined) throw new Error('no appointment');
    // Each on a day of its own, so that nobody is named twice.
    const day = new Date(Date.UTC(2026, 3, 1 + index)).toISOString().slice(0, 10);
    const moved = { ...appointment, startsAt: `${day}T02:00:00Z`, endsAt: `${day}T04:00:00Z` };
    return thenAct(before, {
      asOf: '2026-03-06T04:00:00Z',
      by: people.supervisor,
      events: [happened('OfficersAssigned', { appointment: moved })],
    });
  });
  const { ports, put, handOver } = await house(stories, ['officer-1', 'officer-2', 'officer-3']);
  const first = await put({ absences: [{ from: '2026-03-20', until: '2026-12-31' }] });
  expect(first.body['handOver']).toEqual({ cases: 10, flagged: 0, remaining: 3 });
  expect((await handOver()).body).toMatchObject({ cases: 3, remaining: 0 });
  expect((await handOver()).body).toMatchObject({ cases: 0, remaining: 0 });
  for (const { file } of stories)
    expect(await appointmentIn(ports, file.caseId)).toMatchObject({ officers: ['officer-1', 'officer-3'] });
});

test('R19: the officers of another branch are no business of this supervisor', async () => {
  const { handOver } = await house([scheduledStory()], ['officer-2']);
  expect(await handOver({ ...people.supervisor, branch: 'south' })).toMatchObject({ status: 404 });
  expect(await handOver(people.supervisor, 'officer-9')).toMatchObject({ status: 404, body: { code: 'NotFound' } });
});
