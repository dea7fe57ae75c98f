import type { Entry } from '#functions/domain/journal.ts';
import type { CalendarText } from '#functions/domain/calendars/calendar-text.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';
import type { UnappliedMoney } from '#functions/domain/money-parts.ts';
import type { PdfLook } from '#functions/domain/documents/inspect.ts';
import type { Purge } from '#functions/domain/archive/destroyed.ts';
import type { Unique } from '#functions/domain/decision.ts';
import type { Facets } from '#functions/domain/listing.ts';
import type { CalendarStore } from '#functions/usecases/calendar-ports.ts';
import type { FactStore, OfficerStore, Page, PlacedPage, ReadLog } from '#functions/usecases/paged-ports.ts';
import type { Documents, Vault } from '#functions/usecases/object-ports.ts';
import type { Handed } from '#functions/domain/servicing/handed.ts';
import type { FeedStore } from '#functions/usecases/feed-ports.ts';
import type { Mail } from '#functions/usecases/mail-ports.ts';
import type { ComplaintStore } from '#functions/usecases/complaint-store.ts';
import type { Recomputed, RequestRecord, WorkItem } from '#functions/usecases/records.ts';

export type { Bucket, Documents, Statistics, StoredObject, Vault } from '#functions/usecases/object-ports.ts';
export type { Recomputed, RequestRecord, WorkItem };

export interface Save {
  readonly before: CaseFile;
  /** After all events, head and version included. */
  readonly after: CaseFile;
  readonly entries: readonly Entry[];
  readonly privates: readonly PrivateItem[];
  readonly uniques: readonly Unique[];
  readonly request?: RequestRecord;
  /** Earliest agenda item, or undefined: leaves the `due` index. */
  readonly nextDueAt: string | undefined;
  readonly work: readonly WorkItem[];
}

export interface CaseSummary extends Partial<Facets> {
  readonly caseId: string;
  readonly borrowerId: string;
  readonly state: string;
  readonly branch: string;
  readonly region: string;
  readonly ownerId: string | undefined;
  readonly nextDueAt: string | undefined;
  readonly openedAt: string;
  /** As what it was closed, once archiving has begun. */
  readonly endedAs: string | undefined;
}

/** `conflict`: somebody else wrote first, decide again. `taken`: a unique thing exists already. `repeated`: this request was done before. */
export type SaveResult =
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'conflict' }
  | { readonly outcome: 'taken'; readonly unique: Unique }
  | { readonly outcome: 'repeated' };

/** A quarter of an hour of a UTC day that an officer has given to an appointment. */
export interface TakenCell {
  readonly day: string;
  readonly cell: string;
  readonly caseId: string;
  readonly appointmentId: string;
}

/** Money of nobody yet: its register entry, the first entry of its own journal, and whose task it is. */
export interface Leaving {
  readonly money: UnappliedMoney;
  readonly entry: Entry;
  readonly work: readonly WorkItem[];
  readonly request?: RequestRecord;
}

