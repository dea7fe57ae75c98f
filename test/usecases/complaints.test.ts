import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { addDays } from '#functions/domain/calendar.ts';
import { replayComplaint } from '#functions/domain/complaints/events.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { Actor } from '#functions/domain/model.ts';
import { officerFacts } from '#functions/usecases/officer-facts.ts';
import { writeOfficer } from '#functions/usecases/put-officer.ts';
import { people } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { scheduledStory } from '#test/support/builders.ts';
import { callerOf } from '#test/usecases/calling.ts';
import type { Called, Caller } from '#test/usecases/calling.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';
import type { InProcess } from '#test/usecases/machines-in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const at = '2026-05-04T02:00:00Z';
const day = '2026-05-04';
const risk: Actor = { id: 'risk-1', role: 'risk', region: 'east' };
/** Another line: the accused is of branch north. */
const outside: Actor = { id: 'supervisor-7', role: 'supervisor', branch: 'south', region: 'east' };
const auditor: Actor = { id: 'auditor-1', role: 'auditor' };
const accused = people.officer.id;
const officer = (officerId: string) => ({
  officerId,
  branch: 'north',
  region: 'east',
  certificates: [{ kind: 'VISIT', validUntil: '2030-01-01', suspended: false } as const],
  relations: [],
});

const Shown = z.looseObject({
  complaintId: z.string(),
  version: z.number(),
  complaint: z.looseObject({ dueOn: z.string() }),
});
let caller: Caller;
let machines: InProcess;
const begin = async (story = activeStory('a case with a complaint')): Promise<void> => {
  caller = await callerOf(story);
  for (const id of [accused, people.officer2.id])
    await writeOfficer(caller.ports, {
      before: undefined,
      record: officer(id),
      secret: { salt: 'a'.repeat(64) },
      asOf: at,
      actor: risk,
      requestId: id,
    });
  machines = machinesInProcess(caller.ports);
};
beforeEach(async () => begin());

const file = async (body: object = {}, by: Actor = caller.borrower, when = at) => {
  const answer = await caller.call('fileComplaint', {
    by,
    at: when,
    body: { topic: 'MISCONDUCT', description: 'he shouted', caseId: caller.caseId, againstOfficerId: accused, ...body },
  });
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
  return Shown.parse(answer.body);
};
const about = (complaintId: string, called: Omit<Called, 'params'> & { params?: never }) => ({
  ...called,
  params: { complaintId },
});
const versionOf = async (complaintId: string): Promise<number> =>
  (await caller.ports.complaints.load(complaintId))?.version ?? 0;
/** An act on the version that was just read. */
const act = async (operationId: string, complaintId: string, by: Actor, body: object, when = at) =>
  caller.call(operationId, about(complaintId, { by, at: when, body, ifMatch: await versionOf(complaintId) }));
const theCase = async () => caller.ports.cases.load(caller.caseId);
const full = { finding: 'UPHELD', reason: 'it was recorded', remedy: 'an apology' };
const handled = async (complaintId: string, body: object = full, when = at) => {
  expect(await act('assignComplaintHandler', complaintId, risk, { handlerId: risk.id }, when)).toMatchObject({
    status: 200,
  });
  return act('replyToComplaint', complaintId, risk, body, when);
};

