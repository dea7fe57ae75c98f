import * as z from 'zod';
import { entriesBetween } from '#functions/adapters/dynamodb/entries.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { get, getAll, page } from '#functions/adapters/dynamodb/table.ts';
import type { Stored, Table } from '#functions/adapters/dynamodb/table.ts';
import { conflict, transact } from '#functions/adapters/dynamodb/transaction.ts';
import type { Step } from '#functions/adapters/dynamodb/transaction.ts';
import { OfficerRecord } from '#functions/domain/officers/register.ts';
import type { Officer, OfficerStore } from '#functions/usecases/paged-ports.ts';

const StoredOfficer = z.object({
  officer: OfficerRecord.extend({
    version: z.int().positive(),
    head: z.strictObject({ seq: z.int().nonnegative(), hash: z.string() }),
  }),
});
const StoredSecret = z.object({
  officerId: z.string(),
  secret: z.object({ salt: z.string(), name: z.string().optional(), email: z.string().optional() }),
});

const officerFrom = (item: Stored): Officer => StoredOfficer.parse(item).officer;
const namesFrom = (item: Stored): [string, string][] => {
  const { officerId, secret } = StoredSecret.parse(item);
  return secret.name === undefined ? [] : [[officerId, secret.name]];
};

const stepsOf = ({ name }: Table, { before, after, entries, secret }: Parameters<OfficerStore['save']>[0]): Step[] => {
  const { officerId, branch, version } = after;
  const stored = { officer: after, version };
  const put = (key: keys.Key, facts: Stored, condition: object = {}): Step => ({
    action: { Put: { TableName: name, Item: { ...key, ...facts }, ...condition } },
    refused: conflict,
  });
  const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
  const seen =
    before === undefined
      ? absent
      : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': before.version } };
  const by = { gsiOfficerSk: officerId };
  return [
    put(keys.officerKey(officerId), { ...stored, ...by, gsiOfficerPk: keys.branchPartition(branch) }, seen),
    put(keys.officerLineKey(officerId), { ...stored, ...by, gsiOfficerPk: keys.everyOfficer }),
    put(keys.officerPrivateKey(officerId), { officerId, secret }),
    ...entries.map((entry) => put(keys.officerJournalKey(officerId, entry.seq), { entry }, absent)),
  ];
};

const unlike = (ids: readonly string[]): string[] => [...new Set(ids)];

/** The register of officers on the one table: record, name apart, and journal of each. */
export const dynamoOfficerStore = (table: Table): OfficerStore => ({
  officer: async (officerId) => {
    const stored = await get(table, keys.officerKey(officerId));
    return stored === undefined ? undefined : officerFrom(stored);
  },
  officersOf: async (ids) => (await getAll(table, unlike(ids).map(keys.officerKey))).map(officerFrom),
  officers: async (branch, limit, from) => {
    const partition = branch === undefined ? keys.everyOfficer : keys.branchPartition(branch);
    const found = await page(table, { index: keys.indexes.byOfficer, partition }, limit, from);
    return { ...found, items: found.items.map(officerFrom) };
  },
  secret: async (officerId) => {
    const stored = await get(table, keys.officerPrivateKey(officerId));
    return stored === undefined ? undefined : StoredSecret.parse(stored).secret;
  },
  names: async (ids) => new Map((await getAll(table, unlike(ids).map(keys.officerPrivateKey))).flatMap(namesFrom)),
  save: async (save) => (await transact(table, stepsOf(table, save))).outcome === 'saved',
  journal: (officerId, afterSeq, limit) =>
    entriesBetween(
      table,
      keys.officerJournalKey(officerId, afterSeq + 1),
      keys.officerJournalKey(officerId, keys.lastJournalSeq),
      limit,
    ),
});
