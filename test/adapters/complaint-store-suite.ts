import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Complaint, ComplaintFile } from '#functions/domain/complaints/complaint.ts';
import { complained } from '#functions/domain/complaints/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { chain } from '#functions/domain/journal.ts';
import { firstPreviousHash } from '#functions/domain/model.ts';
import type { ComplaintSave, ComplaintStore } from '#functions/usecases/complaint-store.ts';

const at = '2026-05-04T02:00:00Z';
const salt = sha256Hex('salt');

const aComplaint = (more: Partial<Complaint> = {}): Complaint => ({
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

const savingOf = (complaint: Complaint, before?: ComplaintFile, more: Partial<ComplaintSave> = {}): ComplaintSave => {
  const head = before?.head ?? { seq: 0, hash: firstPreviousHash };
  const stamp = {
    stream: complaint.complaintId,
    asOf: at,
    recordedAt: at,
    actor: { id: 'agent-1', role: 'agent' } as const,
    requestId: 'request-1',
  };
  const entries = chain(head, [complained('ComplaintReceived', complaint)], stamp);
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

/** What every store of complaints does; it may share its table with others. */
export const complaintStoreSuite = (where: string, makeStore: () => Promise<ComplaintStore>): void => {
  describe(`the complaint store ${where}`, () => {
    let store: ComplaintStore;
    beforeAll(async () => {
      store = await makeStore();
    });
    const put = async (complaint: Complaint): Promise<ComplaintFile> => {
      const saving = savingOf(complaint);
      expect(await store.save(saving)).toBe('saved');
      return saving.after;
    };

    test('a complaint is kept with its words, once, and a second writer of a version is told', async () => {
      const kept = await put(aComplaint());
      const { complaintId } = kept.complaint;
      expect(await store.load(complaintId)).toEqual(kept);
      expect(await store.load('complaint_unknown')).toBeUndefined();
      expect(await store.save(savingOf(kept.complaint))).toBe('conflict');
      const next = savingOf({ ...kept.complaint, overdueAt: at }, kept, { nextDueAt: undefined, work: [] });
      expect(await store.save(next)).toBe('saved');
      expect(await store.save(next)).toBe('conflict');
      expect((await store.load(complaintId))?.version).toBe(2);
    });

    test('a request that was done before is told so, and writes nothing', async () => {
      const complaint = aComplaint();
      const request = {
        caller: 'agent-1',
        key: randomUUID(),
        fingerprint: salt,
        operationId: 'fileComplaint',
        caseId: complaint.complaintId,
        ids: { complaintId: complaint.complaintId },
        version: 1,
        recordedAt: at,
      };
      expect(await store.save(savingOf(complaint, undefined, { request }))).toBe('saved');
      const other = aComplaint();
      expect(await store.save(savingOf(other, undefined, { request }))).toBe('repeated');
      expect(await store.load(other.complaintId)).toBeUndefined();
    });

    test('lists are by the day of the reply, page by page; closed ones stand apart', async () => {
      const branch = `b-${randomUUID()}`;
      const region = `r-${randomUUID()}`;
      const late = await put(aComplaint({ branch, region, dueOn: '2026-06-03' }));
      const soon = await put(aComplaint({ branch, region, dueOn: '2026-05-19' }));
      const done = await put(aComplaint({ branch, region, dueOn: '2026-05-01' }));
      await store.save(savingOf({ ...done.complaint, status: 'REPLIED', repliedAt: at }, done));
      const idsOf = (items: readonly Complaint[]) => items.map(({ complaintId }) => complaintId);
      const first = await store.list({ of: 'BRANCH', place: branch, open: true }, 1);
      expect(idsOf(first.items)).toEqual([soon.complaint.complaintId]);
      const second = await store.list({ of: 'BRANCH', place: branch, open: true }, 1, first.next);
      expect([idsOf(second.items), second.next]).toEqual([[late.complaint.complaintId], undefined]);
      const closed = await store.list({ of: 'REGION', place: region, open: false }, 10);
      expect(idsOf(closed.items)).toEqual([done.complaint.complaintId]);
    });

    test('R19, R62: about an officer: what is open, and what was upheld, latest first', async () => {
      const againstOfficerId = `officer-${randomUUID()}`;
      const open = await put(aComplaint({ againstOfficerId }));
      for (const [finding, repliedAt] of [
        ['UPHELD', '2026-05-05T02:00:00Z'],
        ['NOT_UPHELD', '2026-05-06T02:00:00Z'],
        ['PARTLY_UPHELD', '2026-05-07T02:00:00Z'],
      ] as const) {
        const one = await put(aComplaint({ againstOfficerId }));
        await store.save(savingOf({ ...one.complaint, status: 'REPLIED', finding, repliedAt }, one));
      }
      expect((await store.openAgainst(againstOfficerId)).map(({ complaintId }) => complaintId)).toEqual([
        open.complaint.complaintId,
      ]);
      expect((await store.upheldAgainst(againstOfficerId)).map(({ finding }) => finding)).toEqual([
        'PARTLY_UPHELD',
        'UPHELD',
      ]);
    });

    test('a borrower finds the own complaints', async () => {
      const borrowerId = `borrower-${randomUUID()}`;
      const mine = await put(aComplaint({ borrowerId }));
      const { items } = await store.list({ of: 'BORROWER', borrowerId }, 10);
      expect(items).toEqual([mine.complaint]);
    });
  });
};
