import { expect, test, vi } from 'vitest';
import type { Complaint } from '#functions/domain/complaints/complaint.ts';
import { happened } from '#functions/domain/events.ts';
import { Inventory } from '#functions/domain/archive/package.ts';
import { Entry, firstBrokenSeq } from '#functions/domain/journal.ts';
import * as archiving from '#functions/usecases/workflows/archiving.ts';
import { aComplaint, at, savingOf } from '#test/support/complaint-samples.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { saveSettledCase } from '#test/support/settled-case.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';
import { bytesAt, caseId, jsonAt, packed, paper, work } from '#test/usecases/packing.ts';
import { allEnd, archived, by, contactsEnd, risk1, risk2 } from '#test/usecases/retaining.ts';

const filed = async (ports: FakePorts, more: Partial<Complaint>): Promise<Complaint> => {
  const saving = savingOf(aComplaint({ caseId, borrowerId: 'borrower-seeded', ...more }));
  expect(await ports.complaints.save(saving)).toBe('saved');
  return saving.after.complaint;
};

/** A settled case with a complaint about it and the reply, archived. */
const packedWithComplaint = async (): Promise<{ ports: FakePorts; complaint: Complaint }> => {
  let complaint = aComplaint();
  const ports = await archived(async (made) => {
    complaint = await filed(made, { status: 'REPLIED', finding: 'UPHELD', repliedAt: at });
    const { complaintId, receivedOn, topic, anonymous } = complaint;
    const part = { complaintId, receivedOn, topic, anonymous };
    await saveSettledCase(made, caseId, [
      happened('DocumentAccepted', { document: await paper(made) }),
      happened('ComplaintNoted', { complaint: part }),
      happened('ComplaintClosed', { complaint: { ...part, finding: 'UPHELD', closedAt: at } }),
    ]);
  });
  return { ports, complaint };
};

const destroyedAt = async (ports: FakePorts, asOf: string): Promise<void> => {
  const machines = machinesInProcess(ports);
  await machines.sweep(asOf);
  await by(ports, risk1, asOf).retention('DESTROY');
  await by(ports, risk2, asOf).retention('DESTROY');
  await machines.settle();
};

test('4.11: complaints and replies are in the package with their words, and each with its chain', async () => {
  const { ports, complaint } = await packedWithComplaint();
  expect(jsonAt(ports, 'data/complaints.json')).toEqual([{ complaint, words: { text_1: 'the fee' } }]);
  const chainPath = `data/complaints/${complaint.complaintId}.jsonl`;
  const lines = Buffer.from(bytesAt(ports, chainPath)).toString().trim().split('\n');
  const entries = lines.map((line) => Entry.parse(JSON.parse(line)));
  expect(entries.map(({ event }) => event)).toEqual(['ComplaintReceived']);
  expect(firstBrokenSeq(entries)).toBeUndefined();
  const classes = Inventory.parse(jsonAt(ports, 'inventory.json')).objects.filter(({ path }) =>
    path.includes('complaints'),
  );
  expect(classes.map((object) => object.class)).toEqual(['CONTACT', 'CONTACT']);
});

test('R66: complaints go with the records of contacts, words and chain, and the package stays valid', async () => {
  const { ports, complaint } = await packedWithComplaint();
  await destroyedAt(ports, contactsEnd);
  expect(await ports.complaints.load(complaint.complaintId)).toBeUndefined();
  expect(ports.complaints.entries(complaint.complaintId)).toEqual([]);
  expect((await ports.cases.load(caseId)).complaints).toEqual({});
  expect([...ports.documents.objects.keys()].filter((key) => key.includes('complaint'))).toEqual([]);
  expect(await archiving.verifyPackage(ports, work)).toEqual({ outcome: 'verified' });
});

test('R66: with the last class go the complaints that came after the case was closed, when they have their reply', async () => {
  const { ports } = await packedWithComplaint();
  const late = await filed(ports, { status: 'REPLIED', finding: 'NOT_UPHELD', repliedAt: at });
  await destroyedAt(ports, allEnd);
  expect(await ports.complaints.load(late.complaintId)).toBeUndefined();
  expect((await ports.cases.load(caseId)).status.state).toBe('DESTROYED');
  expect(JSON.stringify([...ports.complaints.kept])).not.toContain('borrower-seeded');
});

test('R66: while a complaint about the case is open nothing of it is destroyed, and operations hear of it', async () => {
  const { ports } = await packedWithComplaint();
  const open = await filed(ports, {});
  await expect(destroyedAt(ports, allEnd)).rejects.toThrow('removeWhatEnded');
  expect((await ports.cases.load(caseId)).status.state).toBe('ARCHIVED');
  expect(await ports.complaints.load(open.complaintId)).toBeDefined();
});

test('4.11: a case with many complaints and a long journal reads each once for the file that is made of it', async () => {
  const counts = async (complaints: number) => {
    const ports = fakePorts();
    const noted = [];
    for (let no = 0; no < complaints; no += 1) {
      const { complaintId, receivedOn, topic, anonymous } = await filed(ports, { status: 'REPLIED', repliedAt: at });
      noted.push(
        happened('ComplaintNoted', {
          complaint: { complaintId, receivedOn, topic, anonymous, finding: 'UPHELD', closedAt: at },
        }),
      );
    }
    await saveSettledCase(ports, caseId, noted);
    const [journals, complaintsRead] = [vi.spyOn(ports.cases, 'journal'), vi.spyOn(ports.complaints, 'load')];
    await packed(ports);
    const ofCase = journals.mock.calls.filter(([stream]) => stream === caseId).length;
    return { ofCase, complaintsRead: complaintsRead.mock.calls.length };
  };
  const few = await counts(2);
  const many = await counts(12);
  expect(many.ofCase).toBe(few.ofCase);
  // Once in the list of all, once for its own chain.
  expect([few.complaintsRead, many.complaintsRead]).toEqual([4, 24]);
});
