import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { entryFrom, partTable } from '#functions/adapters/dynamodb/items.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { get, itemsUnder } from '#functions/adapters/dynamodb/table.ts';
import type { Stored, Table } from '#functions/adapters/dynamodb/table.ts';
import type { Purge } from '#functions/domain/archive/destroyed.ts';
import type { Entry } from '#functions/domain/journal.ts';

/** Of one transaction; deletes need no condition, so a repeat does the rest. */
const atOnce = 50;

/** Takes items out, some at a time. */
export const removeItems = async ({ client, name }: Table, gone: readonly keys.Key[]): Promise<void> => {
  for (let from = 0; from < gone.length; from += atOnce)
    await client.send(
      new TransactWriteCommand({
        TransactItems: gone.slice(from, from + atOnce).map((key) => ({ Delete: { TableName: name, Key: { ...key } } })),
      }),
    );
};

/** What lies outside the case and points to it: payments by their source, files by their hash. */
const pointersIn = ({ data }: Entry): keys.Key[] => {
  const text = JSON.stringify(data);
  const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, value = '']) => value);
  return [
    ...all(/"sourceRef":"([^"]+)"/gu).map(keys.paymentKey),
    ...all(/"sha256":"([0-9a-f]{64})"/gu).map(keys.originalKey),
  ];
};

export const keyOf = (item: Stored): keys.Key => ({ pk: String(item['pk']), sk: String(item['sk']) });

/** 4.15, 14: header, record and the last entry stay; the rest goes, the journal last, since it says what else there was. */
const removeAll = async (table: Table, caseId: string): Promise<void> => {
  const items = await itemsUnder(table, keys.headerKey(caseId).pk);
  const isOf = (prefix: string) => (item: Stored) => String(item['sk']).startsWith(prefix);
  const journal = items.filter(isOf(keys.journalPrefix));
  const entries = journal.map(entryFrom);
  const pointers = new Map(entries.flatMap(pointersIn).map((key) => [key.pk, key]));
  const owned: keys.Key[] = [];
  for (const key of pointers.values()) if ((await get(table, key))?.['caseId'] === caseId) owned.push(key);
  const stays = new Set([keys.filePrefix, `${keys.filePrefix}${partTable.archives.word}#`]);
  const others = items.filter((item) => {
    const { sk } = keyOf(item);
    return (
      !isOf(keys.journalPrefix)(item) &&
      ![...stays].some((kept) => (kept === keys.filePrefix ? sk === kept : sk.startsWith(kept)))
    );
  });
  await removeItems(table, [...owned, ...others.map(keyOf)]);
  await removeItems(table, journal.slice(0, -1).map(keyOf));
};

/** R66: takes out of the table what a destruction took away. */
export const purgeCase = async (table: Table, caseId: string, what: Purge | 'all'): Promise<void> => {
  if (what === 'all') return removeAll(table, caseId);
  await removeItems(
    table,
    what.privates.map((name) => keys.privateItemKey(caseId, name)),
  );
  await removeItems(
    table,
    what.parts.map(({ kind, id }) => keys.partKey(caseId, partTable[kind].word, id)),
  );
};
