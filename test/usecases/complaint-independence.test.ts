import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Actor } from '#functions/domain/actor.ts';
import { officerFacts } from '#functions/usecases/officer-facts.ts';
import { people } from '#test/support/acts.ts';
import { scheduledStory } from '#test/support/builders.ts';
import { accused, at, auditor, full, outside, risk, complaining } from '#test/usecases/complaining.ts';
import type { Complaining } from '#test/usecases/complaining.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

let house: Complaining;
beforeEach(async () => {
  house = await complaining();
});

describe('R60: independence', () => {
  test('R60: the accused is off the case at once: owner, follow-ups, visits; misconduct stops visits and calls', async () => {
    house = await complaining(scheduledStory('a visit ahead'));
    await house.file();
    const { meta, holds, appointments, status } = await house.theCase();
    expect([meta?.ownerId, meta?.followUpOfficerId]).not.toContain(accused);
    expect(Object.values(holds)).toEqual([
      expect.objectContaining({ kind: 'COMPLAINT_HOLD', blocks: ['CALL', 'VISIT'] }),
    ]);
    // One officer is too few: the bank names another and confirms anew.
    expect(Object.values(appointments)).toEqual([
      expect.objectContaining({ officers: [people.officer2.id], status: 'PROPOSED' }),
    ]);
    expect(status.state).toBe('READY');
    const facts = await officerFacts(house.caller.ports, [accused]);
    expect(facts[0]?.complainants).toEqual([house.caller.borrower.borrowerId]);
  });

  test('R60: follow-ups of the accused go to the deputy, and the deputy follows up from then on', async () => {
    expect((await house.theCase()).meta).toMatchObject({ followUpOfficerId: accused, deputyId: people.officer2.id });
    await house.file({ topic: 'SERVICE' });
    const { meta, holds } = await house.theCase();
    expect(meta).toMatchObject({ followUpOfficerId: people.officer2.id });
    expect(meta).not.toHaveProperty('deputyId');
    expect(Object.values(holds), 'no misconduct, no hold').toEqual([]);
  });

  test('R60: neither the accused, nor his line, nor who filed it or worked on the case handles it; risk is outside every line', async () => {
    const { complaintId } = await house.file({}, people.agent);
    const assign = (by: Actor, body: object) => house.act('assignComplaintHandler', complaintId, by, body);
    for (const body of [
      { handlerId: accused },
      { handlerId: people.agent.id },
      { handlerId: people.officer2.id },
      { handlerId: 'supervisor-3', handlerBranch: 'north' },
    ])
      expect(await assign(risk, body)).toMatchObject({ status: 422, body: { code: 'HandlerConflicted' } });
    expect(await assign(people.supervisor, { handlerId: people.supervisor.id })).toMatchObject({
      body: { code: 'HandlerConflicted' },
    });
    expect(await assign(risk, { handlerId: outside.id, handlerBranch: 'south' })).toMatchObject({
      status: 200,
      body: { complaint: { status: 'ASSIGNED', handlerId: outside.id } },
    });
    const work = await house.caller.call('getWorklist', {
      by: { ...outside, role: 'supervisor' },
      at,
      params: { list: 'mine' },
    });
    expect(work.body['items']).toContainEqual(
      expect.objectContaining({ kind: 'REPLY_TO_COMPLAINT', ref: complaintId }),
    );
    // A handler whose line was not known shows it by his token.
    await assign(risk, { handlerId: people.supervisor.id });
    expect(await house.act('replyToComplaint', complaintId, people.supervisor, full)).toMatchObject({
      status: 422,
      body: { code: 'HandlerConflicted' },
    });
  });

  test('R60: the accused never sees it, whatever his role; others only in their scope', async () => {
    const { complaintId } = await house.file({ againstOfficerId: people.supervisor.id });
    const get = (by: Actor) => house.caller.call('getComplaint', house.about(complaintId, { by, at }));
    const list = async (by: Actor) => (await house.caller.call('listComplaints', { by, at })).body['items'];
    expect(await get(people.supervisor)).toMatchObject({ status: 404 });
    expect(await list(people.supervisor)).toEqual([]);
    expect(await get({ ...people.supervisor, id: 'supervisor-8' })).toMatchObject({ status: 200 });
    expect(await get(outside)).toMatchObject({ status: 404 });
    expect(await get({ id: 'user-9', role: 'borrower', borrowerId: 'b-9' })).toMatchObject({ status: 404 });
    for (const by of [risk, auditor]) expect(await list(by)).toMatchObject([{ complaintId }]);
    expect(await list({ ...risk, region: 'west' })).toEqual([]);
  });

  test('R60: the hold stays while there is no reply, and then until a person lifts it', async () => {
    const { complaintId } = await house.file();
    const hold = Object.values((await house.theCase()).holds)[0];
    const lift = () =>
      house.caller.call('releaseHold', {
        by: risk,
        at,
        params: { holdId: hold?.holdId ?? '' },
        body: { reason: 'heard' },
        ifMatch: '*',
      });
    expect(await lift()).toMatchObject({ status: 409, body: { code: 'CauseStillOpen' } });
    expect(await house.handled(complaintId)).toMatchObject({ status: 200 });
    await house.machines.settle();
    expect(Object.values((await house.theCase()).holds)[0]).not.toHaveProperty('releasedAt');
    expect(await lift()).toMatchObject({ status: 200 });
  });
});
