import { beforeEach, describe, expect, test, vi } from 'vitest';
import { replayComplaint } from '#functions/domain/complaints/events.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import { accused, at, full, risk, complaining } from '#test/usecases/complaining.ts';
import type { Complaining } from '#test/usecases/complaining.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

let house: Complaining;
beforeEach(async () => {
  house = await complaining();
});

describe('R61, R62: reply and incident', () => {
  test('R61: the named handler replies with finding, reason, remedy and the next bodies; once', async () => {
    const { complaintId } = await house.file();
    expect(await house.act('replyToComplaint', complaintId, risk, full)).toMatchObject({
      body: { code: 'NotTheHandler' },
    });
    await house.act('assignComplaintHandler', complaintId, risk, { handlerId: risk.id });
    for (const [missing, pointer] of [
      [{ finding: undefined }, '/finding'],
      [{ reason: ' ' }, '/reason'],
      [{ remedy: undefined }, '/remedy'],
      [{ nextBodies: [] }, '/nextBodies'],
    ] as const)
      expect(await house.act('replyToComplaint', complaintId, risk, { ...full, ...missing })).toMatchObject({
        status: 422,
        body: { code: 'ReplyIncomplete', fields: [{ pointer }] },
      });
    expect(
      await house.caller.call('replyToComplaint', house.about(complaintId, { by: risk, at, body: full })),
    ).toMatchObject({
      status: 428,
    });
    expect(await house.act('replyToComplaint', complaintId, risk, full)).toMatchObject({
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
    expect(await house.act('replyToComplaint', complaintId, risk, full)).toMatchObject({
      body: { code: 'StateForbids' },
    });
    await house.machines.settle();
    expect((await house.theCase()).complaints[complaintId]).toMatchObject({ finding: 'UPHELD', closedAt: at });
    expect(Object.values((await house.theCase()).notices).map(({ kind }) => kind)).toContain('COMPLAINT_ANSWERED');
  });

  test('R62: a threat is an incident at once: evidence cannot be deleted, compliance and police are risk’s task', async () => {
    const [paper] = Object.values((await house.theCase()).documents);
    const { complaint } = await house.file({ topic: 'THREAT', evidenceIds: [paper?.documentId] });
    expect(complaint).toMatchObject({ incident: { kind: 'THREAT', routes: ['COMPLIANCE', 'POLICE'] } });
    await house.machines.settle();
    expect(house.caller.ports.documents.objects.get(`documents/${paper?.key ?? ''}`)?.held).toBe(true);
    expect(Object.values((await house.theCase()).holds).map(({ kind }) => kind)).toEqual([
      'COMPLAINT_HOLD',
      'LEGAL_HOLD',
    ]);
    const list = await house.caller.call('getWorklist', { by: risk, at, params: { list: 'team' } });
    expect(list.body['items']).toContainEqual(expect.objectContaining({ kind: 'REPORT_INCIDENT' }));
    const strange = { topic: 'THREAT', description: 'x', caseId: house.caller.caseId, evidenceIds: ['doc-9'] };
    expect(await house.caller.call('fileComplaint', { by: house.caller.borrower, at, body: strange })).toMatchObject({
      body: { code: 'EvidenceMissing' },
    });
  });

  test('R62: findings that recur within a year suspend the certificate; findings for the officer do not', async () => {
    const suspended = async () => (await house.caller.ports.officers.officer(accused))?.certificates[0]?.suspended;
    const answer = async (body: object, when: string) => {
      const { complaintId } = await house.file({}, house.caller.borrower, when);
      await house.handled(complaintId, body, when);
      await house.machines.settle();
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
    const { complaintId } = await house.file();
    await house.act('extendComplaint', complaintId, risk, { reason: 'a witness is away' });
    await house.handled(complaintId);
    await house.machines.settle();
    const entries = house.caller.ports.complaints.entries(complaintId);
    expect(replayComplaint(entries)).toEqual((await house.caller.ports.complaints.load(complaintId))?.complaint);
    expect(firstBrokenSeq(entries)).toBeUndefined();
    expect(JSON.stringify(entries)).not.toMatch(/shouted|witness|apology/);
  });
});
