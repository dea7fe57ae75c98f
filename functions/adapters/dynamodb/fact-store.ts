import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { factKey, factMonth, shardOf } from '#functions/adapters/dynamodb/keys.ts';
import { itemsBetween } from '#functions/adapters/dynamodb/table.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { addMonths } from '#functions/domain/calendar.ts';
import { Fact } from '#functions/domain/reports/facts.ts';
import type { FactStore } from '#functions/usecases/paged-ports.ts';

const StoredFact = z.object({ fact: Fact });

const monthsBetween = (from: string, to: string): string[] => {
  const months: string[] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= to; day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return months;
};

/** Facts by month and shard: a month's figures are a few queries, and writing them meets no hot key. */
export const dynamoFactStore = (table: Table): FactStore => ({
  put: async (fact) => {
    const key = factKey(fact.day, shardOf(fact.id, table.shards), fact.id);
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, fact } }));
  },
  between: async (from, to) => {
    const found: Fact[] = [];
    for (const month of monthsBetween(from, to))
      for (let shard = 0; shard < table.shards; shard += 1) {
        const pk = factMonth(month, shard);
        const items = await itemsBetween(table, { pk, sk: from }, { pk, sk: `${to}~` }, { maybeStale: true });
        found.push(...items.map((item) => StoredFact.parse(item).fact));
      }
    return found;
  },
});
