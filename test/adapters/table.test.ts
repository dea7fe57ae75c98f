import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { dynamoCaseStore } from '#functions/adapters/dynamodb/case-store.ts';
import { headerKey, partKey } from '#functions/adapters/dynamodb/keys.ts';
import { get } from '#functions/adapters/dynamodb/table.ts';
import type { Stored, Table } from '#functions/adapters/dynamodb/table.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseStore } from '#functions/usecases/ports.ts';
import { lived } from '#test/adapters/case-store-suite.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { anAct } from '#test/support/acts.ts';
import { offeredStory, openedStory } from '#test/support/builders.ts';
import { secrets } from '#test/support/sample-parts.ts';
import { createTable, everything } from '#test/support/dynamodb-local.ts';

const endpoint = inject('dynamoDbLocal');

describe.skipIf(endpoint === null)('what stands in the table', () => {
  let table: Table;
  let store: CaseStore;
  beforeAll(async () => {
    table = await createTable(endpoint ?? '');
    store = dynamoCaseStore(table);
  });
  const put = async (stored: Stored): Promise<void> => {
    await table.client.send(new PutCommand({ TableName: table.name, Item: stored }));
  };
  const item = async (pk: string, sk: string): Promise<Stored> => {
    const found = await get(table, { pk, sk });
    if (found === undefined) throw new Error(`there is no ${pk} ${sk}`);
    return found;
  };

  test('names, numbers, addresses and words stand in private items only', async () => {
    const story = activeStory('told in private');
    await lived(store, story);
    const items = await everything(table);
    const telling = items.filter((stored) =>
      Object.values(secrets).some((secret) => JSON.stringify(stored).includes(secret)),
    );
    expect(telling.length).toBeGreaterThan(0);
    expect(telling.map(({ sk }) => String(sk)).filter((sk) => !sk.startsWith('FILE#PRIVATE#'))).toEqual([]);
  });

  test('an act writes the parts that it changed and no others', async () => {
    const story = offeredStory('changed parts');
    await lived(store, story);
    const { caseId } = story.file;
    const before = await store.load(caseId);
    const [consent] = Object.values(before.consents);
    if (consent === undefined) throw new Error('a consent was given');
    const withdrawn = { ...consent, status: 'WITHDRAWN', withdrawnAt: '2026-03-04T02:00:00Z' } as const;
    const act = anAct(before, {
      asOf: '2026-03-04T02:00:00Z',
      events: [happened('ConsentWithdrawn', { consent: withdrawn })],
    });
    expect(await store.save(act)).toEqual({ outcome: 'saved' });
    const writers = (await everything(table))
      .filter(({ pk, writtenAt }) => pk === headerKey(caseId).pk && writtenAt === act.after.version)
      .map(({ sk }) => sk);
    expect(writers).toEqual([partKey(caseId, 'CONSENT', consent.consentId).sk]);
  });

  test('a torn load is loaded again until it is whole', async () => {
    const story = offeredStory('torn and mended');
    await lived(store, story);
    const { caseId, version } = story.file;
    const { sk } = partKey(caseId, 'CONSENT', Object.keys(story.file.consents).at(-1) ?? '');
    const whole = await item(headerKey(caseId).pk, sk);
    await put({ ...whole, writtenAt: version - 1, part: { torn: true } });
    const loading = store.load(caseId);
    await delay(30);
    await put(whole);
    expect(await loading).toEqual(story.file);
  });

  test('a file that stays torn is a fault, whichever half is missing', async () => {
    const story = offeredStory('torn for good');
    await lived(store, story);
    const { caseId, version } = story.file;
    const header = headerKey(caseId);
    const whole = await item(header.pk, header.sk);
    await put({ ...whole, written: ['FILE#CONSENT#never-written'] });
    await expect(store.load(caseId)).rejects.toThrow(/torn/);
    await put(whole);
    const account = await item(header.pk, partKey(caseId, 'ACCOUNT', Object.keys(story.file.accounts)[0] ?? '').sk);
    await put({ ...account, writtenAt: version + 1 });
    await expect(store.load(caseId)).rejects.toThrow(/torn/);
  });

  test('a part that is newer than the decision is not overwritten', async () => {
    const story = offeredStory('part conditions');
    await lived(store, story);
    const { caseId, version } = story.file;
    const before = await store.load(caseId);
    const [consent] = Object.values(before.consents);
    if (consent === undefined) throw new Error('a consent was given');
    const key = partKey(caseId, 'CONSENT', consent.consentId);
    await put({ ...(await item(key.pk, key.sk)), writtenAt: version + 1 });
    const act = anAct(before, {
      asOf: '2026-03-04T02:00:00Z',
      events: [happened('ConsentWithdrawn', { consent: { ...consent, status: 'WITHDRAWN' } })],
    });
    expect(await store.save(act)).toEqual({ outcome: 'conflict' });
  });

  test('a request record expires after seven days', async () => {
    const [act] = openedStory('with a key').acts;
    if (act === undefined) throw new Error('a story has acts');
    const { caseId, version } = act.after;
    const request = {
      caller: 'agent-1',
      key: 'k#1',
      fingerprint: 'f',
      operationId: 'openCase',
      caseId,
      ids: {},
      version,
      recordedAt: '2026-03-02T02:00:00Z',
    };
    await store.save({ ...act, request });
    const stored = await item('REQUEST#agent-1#k#1', 'REQUEST');
    expect(stored['expiresAt']).toBe(Date.parse('2026-03-09T02:00:00Z') / 1000);
  });

  test('a worklist that does not fit into one transaction is finished by the next save', async () => {
    const story = openedStory('much to do');
    await lived(store, story);
    const { caseId } = story.file;
    const work = Array.from({ length: 120 }, (_, index) => ({
      assignee: 'much#to-do',
      kind: 'CALL',
      ref: String(index),
      dueAt: '2026-03-06T02:00:00Z',
    }));
    const assigned = async (ownerId: string): Promise<void> => {
      const before = await store.load(caseId);
      const act = anAct(before, {
        asOf: '2026-03-03T02:00:00Z',
        events: [happened('CaseAssigned', { ownerId })],
        work,
      });
      expect(await store.save(act)).toEqual({ outcome: 'saved' });
    };
    await assigned('officer-1');
    expect((await store.workOf('much#to-do', 200)).items.length).toBeLessThan(120);
    await assigned('officer-2');
    expect((await store.workOf('much#to-do', 200)).items).toHaveLength(120);
  });

  test('an act beyond a transaction is a fault, not half an act', async () => {
    const story = openedStory('too much');
    await lived(store, story);
    const before = await store.load(story.file.caseId);
    const privates = Array.from(
      { length: 99 },
      (_, index) => ({ kind: 'TEXT', id: `t-${index}`, text: 'words' }) as const,
    );
    const act = anAct(before, {
      asOf: '2026-03-03T02:00:00Z',
      events: [happened('CaseAssigned', { ownerId: 'officer-1' })],
      privates,
    });
    await expect(store.save(act)).rejects.toThrow(RangeError);
    expect(await store.load(story.file.caseId)).toEqual(before);
  });
});
