import { setTimeout as delay } from 'node:timers/promises';
import { latest } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { linesOf } from '#functions/usecases/feed-lines.ts';
import type { Line } from '#functions/usecases/feed-lines.ts';
import { accountRows, paymentRows, readRow, refusedRow } from '#functions/usecases/feed-rows.ts';
import type { ReadRow, RowAnswer } from '#functions/usecases/feed-rows.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import type { Feed } from '#functions/usecases/feed-ports.ts';

/** As many rows as a file may have; what comes after them is not taken in. */
export const maxRows = 100_000;
/** Rows in flight at once, and rows of one run: both bound what is held in memory, whatever the file's length. */
const together = 24;
const rowsOfRun = 2_000;
const tries = 3;

export const feedObject = (feedId: string): string => `feeds/${feedId}`;

/** A case's time never runs backwards: a row acts at the file's latest instant if others wrote since (architecture 4). */
const takeRow = async (ports: Ports, feed: Feed, line: number, { named, take }: ReadRow): Promise<RowAnswer> => {
  let asOf = feed.submittedAt;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const taken = await take(ports, {
        asOf,
        actor: { id: feed.submittedBy, role: 'system' },
        requestId: `${feed.feedId}:${line}`,
      });
      return { line, ...named, ...taken };
    } catch (error) {
      const isLast = attempt === tries;
      if (error instanceof Refusal) {
        const { code, message, rules, facts } = error;
        if (code !== 'TestClockBehind' || isLast)
          return refusedRow(line, code, message, { ...named, ...(rules.length > 0 ? { rules: [...rules] } : {}) });
        asOf = latest(asOf, facts.earliest ?? asOf);
      } else if (isLast) return refusedRow(line, 'Fault', 'the row could not be taken in; send it again', named);
      else await delay(attempt * 50);
    }
  }
};

/** Rows of one person go one after the other, those of different people side by side. */
const takeRows = async (
  ports: Ports,
  feed: Feed,
  lines: readonly { line: number; text: string | undefined }[],
): Promise<RowAnswer[]> => {
  const answers: RowAnswer[] = [];
  const byPerson = new Map<string, { line: number; row: ReadRow }[]>();
  const rows = feed.kind === 'PAYMENTS' ? paymentRows() : accountRows;
  for (const { line, text } of lines) {
    const row = readRow(rows, line, text);
    if ('outcome' in row) answers.push(row);
    else byPerson.set(row.group, [...(byPerson.get(row.group) ?? []), { line, row }]);
  }
  await Promise.all(
    [...byPerson.values()].map(async (own) => {
      for (const { line, row } of own) answers.push(await takeRow(ports, feed, line, row));
    }),
  );
  const faults = answers.filter(({ code }) => code === 'Fault').length;
  // One row may be beyond help; when all are, it is not the rows: the run is tried again.
  if (faults === answers.length && faults > 1) throw new Error('no row of this run could be taken in');
  return answers.toSorted((a, b) => a.line - b.line);
};

const counted = (counts: Feed['counts'], answers: readonly RowAnswer[]): Feed['counts'] =>
  answers.reduce<Record<string, number>>((all, { outcome }) => ({ ...all, [outcome]: (all[outcome] ?? 0) + 1 }), {
    ...counts,
  });

/** Under the bytes' own name: a run that is repeated after a crash has other answers and never meets the first ones. */
const keepAnswers = async (ports: Ports, feed: Feed, answers: readonly RowAnswer[]): Promise<string[]> => {
  if (answers.length === 0) return [];
  const bytes = new TextEncoder().encode(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  const place = `${String(feed.offset).padStart(12, '0')}-${sha256Hex(bytes).slice(0, 12)}`;
  const key = `results/${feed.feedId}/${place}.ndjson`;
  await ports.documents.write('intake', key, bytes, { mediaType: 'application/x-ndjson' });
  return [key];
};

export interface Run {
  /** Milliseconds that this run may still take. */
  readonly remaining: () => number;
}

/** Time to finish the rows in flight, write the answers and say how far it got. */
const reserve = 15_000;

/**
 * R1-R3, 4.5: one run over a file of accounts or payments, from where the last one ended: row by row through the same act
 * as a single report, each row with its answer; a bad one stops nothing. Ends after some rows or before its time is up, notes how far it
 * came and asks for the next run. The same run twice changes nothing: rows are idempotent, progress is conditional.
 */
export const takeFeed = async (ports: Ports, feedId: string, { remaining }: Run): Promise<Feed | undefined> => {
  const before = await ports.feeds.feed(feedId);
  if (before === undefined || before.status === 'DONE' || before.status === 'REFUSED') return before;
  const answers: RowAnswer[] = [];
  let { offset, lines } = before;
  let waiting: { line: number; text: string | undefined }[] = [];
  let isWhole = true;
  const work = async (): Promise<void> => {
    answers.push(...(await takeRows(ports, before, waiting)));
    waiting = [];
  };
  const note = ({ text, nextOffset }: Line): void => {
    offset = nextOffset;
    lines += 1;
    if (text?.trim() !== '') waiting.push({ line: lines, text });
  };
  for await (const line of linesOf(
    ports.documents.stream('intake', feedObject(feedId), before.offset, before.versionId),
    before.offset,
  )) {
    if (lines >= maxRows || answers.length >= rowsOfRun || remaining() < reserve) {
      isWhole = false;
      break;
    }
    note(line);
    if (waiting.length >= together) await work();
  }
  await work();
  const isTooLong = !isWhole && lines >= maxRows;
  const after: Feed = {
    ...before,
    status: isWhole || isTooLong ? 'DONE' : 'RUNNING',
    ...(isTooLong ? { reasonCode: 'TOO_MANY_ROWS' } : {}),
    offset,
    lines,
    counts: counted(before.counts, answers),
    results: [...before.results, ...(await keepAnswers(ports, before, answers))],
  };
  if (!(await ports.feeds.advance(before, after))) return ports.feeds.feed(feedId);
  if (after.status === 'RUNNING') await ports.feeds.goOn(feedId);
  return after;
};

/** A scanned file begins its runs; one that did not pass is refused as a whole. Told twice, it does nothing new. */
export const startFeed = async (
  ports: Ports,
  feedId: string,
  versionId: string | undefined,
  reasonCode: string | undefined,
): Promise<{ feedId: string; outcome: string; reasonCode?: string }> => {
  const feed = await ports.feeds.feed(feedId);
  // Noted, but the first run may never have been asked for: asked for twice, the second finds the rows done.
  const isBegun = feed?.status === 'RUNNING' && feed.offset === 0 && feed.versionId === versionId;
  if (feed === undefined || (feed.status !== 'AWAITING' && !isBegun)) return { feedId, outcome: 'ignored' };
  if (reasonCode !== undefined) {
    await ports.feeds.advance(feed, { ...feed, status: 'REFUSED', reasonCode });
    return { feedId, outcome: 'quarantined', reasonCode };
  }
  if (!isBegun) await ports.feeds.advance(feed, { ...feed, status: 'RUNNING', versionId });
  await ports.feeds.goOn(feedId);
  return { feedId, outcome: 'started' };
};
