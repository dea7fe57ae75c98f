import type { ChainHead, Entry } from '#functions/domain/journal.ts';
import type { Language } from '#functions/domain/parts.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque to callers of the port; undefined on the last page. */
  readonly next: string | undefined;
}

/** The second chain of a case: who has read what must be on record (4.15, 17). Appending never moves the case's version. */
export interface ReadLog {
  /** One transaction for the entries and the head that they stand behind; `behind` is asked again when somebody was faster. */
  append(caseId: string, behind: (head: ChainHead) => readonly Entry[]): Promise<void>;
  head(caseId: string): Promise<ChainHead>;
  entries(caseId: string, afterSeq: number, limit: number): Promise<Page<Entry>>;
}

export interface Officer {
  readonly officerId: string;
  readonly branch: string;
  /** As on the work ID; the borrower is told it before a visit (R19). */
  readonly name?: string | undefined;
  readonly region?: string | undefined;
  readonly languages?: readonly Language[] | undefined;
  readonly certificates: readonly {
    readonly kind: 'VISIT';
    readonly validFrom?: string | undefined;
    readonly validUntil: string;
    readonly suspended: boolean;
  }[];
  /** Without an end: the officer has left. */
  readonly absences?: readonly { readonly from: string; readonly until?: string | undefined }[] | undefined;
  /** Borrowers to whom the officer has declared a relation (R19). */
  readonly relations: readonly string[];
  readonly version: number;
}
export interface OfficerStore {
  officer(officerId: string): Promise<Officer | undefined>;
  officers(branch: string, limit: number, from?: string): Promise<Page<Officer>>;
  /** Conditional on the version read; false when somebody wrote first. */
  putOfficer(officer: Officer, expectedVersion: number): Promise<boolean>;
}