export interface CaseStore {
  /** One strongly consistent Query; a torn load is loaded again. `emptyFile` when there is none. */
  load(caseId: string): Promise<CaseFile>;
  /** One TransactWriteItems: header, changed parts, entries, uniques, request record. */
  save(save: Save): Promise<SaveResult>;
  /**
   * Header and worklists anew, without an event and under the same version: what the agenda's code makes of a file that did
   * not change (architecture 4).
   */
  recompute(file: CaseFile, agenda: Pick<Save, 'nextDueAt' | 'work'>): Promise<Recomputed>;
  /** R66: takes items of a destroyed class out of the store, or, of a destroyed case, all but header, record and last entry. */
  purge(caseId: string, what: Purge | 'all'): Promise<void>;
  request(caller: string, key: string): Promise<RequestRecord | undefined>;
  journal(caseId: string, afterSeq: number, limit: number): Promise<Page<Entry>>;
  openCaseOf(borrowerId: string): Promise<string | undefined>;
  /** `caseId` is undefined while the money is unapplied. */
  paymentCase(sourceRef: string): Promise<{ caseId: string | undefined; paymentId: string } | undefined>;
  /** One transaction: the reference is claimed with it. `taken`: the reference is known already. */
  leaveUnapplied(leaving: Leaving): Promise<'left' | 'taken' | 'repeated'>;
  unapplied(paymentId: string): Promise<UnappliedMoney | undefined>;
  /** The agreement of which a file with this hash is the signed original (R38). */
  originalOf(sha256: string): Promise<{ caseId: string; agreementId: string } | undefined>;
  casesByBorrower(borrowerId: string, limit: number, from?: string): Promise<PlacedPage<CaseSummary>>;
  casesByState(state: string, limit: number, from?: string): Promise<PlacedPage<CaseSummary>>;
  casesByOfficer(officerId: string, limit: number, from?: string): Promise<PlacedPage<CaseSummary>>;
  /** An officer's calendar from one UTC day to another, both inclusive (R19). */
  takenCells(officerId: string, fromDay: string, toDay: string): Promise<readonly TakenCell[]>;
  /** Headers with `nextDueAt` at or before an instant, in one shard, oldest first. */
  dueBefore(
    shard: number,
    instant: string,
    limit: number,
    from?: string,
  ): Promise<Page<{ caseId: string; nextDueAt: string }>>;
  /** `caseId` is undefined where the task is about no case yet. */
  workOf(assignee: string, limit: number, from?: string): Promise<Page<WorkItem & { caseId: string | undefined }>>;
  /** Callback tokens of waiting executions; `work` e.g. `FOLLOWUP#3`, `ADJUSTMENT#id#DECISION`. Never in the journal. */
  putToken(caseId: string, work: string, token: string): Promise<void>;
  token(caseId: string, work: string): Promise<string | undefined>;
  dropToken(caseId: string, work: string, token: string): Promise<void>;
}

/** Opens a PDF as a reader would, without running anything in it. */
export interface Papers {
  look(bytes: Uint8Array): Promise<PdfLook>;
}

export type Machine = 'agenda' | 'follow-up' | 'instalment' | 'adjustment' | 'deadline' | 'archiving' | 'retention';
export interface Workflows {
  /** Starting the same name twice is one start. */
  start(machine: Machine, name: string, input: Readonly<Record<string, unknown>>): Promise<'started' | 'exists'>;
  /** `gone`: the execution no longer waits. */
  answer(token: string, output: Readonly<Record<string, unknown>>): Promise<'answered' | 'gone'>;
}
export interface Signer {
  /** ECDSA P-256 over SHA-256: DER signature, and the public key as SPKI PEM. */
  sign(bytes: Uint8Array): Promise<{ signature: Uint8Array; algorithm: string }>;
  publicKey(): Promise<string>;
}
/** The bank's seal on a text: its bytes as they are, and a signature after them. */
export type SealText = (
  bytes: Uint8Array,
  seal: { readonly holder: string; readonly signedAt: string; readonly reason: string },
) => Promise<Uint8Array>;
export interface Bus {
  publish(entry: Entry): Promise<void>;
}
export interface Messenger {
  send(message: {
    channel: 'SMS' | 'EMAIL';
    to: string;
    subject: string;
    text: string;
    noticeId: string;
    /** Goes along with an e-mail. */
    calendar?: CalendarText | undefined;
  }): Promise<Handed>;
  /** The one switch: false stops every outgoing message. */
  isOn(): Promise<boolean>;
}
/** Everything that a use case may touch. */
export interface Ports {
  readonly cases: CaseStore;
  readonly reads: ReadLog;
  readonly facts: FactStore;
  readonly officers: OfficerStore;
  readonly calendars: CalendarStore;
  readonly complaints: ComplaintStore;
  readonly documents: Documents;
  readonly papers: Papers;
  readonly feeds: FeedStore;
  readonly mail: Mail;
  readonly vault: Vault;
  readonly workflows: Workflows;
  readonly signer: Signer;
  readonly bus: Bus;
  readonly messenger: Messenger;
  /** Wall clock for `recordedAt` only; business time is `asOf`. */
  readonly clock: () => string;
}
