import { beforeEach, describe, expect, test, vi } from 'vitest';
import { addDays } from '#functions/domain/calendar.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { people } from '#test/support/acts.ts';
import { accused, at, day, full, risk, complaining } from '#test/usecases/complaining.ts';
import type { Complaining } from '#test/usecases/complaining.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

let house: Complaining;
beforeEach(async () => {
  house = await complaining();
});

describe('R59: receipt and terms', () => {
  test('R59: a borrower complains in any state, gets a number, and the answer is due within fifteen days', async () => {
    const { complaintId, complaint } = await house.file();
    expect(complaint).toMatchObject({
      status: 'RECEIVED',
      receivedOn: day,
      dueOn: addDays(day, 15),
      description: 'he shouted',
      borrowerId: house.caller.borrower.borrowerId,
    });
    await house.machines.settle();
    const seen = await house.caller.call('getComplaint', house.about(complaintId, { by: house.caller.borrower, at }));
    expect(seen).toMatchObject({ status: 200, body: { complaint: { acknowledgedAt: at } } });
    expect(Object.values((await house.theCase()).notices)).toContainEqual(
      expect.objectContaining({ kind: 'COMPLAINT_RECEIVED', about: complaintId }),
    );
    const mine = await house.caller.call('listComplaints', { by: house.caller.borrower, at });
    expect(mine.body).toMatchObject({ items: [{ complaintId }] });
  });

  test('R59: anonymous through an agent: nobody is named, nobody is told, the officer is off the case all the same', async () => {
    const { complaintId, complaint } = await house.file({ anonymous: true, channel: 'PHONE' }, people.agent);
    expect(complaint).not.toHaveProperty('borrowerId');
    await house.machines.settle();
    expect(Object.values((await house.theCase()).notices).map(({ kind }) => kind)).not.toContain('COMPLAINT_RECEIVED');
    expect((await house.theCase()).meta).not.toMatchObject({ ownerId: accused });
    const seen = await house.caller.call('getComplaint', house.about(complaintId, { by: house.caller.borrower, at }));
    expect(seen).toMatchObject({ status: 404 });
    const named = await house.caller.call('fileComplaint', {
      by: house.caller.borrower,
      at,
      body: { topic: 'FEES', description: 'x', anonymous: true },
    });
    expect(named).toMatchObject({ status: 400, body: { code: 'InvalidRequest' } });
  });

  test('R59: without a case too, by letter from the day it arrived; another’s case is none to complain about', async () => {
    const letter = { caseId: undefined, againstOfficerId: undefined, topic: 'FEES', channel: 'POST' };
    const { complaint } = await house.file({ ...letter, receivedOn: addDays(day, -3) }, people.agent);
    expect(complaint.dueOn).toBe(addDays(day, 12));
    const stranger: Actor = { id: 'user-9', role: 'borrower', borrowerId: 'b-9' };
    const other = { topic: 'FEES', description: 'x', caseId: house.caller.caseId };
    expect(await house.caller.call('fileComplaint', { by: stranger, at, body: other })).toMatchObject({ status: 404 });
    for (const receivedOn of [addDays(day, 1), addDays(day, -61)])
      expect(
        await house.caller.call('fileComplaint', {
          by: people.agent,
          at,
          body: { topic: 'FEES', description: 'x', receivedOn },
        }),
      ).toMatchObject({ status: 400 });
  });

  test('R59: the same request twice is one complaint', async () => {
    const key = '6f0a2f0e-7a52-4c39-9bd6-6f5e0f8f2d11';
    const asked = { by: house.caller.borrower, at, key, body: { topic: 'FEES', description: 'x' } };
    const first = await house.caller.call('fileComplaint', asked);
    const again = await house.caller.call('fileComplaint', asked);
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', first.body]);
    expect(house.caller.ports.complaints.kept.size).toBe(1);
    const other = await house.caller.call('fileComplaint', { ...asked, body: { topic: 'FEES', description: 'y' } });
    expect(other).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } });
  });

  test('R59: to thirty days with a reason, thirty more by risk alone, and no further', async () => {
    const { complaintId } = await house.file();
    const extend = (by: Actor, reason?: string, when = at) =>
      house.act('extendComplaint', complaintId, by, { reason }, when);
    expect(await extend(people.supervisor)).toMatchObject({ status: 422, body: { code: 'ReasonMissing' } });
    expect(await extend(people.supervisor, 'a witness is away')).toMatchObject({
      status: 200,
      body: { complaint: { dueOn: addDays(day, 30), extensionReasons: ['a witness is away'] } },
    });
    expect(await extend(people.supervisor, 'more')).toMatchObject({ status: 403, body: { code: 'TierTooLow' } });
    expect(await extend(risk, 'very complex')).toMatchObject({ body: { complaint: { dueOn: addDays(day, 60) } } });
    expect(await extend(risk, 'again')).toMatchObject({ status: 409, body: { code: 'ExtensionUsedUp' } });
    await house.machines.settle();
    expect(
      Object.values((await house.theCase()).notices).filter(({ kind }) => kind === 'COMPLAINT_EXTENDED'),
    ).toHaveLength(1);
  });

  test('R59: the agenda acknowledges what nobody has, and a term that is over reaches risk through its machine', async () => {
    const { complaintId } = await house.file();
    // The stream is held up: the deadline comes first.
    await house.machines.sweep('2026-05-06T14:00:00Z');
    expect((await house.caller.ports.complaints.load(complaintId))?.complaint.acknowledgedAt).toBeDefined();
    await house.machines.sweep(`${addDays(day, 16)}T01:00:00Z`);
    const late = await house.caller.ports.complaints.load(complaintId);
    expect(late?.complaint.overdueAt).toBe(`${addDays(day, 16)}T01:00:00Z`);
    const list = await house.caller.call('getWorklist', { by: risk, at, params: { list: 'team' } });
    expect(list.body['items']).toContainEqual(expect.objectContaining({ kind: 'COMPLAINT_OVERDUE', ref: complaintId }));
    const tooLate = `${addDays(day, 17)}T01:00:00Z`;
    expect(await house.act('extendComplaint', complaintId, risk, { reason: 'x' }, tooLate)).toMatchObject({
      status: 409,
    });
    // Still owed, and still given.
    expect(await house.handled(complaintId, full, tooLate)).toMatchObject({ status: 200 });
    expect(house.caller.ports.complaints.kept.get(complaintId)).toMatchObject({
      // What is left is the end of its term (R66).
      nextDueAt: '2031-05-22T01:00:00.000Z',
      work: [],
    });
  });
});
