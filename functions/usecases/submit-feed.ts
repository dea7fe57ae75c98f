import type * as z from 'zod';
import type { FeedParams, FeedQuery, FeedShown } from '#functions/contracts/account-feed.ts';
import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import type { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { addHours, epochMilliseconds } from '#functions/domain/calendar.ts';
import { idMaker } from '#functions/domain/ids.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { fingerprintOf } from '#functions/usecases/act.ts';
import type { Act, ActFor, Asked } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import type { Feed } from '#functions/usecases/feed-ports.ts';
import { RowAnswer } from '#functions/usecases/feed-rows.ts';
import { feedObject } from '#functions/usecases/take-feed.ts';

const ndjson = 'application/x-ndjson';
/** 100,000 rows of a kilobyte. */
const maxFileBytes = 100_000_000;
/** Result files read for one page of refused rows: a feed without any has no more to show. */
const filesOfPage = 5;

const shown = (feed: Feed): z.input<typeof FeedShown> => {
  const { feedId, status, reasonCode, submittedAt, lines, counts } = feed;
  return { feedId, status, submittedAt, lines, counts, ...(reasonCode === undefined ? {} : { reasonCode }) };
};

type Params = z.output<typeof FeedParams>;
type Query = z.output<typeof FeedQuery>;
type Submitted = z.input<typeof FeedShown> & { upload?: Awaited<ReturnType<Ports['documents']['presignUpload']>> };

/** Rows of the request, or undefined: a form for a file. The same key and body is the same feed. */
const submit = async (
  ports: Ports,
  asked: Asked<unknown, unknown, unknown>,
  kind: Feed['kind'],
  rows: readonly unknown[] | undefined,
): Promise<{ body: Submitted; replayed: boolean }> => {
  const { principal, idempotencyKey, asOf } = asked;
  const feedId = idMaker(`${principal.id}|${idempotencyKey}`)('feed');
  const fingerprint = fingerprintOf(asked);
  const feed: Feed = {
    feedId,
    ...(kind === undefined ? {} : { kind }),
    submittedBy: principal.id,
    submittedAt: asOf,
    fingerprint,
    status: 'AWAITING',
    offset: 0,
    lines: 0,
    counts: {},
    results: [],
  };
  const isNew = await ports.feeds.create(feed);
  const there = isNew ? feed : await ports.feeds.feed(feedId);
  if (there?.fingerprint !== fingerprint)
    throw new Refusal('IdempotencyKeyReused', 'this Idempotency-Key was used with another request');
  const replayed = !isNew;
  if (rows !== undefined) {
    const bytes = new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    // Repeated until it is there: the first attempt may have died between the two writes.
    if (there.status === 'AWAITING')
      await ports.documents.write('intake', feedObject(feedId), bytes, { mediaType: ndjson });
    return { body: shown(there), replayed };
  }
  const form = { key: feedObject(feedId), mediaType: ndjson, maxBytes: maxFileBytes };
  return { body: { ...shown(there), upload: await ports.documents.presignUpload(form) }, replayed };
};

/** R1-R3: up to 1,000 rows in the request, or a form for a file of up to 100,000; both go the same way through the gate. */
export const submitAccountFeed =
  (ports: Ports): ActFor<typeof caseOperations.submitAccountFeed> =>
  async (asked) =>
    submit(ports, asked, undefined, 'accounts' in asked.body ? asked.body.accounts : undefined);

/** 4.5: payments go the same way: receipts, refunds and reversals, a line each. */
export const submitPaymentFeed =
  (ports: Ports): ActFor<typeof paymentOperations.submitPaymentFeed> =>
  async (asked) =>
    submit(ports, asked, 'PAYMENTS', 'payments' in asked.body ? asked.body.payments : undefined);

/** The intake bucket forgets after seven days (data-stack.ts); figures and counts stay. */
const answersKeptHours = 7 * 24;

/** Rows of a result file that were refused. */
const refusedIn = async (ports: Ports, key: string): Promise<RowAnswer[]> =>
  new TextDecoder()
    .decode(await ports.documents.read('intake', key))
    .split('\n')
    .filter((line) => line.includes('"REFUSED"'))
    .map((line) => RowAnswer.parse(JSON.parse(line)));

/**
 * Progress, the refused rows with line and reason page by page, and every row's answer in the result files: for seven days,
 * then they are gone and the answer says so.
 */
const getFeed =
  (ports: Ports, kind: Feed['kind']): Act<Params, Query, undefined> =>
  async ({ params, query, asOf }) => {
    const feed = await ports.feeds.feed(params.feedId);
    if (feed === undefined || feed.kind !== kind) throw new Refusal('NotFound', 'there is no such feed');
    const answersUntil = addHours(feed.submittedAt, answersKeptHours);
    if (epochMilliseconds(asOf) > epochMilliseconds(answersUntil))
      return { body: { ...shown(feed), answersUntil, answersExpired: true, refused: [], results: [] } };
    const [file = 0, row = 0] = (query.cursor ?? '0:0').split(':').map(Number);
    const found: RowAnswer[] = [];
    let next: string | undefined;
    for (let at = file; at < feed.results.length; at += 1) {
      const all = await refusedIn(ports, feed.results[at] ?? '');
      const from = at === file ? row : 0;
      const room = query.limit - found.length;
      found.push(...all.slice(from, from + room));
      if (all.length > from + room) next = `${at}:${from + room}`;
      else if (at + 1 < feed.results.length && (found.length === query.limit || at - file + 1 === filesOfPage))
        next = `${at + 1}:0`;
      if (next !== undefined) break;
    }
    const results = await Promise.all(feed.results.map(async (key) => ports.documents.presignDownload('intake', key)));
    return { body: { ...shown(feed), answersUntil, refused: found, results }, next };
  };

export const getAccountFeed = (ports: Ports): ActFor<typeof caseOperations.getAccountFeed> => getFeed(ports, undefined);

export const getPaymentFeed = (ports: Ports): ActFor<typeof paymentOperations.getPaymentFeed> =>
  getFeed(ports, 'PAYMENTS');
