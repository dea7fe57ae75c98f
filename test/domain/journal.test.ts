import { expect, test } from 'vitest';
import { happened } from '#functions/domain/events.ts';
import { canonical, chain, eventOf, firstBrokenSeq } from '#functions/domain/journal.ts';
import { firstPreviousHash } from '#functions/domain/model.ts';

const stamp = {
  stream: 'case_1',
  asOf: '2026-03-01T02:00:00Z',
  recordedAt: '2026-03-01T02:00:01Z',
  actor: { id: 'agent-1', role: 'agent' },
  requestId: 'r-1',
} as const;
const head = { seq: 0, hash: firstPreviousHash };
const threeEvents = [
  happened('CaseAssigned', { ownerId: 'officer-1' }),
  happened('FollowUpPersonNamed', { officerId: 'officer-1', deputyId: 'officer-2' }),
  happened('AccountLinked', { accountId: 'acc-1' }),
];

test('the canonical form sorts keys by code units and spells integers and strings as RFC 8785 does', () => {
  expect(canonical({ b: [1, true, null], a: '€\n"', '\u20ac': 2, A: { y: 1, x: 'é' } })).toBe(
    '{"A":{"x":"é","y":1},"a":"€\\n\\"","b":[1,true,null],"€":2}',
  );
});

test('a fraction or an unsafe integer never gets into a journal', () => {
  expect(() => canonical({ amount: 1.5 })).toThrow('integers only');
  expect(() => canonical({ amount: 2 ** 53 })).toThrow('integers only');
});

test('a chain that nobody touched verifies from its first entry', () => {
  const entries = chain(head, threeEvents, stamp);
  expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3]);
  expect(firstBrokenSeq(entries)).toBeUndefined();
  expect(entries.map(eventOf)).toEqual(threeEvents);
});

test('a changed word, a missing entry and a swapped pair are found at their place', () => {
  const [first, second, third] = chain(head, threeEvents, stamp);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three entries expected');
  expect(firstBrokenSeq([first, { ...second, data: { ...second.data, officerId: 'officer-9' } }, third])).toBe(2);
  expect(firstBrokenSeq([first, third])).toBe(3);
  expect(firstBrokenSeq([second, first, third])).toBe(2);
  expect(firstBrokenSeq([first, { ...second, recordedAt: '2026-03-01T02:00:09Z' }, third])).toBe(2);
});

test('an event of an unknown name or version is refused, not skipped', () => {
  const [entry] = chain(head, threeEvents, stamp);
  if (entry === undefined) throw new Error('an entry expected');
  expect(() => eventOf({ ...entry, event: 'CaseVanished' })).toThrow('unknown event');
  expect(() => eventOf({ ...entry, v: 2 })).toThrow('version 2');
});
