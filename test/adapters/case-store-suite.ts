import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { shardOf } from '#functions/adapters/dynamodb/keys.ts';
import { replay } from '#functions/domain/apply.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { officersConcerned } from '#functions/domain/access.ts';
import { facetsOf } from '#functions/domain/listing.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import type { CaseStore, RequestRecord } from '#functions/usecases/ports.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { anAct, entriesOf } from '#test/support/acts.ts';
import { offeredStory, openedStory, readyStory } from '#test/support/builders.ts';
import { borrowerIdOf, caseIdOf } from '#test/support/sample-parts.ts';
import type { Story } from '#test/support/acts.ts';

/** Saves a story act by act, each on what was loaded. */
export const lived = async (store: CaseStore, story: Story): Promise<void> => {
  for (const act of story.acts) {
    const before = await store.load(act.after.caseId);
    expect(await store.save({ ...act, before, after: { ...act.after } })).toEqual({ outcome: 'saved' });
  }
};

const wholeJournal = async (store: CaseStore, caseId: string): Promise<Entry[]> => {
  const found: Entry[] = [];
  let next: string | undefined = '0';
  while (next !== undefined) {
    const page = await store.journal(caseId, Number(next), 7);
    found.push(...page.items);
    next = page.next;
  }
  return found;
};

const requestRecord = (story: Story, key: string): RequestRecord => ({
  caller: 'agent-1',
  key,
  fingerprint: sha256Hex(key),
  operationId: 'openCase',
  caseId: story.file.caseId,
  ids: { caseId: story.file.caseId },
  version: story.file.version,
  recordedAt: '2026-03-02T02:00:00Z',
});

const notice = (id: string): Part<'notices'> => ({
  noticeId: `notice-${id}`,
  kind: 'FOLLOW_UP',
  channel: 'SMS',
  language: 'zh-Hans',
  templateVersion: '1',
  dueAt: '2026-04-01T02:00:00Z',
  status: 'PLANNED',
  plannedAt: '2026-04-01T02:00:00Z',
});

/** 20 events and 60 changed items: the largest act that architecture 3 allows. */
export const largestAct = (before: CaseFile, asOf: string): ReturnType<typeof anAct> => {
  const events: CaseEvent[] = Array.from({ length: 20 }, (_, index) =>
    happened('NoticePlanned', { notice: notice(String(index)) }),
  );
  const act = anAct(before, { asOf, events });
  const notices = Object.fromEntries(
    Array.from({ length: 56 }, (_, index) => [
      `notice-${index}`,
      act.after.notices[`notice-${index}`] ?? notice(String(index)),
    ]),
  );
  const privates = Array.from(
    { length: 4 },
    (_, index) => ({ kind: 'TEXT', id: `words-${index}`, text: 'words' }) as const,
  );
  return { ...act, after: { ...act.after, notices }, privates };
};

