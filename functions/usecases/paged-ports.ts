import type { Fact } from '#functions/domain/reports/facts.ts';
import type { ChainHead, Entry } from '#functions/domain/journal.ts';
import type { OfficerRecord } from '#functions/domain/officers/register.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque to callers of the port; undefined on the last page. */
  readonly next: string | undefined;
}

/** A page of which each line has its place, so that a reader who leaves lines out can go on behind any of them. */
export interface PlacedPage<T> extends Page<T> {
  readonly places: readonly string[];
}

/** The second chain of a case: who has read what must be on record (4.15, 17). Appending never moves the case's version. */
export interface ReadLog {
  /** One transaction for the entries and the head that they stand behind; `behind` is asked again when somebody was faster. */
  append(caseId: string, behind: (head: ChainHead) => readonly Entry[]): Promise<void>;
  head(caseId: string): Promise<ChainHead>;
  entries(caseId: string, afterSeq: number, limit: number): Promise<Page<Entry>>;
}

/** An officer's record under its version; `head` is where his journal ends. */
export interface Officer extends OfficerRecord {
  readonly version: number;
  readonly head: ChainHead;
}
/** What stands apart from the record: the name as on the work ID, where invitations go, and the salt of their digests. */
export interface OfficerSecret {
  readonly salt: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}
export interface OfficerStore {
  officer(officerId: string): Promise<Officer | undefined>;
  /** Those of them who are registered, in one call. */
  officersOf(officerIds: readonly string[]): Promise<readonly Officer[]>;
  /** Of one branch, or of all, in order of their ids. */
  officers(branch: string | undefined, limit: number, from?: string): Promise<PlacedPage<Officer>>;
  secret(officerId: string): Promise<OfficerSecret | undefined>;
  /** Names by officer, of those who have one. */
  names(officerIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Record, name and entries in one transaction, conditional on the version read; false when somebody wrote first. */
  save(save: {
    readonly before: Officer | undefined;
    readonly after: Officer;
    readonly entries: readonly Entry[];
    readonly secret: OfficerSecret;
  }): Promise<boolean>;
  journal(officerId: string, afterSeq: number, limit: number): Promise<Page<Entry>>;
}

/** What reports are made from: facts without names, each written once however often its entry comes. */
export interface FactStore {
  put(fact: Fact): Promise<void>;
  /** Facts of days from one to another, both inclusive, in no order. */
  between(from: string, to: string): Promise<readonly Fact[]>;
}
