import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Complaint, ComplaintFile } from '#functions/domain/complaints/complaint.ts';
import type { ComplaintStore } from '#functions/usecases/complaint-store.ts';
import { aComplaint, at, salt, savingOf } from '#test/support/complaint-samples.ts';

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

    test('R66: a destroyed complaint leaves where its chain ended and what was found against an officer, and no person', async () => {
      const againstOfficerId = `officer-${randomUUID()}`;
      const caseId = `case_${randomUUID().replaceAll('-', '')}`;
      const borrowerId = `borrower-${randomUUID()}`;
      const named = await put(aComplaint({ caseId, borrowerId, againstOfficerId }));
      const { complaintId } = named.complaint;
      expect(await store.ofCase(caseId)).toEqual([named.complaint]);
      const replied = { ...named.complaint, status: 'REPLIED', finding: 'UPHELD', repliedAt: at } as const;
      await store.save(savingOf(replied, named));
      await store.purge(complaintId);
      await store.purge(complaintId);
      expect(await store.load(complaintId)).toBeUndefined();
      expect(await store.ofCase(caseId)).toEqual([]);
      expect((await store.list({ of: 'BORROWER', borrowerId }, 10)).items).toEqual([]);
      const found = await store.upheldAgainst(againstOfficerId);
      expect(found).toMatchObject([{ complaintId, finding: 'UPHELD', repliedAt: at }]);
      expect(JSON.stringify(found)).not.toContain(borrowerId);
    });

    test('R66: of a complaint that two people have ordered destroyed their record stays, and nothing is due', async () => {
      const borrowerId = `borrower-${randomUUID()}`;
      const kept = await put(aComplaint({ borrowerId }));
      const { complaintId } = kept.complaint;
      const reason = { textId: 'text_9', hmac: salt };
      const destruction = { destructionId: 'destruction_1', decidedBy: ['risk-1', 'risk-2'], approvedAt: at, reason };
      const ordered = {
        ...kept.complaint,
        status: 'REPLIED',
        repliedAt: at,
        retention: { appraisals: [], destruction },
      } as const;
      await store.save(savingOf({ ...ordered, retention: { appraisals: [], destruction } }, kept));
      expect(await store.destroyed(complaintId)).toBeUndefined();
      const headHash = (await store.load(complaintId))?.head.hash;
      await store.purge(complaintId);
      await store.purge(complaintId);
      const record = await store.destroyed(complaintId);
      expect(record).toMatchObject({ complaintId, decidedBy: ['risk-1', 'risk-2'], approvedAt: at, headHash });
      expect(JSON.stringify(record)).not.toMatch(new RegExp(`${borrowerId}|text_9`, 'u'));
      expect((await store.list({ of: 'BORROWER', borrowerId }, 10)).items).toEqual([]);
    });

    test('a borrower finds the own complaints', async () => {
      const borrowerId = `borrower-${randomUUID()}`;
      const mine = await put(aComplaint({ borrowerId }));
      const { items } = await store.list({ of: 'BORROWER', borrowerId }, 10);
      expect(items).toEqual([mine.complaint]);
    });
  });
};
