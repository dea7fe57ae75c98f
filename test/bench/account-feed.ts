import { dynamoCaseStore } from '#functions/adapters/dynamodb/case-store.ts';
import type { Feed } from '#functions/usecases/feed-ports.ts';
import { feedObject, takeFeed } from '#functions/usecases/take-feed.ts';
import { counted, startDynamoDb } from '#test/bench/counted-dynamodb.ts';
import { heading, ratio, table } from '#test/bench/figures.ts';
import { createTable } from '#test/support/dynamodb-local.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { reportedBorrower, reportedCard } from '#test/support/reported.ts';

const rowBytes = 700;
const feedId = 'feed_bench';
const encoder = new TextEncoder();

/** Every tenth account belongs to the person before it, every hundredth row is bad; all rows have one length. */
const rowAt = (no: number): string => {
  const row = {
    accountId: `acc-${no}`,
    borrower: { ...reportedBorrower, borrowerId: `b-${no % 10 === 9 ? no - 1 : no}` },
    ...reportedCard,
    ...(no % 100 === 50 ? { productType: 'MORTGAGE' } : {}),
  };
  return `${JSON.stringify(row).padEnd(rowBytes - 1)}\n`;
};

/** A file that is made as it is read, so that only the reader's memory is measured. */
async function* fileFrom(rows: number, from: number): AsyncIterable<Uint8Array> {
  for (let no = Math.floor(from / rowBytes); no < rows; no += 50) {
    const lines = Array.from({ length: Math.min(50, rows - no) }, (_, index) => rowAt(no + index));
    yield encoder.encode(lines.join(''));
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

interface Sample {
  readonly lines: number;
  readonly heap: number;
  readonly resident: number;
}

const sample = (lines: number): Sample => {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { lines, heap: heapUsed, resident: rss };
};

const taken = async (url: string, rows: number) => {
  const cases = await createTable(url);
  const { since } = counted(cases);
  const ports = fakePorts();
  const feed: Feed = {
    feedId,
    submittedBy: 'core',
    submittedAt: '2026-03-02T02:00:00Z',
    fingerprint: 'bench',
    status: 'RUNNING',
    offset: 0,
    lines: 0,
    counts: {},
    results: [],
  };
  await ports.feeds.create(feed);
  const documents = {
    ...ports.documents,
    stream: (_bucket: string, key: string, from: number) => fileFrom(key === feedObject(feedId) ? rows : 0, from),
    // The answers go to S3; here they are dropped, so that they are not taken for the feed's own memory.
    write: async (_bucket: string, key: string, bytes: Uint8Array) => ({
      key,
      versionId: 'v1',
      sha256: '',
      size: bytes.byteLength,
    }),
  };
  const onDynamoDb = { ...ports, documents, cases: dynamoCaseStore(cases) };
  const samples: Sample[] = [];
  const started = performance.now();
  let last: Feed | undefined = feed;
  while (last?.status === 'RUNNING') {
    last = await takeFeed(onDynamoDb, feedId, { remaining: () => 900_000 });
    const now = sample(last?.lines ?? 0);
    samples.push(now);
    if (samples.length % 5 === 0) process.stderr.write(`  ${now.lines} rows, ${megabytes(now.heap)} live\n`);
  }
  return { seconds: (performance.now() - started) / 1000, use: since(), samples, feed: last };
};

const peak = (samples: readonly Sample[], of: (one: Sample) => number): number => Math.max(...samples.map(of));

/** R1-R3: a file of accounts from the first row to the last over the DynamoDB adapter: memory, time, consumed units. */
export const accountFeed = (rows: number) => async (): Promise<void> => {
  const { url, child } = await startDynamoDb();
  try {
    const { seconds, use, samples, feed } = await taken(url, rows);
    heading(`A feed of ${rows} rows on DynamoDB Local (memory after each run of 2,000 rows; aim: flat)`);
    const fifth = Math.max(1, Math.floor(samples.length / 5));
    const [first, end] = [samples.slice(0, fifth), samples.slice(-fifth)];
    const line = (name: string, of: (one: Sample) => number): string[] => [
      name,
      megabytes(peak(first, of)),
      megabytes(peak(end, of)),
      ratio(peak(end, of), peak(first, of)),
    ];
    table([
      ['', 'first fifth', 'last fifth', ''],
      line('live heap', ({ heap }) => heap),
      line('resident', ({ resident }) => resident),
    ]);
    table([
      ['what became of the rows', JSON.stringify(feed?.counts)],
      ['time, runs', `${seconds.toFixed(0)} s, ${samples.length} (${(rows / seconds).toFixed(0)} rows/s)`],
      ['calls', JSON.stringify(use.calls)],
      ['read units', `${use.readUnits.toFixed(0)} (${(use.readUnits / rows).toFixed(2)} a row)`],
      ['write units', `${use.writeUnits.toFixed(0)} (${(use.writeUnits / rows).toFixed(2)} a row)`],
    ]);
  } finally {
    child.kill('SIGKILL');
  }
};
