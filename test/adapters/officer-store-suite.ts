import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { chain, firstBrokenSeq, noEntries } from '#functions/domain/journal.ts';
import { officerEvents, officerStream, replayOfficer } from '#functions/domain/officers/register.ts';
import type { OfficerRecord } from '#functions/domain/officers/register.ts';
import type { Officer, OfficerSecret, OfficerStore } from '#functions/usecases/paged-ports.ts';

const secret = { salt: 'b'.repeat(64), name: 'Zhou Min' };
const at = '2026-03-20T02:00:00Z';

/** What every officer store does; it may share its table with others. */
export const officerStoreSuite = (where: string, makeStore: () => Promise<OfficerStore>): void => {
  describe(`the officer store ${where}`, () => {
    let store: OfficerStore;
    beforeAll(async () => {
      store = await makeStore();
    });
    const record = (officerId: string, branch: string): OfficerRecord => ({
      officerId,
      branch,
      certificates: [{ kind: 'VISIT', validUntil: '2027-01-01', suspended: false }],
      relations: ['borrower-1'],
    });
    /** Writes as the use case does; the officer as written, or undefined when somebody was faster. */
    const write = async (
      before: Officer | undefined,
      next: OfficerRecord,
      apart: OfficerSecret = secret,
    ): Promise<Officer | undefined> => {
      const { version: _version, head, ...known } = before ?? { version: 0, head: noEntries, ...next };
      const actor = { id: 'risk-1', role: 'risk' } as const;
      const events = officerEvents(before === undefined ? undefined : known, next, actor);
      const entries = chain(head, events, {
        stream: officerStream(next.officerId),
        asOf: at,
        recordedAt: at,
        actor,
        requestId: randomUUID(),
      });
      const { seq, hash } = entries.at(-1) ?? head;
      const after = { ...next, version: seq, head: { seq, hash } };
      return (await store.save({ before, after, entries, secret: apart })) ? after : undefined;
    };
    const anId = (): string => `officer-${randomUUID()}`;

    test('an officer is written once and read as written, his name apart', async () => {
      const one = record(anId(), 'north');
      expect(await store.officer(one.officerId)).toBeUndefined();
      expect(await store.secret(one.officerId)).toBeUndefined();
      const written = await write(undefined, one);
      expect(written).toMatchObject({ version: 2, ...one });
      expect(await write(undefined, one)).toBeUndefined();
      expect(await store.officer(one.officerId)).toEqual(written);
      expect(JSON.stringify(await store.officer(one.officerId))).not.toContain('Zhou Min');
      expect(await store.secret(one.officerId)).toEqual(secret);
      expect(await store.names([one.officerId, 'officer-unknown'])).toEqual(new Map([[one.officerId, 'Zhou Min']]));
    });

    test('of two who write on the same version one is told, and nothing of his stands in the journal', async () => {
      const one = record(anId(), 'north');
      const first = await write(undefined, one);
      const both = await Promise.all([
        write(first, { ...one, relations: ['borrower-2'] }),
        write(first, { ...one, branch: 'south' }),
      ]);
      expect(both.filter((written) => written !== undefined)).toHaveLength(1);
      const { items } = await store.journal(one.officerId, 0, 100);
      expect(items.map(({ event }) => event)).toEqual(['OfficerRegistered', 'CertificateIssued', 'OfficerRegistered']);
      expect(firstBrokenSeq(items)).toBeUndefined();
      const { version: _version, head, ...stored } = (await store.officer(one.officerId)) ?? { head: noEntries };
      expect(replayOfficer(items)).toEqual(stored);
      expect(head).toEqual({ seq: 3, hash: items.at(-1)?.hash });
    });

    test('several are read in one question, each once, and those who are not there are left out', async () => {
      const ids = [anId(), anId(), anId()];
      for (const id of ids) await write(undefined, record(id, 'north'));
      const found = await store.officersOf([...ids, ids[0] ?? '', 'officer-unknown']);
      expect(found.map(({ officerId }) => officerId).toSorted()).toEqual(ids.toSorted());
    });

    test('the officers of a branch come in pages, and who moves is listed in the new one alone', async () => {
      const [branch, other] = [`b-${randomUUID()}`, `b-${randomUUID()}`];
      const ids = ['a', 'b', 'c'].map((letter) => `officer-${letter}-${branch}`);
      const written = [];
      for (const id of ids) written.push(await write(undefined, record(id, branch)));
      const first = await store.officers(branch, 2);
      expect(first.items.map(({ officerId }) => officerId)).toEqual(ids.slice(0, 2));
      expect(first.places).toHaveLength(2);
      const second = await store.officers(branch, 2, first.next);
      expect(second.items.map(({ officerId }) => officerId)).toEqual(ids.slice(2));
      expect(second.next).toBeUndefined();
      expect((await store.officers(branch, 2, first.places[0])).items.map(({ officerId }) => officerId)).toEqual(
        ids.slice(1),
      );
      await expect(store.officers(branch, 2, '%%%')).rejects.toMatchObject({ code: 'CursorInvalid' });
      await write(written[0], record(ids[0] ?? '', other));
      expect((await store.officers(branch, 9)).items.map(({ officerId }) => officerId)).toEqual(ids.slice(1));
      expect((await store.officers(other, 9)).items).toHaveLength(1);
      const everyone = (await store.officers(undefined, 1000)).items.map(({ officerId }) => officerId);
      for (const id of ids) expect(everyone.filter((one) => one === id)).toHaveLength(1);
    });
  });
};
