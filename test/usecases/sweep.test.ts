import { expect, test } from 'vitest';
import { emptyFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { listShards, reportSweep, startDue } from '#functions/usecases/workflows/sweep.ts';
import { anAct } from '#test/support/acts.ts';
import { opening } from '#test/support/opening.ts';
import { aComplaint, savingOf } from '#test/support/complaint-samples.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';

const opened = '2026-03-02T02:00:00Z';
const caseIdOf = (no: number): string => `case_${String(no).padStart(26, '0')}`;
const neverHeard = (): void => undefined;

/** A case in which the first contact falls due. */
const aCase = async (ports: FakePorts, no: number): Promise<string> => {
  const caseId = caseIdOf(no);
  const act = anAct(emptyFile(caseId), {
    asOf: opened,
    events: [opening(opened, `b-${no}`)],
    privates: [{ kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) }],
  });
  const nextDueAt = agenda(act.after, packOf('CN'))[0]?.dueAt;
  if (nextDueAt === undefined) throw new Error('nothing falls due');
  await ports.cases.save({ ...act, nextDueAt });
  return nextDueAt;
};

const sweepAll = async (ports: FakePorts, asOf: string) => {
  const done = [];
  for (const shard of listShards({ asOf, startedAt: opened }, 2).shards) {
    let going = await startDue(ports, shard, neverHeard);
    while (going.outcome === 'more') going = await startDue(ports, going, neverHeard);
    done.push(going);
  }
  return reportSweep(done);
};

test('the scheduler’s time counts, and where it is no instant the start of the sweep', () => {
  expect(listShards({ asOf: opened, startedAt: '2027-01-01T00:00:00.000Z' }, 2).shards).toEqual([
    { shard: 0, asOf: opened },
    { shard: 1, asOf: opened },
  ]);
  expect(
    listShards({ asOf: '<aws.scheduler.scheduled-time>', startedAt: '2027-01-01T00:00:00.000Z' }, 1).shards,
  ).toEqual([{ shard: 0, asOf: '2027-01-01T00:00:00.000Z' }]);
  expect(listShards({ startedAt: 1_798_761_600 }, 1).shards[0]?.asOf).toBe('2027-01-01T00:00:00.000Z');
});

test('a sweep for one case looks at no other', async () => {
  const ports = fakePorts();
  const due = await aCase(ports, 1);
  await aCase(ports, 2);
  const [shard] = listShards({ asOf: due, caseId: caseIdOf(1), startedAt: due }, 2).shards;
  if (shard === undefined) throw new Error('no shard');
  expect(await startDue(ports, shard, neverHeard)).toMatchObject({ cases: 1, started: 1, outcome: 'done' });
});

test('each due item gets one execution with ids only, and a second sweep starts nothing', async () => {
  const ports = fakePorts();
  const due = await aCase(ports, 1);
  expect(await sweepAll(ports, due)).toEqual({ started: 1, stuck: 0, cases: 1, broken: 0 });
  expect(await sweepAll(ports, due)).toMatchObject({ started: 0, stuck: 0 });
  expect([...ports.workflows.started.values()]).toEqual([
    { machine: 'deadline', input: { caseId: caseIdOf(1), kind: 'FIRST_CONTACT', ref: 'first', dueAt: due, asOf: due } },
  ]);
});

test('nothing starts a second before it is due', async () => {
  const ports = fakePorts();
  const due = await aCase(ports, 1);
  expect(await sweepAll(ports, new Date(Date.parse(due) - 1000).toISOString())).toEqual({
    started: 0,
    stuck: 0,
    cases: 0,
    broken: 0,
  });
});

test('an item that is still due a day later is counted as stuck', async () => {
  const ports = fakePorts();
  const due = await aCase(ports, 1);
  await sweepAll(ports, due);
  const later = (hours: number): string => new Date(Date.parse(due) + hours * 3_600_000).toISOString();
  expect(await sweepAll(ports, later(24))).toMatchObject({ stuck: 0 });
  expect(await sweepAll(ports, later(25))).toMatchObject({ stuck: 1 });
});

test('a shard with many due cases is worked off page by page', async () => {
  const ports = fakePorts();
  let due = '';
  for (let no = 0; no < 120; no += 1) due = await aCase(ports, no);
  expect(await sweepAll(ports, due)).toEqual({ started: 120, stuck: 0, cases: 120, broken: 0 });
});

test('a case that cannot be read is counted and told, and keeps no other waiting', async () => {
  const ports = fakePorts();
  await aCase(ports, 1);
  const due = await aCase(ports, 2);
  const heard: string[] = [];
  const broken = {
    ...ports,
    cases: {
      ...ports.cases,
      load: async (id: string) => (id === caseIdOf(1) ? Promise.reject(new Error('torn')) : ports.cases.load(id)),
    },
  };
  const reports = [];
  for (const shard of listShards({ asOf: due, startedAt: due }, 2).shards)
    reports.push(await startDue(broken, shard, (_, caseId) => heard.push(caseId)));
  expect(reportSweep(reports)).toMatchObject({ cases: 2, started: 1, broken: 1 });
  expect(heard).toEqual([caseIdOf(1)]);
});

test('recomputing derives the due date and worklists of open complaints too', async () => {
  const ports = fakePorts();
  const saving = savingOf(aComplaint(), undefined, { nextDueAt: undefined, work: [] });
  await ports.complaints.save(saving);
  const { complaintId } = saving.after.complaint;
  for (const shard of listShards({ mode: 'recompute', asOf: opened, startedAt: opened }, 2).shards)
    expect(await startDue(ports, shard, neverHeard)).toMatchObject({ outcome: 'done', broken: 0 });
  expect(ports.complaints.kept.get(complaintId)).toMatchObject({
    nextDueAt: '2026-05-06T14:00:00.000Z',
    work: [{ kind: 'ASSIGN_COMPLAINT', ref: complaintId }],
    file: { version: 1 },
  });
});

test('recomputing derives every case’s agenda and worklists anew, page by page, without an event', async () => {
  const ports = fakePorts();
  const due = await Promise.all(Array.from({ length: 450 }, async (_, no) => aCase(ports, no)));
  const [spoiled, deployed] = [ports.cases.builtAs('spoiled'), ports.cases.builtAs('deployed')];
  for (let no = 0; no < 450; no += 1)
    await spoiled.recompute(await spoiled.load(caseIdOf(no)), { nextDueAt: '2030-01-01T00:00:00Z', work: [] });
  expect(await sweepAll(ports, due[0] ?? '')).toMatchObject({ cases: 0 });
  const done = [];
  for (const shard of listShards({ mode: 'recompute', asOf: opened, startedAt: opened }, 2).shards) {
    const now = { ...ports, cases: deployed };
    let going = await startDue(now, shard, neverHeard);
    while (going.outcome === 'more') going = await startDue(now, going, neverHeard);
    done.push(going);
  }
  expect(reportSweep(done)).toEqual({ started: 0, stuck: 0, cases: 450, broken: 0 });
  expect((await ports.cases.load(caseIdOf(7))).version).toBe(1);
  expect(ports.cases.entries(caseIdOf(7))).toHaveLength(1);
  expect(await sweepAll(ports, due[0] ?? '')).toMatchObject({ cases: 450 });
});
