import { expect, test, vi } from 'vitest';
import { paymentOperations } from '#functions/contracts/payments-operations.ts';
import type { Operation } from '#functions/contracts/operation.ts';
import { RowAnswer } from '#functions/usecases/feed-rows.ts';
import { feedObject, takeFeed } from '#functions/usecases/take-feed.ts';
import { takeScanned } from '#functions/usecases/take-scanned.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { people } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
vi.spyOn(console, 'log').mockReturnValue();

const story = activeStory();
const { caseId } = story.file;
const at = '2026-05-20T02:00:00Z';
const house = async () => {
  const ports = fakePorts();
  for (const act of story.acts) await ports.cases.save(act);
  return ports;
};

const call = async (ports: FakePorts, row: Operation, given: { body?: object; key?: string; feedId?: string }) =>
  (await apiOver(ports)).call(row, {
    by: people.system,
    ...(given.feedId === undefined ? {} : { params: { feedId: given.feedId } }),
    ...(given.body === undefined ? {} : { body: given.body }),
    headers: { 'Test-Clock': at, ...(given.key === undefined ? {} : { 'Idempotency-Key': given.key }) },
  });

const keys = ['7d4f9a0e-5b1c-4f7e-9a51-0d4c0a8e1b11', '7d4f9a0e-5b1c-4f7e-9a51-0d4c0a8e1b12'] as const;

/** A file as core banking sends it, scanned and taken in until it is done. */
const sent = async (ports: FakePorts, rows: readonly (object | string)[], key: string = keys[0]) => {
  const submitted = await call(ports, paymentOperations.submitPaymentFeed, { body: { file: 'NDJSON' }, key });
  expect(submitted.status).toBe(202);
  const feedId = String(submitted.body['feedId']);
  const text = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');
  ports.documents.upload(feedObject(feedId), new TextEncoder().encode(text), 'application/x-ndjson');
  await takeScanned(ports, { key: feedObject(feedId), verdict: 'NO_THREATS_FOUND', requestId: 'event-1' });
  await takeFeed(ports, feedId, { remaining: () => 300_000 });
  const feed = await ports.feeds.feed(feedId);
  const files = await Promise.all((feed?.results ?? []).map(async (name) => ports.documents.read('intake', name)));
  const answers = files.flatMap((bytes) =>
    new TextDecoder()
      .decode(bytes)
      .trimEnd()
      .split('\n')
      .map((line) => RowAnswer.parse(JSON.parse(line))),
  );
  return { feedId, answers };
};

const receipt = (no: number, more: object = {}) => ({
  sourceRef: `core-${no}`,
  caseId,
  amount: { amountMinor: 100_000, currency: 'CNY' },
  valueDate: '2026-05-12',
  ...more,
});
const file = [
  receipt(1, { valueDate: '2026-05-12' }),
  // Back-dated: it came before the other by value date.
  receipt(2, { valueDate: '2026-04-12' }),
  receipt(3, { amount: { amountMinor: 100_000, currency: 'USD' } }),
  receipt(4, { caseId: undefined }),
  { kind: 'REVERSAL', sourceRef: 'core-5', reverses: 'core-1' },
  { kind: 'REVERSAL', sourceRef: 'core-6', reverses: 'nobody-knows' },
  { ...receipt(7), surprise: 'Wang' },
  'not JSON',
];

test('4.5: a file of payments is answered row by row: receipts, back-dated ones, reversals, unknown money and bad rows', async () => {
  const ports = await house();
  const { feedId, answers } = await sent(ports, file);
  expect(answers.map(({ line, outcome, code, sourceRef }) => [line, outcome, code, sourceRef])).toEqual([
    [1, 'APPLIED', undefined, 'core-1'],
    [2, 'APPLIED', undefined, 'core-2'],
    [3, 'REFUSED', 'CurrencyMismatch', 'core-3'],
    [4, 'UNAPPLIED', undefined, 'core-4'],
    [5, 'REVERSED', undefined, 'core-5'],
    [6, 'REFUSED', 'NotFound', 'core-6'],
    [7, 'REFUSED', 'InvalidRequest', 'core-7'],
    [8, 'REFUSED', 'InvalidRequest', undefined],
  ]);
  expect(JSON.stringify(answers)).not.toContain('Wang');
  const shown = await call(ports, paymentOperations.getPaymentFeed, { feedId });
  expect(shown.body).toMatchObject({ status: 'DONE', lines: 8, counts: { APPLIED: 2, REFUSED: 4 } });
  expect(shown.body['refused']).toMatchObject([{ line: 3 }, { line: 6 }, { line: 7 }, { line: 8 }]);
});

test('4.5: the same file twice is the same money once', async () => {
  const ports = await house();
  await sent(ports, file);
  const before = await ports.cases.load(caseId);
  const { answers } = await sent(ports, file, keys[1]);
  expect(answers.map(({ outcome }) => outcome)).toEqual([
    'UNCHANGED',
    'UNCHANGED',
    'REFUSED',
    'UNCHANGED',
    'UNCHANGED',
    'REFUSED',
    'REFUSED',
    'REFUSED',
  ]);
  expect((await ports.cases.load(caseId)).version).toBe(before.version);
});

test('4.5: payments in the request go the same way, and one key holds one body', async () => {
  const ports = await house();
  const body = { payments: [receipt(1)] };
  const first = await call(ports, paymentOperations.submitPaymentFeed, { body, key: keys[0] });
  await takeFeed(ports, String(first.body['feedId']), { remaining: () => 300_000 });
  expect(Object.keys((await ports.cases.load(caseId)).payments)).toHaveLength(1);
  const other = await call(ports, paymentOperations.submitPaymentFeed, {
    body: { payments: [receipt(2)] },
    key: keys[0],
  });
  expect([other.status, other.body['code']]).toEqual([422, 'IdempotencyKeyReused']);
  const none = await call(ports, paymentOperations.submitPaymentFeed, { body: { payments: [] }, key: keys[1] });
  expect(none.status).toBe(400);
});

test('a feed of payments is not shown as one of accounts', async () => {
  const ports = await house();
  const { feedId } = await sent(ports, [receipt(1)]);
  const { caseOperations } = await import('#functions/contracts/cases-operations.ts');
  expect((await call(ports, caseOperations.getAccountFeed, { feedId })).status).toBe(404);
});
