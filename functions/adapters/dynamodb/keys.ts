import { createHash } from 'node:crypto';
import { isComplaintId } from '#functions/domain/complaints/complaint.ts';

/**
 * Every key of the one table. Each question has one answer: a key or an index, never a scan.
 *
 * | question | asked of | key |
 * | --- | --- | --- |
 * | what is known about a case? | table | `CASE#id`, begins with `FILE#` |
 * | what happened in a case since entry n? | table | `CASE#id`, `JOURNAL#n+1` … |
 * | what is counted in a period? | table | `REPORT#month#shard`, `day#fact` |
 * | who has read what, since read n? | table | `CASE#id`, `READ#n+1` …; `READ#` is the head |
 * | who waits for an answer about this work? | table | `CASE#id`, `TOKEN#work` |
 * | was this request done before? | table | `REQUEST#caller#key`, `REQUEST` |
 * | which open case has a borrower? | table | `BORROWER#id`, `OPEN-CASE` |
 * | which case took a payment? | table | `PAYMENT#ref`, `APPLIED` |
 * | what is known of money that no case has? | table | `CASE#payment`, `UNAPPLIED` (its journal lies beside it) |
 * | of which agreement is a file the signed original? | table | `ORIGINAL#sha256`, `SIGNED` |
 * | what is known about a complaint, and what happened in it? | table | `COMPLAINT#id`, `FILE#`; `JOURNAL#n+1` … |
 * | which complaints name a case? | table | `CASE#id`, `COMPLAINT#id` |
 * | who is an officer? | table | `OFFICER#id`, `OFFICER` |
 * | what is an officer called? | table | `OFFICER#id`, `PRIVATE` |
 * | what happened to an officer's record since entry n? | table | `OFFICER#id`, `JOURNAL#n+1` … |
 * | when has an officer visits? | table | `OFFICER#id`, `DAY#from` … `DAY#to` |
 * | which mail belongs to no case yet? | by-work | `MAIL#id`, `HELD`, on the list of the agents of `all` |
 * | how far is a file of accounts? | table | `FEED#id`, `FEED` |
 * | whose calendar is behind a secret address? | table | `CALENDAR#SHA-256 of the token`, `FEED` |
 * | which calendar addresses has a person? | table | `CALENDAR-OWNER#actor`, `FEEDS` |
 * | may messages go out? | table | `CONTROL#MESSAGES`, `CONTROL` |
 * | which cases had a borrower? | by-borrower | `gsiBorrowerPk` = borrower, by `openedAt` |
 * | which cases are in a state? | by-state | `gsiStatePk` = `state#shard`, by `openedAt` |
 * | which cases has an officer? | by-officer | `gsiOfficerPk` = `OFFICER#id`, by `openedAt`: headers of those he owns, `CASE#id`, `OFFICER#id` of the others |
 * | which officers has a branch? | by-officer | `gsiOfficerPk` = `BRANCH#branch`, by officer |
 * | which officers are there? | by-officer | `gsiOfficerPk` = `OFFICERS`, by officer |
 * | which complaints are open, or closed, in a branch, a region, at all? | by-state | `COMPLAINTS#place#open`, by due day |
 * | which complaints has a borrower? | by-borrower | `COMPLAINANT#id`, by receipt |
 * | which complaints about an officer are open, and which were upheld? | by-officer | `ACCUSED#id#open` / `#upheld`, by day |
 * | what is due by an instant? | due | `dueShard`, `nextDueAt` (sparse) |
 * | what must somebody do next? | by-work | `gsiWorkPk` = assignee, by `dueAt` |
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A case and a complaint are streams alike: told apart by their ids, kept under the same sort keys. */
const casePk = (streamId: string): string => (isComplaintId(streamId) ? `COMPLAINT#${streamId}` : `CASE#${streamId}`);