describe('R59: receipt and terms', () => {
  test('R59: a borrower complains in any state, gets a number, and the answer is due within fifteen days', async () => {
    const { complaintId, complaint } = await file();
    expect(complaint).toMatchObject({
      status: 'RECEIVED',
      receivedOn: day,
      dueOn: addDays(day, 15),
      description: 'he shouted',
      borrowerId: caller.borrower.borrowerId,
    });
    await machines.settle();
    const seen = await caller.call('getComplaint', about(complaintId, { by: caller.borrower, at }));
    expect(seen).toMatchObject({ status: 200, body: { complaint: { acknowledgedAt: at } } });
    expect(Object.values((await theCase()).notices)).toContainEqual(
      expect.objectContaining({ kind: 'COMPLAINT_RECEIVED', about: complaintId }),
    );
    const mine = await caller.call('listComplaints', { by: caller.borrower, at });
    expect(mine.body).toMatchObject({ items: [{ complaintId }] });
  });

  test('R59: anonymous through an agent: nobody is named, nobody is told, the officer is off the case all the same', async () => {
    const { complaintId, complaint } = await file({ anonymous: true, channel: 'PHONE' }, people.agent);
    expect(complaint).not.toHaveProperty('borrowerId');
    await machines.settle();
    expect(Object.values((await theCase()).notices).map(({ kind }) => kind)).not.toContain('COMPLAINT_RECEIVED');
    expect((await theCase()).meta).not.toMatchObject({ ownerId: accused });
    const seen = await caller.call('getComplaint', about(complaintId, { by: caller.borrower, at }));
    expect(seen).toMatchObject({ status: 404 });
    const named = await caller.call('fileComplaint', {
      by: caller.borrower,
      at,
      body: { topic: 'FEES', description: 'x', anonymous: true },
    });
    expect(named).toMatchObject({ status: 400, body: { code: 'InvalidRequest' } });
  });

  test('R59: without a case too, by letter from the day it arrived; another’s case is none to complain about', async () => {
    const letter = { caseId: undefined, againstOfficerId: undefined, topic: 'FEES', channel: 'POST' };
    const { complaint } = await file({ ...letter, receivedOn: addDays(day, -3) }, people.agent);
    expect(complaint.dueOn).toBe(addDays(day, 12));
    const stranger: Actor = { id: 'user-9', role: 'borrower', borrowerId: 'b-9' };
    const other = { topic: 'FEES', description: 'x', caseId: caller.caseId };
    expect(await caller.call('fileComplaint', { by: stranger, at, body: other })).toMatchObject({ status: 404 });
    for (const receivedOn of [addDays(day, 1), addDays(day, -61)])
      expect(
        await caller.call('fileComplaint', {
          by: people.agent,
          at,
          body: { topic: 'FEES', description: 'x', receivedOn },
        }),
      ).toMatchObject({ status: 400 });
  });

  test('R59: the same request twice is one complaint', async () => {
    const key = '6f0a2f0e-7a52-4c39-9bd6-6f5e0f8f2d11';
    const asked = { by: caller.borrower, at, key, body: { topic: 'FEES', description: 'x' } };
    const first = await caller.call('fileComplaint', asked);
    const again = await caller.call('fileComplaint', asked);
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', first.body]);
    expect(caller.ports.complaints.kept.size).toBe(1);
    const other = await caller.call('fileComplaint', { ...asked, body: { topic: 'FEES', description: 'y' } });
    expect(other).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } });
  });

  test('R59: to thirty days with a reason, thirty more by risk alone, and no further', async () => {
    const { complaintId } = await file();
    const extend = (by: Actor, reason?: string, when = at) => act('extendComplaint', complaintId, by, { reason }, when);
    expect(await extend(people.supervisor)).toMatchObject({ status: 422, body: { code: 'ReasonMissing' } });
    expect(await extend(people.supervisor, 'a witness is away')).toMatchObject({
      status: 200,
      body: { complaint: { dueOn: addDays(day, 30), extensionReasons: ['a witness is away'] } },
    });
    expect(await extend(people.supervisor, 'more')).toMatchObject({ status: 403, body: { code: 'TierTooLow' } });
    expect(await extend(risk, 'very complex')).toMatchObject({ body: { complaint: { dueOn: addDays(day, 60) } } });
    expect(await extend(risk, 'again')).toMatchObject({ status: 409, body: { code: 'ExtensionUsedUp' } });
    await machines.settle();
    expect(Object.values((await theCase()).notices).filter(({ kind }) => kind === 'COMPLAINT_EXTENDED')).toHaveLength(
      1,
    );
  });

  test('R59: the agenda acknowledges what nobody has, and a term that is over reaches risk through its machine', async () => {
    const { complaintId } = await file();
    // The stream is held up: the deadline comes first.
    await machines.sweep('2026-05-06T14:00:00Z');
    expect((await caller.ports.complaints.load(complaintId))?.complaint.acknowledgedAt).toBeDefined();
    await machines.sweep(`${addDays(day, 16)}T01:00:00Z`);
    const late = await caller.ports.complaints.load(complaintId);
    expect(late?.complaint.overdueAt).toBe(`${addDays(day, 16)}T01:00:00Z`);
    const list = await caller.call('getWorklist', { by: risk, at, params: { list: 'team' } });
    expect(list.body['items']).toContainEqual(expect.objectContaining({ kind: 'COMPLAINT_OVERDUE', ref: complaintId }));
    const tooLate = `${addDays(day, 17)}T01:00:00Z`;
    expect(await act('extendComplaint', complaintId, risk, { reason: 'x' }, tooLate)).toMatchObject({ status: 409 });
    // Still owed, and still given.
    expect(await handled(complaintId, full, tooLate)).toMatchObject({ status: 200 });
    expect(caller.ports.complaints.kept.get(complaintId)).toMatchObject({ nextDueAt: undefined, work: [] });
  });
});

