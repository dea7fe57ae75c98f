import * as z from 'zod';
import { calendarFeedKey, calendarOwnerKey } from '#functions/adapters/dynamodb/keys.ts';
import { get } from '#functions/adapters/dynamodb/table.ts';
import type { Stored, Table } from '#functions/adapters/dynamodb/table.ts';
import { conflict, transact } from '#functions/adapters/dynamodb/transaction.ts';
import { Instant } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Actor } from '#functions/domain/actor.ts';
import type { CalendarOwner, CalendarStore } from '#functions/usecases/calendar-ports.ts';

const StoredOwner = z.object({
  calendarOwner: z.object({
    owner: Actor,
    feeds: z.array(
      z.object({
        feedId: Id,
        salt: z.string(),
        tokenHash: Sha256,
        createdAt: Instant,
        endedAt: Instant.optional(),
      }),
    ),
    version: z.int().positive(),
  }),
});
const StoredFeed = z.object({ actorId: Id });

const ownerFrom = (item: Stored): CalendarOwner => StoredOwner.parse(item).calendarOwner;

/** Addresses of calendars: by their owner, and by the hash of the token that stands in the address. */
export const dynamoCalendarStore = (table: Table): CalendarStore => {
  const feedsOf = async (actorId: string): Promise<CalendarOwner | undefined> => {
    const stored = await get(table, calendarOwnerKey(actorId));
    return stored === undefined ? undefined : ownerFrom(stored);
  };
  return {
    feedsOf,
    ownerOf: async (tokenHash) => {
      const stored = await get(table, calendarFeedKey(tokenHash));
      return stored === undefined ? undefined : feedsOf(StoredFeed.parse(stored).actorId);
    },
    saveFeeds: async (calendarOwner, expectedVersion) => {
      const actorId = calendarOwner.owner.id;
      const condition =
        expectedVersion === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': expectedVersion } };
      const { outcome } = await transact(table, [
        {
          action: {
            Put: {
              TableName: table.name,
              Item: { ...calendarOwnerKey(actorId), version: calendarOwner.version, calendarOwner },
              ...condition,
            },
          },
          refused: conflict,
        },
        ...calendarOwner.feeds.map(({ tokenHash, endedAt }) => ({
          action:
            endedAt === undefined
              ? { Put: { TableName: table.name, Item: { ...calendarFeedKey(tokenHash), actorId } } }
              : { Delete: { TableName: table.name, Key: { ...calendarFeedKey(tokenHash) } } },
        })),
      ]);
      return outcome === 'saved';
    },
  };
};
