import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { chain, firstBrokenSeq } from '#functions/domain/journal.ts';
import type { ChainHead, Entry } from '#functions/domain/journal.ts';
import { readStream, wasRead } from '#functions/domain/read-events.ts';
import type { CaseStore } from '#functions/usecases/ports.ts';
import type { ReadLog } from '#functions/usecases/paged-ports.ts';
import { activeStory } from '#test/support/agreed-stories.ts';

const at = '2026-03-20T02:00:00Z';
const aRead =
  (caseId: string, requestId: string, count = 1) =>
  (head: ChainHead) =>
    chain(
      head,
      Array.from({ length: count }, () => wasRead('DocumentRead', { documentId: 'doc_1' })),
      { stream: readStream(caseId), asOf: at, recordedAt: at, actor: { id: 'auditor-1', role: 'auditor' }, requestId },
    );

/** What every access log does; it may share its table with the cases. */
export const readLogSuite = (
  where: string,
  makeStores: () => Promise<{ readonly reads: ReadLog; readonly cases: CaseStore }>,
): void => {
  describe(`the access log ${where}`, () => {
    let reads: ReadLog;
    let cases: CaseStore;
    beforeAll(async () => {
      ({ reads, cases } = await makeStores());
    });
    const all = async (caseId: string): Promise<readonly Entry[]> => (await reads.entries(caseId, 0, 1000)).items;

    test('a case that nobody read has an empty chain', async () => {
      expect(await reads.head('case_unread')).toEqual({ seq: 0, hash: '0'.repeat(64) });
      expect(await reads.entries('case_unread', 0, 10)).toEqual({ items: [], next: undefined });
    });

    test('reads stand behind one another, page by page, and the head names the last', async () => {
      const caseId = `case_${randomUUID()}`;
      for (const requestId of ['a', 'b', 'c']) await reads.append(caseId, aRead(caseId, requestId));
      const first = await reads.entries(caseId, 0, 2);
      expect(first.items.map(({ requestId }) => requestId)).toEqual(['a', 'b']);
      const second = await reads.entries(caseId, Number(first.next), 2);
      expect(second).toMatchObject({ items: [{ requestId: 'c', seq: 3 }], next: undefined });
      expect(firstBrokenSeq([...first.items, ...second.items])).toBeUndefined();
      expect(await reads.head(caseId)).toEqual({ seq: 3, hash: second.items[0]?.hash });
    });

    test('4.15, 17: twelve who read in the same instant make one whole chain, each of them once', async () => {
      const caseId = `case_${randomUUID()}`;
      const who = Array.from({ length: 12 }, (_, place) => `reader-${place}`);
      await Promise.all(who.map((requestId) => reads.append(caseId, aRead(caseId, requestId, 2))));
      const entries = await all(caseId);
      expect(entries).toHaveLength(24);
      expect(firstBrokenSeq(entries)).toBeUndefined();
      expect(new Set(entries.map(({ requestId }) => requestId))).toEqual(new Set(who));
      expect(await reads.head(caseId)).toEqual({ seq: 24, hash: entries.at(-1)?.hash });
    });

    test('4.15, 17: a read moves neither the version nor the journal, and a command that began before it is saved', async () => {
      const { acts, file } = activeStory(`a case read while it changes, ${where}`);
      for (const act of acts.slice(0, -1)) expect(await cases.save(act)).toEqual({ outcome: 'saved' });
      const before = await cases.load(file.caseId);
      await reads.append(file.caseId, aRead(file.caseId, 'in between'));
      expect(await cases.load(file.caseId)).toEqual(before);
      for (const act of acts.slice(-1)) expect(await cases.save(act)).toEqual({ outcome: 'saved' });
      expect((await cases.load(file.caseId)).version).toBe(file.version);
      expect((await cases.journal(file.caseId, 0, 1000)).items.map(({ event }) => event)).not.toContain('DocumentRead');
    });
  });
};
