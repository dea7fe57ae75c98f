import { entryFrom } from '#functions/adapters/dynamodb/items.ts';
import type { Key } from '#functions/adapters/dynamodb/keys.ts';
import { itemsBetween } from '#functions/adapters/dynamodb/table.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { Page } from '#functions/usecases/paged-ports.ts';

/** Entries of one chain in order, as they are now; the page is full unless it is the last. */
export const entriesBetween = async (table: Table, first: Key, last: Key, limit: number): Promise<Page<Entry>> => {
  const found = await itemsBetween(table, first, last, { most: limit });
  const items = found.slice(0, limit).map(entryFrom);
  return { items, next: found.length > limit ? items.at(-1)?.seq.toString() : undefined };
};
