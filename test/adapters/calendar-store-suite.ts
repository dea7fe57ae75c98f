import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CalendarOwner, CalendarStore } from '#functions/usecases/calendar-ports.ts';

/** What every store of calendar addresses does; it may share its table with others. */
export const calendarStoreSuite = (where: string, makeStore: () => Promise<CalendarStore>): void => {
  describe(`the store of calendar addresses ${where}`, () => {
    let store: CalendarStore;
    beforeAll(async () => {
      store = await makeStore();
    });
    const feed = (name: string) => ({
      feedId: `feed-${name}`,
      salt: 'c2FsdA',
      tokenHash: sha256Hex(name),
      createdAt: '2026-03-02T02:00:00Z',
    });
    const owner = (id: string, version: number, feeds: CalendarOwner['feeds']): CalendarOwner => ({
      owner: { id, role: 'officer', branch: 'north' },
      feeds,
      version,
    });

    test('an address is found by its hash until another one or its end takes its place', async () => {
      const [id, one, two] = [randomUUID(), randomUUID(), randomUUID()];
      expect(await store.feedsOf(id)).toBeUndefined();
      expect(await store.ownerOf(sha256Hex(one))).toBeUndefined();
      const first = owner(id, 1, [feed(one)]);
      expect(await store.saveFeeds(first, 0)).toBe(true);
      expect(await store.ownerOf(sha256Hex(one))).toEqual(first);
      const second = owner(id, 2, [{ ...feed(one), endedAt: '2026-03-03T02:00:00Z' }, feed(two)]);
      expect(await store.saveFeeds(second, 1)).toBe(true);
      expect(await store.ownerOf(sha256Hex(one))).toBeUndefined();
      expect(await store.ownerOf(sha256Hex(two))).toEqual(second);
      expect(await store.feedsOf(id)).toEqual(second);
    });

    test('of two who issue an address at once one is told', async () => {
      const id = randomUUID();
      const results = await Promise.all(
        [randomUUID(), randomUUID()].map((name) => store.saveFeeds(owner(id, 1, [feed(name)]), 0)),
      );
      expect(results.filter((isSaved) => isSaved)).toHaveLength(1);
      expect(await store.saveFeeds(owner(id, 2, []), 7)).toBe(false);
    });
  });
};
