import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Officer, OfficerStore } from '#functions/usecases/paged-ports.ts';

/** What every officer store does; it may share its table with others. */
export const officerStoreSuite = (where: string, makeStore: () => Promise<OfficerStore>): void => {
  describe(`the officer store ${where}`, () => {
    let store: OfficerStore;
    beforeAll(async () => {
      store = await makeStore();
    });
    const officer = (officerId: string, branch: string): Officer => ({
      officerId,
      branch,
      certificates: [{ kind: 'VISIT', validUntil: '2027-01-01', suspended: false }],
      relations: ['borrower-1'],
      version: 1,
    });

    test('an officer is put once and read as put', async () => {
      const one = officer(`officer-${randomUUID()}`, 'north');
      expect(await store.officer(one.officerId)).toBeUndefined();
      expect(await store.putOfficer(one, 0)).toBe(true);
      expect(await store.putOfficer(one, 0)).toBe(false);
      expect(await store.officer(one.officerId)).toEqual(one);
    });

    test('whoever changes an officer on an old version is told', async () => {
      const one = officer(`officer-${randomUUID()}`, 'north');
      await store.putOfficer(one, 0);
      const suspended = { ...one, certificates: [], version: 2 };
      expect(await store.putOfficer(suspended, 1)).toBe(true);
      expect(await store.putOfficer({ ...one, version: 2 }, 1)).toBe(false);
      expect(await store.officer(one.officerId)).toEqual(suspended);
    });

    test('the officers of a branch come in pages', async () => {
      const branch = `branch-${randomUUID()}`;
      const ids = ['a', 'b', 'c'].map((letter) => `officer-${letter}-${branch}`);
      for (const id of ids) await store.putOfficer(officer(id, branch), 0);
      const first = await store.officers(branch, 2);
      expect(first.items.map(({ officerId }) => officerId)).toEqual(ids.slice(0, 2));
      const second = await store.officers(branch, 2, first.next);
      expect(second.items.map(({ officerId }) => officerId)).toEqual(ids.slice(2));
      expect(second.next).toBeUndefined();
      await expect(store.officers(branch, 2, '%%%')).rejects.toMatchObject({ code: 'CursorInvalid' });
    });
  });
};
