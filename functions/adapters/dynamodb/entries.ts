import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { entryFrom } from '#functions/adapters/dynamodb/items.ts';
import type { Key } from '#functions/adapters/dynamodb/keys.ts';
import type { Stored, Table } from '#functions/adapters/dynamodb/table.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { Page } from '#functions/usecases/paged-ports.ts';

/** Entries of one chain in order, as they are now; the page is full unless it is the last. */
export const entriesBetween = async (
  { client, name }: Table,
  first: Key,
  last: Key,
  limit: number,
): Promise<Page<Entry>> => {
  const found: Stored[] = [];
  let start: Stored | undefined;
  do {
    const { Items, LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: { ':pk': first.pk, ':first': first.sk, ':last': last.sk },
        ConsistentRead: true,
        Limit: limit + 1 - found.length,
        ExclusiveStartKey: start,
      }),
    );
    found.push(...(Items ?? []));
    start = LastEvaluatedKey;
  } while (start !== undefined && found.length <= limit);
  const items = found.slice(0, limit).map(entryFrom);
  return { items, next: found.length > limit ? items.at(-1)?.seq.toString() : undefined };
};