/** Sorts before every part of the file, so that a load sees the header first. */
export const filePrefix = 'FILE#';
export const headerKey = (caseId: string): Key => ({ pk: casePk(caseId), sk: filePrefix });
export const partKey = (caseId: string, word: string, id: string): Key => ({
  pk: casePk(caseId),
  sk: `FILE#${word}#${id}`,
});

const privateWord = 'PRIVATE';
/** `name` is the domain's `privateKey`: kind and id. */
export const privateItemKey = (caseId: string, name: string): Key => partKey(caseId, privateWord, name);

/** Which part a sort key names: `FILE#DOCUMENT#doc_1` → `DOCUMENT`, `doc_1`. */
export const partNameOf = (sk: string): { word: string; id: string; isPrivate: boolean } => {
  const [, word = '', ...rest] = sk.split('#');
  return { word, id: rest.join('#'), isPrivate: word === privateWord };
};

export const journalPrefix = 'JOURNAL#';
/** Eight digits: string order is the order of events. */
export const journalKey = (caseId: string, seq: number): Key => ({
  pk: casePk(caseId),
  sk: `${journalPrefix}${String(seq).padStart(8, '0')}`,
});
export const lastJournalSeq = 99_999_999;

/** The chain of logged reads; its head sorts before its entries. */
export const readHeadKey = (caseId: string): Key => ({ pk: casePk(caseId), sk: 'READ#' });
export const readKey = (caseId: string, seq: number): Key => ({
  pk: casePk(caseId),
  sk: `READ#${String(seq).padStart(8, '0')}`,
});

export const tokenKey = (caseId: string, work: string): Key => ({ pk: casePk(caseId), sk: `TOKEN#${work}` });
export const workKey = (caseId: string, work: { assignee: string; kind: string; ref: string }): Key => ({
  pk: casePk(caseId),
  sk: `WORK#${work.assignee}#${work.kind}#${work.ref}`,
});
/** Lists a case for an officer who does not own it. */
export const concernKey = (caseId: string, officerId: string): Key => ({
  pk: casePk(caseId),
  sk: `OFFICER#${officerId}`,
});
/** Where a line of a worklist stands in the index: by the day it is due. */
export const workIndex = (
  caseId: string,
  line: { assignee: string; kind: string; ref: string; dueAt: string },
): { gsiWorkPk: string; gsiWorkSk: string } => ({
  gsiWorkPk: line.assignee,
  gsiWorkSk: `${line.dueAt}#${caseId}#${line.kind}#${line.ref}`,
});
/** A caller's id has no `#`, so two callers never share a record. */
export const requestKey = (caller: string, key: string): Key => ({ pk: `REQUEST#${caller}#${key}`, sk: 'REQUEST' });
export const openCaseKey = (borrowerId: string): Key => ({ pk: `BORROWER#${borrowerId}`, sk: 'OPEN-CASE' });
export const paymentKey = (sourceRef: string): Key => ({ pk: `PAYMENT#${sourceRef}`, sk: 'APPLIED' });
/** Unapplied money has a journal of its own, under its id like a case. */
export const unappliedKey = (paymentId: string): Key => ({ pk: casePk(paymentId), sk: 'UNAPPLIED' });
export const originalKey = (sha256: string): Key => ({ pk: `ORIGINAL#${sha256}`, sk: 'SIGNED' });
export const officerKey = (officerId: string): Key => ({ pk: `OFFICER#${officerId}`, sk: 'OFFICER' });
/** Lists every officer, whatever his branch. */
export const officerLineKey = (officerId: string): Key => ({ pk: `OFFICER#${officerId}`, sk: 'LISTED' });
export const officerPrivateKey = (officerId: string): Key => ({ pk: `OFFICER#${officerId}`, sk: 'PRIVATE' });
export const officerJournalKey = (officerId: string, seq: number): Key => ({
  pk: `OFFICER#${officerId}`,
  sk: journalKey('', seq).sk,
});
/** One for each list that a complaint stands on. */
export const complaintLineKey = (complaintId: string, list: string): Key => ({
  pk: casePk(complaintId),
  sk: `LINE#${list}`,
});
export const complaintPrefix = 'COMPLAINT#';
/** Leads from a case to a complaint that names it, also to one that came after the case was closed. */
export const complaintOfCaseKey = (caseId: string, complaintId: string): Key => ({
  pk: casePk(caseId),
  sk: `${complaintPrefix}${complaintId}`,
});
/** One UTC day of an officer: an attribute for each quarter of an hour that is taken. */
export const officerDayKey = (officerId: string, day: string): Key => ({
  pk: `OFFICER#${officerId}`,
  sk: `DAY#${day}`,
});
export const feedKey = (feedId: string): Key => ({ pk: `FEED#${feedId}`, sk: 'FEED' });
/** The token itself is kept nowhere. */
export const calendarFeedKey = (tokenHash: string): Key => ({ pk: `CALENDAR#${tokenHash}`, sk: 'FEED' });
export const calendarOwnerKey = (actorId: string): Key => ({ pk: `CALENDAR-OWNER#${actorId}`, sk: 'FEEDS' });
/** A mail that belongs to no case yet. */
export const mailKey = (mailId: string): Key => ({ pk: `MAIL#${mailId}`, sk: 'HELD' });
/** Facts of a month, spread over shards; they name neither case nor person. */
export const factMonth = (month: string, shard: number): string => `REPORT#${month}#${shard}`;
export const factKey = (day: string, shard: number, id: string): Key => ({
  pk: factMonth(day.slice(0, 7), shard),
  sk: `${day}#${id}`,
});
export const messagesControlKey: Key = { pk: 'CONTROL#MESSAGES', sk: 'CONTROL' };