describe('R60: independence', () => {
  test('R60: the accused is off the case at once: owner, follow-ups, visits; misconduct stops visits and calls', async () => {
    await begin(scheduledStory('a visit ahead'));
    await file();
    const { meta, holds, appointments, status } = await theCase();
    expect([meta?.ownerId, meta?.followUpOfficerId]).not.toContain(accused);
    expect(Object.values(holds)).toEqual([
      expect.objectContaining({ kind: 'COMPLAINT_HOLD', blocks: ['CALL', 'VISIT'] }),
    ]);
    // One officer is too few: the bank names another and confirms anew.
    expect(Object.values(appointments)).toEqual([
      expect.objectContaining({ officers: [people.officer2.id], status: 'PROPOSED' }),
    ]);
    expect(status.state).toBe('READY');
    const facts = await officerFacts(caller.ports, [accused]);
    expect(facts[0]?.complainants).toEqual([caller.borrower.borrowerId]);
  });

  test('R60: follow-ups of the accused go to the deputy, and the deputy follows up from then on', async () => {
    expect((await theCase()).meta).toMatchObject({ followUpOfficerId: accused, deputyId: people.officer2.id });
    await file({ topic: 'SERVICE' });
    const { meta, holds } = await theCase();
    expect(meta).toMatchObject({ followUpOfficerId: people.officer2.id });
    expect(meta).not.toHaveProperty('deputyId');
    expect(Object.values(holds), 'no misconduct, no hold').toEqual([]);
  });

  test('R60: neither the accused, nor his line, nor who filed it or worked on the case handles it; risk is outside every line', async () => {
    const { complaintId } = await file({}, people.agent);
    const assign = (by: Actor, body: object) => act('assignComplaintHandler', complaintId, by, body);
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
    const work = await caller.call('getWorklist', {
      by: { ...outside, role: 'supervisor' },
      at,
      params: { list: 'mine' },
    });
    expect(work.body['items']).toContainEqual(
      expect.objectContaining({ kind: 'REPLY_TO_COMPLAINT', ref: complaintId }),
    );
    // A handler whose line was not known shows it by his token.
    await assign(risk, { handlerId: people.supervisor.id });
    expect(await act('replyToComplaint', complaintId, people.supervisor, full)).toMatchObject({
      status: 422,
      body: { code: 'HandlerConflicted' },
    });
  });

  test('R60: the accused never sees it, whatever his role; others only in their scope', async () => {
    const { complaintId } = await file({ againstOfficerId: people.supervisor.id });
    const get = (by: Actor) => caller.call('getComplaint', about(complaintId, { by, at }));
    const list = async (by: Actor) => (await caller.call('listComplaints', { by, at })).body['items'];
    expect(await get(people.supervisor)).toMatchObject({ status: 404 });
    expect(await list(people.supervisor)).toEqual([]);
    expect(await get({ ...people.supervisor, id: 'supervisor-8' })).toMatchObject({ status: 200 });
    expect(await get(outside)).toMatchObject({ status: 404 });
    expect(await get({ id: 'user-9', role: 'borrower', borrowerId: 'b-9' })).toMatchObject({ status: 404 });
    for (const by of [risk, auditor]) expect(await list(by)).toMatchObject([{ complaintId }]);
    expect(await list({ ...risk, region: 'west' })).toEqual([]);
  });

  test('R60: the hold stays while there is no reply, and then until a person lifts it', async () => {
    const { complaintId } = await file();
    const hold = Object.values((await theCase()).holds)[0];
    const lift = () =>
      caller.call('releaseHold', {
        by: risk,
        at,
        params: { holdId: hold?.holdId ?? '' },
        body: { reason: 'heard' },
        ifMatch: '*',
      });
    expect(await lift()).toMatchObject({ status: 409, body: { code: 'CauseStillOpen' } });
    expect(await handled(complaintId)).toMatchObject({ status: 200 });
    await machines.settle();
    expect(Object.values((await theCase()).holds)[0]).not.toHaveProperty('releasedAt');
    expect(await lift()).toMatchObject({ status: 200 });
  });
});

