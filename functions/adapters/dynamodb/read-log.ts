import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { entriesBetween } from '#functions/adapters/dynamodb/entries.ts';
import { lastJournalSeq, readHeadKey, readKey } from '#functions/adapters/dynamodb/keys.ts';
import { get } from '#functions/adapters/dynamodb/table.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { conflict, transact } from '#functions/adapters/dynamodb/transaction.ts';
import type { Step } from '#functions/adapters/dynamodb/transaction.ts';
import { noEntries } from '#functions/domain/journal.ts';
import type { ChainHead, Entry } from '#functions/domain/journal.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { ReadLog } from '#functions/usecases/paged-ports.ts';

/** Of twenty who read one case in the same instant each gets his turn; the waits add up to a second at most. */
const attempts = 20;

const StoredHead = z.object({ head: z.object({ seq: z.int().positive(), hash: z.string() }) });

const headOf = async (table: Table, caseId: string): Promise<ChainHead> => {
  const stored = await get(table, readHeadKey(caseId));
  return stored === undefined ? noEntries : StoredHead.parse(stored).head;
};

const headStep = (table: Table, caseId: string, before: ChainHead, { seq, hash }: ChainHead): Step => ({
  action: {
    Put: {
      TableName: table.name,
      Item: { ...readHeadKey(caseId), head: { seq, hash } },
      ...(before.seq === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'head.seq = :seen', ExpressionAttributeValues: { ':seen': before.seq } }),
    },
  },
  refused: conflict,
});

const entryStep = (table: Table, caseId: string, entry: Entry): Step => ({
  action: {
    Put: {
      TableName: table.name,
      Item: { ...readKey(caseId, entry.seq), entry },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
  refused: conflict,
});

/** The access log of each case on the one table (4.15, 17). */
export const dynamoReadLog = (table: Table): ReadLog => ({
  head: (caseId) => headOf(table, caseId),
  entries: (caseId, afterSeq, limit) =>
    entriesBetween(table, readKey(caseId, afterSeq + 1), readKey(caseId, lastJournalSeq), limit),
  append: async (caseId, behind) => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const before = await headOf(table, caseId);
      const entries = behind(before);
      const last = entries.at(-1);
      if (last === undefined) return;
      const steps = [headStep(table, caseId, before, last), ...entries.map((entry) => entryStep(table, caseId, entry))];
      if ((await transact(table, steps)).outcome === 'saved') return;
      await delay(Math.random() * 5 * attempt);
    }
    throw new Refusal('ConcurrentChange', 'many read this case at once; ask again');
  },
});
