import type { Complaint, ComplaintFile, DestroyedComplaint } from '#functions/domain/complaints/complaint.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { Page } from '#functions/usecases/paged-ports.ts';
import type { Recomputed, RequestRecord, WorkItem } from '#functions/usecases/records.ts';

export interface ComplaintSave {
  /** Version that the decision has seen; 0: there was none. */
  readonly seen: number;
  readonly after: ComplaintFile;
  readonly entries: readonly Entry[];
  readonly request?: RequestRecord;
  readonly nextDueAt: string | undefined;
  readonly work: readonly WorkItem[];
}

/** Whose list of complaints: each is ordered by the day of the reply, open ones apart from closed ones. */
export type ComplaintList =
  | { readonly of: 'BRANCH' | 'REGION'; readonly place: string; readonly open: boolean }
  | { readonly of: 'ALL'; readonly open: boolean }
  | { readonly of: 'BORROWER'; readonly borrowerId: string };

/** Complaints are streams of their own: chain, words, deadlines, like cases. */
export interface ComplaintStore {
  load(complaintId: string): Promise<ComplaintFile | undefined>;
  save(save: ComplaintSave): Promise<'saved' | 'conflict' | 'repeated'>;
  list(list: ComplaintList, limit: number, from?: string): Promise<Page<Complaint>>;
  /** Open ones about an officer (R19, R60). */
  openAgainst(officerId: string): Promise<readonly Complaint[]>;
  /** Those that name a case, open or closed, also such as came after the case was closed. */
  ofCase(caseId: string): Promise<readonly Complaint[]>;
  /** Due date and worklists anew, without an event and under the same version, as for a case (architecture 4). */
  recompute(file: ComplaintFile, agenda: Pick<ComplaintSave, 'nextDueAt' | 'work'>): Promise<Recomputed>;
  /**
   * R66: takes a complaint out of the store: words, chain, and who complained. What stays is where its chain ended, and what
   * was found against an officer (R62); where two people ordered it, their record.
   */
  purge(complaintId: string): Promise<void>;
  /** The record of a complaint that two people have ordered destroyed; undefined while it is there, or if it went with its case. */
  destroyed(complaintId: string): Promise<DestroyedComplaint | undefined>;
  /** Those in which something was found against an officer, latest first (R62). */
  upheldAgainst(officerId: string): Promise<readonly Complaint[]>;
}
