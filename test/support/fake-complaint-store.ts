import {
  ComplaintFile,
  isOpen,
  isUpheld,
  recordOfDestruction,
  withoutComplainant,
} from '#functions/domain/complaints/complaint.ts';
import type { Complaint, DestroyedComplaint } from '#functions/domain/complaints/complaint.ts';
import { Entry } from '#functions/domain/journal.ts';
import type { ComplaintStore } from '#functions/usecases/complaint-store.ts';
import type { RequestRecord, WorkItem } from '#functions/usecases/ports.ts';

interface Kept {
  readonly file: ComplaintFile;
  readonly nextDueAt: string | undefined;
  readonly work: readonly WorkItem[];
}

export interface FakeComplaintStore extends ComplaintStore {
  readonly kept: ReadonlyMap<string, Kept>;
  readonly entries: (complaintId: string) => readonly Entry[];
}

/** What the store of cases keeps of a complaint too: requests, and (by the callers' own doing) nothing else. */
interface Shared {
  readonly requests: Map<string, RequestRecord>;
  /** Told of each entry, so that journals of both are read in one place. */
  readonly onSave: (complaintId: string, entries: readonly Entry[], kept: Kept) => void;
  readonly onPurge: (complaintId: string) => void;
}

/** Complaints in memory, proved by the suite that also runs against DynamoDB. */
export const fakeComplaintStore = (
  shared: Shared = { requests: new Map(), onSave: () => undefined, onPurge: () => undefined },
): FakeComplaintStore => {
  const kept = new Map<string, Kept>();
  const journals = new Map<string, Entry[]>();
  /** What was found against officers, of complaints that are destroyed. */
  const findings: Complaint[] = [];
  const records = new Map<string, DestroyedComplaint>();
  const all = (): Complaint[] =>
    [...kept.values()]
      .map(({ file }) => file.complaint)
      .toSorted((a, b) => (`${a.dueOn}#${a.complaintId}` < `${b.dueOn}#${b.complaintId}` ? -1 : 1));
  return {
    kept,
    entries: (complaintId) => journals.get(complaintId) ?? [],
    load: async (complaintId) => kept.get(complaintId)?.file,
    save: async ({ seen, after, entries, request, nextDueAt, work }) => {
      const { complaintId } = after.complaint;
      const name = request === undefined ? '' : `${request.caller}#${request.key}`;
      if (shared.requests.has(name)) return 'repeated';
      if (entries.length > 0) {
        if ((kept.get(complaintId)?.file.version ?? 0) !== seen) return 'conflict';
        const one = { file: ComplaintFile.parse(after), nextDueAt, work };
        kept.set(complaintId, one);
        journals.set(complaintId, [
          ...(journals.get(complaintId) ?? []),
          ...entries.map((entry) => Entry.parse(entry)),
        ]);
        shared.onSave(complaintId, entries, one);
      }
      if (request !== undefined) shared.requests.set(name, request);
      return 'saved';
    },
    list: async (list, limit, from) => {
      const isOn = (complaint: Complaint): boolean => {
        if (list.of === 'BORROWER') return complaint.borrowerId === list.borrowerId;
        const place = list.of === 'ALL' ? '' : list.of === 'BRANCH' ? complaint.branch : complaint.region;
        return isOpen(complaint) === list.open && (list.of === 'ALL' || place === list.place);
      };
      const rest = all()
        .filter(isOn)
        .slice(Number(from ?? '0'));
      const start = Number(from ?? '0');
      return { items: rest.slice(0, limit), next: rest.length > limit ? String(start + limit) : undefined };
    },
    openAgainst: async (officerId) => all().filter((one) => one.againstOfficerId === officerId && isOpen(one)),
    ofCase: async (caseId) => all().filter((one) => one.caseId === caseId),
    recompute: async ({ complaint: { complaintId }, version }, agenda) => {
      const there = kept.get(complaintId);
      if (there?.file.version !== version) return 'conflict';
      const next = { ...there, ...agenda };
      kept.set(complaintId, next);
      shared.onSave(complaintId, [], next);
      return 'saved';
    },
    purge: async (complaintId) => {
      const there = kept.get(complaintId);
      if (there === undefined) return;
      if (isUpheld(there.file.complaint)) findings.push(withoutComplainant(there.file.complaint));
      const record = recordOfDestruction(there.file);
      if (record !== undefined) records.set(complaintId, record);
      kept.delete(complaintId);
      journals.delete(complaintId);
      shared.onPurge(complaintId);
    },
    destroyed: async (complaintId) => records.get(complaintId),
    upheldAgainst: async (officerId) =>
      [...all(), ...findings]
        .filter((one) => one.againstOfficerId === officerId && isUpheld(one))
        .toSorted((a, b) => ((a.repliedAt ?? '') < (b.repliedAt ?? '') ? 1 : -1)),
  };
};