describe('R61, R62: reply and incident', () => {
  test('R61: the named handler replies with finding, reason, remedy and the next bodies; once', async () => {
    const { complaintId } = await file();
    expect(await act('replyToComplaint', complaintId, risk, full)).toMatchObject({ body: { code: 'NotTheHandler' } });
    await act('assignComplaintHandler', complaintId, risk, { handlerId: risk.id });
    for (const [missing, pointer] of [
      [{ finding: undefined }, '/finding'],
      [{ reason: ' ' }, '/reason'],
      [{ remedy: undefined }, '/remedy'],
      [{ nextBodies: [] }, '/nextBodies'],
    ] as const)
      expect(await act('replyToComplaint', complaintId, risk, { ...full, ...missing })).toMatchObject({
        status: 422,
        body: { code: 'ReplyIncomplete', fields: [{ pointer }] },
      });
    expect(await caller.call('replyToComplaint', about(complaintId, { by: risk, at, body: full }))).toMatchObject({
      status: 428,
    });
    expect(await act('replyToComplaint', complaintId, risk, full)).toMatchObject({
      status: 200,
      body: {
        state: 'REPLIED',
        complaint: {
          nextBodies: ['INTERNAL_REVIEW', 'MEDIATION', 'ARBITRATION', 'COURT', 'REGULATOR'],
          regulatorLine: '12378',
          reasonText: 'it was recorded',
          remedyText: 'an apology',
        },
      },
    });
    expect(await act('replyToComplaint', complaintId, risk, full)).toMatchObject({ body: { code: 'StateForbids' } });
    await machines.settle();
    expect((await theCase()).complaints[complaintId]).toMatchObject({ finding: 'UPHELD', closedAt: at });
    expect(Object.values((await theCase()).notices).map(({ kind }) => kind)).toContain('COMPLAINT_ANSWERED');
  });

  test('R62: a threat is an incident at once: evidence cannot be deleted, compliance and police are risk’s task', async () => {
    const [paper] = Object.values((await theCase()).documents);
    const { complaint } = await file({ topic: 'THREAT', evidenceIds: [paper?.documentId] });
    expect(complaint).toMatchObject({ incident: { kind: 'THREAT', routes: ['COMPLIANCE', 'POLICE'] } });
    await machines.settle();
    expect(caller.ports.documents.objects.get(`documents/${paper?.key ?? ''}`)?.held).toBe(true);
    expect(Object.values((await theCase()).holds).map(({ kind }) => kind)).toEqual(['COMPLAINT_HOLD', 'LEGAL_HOLD']);
    const list = await caller.call('getWorklist', { by: risk, at, params: { list: 'team' } });
    expect(list.body['items']).toContainEqual(expect.objectContaining({ kind: 'REPORT_INCIDENT' }));
    const strange = { topic: 'THREAT', description: 'x', caseId: caller.caseId, evidenceIds: ['doc-9'] };
    expect(await caller.call('fileComplaint', { by: caller.borrower, at, body: strange })).toMatchObject({
      body: { code: 'EvidenceMissing' },
    });
  });

  test('R62: findings that recur within a year suspend the certificate; findings for the officer do not', async () => {
    const suspended = async () => (await caller.ports.officers.officer(accused))?.certificates[0]?.suspended;
    const answer = async (body: object, when: string) => {
      const { complaintId } = await file({}, caller.borrower, when);
      await handled(complaintId, body, when);
      await machines.settle();
    };
    await answer(full, at);
    await answer({ ...full, finding: 'NOT_UPHELD' }, '2026-06-04T02:00:00Z');
    expect(await suspended()).toBe(false);
    await answer({ ...full, finding: 'PARTLY_UPHELD' }, '2027-05-05T02:00:00Z');
    expect(await suspended(), 'the first was more than a year ago').toBe(false);
    await answer(full, '2027-06-04T02:00:00Z');
    expect(await suspended()).toBe(true);
  });

  test('4.15, 15: the journal of a complaint replays to the complaint, is chained, and holds no word', async () => {
    const { complaintId } = await file();
    await act('extendComplaint', complaintId, risk, { reason: 'a witness is away' });
    await handled(complaintId);
    await machines.settle();
    const entries = caller.ports.complaints.entries(complaintId);
    expect(replayComplaint(entries)).toEqual((await caller.ports.complaints.load(complaintId))?.complaint);
    expect(firstBrokenSeq(entries)).toBeUndefined();
    expect(JSON.stringify(entries)).not.toMatch(/shouted|witness|apology/);
  });
});
