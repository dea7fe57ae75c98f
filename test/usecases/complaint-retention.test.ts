import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Actor } from '#functions/domain/actor.ts';
import { replayComplaint } from '#functions/domain/complaints/events.ts';
import { openComplaintAppraisal } from '#functions/domain/complaints/retention.ts';
import { complaintLapsed } from '#functions/usecases/complaint-effects.ts';
import { isStillOpen } from '#functions/usecases/workflows/deadline.ts';
import { recomputePage } from '#functions/usecases/workflows/recompute.ts';
import { listShards } from '#functions/usecases/workflows/sweep.ts';
import { aComplaint, savingOf } from '#test/support/complaint-samples.ts';
import { at, auditor, complaining, risk } from '#test/usecases/complaining.ts';
import type { Complaining } from '#test/usecases/complaining.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const second: Actor = { ...risk, id: 'risk-2' };
/** The reply was given on the 4th of May 2026; records of contacts are kept for five years in CN (C2, C38). */
const lastDay = '2031-05-04';
const dayOfEnd = '2031-05-04T12:00:00Z';
const after = '2031-05-05T02:00:00Z';
const secret = 'he came at midnight to Peach Lane';

let house: Complaining;
beforeEach(async () => {
  house = await complaining();
});

/** A complaint without a case, with its reply. */
const answered = async (body: object = {}): Promise<string> => {
  const { complaintId } = await house.file({
    caseId: undefined,
    againstOfficerId: undefined,
    topic: 'SERVICE',
    description: secret,
    ...body,
  });
  await house.machines.settle();
  expect(await house.handled(complaintId)).toMatchObject({ status: 200 });
  await house.machines.settle();
  return complaintId;
};
const retention = async (complaintId: string, by: Actor = auditor, when = after) =>
  house.caller.call('getComplaintRetention', house.about(complaintId, { by, at: when }));
const decide = async (complaintId: string, by: Actor, body: object, when = after) =>
  house.act('decideComplaintRetention', complaintId, by, { reason: 'its term has ended', ...body }, when);
const worklist = async (by: Actor) => house.caller.call('getWorklist', { by, at: after, params: { list: 'team' } });

