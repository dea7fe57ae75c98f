/** How far a file of accounts or payments has been taken in; the rows' own answers stand in `results`. */
export interface Feed {
  readonly feedId: string;
  /** Absent: accounts. */
  readonly kind?: 'PAYMENTS' | undefined;
  readonly submittedBy: string;
  readonly submittedAt: string;
  /** Another body under the same Idempotency-Key is refused. */
  readonly fingerprint: string;
  readonly status: 'AWAITING' | 'RUNNING' | 'DONE' | 'REFUSED';
  readonly reasonCode?: string | undefined;
  /** The bytes that were scanned: what is put in their place afterwards is not read. */
  readonly versionId?: string | undefined;
  /** Bytes and lines that are done; both only rise. */
  readonly offset: number;
  readonly lines: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Keys of the result files, in order of the lines. */
  readonly results: readonly string[];
}
export interface FeedStore {
  /** False when it is there already. */
  create(feed: Feed): Promise<boolean>;
  feed(feedId: string): Promise<Feed | undefined>;
  /** Conditional on the offset and status read; false when another run went on meanwhile. */
  advance(before: Feed, after: Feed): Promise<boolean>;
  /** Asks for the next run over the file, at once, in another invocation. */
  goOn(feedId: string): Promise<void>;
}
