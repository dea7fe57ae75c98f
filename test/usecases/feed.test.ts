import { fc, test as property } from '@fast-check/vitest';
import { expect, test, vi } from 'vitest';
import { caseOperations } from '#functions/contracts/cases-operations.ts';
import { addHours } from '#functions/domain/calendar.ts';
import { linesOf } from '#functions/usecases/feed-lines.ts';
import { RowAnswer } from '#functions/usecases/feed-rows.ts';
import { feedObject, takeFeed } from '#functions/usecases/take-feed.ts';
import { takeScanned } from '#functions/usecases/take-scanned.ts';
import { people } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';
import { reportedBorrower, reportedCard } from '#test/support/reported.ts';

const row = (no: number, changes: object = {}, borrowerId = `b-${no}`): object => ({
  accountId: `acc-${no}`,
  borrower: { ...reportedBorrower, borrowerId },
  ...reportedCard,
  ...changes,
});

vi.stubEnv('TEST_CLOCK', 'true');

const unhurried = { remaining: () => 300_000 };

const submit = async (ports: FakePorts, body: object, key = '7d4f9a0e-5b1c-4f7e-9a51-0d4c0a8e1b11') => {
  const api = await apiOver(ports);
  return api.call(caseOperations.submitAccountFeed, {
    by: people.system,
    body,
    headers: { 'Idempotency-Key': key },
  });
};
const shown = async (ports: FakePorts, feedId: string, query: Record<string, string> = {}) =>
  (await apiOver(ports)).call(caseOperations.getAccountFeed, { by: people.supervisor, params: { feedId }, query });

const feedIdOf = (answer: { body: Readonly<Record<string, unknown>> }): string => String(answer.body['feedId']);

/** A file as core banking sends it, scanned and taken in until it is done. */
const sent = async (ports: FakePorts, lines: readonly string[], run = unhurried): Promise<string> => {
  const feedId = feedIdOf(await submit(ports, { file: 'NDJSON' }));
  ports.documents.upload(feedObject(feedId), new TextEncoder().encode(lines.join('\n')), 'application/x-ndjson');
  await takeScanned(ports, { key: feedObject(feedId), verdict: 'NO_THREATS_FOUND', requestId: 'event-1' });
  for (let runs = 0; runs < ports.feeds.asked.length; runs += 1) await takeFeed(ports, feedId, run);
  return feedId;
};

const answersOf = async (ports: FakePorts, feedId: string): Promise<RowAnswer[]> => {
  const feed = await ports.feeds.feed(feedId);
  const files = await Promise.all((feed?.results ?? []).map(async (key) => ports.documents.read('intake', key)));
  return files.flatMap((bytes) =>
    new TextDecoder()
      .decode(bytes)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => RowAnswer.parse(JSON.parse(line))),
  );
};

test('R1-R3: every row of a file has its answer with line and reason; a bad one stops nothing', async () => {
  const ports = fakePorts();
  const feedId = await sent(ports, [
    JSON.stringify(row(1)),
    'not JSON at all',
    JSON.stringify(row(2, { productType: 'MORTGAGE' })),
    '',
    JSON.stringify({ accountId: 'acc-x', surprise: 'Wang' }),
    JSON.stringify(row(3, { borrower: { ...Object(row(3)).borrower, kind: 'COMPANY' } })),
    JSON.stringify(row(4, { contractualDpd: 0 })),
    'x'.repeat(70_000),
    JSON.stringify(row(5, { productType: 'CONSUMER_LOAN' }, 'b-1')),
    JSON.stringify(row(1)),
  ]);
  const answers = await answersOf(ports, feedId);
  expect(answers.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
    [1, 'OPENED', undefined],
    [2, 'REFUSED', 'InvalidRequest'],
    [3, 'REFUSED', 'ProductNotCovered'],
    [5, 'REFUSED', 'InvalidRequest'],
    [6, 'REFUSED', 'NotAnIndividual'],
    [7, 'REFUSED', 'NothingOverdue'],
    [8, 'REFUSED', 'RequestTooLarge'],
    [9, 'JOINED', undefined],
    [10, 'UNCHANGED', undefined],
  ]);
  expect(answers[0]?.caseId).toBe(answers[7]?.caseId);
  expect(JSON.stringify(answers)).not.toMatch(/Wang|110101|Somebody/);
  const { body, status } = await shown(ports, feedId, { limit: '2' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'DONE',
    lines: 10,
    counts: { OPENED: 1, JOINED: 1, UNCHANGED: 1, REFUSED: 6 },
    refused: [{ line: 2 }, { line: 3, rules: ['R2'] }],
  });
  const rest = await shown(ports, feedId, { limit: '2', cursor: String(body['next']) });
  expect(rest.body['refused']).toMatchObject([{ line: 5, accountId: 'acc-x' }, { line: 6 }]);
});