describe('R66: a complaint that goes with no case has a term of its own', () => {
  test('R66: it is kept for the term of contact records from the reply, on the agenda, and not appraised a day earlier', async () => {
    const complaintId = await answered();
    expect((await retention(complaintId)).body).toMatchObject({
      class: 'CONTACT',
      retainUntil: lastDay,
      status: 'KEPT',
    });
    const due = house.caller.ports.complaints.kept.get(complaintId)?.nextDueAt;
    expect([due?.slice(0, 10)]).toEqual(['2031-05-05']);
    await house.machines.sweep(dayOfEnd);
    expect((await retention(complaintId)).body['appraisals']).toEqual([]);
    expect(await decide(complaintId, risk, { decision: 'DESTROY' }, dayOfEnd)).toMatchObject({
      status: 409,
      body: { code: 'RetentionRunning', earliest: '2031-05-05' },
    });
  });

  test('R66: two people destroy it: words and who complained are gone, the record stays; one alone cannot', async () => {
    const complaintId = await answered();
    await house.machines.sweep(after);
    const appraisal = openComplaintAppraisal(
      (await house.caller.ports.complaints.load(complaintId))?.complaint ?? aComplaint(),
    );
    expect(appraisal).toMatchObject({ retainUntil: lastDay, against: [], recommendation: 'DESTROY' });
    expect((await worklist(risk)).body['items']).toContainEqual(
      expect.objectContaining({ kind: 'DECIDE_COMPLAINT_RETENTION', ref: appraisal?.appraisalId }),
    );
    expect(await decide(complaintId, risk, { decision: 'DESTROY', reason: ' ' })).toMatchObject({
      body: { code: 'ReasonMissing' },
    });
    expect(await decide(complaintId, risk, { decision: 'DESTROY' })).toMatchObject({ body: { status: 'PROPOSED' } });
    expect(await decide(complaintId, risk, { decision: 'DESTROY' })).toMatchObject({
      status: 403,
      body: { code: 'FourEyesViolated' },
    });
    expect(await decide(complaintId, second, { decision: 'DESTROY' })).toMatchObject({
      body: { status: 'TO_BE_DESTROYED' },
    });
    expect((await worklist(risk)).body['items']).not.toContainEqual(
      expect.objectContaining({ kind: 'DECIDE_COMPLAINT_RETENTION' }),
    );
    await house.machines.sweep(after);
    const { ports, borrower } = house.caller;
    expect(await ports.complaints.load(complaintId)).toBeUndefined();
    expect(ports.complaints.entries(complaintId)).toEqual([]);
    for (const trace of [secret, 'an apology', borrower.borrowerId ?? 'nobody'])
      expect(JSON.stringify([...ports.complaints.kept])).not.toContain(trace);
    const record = await retention(complaintId, risk);
    expect(record.body).toMatchObject({
      status: 'DESTROYED',
      destruction: { decidedBy: ['risk-1', 'risk-2'], approvedAt: after, repliedAt: at },
    });
    expect(record.text).not.toContain(borrower.borrowerId);
    const gone = await house.caller.call('getComplaint', house.about(complaintId, { by: auditor, at: after }));
    expect(gone.status).toBe(404);
  });

  test('R66: an execution that was killed after the words were gone, and starts again, finds nothing due', async () => {
    const complaintId = await answered();
    await house.machines.sweep(after);
    await decide(complaintId, risk, { decision: 'DESTROY' });
    await decide(complaintId, second, { decision: 'DESTROY' });
    const { ports } = house.caller;
    const ref = (await ports.complaints.load(complaintId))?.complaint.retention?.destruction?.destructionId ?? '';
    const work = { caseId: complaintId, kind: 'COMPLAINT_DESTRUCTION', ref, dueAt: after, asOf: after };
    expect(await isStillOpen(ports, work)).toEqual({ outcome: 'open' });
    await complaintLapsed(ports, work);
    await complaintLapsed(ports, work);
    expect(await isStillOpen(ports, work)).toEqual({ outcome: 'closed' });
    expect((await retention(complaintId)).body).toMatchObject({ status: 'DESTROYED' });
  });

  test('R66: two people extend it, by default as long as the pack says, and then it is appraised again', async () => {
    const complaintId = await answered();
    await house.machines.sweep(after);
    expect(await decide(complaintId, risk, { decision: 'EXTEND', until: '2031-05-05' })).toMatchObject({
      body: { code: 'InvalidRequest' },
    });
    await decide(complaintId, risk, { decision: 'EXTEND' });
    expect(await decide(complaintId, second, { decision: 'DESTROY' })).toMatchObject({ body: { status: 'PROPOSED' } });
    await decide(complaintId, second, { decision: 'EXTEND' });
    expect(await decide(complaintId, risk, { decision: 'EXTEND' })).toMatchObject({
      body: { status: 'KEPT', retainUntil: '2032-05-05' },
    });
    await house.machines.sweep('2032-05-05T12:00:00Z');
    expect((await retention(complaintId)).body['appraisals']).toHaveLength(1);
    await house.machines.sweep('2032-05-06T02:00:00Z');
    expect((await retention(complaintId)).body['appraisals']).toMatchObject([{ decided: 'EXTEND' }, { against: [] }]);
    const kept = await house.caller.ports.complaints.load(complaintId);
    expect(replayComplaint(house.caller.ports.complaints.entries(complaintId))).toEqual(kept?.complaint);
  });

  test('R62, R66: of an incident the appraisal says what stands against its destruction', async () => {
    const complaintId = await answered({ topic: 'THREAT' });
    await house.machines.sweep(after);
    expect((await retention(complaintId)).body['appraisals']).toMatchObject([
      { against: ['INCIDENT'], recommendation: 'EXTEND' },
    ]);
  });

  test('R66: while its case is there a complaint stays with it and is asked again a year later; after the case is destroyed it is appraised', async () => {
    const { ports, caseId } = house.caller;
    const saved = savingOf(aComplaint({ caseId, status: 'REPLIED', finding: 'NOT_UPHELD', repliedAt: at }));
    const { complaintId } = saved.after.complaint;
    await ports.complaints.save({ ...saved, nextDueAt: after, work: [] });
    const work = { caseId: complaintId, kind: 'COMPLAINT_RETENTION_END', ref: complaintId, dueAt: after, asOf: after };
    await complaintLapsed(ports, work);
    expect((await retention(complaintId)).body).toMatchObject({ retainUntil: '2032-05-05', appraisals: [] });
    const gone = {
      ...ports,
      cases: {
        ...ports.cases,
        load: async () => ({
          ...(await house.theCase()),
          status: { state: 'DESTROYED' as const, since: after, packageId: 'pkg_1' },
        }),
      },
    };
    await complaintLapsed(gone, { ...work, dueAt: '2032-05-06T01:00:00Z', asOf: '2032-05-06T02:00:00Z' });
    expect((await retention(complaintId)).body['appraisals']).toMatchObject([{ retainUntil: '2032-05-05' }]);
  });

  test('R66: answered complaints of earlier releases get their term when a deployment derives the agenda anew', async () => {
    const complaintId = await answered();
    const { ports } = house.caller;
    const there = ports.complaints.kept.get(complaintId);
    if (there === undefined) throw new Error('no complaint');
    await ports.complaints.recompute(there.file, { nextDueAt: undefined, work: [] });
    for (const shard of listShards({ mode: 'recompute', asOf: after, startedAt: after }, 2).shards)
      await recomputePage(ports, { ...shard, state: shard.state ?? '' }, (error) => expect.unreachable(String(error)));
    expect(ports.complaints.kept.get(complaintId)?.nextDueAt).toBe(there.nextDueAt);
  });

  test('R66: of a complaint that came without a place every one of risk may read and decide', async () => {
    const complaintId = await answered();
    expect((await house.caller.ports.complaints.load(complaintId))?.complaint.region).toBe('all');
    expect((await retention(complaintId, { id: 'risk-9', role: 'risk', region: 'west' })).status).toBe(200);
    expect((await retention(complaintId, house.caller.borrower)).status).toBe(403);
  });
});
