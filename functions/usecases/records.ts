/** What a repeated request is answered from (architecture 3). */
export interface RequestRecord {
  readonly caller: string;
  readonly key: string;
  /** SHA-256 of operation and canonical body: another body under the same key is refused. */
  readonly fingerprint: string;
  readonly operationId: string;
  readonly caseId: string;
  readonly ids: Readonly<Record<string, string>>;
  /** Version of the file after the act. */
  readonly version: number;
  readonly recordedAt: string;
}

/** A line of a worklist: who must act until when. Derived on every save and kept on the header for the `by-work` index. */
export interface WorkItem {
  readonly assignee: string;
  readonly kind: string;
  readonly ref: string;
  readonly dueAt: string;
}

/** `current`: derived by this agenda code already. `conflict`: somebody wrote meanwhile, and every save derives it itself. */
export type Recomputed = 'saved' | 'current' | 'conflict';
