import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { feedKey } from '#functions/adapters/dynamodb/keys.ts';
import { get } from '#functions/adapters/dynamodb/table.ts';
import type { Environment, Table } from '#functions/adapters/dynamodb/table.ts';
import { sqsFeedQueue } from '#functions/adapters/sqs/feed-queue.ts';
import type { Feed, FeedStore } from '#functions/usecases/feed-ports.ts';

const StoredFeed = z.object({
  feed: z.object({
    feedId: z.string(),
    kind: z.literal('PAYMENTS').optional(),
    submittedBy: z.string(),
    submittedAt: z.string(),
    fingerprint: z.string(),
    status: z.enum(['AWAITING', 'RUNNING', 'DONE', 'REFUSED']),
    reasonCode: z.string().optional(),
    versionId: z.string().optional(),
    offset: z.int().nonnegative(),
    lines: z.int().nonnegative(),
    counts: z.record(z.string(), z.int()),
    results: z.array(z.string()),
  }),
});

/** Progress of the files of accounts: one small item each, moved on under a condition; a queue asks for the next run. */
export const dynamoFeedStore = (table: Table, env: Environment): FeedStore => {
  const put = async (feed: Feed, condition: object): Promise<boolean> => {
    try {
      await table.client.send(
        new PutCommand({ TableName: table.name, Item: { ...feedKey(feed.feedId), feed }, ...condition }),
      );
      return true;
    } catch (fault) {
      if (fault instanceof ConditionalCheckFailedException) return false;
      throw fault;
    }
  };
  return {
    create: async (feed) => put(feed, { ConditionExpression: 'attribute_not_exists(pk)' }),
    feed: async (feedId) => {
      const stored = await get(table, feedKey(feedId));
      return stored === undefined ? undefined : StoredFeed.parse(stored).feed;
    },
    advance: async (before, after) =>
      put(after, {
        ConditionExpression: 'feed.#offset = :offset AND feed.#status = :status',
        ExpressionAttributeNames: { '#offset': 'offset', '#status': 'status' },
        ExpressionAttributeValues: { ':offset': before.offset, ':status': before.status },
      }),
    goOn: sqsFeedQueue(env),
  };
};