/** What an index is called, what it is keyed by, and what it carries besides keys. */
export interface Index {
  readonly name: string;
  readonly partition: { readonly attribute: string; readonly type: 'S' | 'N' };
  readonly sort: string;
  readonly carries: readonly string[];
}

const text = (attribute: string): Index['partition'] => ({ attribute, type: 'S' });

export const indexes = {
  byBorrower: {
    name: 'by-borrower',
    partition: text('gsiBorrowerPk'),
    sort: 'gsiBorrowerSk',
    carries: ['header', 'nextDueAt', 'facets'],
  },
  byState: {
    name: 'by-state',
    partition: text('gsiStatePk'),
    sort: 'gsiStateSk',
    carries: ['header', 'nextDueAt', 'facets'],
  },
  byOfficer: {
    name: 'by-officer',
    partition: text('gsiOfficerPk'),
    sort: 'gsiOfficerSk',
    carries: ['header', 'nextDueAt', 'facets', 'officer', 'caseId'],
  },
  due: { name: 'due', partition: { attribute: 'dueShard', type: 'N' }, sort: 'nextDueAt', carries: ['caseId'] },
  byWork: { name: 'by-work', partition: text('gsiWorkPk'), sort: 'gsiWorkSk', carries: ['caseId', 'work'] },
} as const satisfies Record<string, Index>;

export const statePartition = (state: string, shard: number): string => `${state}#${shard}`;
export const officerPartition = (officerId: string): string => `OFFICER#${officerId}`;
export const everyOfficer = 'OFFICERS';
export const complaintsPartition = (place: string, open: boolean): string =>
  `COMPLAINTS#${place}#${open ? 'open' : 'closed'}`;
export const complainantPartition = (borrowerId: string): string => `COMPLAINANT#${borrowerId}`;
export const accusedPartition = (officerId: string, open: boolean): string =>
  `ACCUSED#${officerId}#${open ? 'open' : 'upheld'}`;
export const branchPartition = (branch: string): string => `BRANCH#${branch}`;

/** One key per day or state would be hot: cases spread over shards by a hash that never changes (platform.md 2). */
export const shardOf = (caseId: string, shards: number): number =>
  createHash('sha256').update(caseId).digest().readUInt32BE(0) % shards;