/** What every case store does. It shares its table with others, so each test has a case and people of its own. */
export const caseStoreSuite = (
  where: string,
  makeStores: () => Promise<(agendaVersion: string) => CaseStore>,
  shards = 2,
): void => {
  describe(`the case store ${where}`, () => {
    let store: CaseStore;
    let builtAs: (agendaVersion: string) => CaseStore;
    beforeAll(async () => {
      builtAs = await makeStores();
      store = builtAs('test');
    });
    const seeded = (): string => randomUUID();

    test('a case that nobody opened is an empty file', async () => {
      expect(await store.load('case-nobody')).toEqual(emptyFile('case-nobody'));
    });

    test('what was saved is loaded, part by part, private items included', async () => {
      const story = activeStory(seeded());
      await lived(store, story);
      expect(await store.load(story.file.caseId)).toEqual(story.file);
    });

    test('parts come back in order of creation', async () => {
      const story = readyStory(seeded());
      await lived(store, story);
      const loaded = await store.load(story.file.caseId);
      expect(Object.keys(loaded.consents)).toEqual(Object.keys(story.file.consents));
      expect(Object.keys(loaded.documents)).toEqual(Object.keys(story.file.documents));
    });

    test('replaying the stored journal gives the loaded file, and the chain holds', async () => {
      const story = activeStory(seeded());
      await lived(store, story);
      const journal = await wholeJournal(store, story.file.caseId);
      expect(journal).toEqual(entriesOf(story));
      expect(firstBrokenSeq(journal)).toBeUndefined();
      const { privates: _, ...told } = await store.load(story.file.caseId);
      const { privates: __, ...replayed } = replay(story.file.caseId, journal);
      expect(told).toEqual(replayed);
    });

    test('the journal comes in pages and says when it ends', async () => {
      const story = offeredStory(seeded());
      await lived(store, story);
      const entries = entriesOf(story);
      const first = await store.journal(story.file.caseId, 0, 4);
      expect(first).toEqual({ items: entries.slice(0, 4), next: '4' });
      const exact = await store.journal(story.file.caseId, 4, entries.length - 4);
      expect(exact).toEqual({ items: entries.slice(4), next: undefined });
      expect(await store.journal(story.file.caseId, entries.length, 5)).toEqual({ items: [], next: undefined });
    });

    test('whoever writes second on the same version is told of a conflict and changes nothing', async () => {
      const story = openedStory(seeded());
      await lived(store, story);
      const before = await store.load(story.file.caseId);
      const mine = anAct(before, {
        asOf: '2026-03-03T02:00:00Z',
        events: [happened('CaseAssigned', { ownerId: 'officer-7' })],
      });
      const theirs = anAct(before, {
        asOf: '2026-03-03T02:00:00Z',
        events: [happened('CaseAssigned', { ownerId: 'officer-8' })],
      });
      expect(await store.save(mine)).toEqual({ outcome: 'saved' });
      expect(await store.save(theirs)).toEqual({ outcome: 'conflict' });
      expect((await store.load(story.file.caseId)).meta?.ownerId).toBe('officer-7');
      expect((await store.journal(story.file.caseId, 2, 5)).items).toHaveLength(1);
    });

    test('of ten at once one wins, nine are told', async () => {
      const story = openedStory(seeded());
      await lived(store, story);
      const before = await store.load(story.file.caseId);
      const acts = Array.from({ length: 10 }, (_, index) =>
        anAct(before, {
          asOf: '2026-03-03T02:00:00Z',
          events: [happened('CaseAssigned', { ownerId: `officer-${index}` })],
        }),
      );
      const outcomes = (await Promise.all(acts.map(async (act) => store.save(act)))).map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(9);
    });

    test('a case is opened once', async () => {
      const [act] = openedStory(seeded()).acts;
      if (act === undefined) throw new Error('a story has acts');
      expect(await store.save({ ...act, uniques: [] })).toEqual({ outcome: 'saved' });
      expect(await store.save({ ...act, uniques: [] })).toEqual({ outcome: 'conflict' });
    });

    test('a request is recorded with its effect and recognised the next time', async () => {
      const story = openedStory(seeded());
      const key = randomUUID();
      const request = requestRecord(story, key);
      const [act] = story.acts;
      if (act === undefined) throw new Error('a story has acts');
      expect(await store.request('agent-1', key)).toBeUndefined();
      expect(await store.save({ ...act, request })).toEqual({ outcome: 'saved' });
      expect(await store.request('agent-1', key)).toEqual(request);
      expect(await store.request('agent-2', key)).toBeUndefined();
      expect(await store.save({ ...act, request })).toEqual({ outcome: 'repeated' });
    });

    test('an act that was done before only records its request', async () => {
      const story = openedStory(seeded());
      await lived(store, story);
      const before = await store.load(story.file.caseId);
      const request = requestRecord(story, randomUUID());
      const nothing = { before, after: before, entries: [], privates: [], uniques: [], nextDueAt: undefined, work: [] };
      expect(await store.save({ ...nothing, request })).toEqual({ outcome: 'saved' });
      expect(await store.request(request.caller, request.key)).toEqual(request);
      expect(await store.load(story.file.caseId)).toEqual(before);
      expect(await store.save({ ...nothing, request })).toEqual({ outcome: 'repeated' });
    });

    test('R3: a borrower has one open case until it is freed', async () => {
      const seed = seeded();
      const borrowerId = borrowerIdOf(seed);
      const story = openedStory(seed);
      await lived(store, story);
      expect(await store.openCaseOf(borrowerId)).toBe(story.file.caseId);
      const claim = { kind: 'OPEN_CASE', borrowerId, act: 'claim' } as const;
      const other = caseIdOf(seeded());
      const again = anAct(emptyFile(other), { asOf: '2026-03-02T02:00:00Z', events: opening(story), uniques: [claim] });
      expect(await store.save(again)).toEqual({ outcome: 'taken', unique: claim });
      expect((await store.load(other)).version).toBe(0);
      const before = await store.load(story.file.caseId);
      const freed = anAct(before, {
        asOf: '2026-03-03T02:00:00Z',
        events: [happened('CaseCancelled', {})],
        uniques: [{ ...claim, act: 'free' }],
      });
      expect(await store.save(freed)).toEqual({ outcome: 'saved' });
      expect(await store.openCaseOf(borrowerId)).toBeUndefined();
      expect(await store.save(again)).toEqual({ outcome: 'saved' });
      expect(await store.openCaseOf(borrowerId)).toBe(other);
    });

    test('a payment is applied once over all cases', async () => {
      const sourceRef = `bank-${randomUUID()}`;
      const [story, other] = [openedStory(seeded()), openedStory(seeded())];
      await lived(store, story);
      await lived(store, other);
      const unique = { kind: 'PAYMENT', sourceRef, act: 'claim', paymentId: 'payment-1' } as const;
      const payment: Part<'payments'> = {
        paymentId: 'payment-1',
        sourceRef,
        amountMinor: 100_000,
        currency: 'CNY',
        valueDate: '2026-04-12',
        receivedAt: '2026-04-12T03:00:00Z',
        channel: 'TRANSFER',
      };
      const paid = async (caseId: string) =>
        store.save(
          anAct(await store.load(caseId), {
            asOf: '2026-04-12T03:00:00Z',
            events: [happened('PaymentReceived', { payment })],
            uniques: [unique],
          }),
        );
      expect(await paid(story.file.caseId)).toEqual({ outcome: 'saved' });
      expect(await paid(other.file.caseId)).toEqual({ outcome: 'taken', unique });
      expect(await store.paymentCase(sourceRef)).toEqual({ caseId: story.file.caseId, paymentId: 'payment-1' });
      expect(await store.paymentCase('bank-unknown')).toBeUndefined();
    });

    test('R38: a file is the signed original of one agreement, and its hash finds it', async () => {
      const sha256 = randomUUID().replaceAll('-', '').repeat(2);
      const [story, other] = [openedStory(seeded()), openedStory(seeded())];
      await lived(store, story);
      await lived(store, other);
      const unique = { kind: 'ORIGINAL', sha256, act: 'claim', agreementId: 'agreement-1' } as const;
      const sealed = async (caseId: string) =>
        store.save(
          anAct(await store.load(caseId), {
            asOf: '2026-04-12T03:00:00Z',
            events: [happened('LedgerReplayed', { paymentId: 'payment-1' })],
            uniques: [unique],
          }),
        );
      expect(await store.originalOf(sha256)).toBeUndefined();
      expect(await sealed(story.file.caseId)).toEqual({ outcome: 'saved' });
      expect(await sealed(other.file.caseId)).toEqual({ outcome: 'taken', unique });
      expect(await store.originalOf(sha256)).toEqual({ caseId: story.file.caseId, agreementId: 'agreement-1' });
    });

    test('the largest act fits into one transaction', async () => {
      const story = openedStory(seeded());
      await lived(store, story);
      const { caseId, version } = story.file;
      const act = largestAct(await store.load(caseId), '2026-04-01T02:00:00Z');
      const request = requestRecord(story, randomUUID());
      const work = Array.from({ length: 30 }, (_, index) => ({
        assignee: 'agent#north',
        kind: 'NOTICE',
        ref: String(index),
        dueAt: '2026-04-02T02:00:00Z',
      }));
      expect(await store.save({ ...act, request, work, nextDueAt: '2026-04-02T02:00:00Z' })).toEqual({
        outcome: 'saved',
      });
      const loaded = await store.load(caseId);
      expect(loaded.version).toBe(version + 20);
      expect(Object.keys(loaded.notices)).toHaveLength(56);
    });

    test('recomputing moves the due date and the worklists, and neither version nor journal', async () => {
      const story = openedStory(seeded());
      await lived(store, story);
      const { caseId, version } = story.file;
      const line = { assignee: `AGENT#${caseId}`, kind: 'CALL', ref: 'x', dueAt: '2026-05-02T02:00:00Z' };
      const file = await store.load(caseId);
      const [newer, newest] = [builtAs('newer'), builtAs('newest')];
      expect(await newer.recompute(file, { nextDueAt: '2031-05-02T02:00:00Z', work: [line] })).toBe('saved');
      expect(await store.load(caseId)).toEqual(file);
      expect((await store.journal(caseId, 0, 50)).items).toHaveLength(version);
      expect((await store.workOf(line.assignee, 5)).items).toEqual([{ ...line, caseId }]);
      expect(await newest.recompute(await newest.load(caseId), { nextDueAt: undefined, work: [] })).toBe('saved');
      expect((await store.workOf(line.assignee, 5)).items).toEqual([]);
      const later = anAct(await store.load(caseId), {
        asOf: '2026-05-02T02:00:00Z',
        events: [happened('CaseCancelled', { code: 'NO_PLAN' })],
      });
      expect(await store.save(later)).toEqual({ outcome: 'saved' });
      expect(await newer.recompute(file, { nextDueAt: undefined, work: [] })).toBe('conflict');
    });

    test('a header of the same agenda code is left as it is', async () => {
      const story = openedStory(seeded());
      await lived(store, story);
      const { caseId } = story.file;
      const line = { assignee: `AGENT#${caseId}`, kind: 'CALL', ref: 'x', dueAt: '2026-05-02T02:00:00Z' };
      const lines = async () => (await store.workOf(line.assignee, 5)).items;
      const recomputed = async (agendaVersion: string) => {
        const built = builtAs(agendaVersion);
        return built.recompute(await built.load(caseId), { nextDueAt: undefined, work: [line] });
      };
      expect(await recomputed('test')).toBe('current');
      expect(await lines()).toEqual([]);
      expect(await recomputed('newer')).toBe('saved');
      expect(await recomputed('newer')).toBe('current');
      expect(await lines()).toHaveLength(1);
    });

    test('a case is in the due index at its instant, oldest first, and only while something falls due', async () => {
      const stories = [openedStory(seeded()), openedStory(seeded()), openedStory(seeded())];
      for (const story of stories) await lived(store, story);
      const dues = async (instant: string): Promise<string[]> => {
        const found: string[] = [];
        for (let shard = 0; shard < shards; shard += 1) {
          let next: string | undefined;
          do {
            const page = await store.dueBefore(shard, instant, 2, next);
            expect(page.items.every(({ caseId }) => shardOf(caseId, shards) === shard)).toBe(true);
            expect(page.items.map(({ nextDueAt }) => nextDueAt)).toEqual(
              page.items.map(({ nextDueAt }) => nextDueAt).toSorted(),
            );
            found.push(...page.items.map(({ caseId }) => caseId));
            next = page.next;
          } while (next !== undefined);
        }
        return found;
      };
      const ids = stories.map(({ file }) => file.caseId);
      expect((await dues('2026-03-05T01:59:59Z')).filter((id) => ids.includes(id))).toEqual([]);
      expect((await dues('2026-03-05T02:00:00.250Z')).filter((id) => ids.includes(id)).toSorted()).toEqual(
        ids.toSorted(),
      );
      const [first = ''] = ids;
      const before = await store.load(first);
      await store.save(anAct(before, { asOf: '2026-03-05T02:00:00Z', events: [happened('CaseCancelled', {})] }));
      expect((await dues('2036-01-01T00:00:00Z')).filter((id) => ids.includes(id)).toSorted()).toEqual(
        ids.slice(1).toSorted(),
      );
    });

    test('a case is listed for those who visit or follow up, as it is now, and for nobody else', async () => {
      const story = activeStory(seeded());
      const { caseId } = story.file;
      const listed = async (officerId: string) => {
        const lines = [];
        let next: string | undefined;
        do {
          const found = await store.casesByOfficer(officerId, 100, next);
          lines.push(...found.items.filter((line) => line.caseId === caseId));
          next = found.next;
        } while (next !== undefined);
        return lines;
      };
      for (const act of story.acts) {
        expect(await store.save(act)).toEqual({ outcome: 'saved' });
        for (const officerId of officersConcerned(act.after))
          expect(await listed(officerId)).toMatchObject([{ caseId, state: act.after.status.state }]);
      }
      expect([...officersConcerned(story.file)].length).toBeGreaterThan(1);
      expect(await listed('officer-nobody')).toEqual([]);
      const [line] = await listed([...officersConcerned(story.file)].at(-1) ?? '');
      expect(line).toMatchObject(facetsOf(story.file));
    });

    test('cases are found by borrower, state and officer, in pages', async () => {
      const officerId = `officer-${randomUUID()}`;
      const stories = [openedStory(seeded()), openedStory(seeded()), openedStory(seeded())];
      for (const story of stories) {
        await lived(store, story);
        const before = await store.load(story.file.caseId);
        await store.save(
          anAct(before, {
            asOf: '2026-03-02T03:00:00Z',
            events: [happened('CaseAssigned', { ownerId: officerId })],
            nextDueAt: '2026-03-09T02:00:00Z',
          }),
        );
      }
      const ids = stories.map(({ file }) => file.caseId).toSorted();
      const first = await store.casesByOfficer(officerId, 2);
      expect(first.items).toHaveLength(2);
      expect(first.next).toBeDefined();
      const second = await store.casesByOfficer(officerId, 2, first.next);
      expect(second.next).toBeUndefined();
      expect([...first.items, ...second.items].map(({ caseId }) => caseId).toSorted()).toEqual(ids);
      expect((await store.casesByOfficer(officerId, 3)).next).toBeUndefined();
      const [seed = ''] = stories.map((story) => story.seed);
      const borrowerId = borrowerIdOf(seed);
      expect(await store.casesByBorrower(borrowerId, 5)).toMatchObject({
        items: [
          {
            caseId: caseIdOf(seed),
            borrowerId,
            state: 'OPEN',
            branch: 'north',
            region: 'east',
            ownerId: officerId,
            nextDueAt: '2026-03-09T02:00:00Z',
            openedAt: '2026-03-02T02:00:00Z',
          },
        ],
        next: undefined,
      });
      const open: string[] = [];
      let next: string | undefined;
      do {
        const page = await store.casesByState('OPEN', 2, next);
        expect(page.items.length).toBeLessThanOrEqual(2);
        open.push(...page.items.map(({ caseId }) => caseId));
        next = page.next;
      } while (next !== undefined);
      expect(open.filter((id) => ids.includes(id)).toSorted()).toEqual(ids);
      expect(new Set(open).size).toBe(open.length);
      expect(await store.casesByState('BREACHED', 5)).toMatchObject({ items: [], next: undefined });
    });

    test('a cursor that was not issued here is refused', async () => {
      await expect(store.casesByBorrower('anybody', 5, '%%%')).rejects.toMatchObject({ code: 'CursorInvalid' });
      await expect(store.casesByState('OPEN', 5, '%%%')).rejects.toMatchObject({ code: 'CursorInvalid' });
    });

    test('a worklist shows what waits for somebody, by its date, and drops what is done', async () => {
      const assignee = `officer#${randomUUID()}`;
      const story = openedStory(seeded());
      await lived(store, story);
      const { caseId } = story.file;
      const later = { assignee, kind: 'DOCUMENT', ref: 'doc-1', dueAt: '2026-03-10T02:00:00Z' };
      const sooner = { assignee, kind: 'CALL', ref: 'case', dueAt: '2026-03-06T02:00:00Z' };
      const reload = async (): Promise<CaseFile> => store.load(caseId);
      const owner = (ownerId: string) => [happened('CaseAssigned', { ownerId })];
      await store.save(
        anAct(await reload(), { asOf: '2026-03-03T02:00:00Z', events: owner('officer-1'), work: [later, sooner] }),
      );
      expect(await store.workOf(assignee, 5)).toMatchObject({
        items: [
          { ...sooner, caseId },
          { ...later, caseId },
        ],
        next: undefined,
      });
      const page = await store.workOf(assignee, 1);
      expect(page.items).toEqual([{ ...sooner, caseId }]);
      expect((await store.workOf(assignee, 1, page.next)).items).toEqual([{ ...later, caseId }]);
      const moved = { ...later, dueAt: '2026-03-05T02:00:00Z' };
      await store.save(
        anAct(await reload(), { asOf: '2026-03-03T03:00:00Z', events: owner('officer-2'), work: [moved] }),
      );
      expect((await store.workOf(assignee, 5)).items).toEqual([{ ...moved, caseId }]);
      await store.save(anAct(await reload(), { asOf: '2026-03-03T04:00:00Z', events: owner('officer-3') }));
      expect((await store.workOf(assignee, 5)).items).toEqual([]);
    });

    test('a token is kept for its work until whoever put it drops it', async () => {
      const caseId = caseIdOf(seeded());
      expect(await store.token(caseId, 'FOLLOWUP#1')).toBeUndefined();
      await store.putToken(caseId, 'FOLLOWUP#1', 'first');
      await store.putToken(caseId, 'FOLLOWUP#1', 'second');
      await store.dropToken(caseId, 'FOLLOWUP#1', 'first');
      expect(await store.token(caseId, 'FOLLOWUP#1')).toBe('second');
      await store.dropToken(caseId, 'FOLLOWUP#1', 'second');
      expect(await store.token(caseId, 'FOLLOWUP#1')).toBeUndefined();
      await expect(store.dropToken(caseId, 'FOLLOWUP#1', 'second')).resolves.toBeUndefined();
    });
  });
};

const opening = (story: Story): CaseEvent[] => {
  const { meta, policy } = story.file;
  if (meta === undefined) throw new Error('the case was opened');
  return [happened('CaseOpened', { meta, policy })];
};
