import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { caseQuestions } from '#functions/adapters/dynamodb/case-questions.ts';
import { recomputeCase } from '#functions/adapters/dynamodb/case-recompute.ts';
import { purgeCase } from '#functions/adapters/dynamodb/case-purge.ts';
import { requestStep, saveCase } from '#functions/adapters/dynamodb/case-save.ts';
import { fileFrom } from '#functions/adapters/dynamodb/items.ts';
import type { Loaded } from '#functions/adapters/dynamodb/items.ts';
import { filePrefix, headerKey, requestKey, tokenKey } from '#functions/adapters/dynamodb/keys.ts';
import { unappliedMoney } from '#functions/adapters/dynamodb/unapplied-money.ts';
import { get, itemsUnder } from '#functions/adapters/dynamodb/table.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { CaseStore } from '#functions/usecases/ports.ts';

/** A save becomes visible within milliseconds; five loads wait 150 ms in all. */
const loads = 5;

const loadWhole = async (table: Table, caseId: string): Promise<Loaded> => {
  for (let attempt = 1; attempt <= loads; attempt += 1) {
    const loaded = fileFrom(caseId, await itemsUnder(table, headerKey(caseId).pk, filePrefix));
    if (loaded !== 'torn') return loaded;
    await delay(attempt * 10);
  }
  throw new Error(`the file of ${caseId} was torn in ${loads} loads`);
};

const StoredRequest = z.object({
  record: z.object({
    caller: z.string(),
    key: z.string(),
    fingerprint: z.string(),
    operationId: z.string(),
    caseId: z.string(),
    ids: z.record(z.string(), z.string()),
    version: z.int().nonnegative(),
    recordedAt: z.string(),
  }),
});

const StoredToken = z.object({ token: z.string() });

/** The case store on one DynamoDB table (architecture 3). */
export const dynamoCaseStore = (table: Table): CaseStore => {
  /** What stood on the header when a file was loaded: a save of that file needs no read of its own. */
  const headersOfLoaded = new WeakMap<CaseFile, Loaded>();
  const headerOf = async (before: CaseFile): Promise<Omit<Loaded, 'file'>> =>
    before.version === 0 ? { work: [] } : (headersOfLoaded.get(before) ?? loadWhole(table, before.caseId));

  return {
    ...caseQuestions(table),
    ...unappliedMoney(table, (record) => requestStep(table, record)),
    load: async (caseId) => {
      const loaded = await loadWhole(table, caseId);
      headersOfLoaded.set(loaded.file, loaded);
      return loaded.file;
    },
    save: async (save) => saveCase(table, save, (await headerOf(save.before)).work),
    recompute: async (file, agenda) => recomputeCase(table, file, agenda, await headerOf(file)),
    purge: async (caseId, what) => purgeCase(table, caseId, what),
    request: async (caller, key) => {
      const stored = await get(table, requestKey(caller, key));
      return stored === undefined ? undefined : StoredRequest.parse(stored).record;
    },
    putToken: async (caseId, work, token) => {
      await table.client.send(new PutCommand({ TableName: table.name, Item: { ...tokenKey(caseId, work), token } }));
    },
    token: async (caseId, work) => {
      const stored = await get(table, tokenKey(caseId, work));
      return stored === undefined ? undefined : StoredToken.parse(stored).token;
    },
    dropToken: async (caseId, work, token) => {
      try {
        await table.client.send(
          new DeleteCommand({
            TableName: table.name,
            Key: { ...tokenKey(caseId, work) },
            ConditionExpression: '#token = :token',
            ExpressionAttributeNames: { '#token': 'token' },
            ExpressionAttributeValues: { ':token': token },
          }),
        );
      } catch (fault) {
        // Another execution waits by now, or none: its token is not ours to drop.
        if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
      }
    },
  };
};
