import { randomUUID } from 'node:crypto';
import type { Complaint, ComplaintFile } from '#functions/domain/complaints/complaint.ts';
import type { ComplaintEventName } from '#functions/domain/complaints/events.ts';
import { complained } from '#functions/domain/complaints/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { chain } from '#functions/domain/journal.ts';
import { firstPreviousHash } from '#functions/domain/model.ts';
import type { ComplaintSave } from '#functions/usecases/complaint-store.ts';

export const at = '2026-05-04T02:00:00Z';
export const salt = sha256Hex('salt');

/** A complaint that has just come in. */
export const aComplaint = (more: Partial<Complaint> = {}): Complaint => ({
  complaintId: `complaint_${randomUUID().replaceAll('-', '')}`,
  policy: { jurisdiction: 'CN', version: '2026-1' },
  status: 'RECEIVED',
  channel: 'APP',
  topic: 'FEES',
  anonymous: false,
  branch: 'north',
  region: 'east',
  language: 'en',
  filedBy: 'agent-1',
  filedAt: at,
  receivedOn: '2026-05-04',
  words: { textId: 'text_1', hmac: salt },
  evidenceIds: [],
  acknowledgeBy: '2026-05-06',
  dueOn: '2026-05-19',
  extensions: [],
  ...more,
});

/** What saves it, behind what is there. */
export const savingOf = (
  complaint: Complaint,
  before?: ComplaintFile,
  more: Partial<ComplaintSave> = {},
  event: ComplaintEventName = 'ComplaintReceived',
): ComplaintSave => {
  const head = before?.head ?? { seq: 0, hash: firstPreviousHash };
  const stamp = {
    stream: complaint.complaintId,
    asOf: at,
    recordedAt: at,
    actor: { id: 'agent-1', role: 'agent' } as const,
    requestId: 'request-1',
  };
  const entries = chain(head, [complained(event, complaint)], stamp);
  const last = entries.at(-1);
  if (last === undefined) throw new Error('no entry');
  return {
    seen: before?.version ?? 0,
    after: {
      complaint,
      version: last.seq,
      head: { seq: last.seq, hash: last.hash },
      lastAsOf: at,
      salt,
      words: { text_1: 'the fee' },
    },
    entries,
    nextDueAt: '2026-05-06T14:00:00Z',
    work: [{ assignee: 'RISK#east', kind: 'ASSIGN_COMPLAINT', ref: complaint.complaintId, dueAt: at }],
    ...more,
  };
};
