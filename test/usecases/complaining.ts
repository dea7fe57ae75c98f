import { expect } from 'vitest';
import * as z from 'zod';
import type { Actor } from '#functions/domain/actor.ts';
import { writeOfficer } from '#functions/usecases/put-officer.ts';
import { people } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { callerOf } from '#test/usecases/calling.ts';
import type { Called } from '#test/usecases/calling.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';

export const at = '2026-05-04T02:00:00Z';
export const day = '2026-05-04';
export const risk: Actor = { id: 'risk-1', role: 'risk', region: 'east' };
/** Another line: the accused is of branch north. */
export const outside: Actor = { id: 'supervisor-7', role: 'supervisor', branch: 'south', region: 'east' };
export const auditor: Actor = { id: 'auditor-1', role: 'auditor' };
export const accused = people.officer.id;
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
export const full = { finding: 'UPHELD', reason: 'it was recorded', remedy: 'an apology' };

/** A case, its register and machines in memory, and the acts that people do about complaints. */
export const complaining = async (story = activeStory('a case with a complaint')) => {
  const caller = await callerOf(story);
  for (const id of [accused, people.officer2.id])
    await writeOfficer(caller.ports, {
      before: undefined,
      record: officer(id),
      secret: { salt: 'a'.repeat(64) },
      asOf: at,
      actor: risk,
      requestId: id,
    });
  const file = async (body: object = {}, by: Actor = caller.borrower, when = at) => {
    const answer = await caller.call('fileComplaint', {
      by,
      at: when,
      body: {
        topic: 'MISCONDUCT',
        description: 'he shouted',
        caseId: caller.caseId,
        againstOfficerId: accused,
        ...body,
      },
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
  const handled = async (complaintId: string, body: object = full, when = at) => {
    expect(await act('assignComplaintHandler', complaintId, risk, { handlerId: risk.id }, when)).toMatchObject({
      status: 200,
    });
    return act('replyToComplaint', complaintId, risk, body, when);
  };
  const machines = machinesInProcess(caller.ports);
  return { caller, machines, file, about, versionOf, act, theCase, handled };
};

export type Complaining = Awaited<ReturnType<typeof complaining>>;