test('R3: the same file again changes nothing, and a lost answer does not make a second feed', async () => {
  const ports = fakePorts();
  const lines = [1, 2, 3].map((no) => JSON.stringify(row(no)));
  const first = await sent(ports, lines);
  const versions = async () =>
    Promise.all(
      ['b-1', 'b-2', 'b-3'].map(
        async (id) => (await ports.cases.load((await ports.cases.openCaseOf(id)) ?? '')).version,
      ),
    );
  const before = await versions();
  const repeated = await submit(ports, { file: 'NDJSON' });
  expect(repeated.headers['idempotency-replayed']).toBe('true');
  expect(feedIdOf(repeated)).toBe(first);
  expect((await submit(ports, { accounts: [row(9)] })).body['code']).toBe('IdempotencyKeyReused');
  const second = feedIdOf(await submit(ports, { file: 'NDJSON' }, '0c8f4a3e-93c1-4c06-8d2b-b8b0a5c3a2aa'));
  ports.documents.upload(feedObject(second), new TextEncoder().encode(lines.join('\n')), 'application/x-ndjson');
  await takeFeed(ports, second, unhurried);
  expect((await answersOf(ports, second)).map(({ outcome }) => outcome)).toEqual([
    'UNCHANGED',
    'UNCHANGED',
    'UNCHANGED',
  ]);
  expect(await versions()).toEqual(before);
});

test('R3: a run that has no more time stops between rows, and the next goes on behind it: every row once', async () => {
  const ports = fakePorts();
  let rows = 0;
  const short = { remaining: () => (++rows % 40 === 0 ? 1000 : 300_000) };
  const feedId = await sent(
    ports,
    Array.from({ length: 130 }, (_, no) => JSON.stringify(row(no))),
    short,
  );
  const answers = await answersOf(ports, feedId);
  expect(answers.map(({ line }) => line)).toEqual(Array.from({ length: 130 }, (_, index) => index + 1));
  expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['OPENED']));
  expect((await ports.feeds.feed(feedId))?.results.length).toBeGreaterThan(2);
});

