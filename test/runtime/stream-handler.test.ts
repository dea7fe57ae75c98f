import { expect, test, vi } from 'vitest';
import { firstPreviousHash } from '#functions/domain/model.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { streamHandler } from '#functions/runtime/stream-handler.ts';
import type { DeadLetter } from '#functions/runtime/stream-handler.ts';

vi.spyOn(console, 'info').mockImplementation(() => undefined);
vi.spyOn(console, 'error').mockImplementation(() => undefined);

const at = '2026-03-01T02:00:00Z';
const stamp = {
  stream: 'case_1',
  asOf: at,
  recordedAt: at,
  actor: { id: 'a1', role: 'agent' as const },
  requestId: 'r1',
};
const anEntry = (seq: number): Entry => ({
  ...stamp,
  seq,
  event: 'CaseAssigned',
  v: 1,
  data: {},
  previousHash: firstPreviousHash,
  hash: firstPreviousHash,
});
const inserted = (...images: unknown[]) => ({
  Records: images.map((NewImage) => ({ eventName: 'INSERT', dynamodb: { NewImage } })),
});

const wired = (failing: Record<number, Error> = {}) => {
  const seen: number[] = [];
  const buried: DeadLetter[] = [];
  const handle = streamHandler({
    entryOf: (image) => image,
    dispatch: async ({ seq }) => {
      seen.push(seq);
      const failure = failing[seq];
      if (failure !== undefined) throw failure;
    },
    bury: async (letter) => {
      buried.push(letter);
    },
  });
  return { seen, buried, handle };
};

test('every new journal entry is dispatched, in order; changes and other records are not', async () => {
  const { seen, buried, handle } = wired();
  await handle({
    Records: [
      ...inserted(anEntry(1), undefined, anEntry(2)).Records,
      { eventName: 'MODIFY', dynamodb: { NewImage: anEntry(3) } },
    ],
  });
  expect([seen, buried]).toEqual([[1, 2], []]);
});

test('a permanent fault goes to the dead-letter queue without its words, and the next record goes on', async () => {
  const { seen, buried, handle } = wired({ 1: new Refusal('NotFound', 'Li Ming is unknown') });
  await handle(inserted(anEntry(1), anEntry(2)));
  expect(seen).toEqual([1, 2]);
  expect(buried).toEqual([{ stream: 'case_1', seq: 1, event: 'CaseAssigned', fault: 'Refusal' }]);
});

test('a transient fault stops the shard, which comes again', async () => {
  const { seen, buried, handle } = wired({ 1: new Error('throttled') });
  await expect(handle(inserted(anEntry(1), anEntry(2)))).rejects.toThrow('throttled');
  expect([seen, buried]).toEqual([[1], []]);
});

test('an entry that cannot be read is buried', async () => {
  const { buried, handle } = wired();
  await handle(inserted({ seq: 'one' }));
  expect(buried.map(({ fault }) => fault)).toEqual(['ZodError']);
});