test('R3: a run that is repeated beside another loses the race and counts nothing twice', async () => {
  const ports = fakePorts();
  const feedId = feedIdOf(await submit(ports, { file: 'NDJSON' }));
  const bytes = new TextEncoder().encode([1, 2].map((no) => JSON.stringify(row(no))).join('\n'));
  ports.documents.upload(feedObject(feedId), bytes, 'application/x-ndjson');
  const [one, two] = await Promise.all([takeFeed(ports, feedId, unhurried), takeFeed(ports, feedId, unhurried)]);
  expect(one).toEqual(two);
  expect(one).toMatchObject({ status: 'DONE', lines: 2 });
  expect(Object.values(one?.counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(2);
});

test('R1: a batch goes the same way as a file, a thousand rows at most', async () => {
  const ports = fakePorts();
  const answer = await submit(ports, { accounts: [row(1), { accountId: 'acc-2' }] });
  expect(answer.status).toBe(202);
  const feedId = feedIdOf(answer);
  await takeScanned(ports, { key: feedObject(feedId), verdict: 'NO_THREATS_FOUND', requestId: 'event-1' });
  await takeFeed(ports, feedId, unhurried);
  expect((await answersOf(ports, feedId)).map(({ outcome }) => outcome)).toEqual(['OPENED', 'REFUSED']);
  const tooMany = await submit(
    ports,
    { accounts: Array.from({ length: 1001 }, () => ({})) },
    '0c8f4a3e-93c1-4c06-8d2b-b8b0a5c3a2ab',
  );
  expect(tooMany.body['code']).toBe('InvalidRequest');
});

test('R3: after seven days the answers of the rows are gone, and the feed says so with its figures', async () => {
  const ports = fakePorts();
  const feedId = await sent(ports, [JSON.stringify(row(1)), 'not JSON at all']);
  const api = await apiOver(ports);
  const seen = async (clock: string) =>
    api.call(caseOperations.getAccountFeed, {
      by: people.supervisor,
      params: { feedId },
      headers: { 'Test-Clock': clock },
    });
  const { submittedAt = '' } = (await ports.feeds.feed(feedId)) ?? {};
  const days = (count: number): string => addHours(submittedAt, 24 * count);
  expect((await seen(days(7))).body).toMatchObject({
    answersUntil: days(7),
    refused: [{ line: 2 }],
    results: [expect.any(String)],
  });
  for (const key of ports.documents.objects.keys()) await ports.documents.remove('intake', key.slice('intake/'.length));
  const late = await seen(days(8));
  expect(late.status).toBe(200);
  expect(late.body).toMatchObject({
    status: 'DONE',
    counts: { OPENED: 1, REFUSED: 1 },
    answersExpired: true,
    refused: [],
    results: [],
  });
});

test('R11: a file with malware in it is refused as a whole', async () => {
  const ports = fakePorts();
  const feedId = feedIdOf(await submit(ports, { file: 'NDJSON' }));
  await takeScanned(ports, { key: feedObject(feedId), verdict: 'THREATS_FOUND', requestId: 'event-1' });
  expect((await shown(ports, feedId)).body).toMatchObject({ status: 'REFUSED', reasonCode: 'MALWARE' });
  expect(ports.feeds.asked).toEqual([]);
});

test('R1: an old report of a case that has ended opens no other', async () => {
  const ports = fakePorts();
  const settled = { principalMinor: 0, contractualDpd: 0, reportedAt: '2026-03-04T00:00:00Z' };
  const feedId = await sent(ports, [
    JSON.stringify(row(1)),
    JSON.stringify(row(1, settled)),
    JSON.stringify(row(1, { reportedAt: '2026-03-03T00:00:00Z' })),
    JSON.stringify(row(1, { reportedAt: '2026-04-03T00:00:00Z' })),
  ]);
  const answers = await answersOf(ports, feedId);
  expect(answers.map(({ outcome, code }) => code ?? outcome)).toEqual(['OPENED', 'ENDED', 'ReportOutdated', 'OPENED']);
  expect(answers[3]?.caseId).not.toBe(answers[0]?.caseId);
});

async function* pieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

property.prop([
  fc.array(fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[\n\uFEFF]/g, ' '))),
  fc.integer({ min: 1, max: 50 }),
])('lines come out whole however the bytes are cut, and each says where the next begins', async (lines, size) => {
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  const found: string[] = [];
  let last = 0;
  for await (const { text, nextOffset } of linesOf(pieces(bytes, size), 0)) {
    const from = new TextDecoder().decode(bytes.slice(last, nextOffset));
    expect(from).toBe(`${text}\n`);
    found.push(text ?? '');
    last = nextOffset;
  }
  expect(found).toEqual(lines);
  expect(last).toBe(bytes.length);
});
