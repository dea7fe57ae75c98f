import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Index, Key } from '#functions/adapters/dynamodb/keys.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { PlacedPage } from '#functions/usecases/paged-ports.ts';

/** The table as the stores see it. */
export interface Table {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
  /** Partitions of the `due` and `by-state` indexes. */
  readonly shards: number;
  /** The agenda code that a header is written by (`infra/agenda-version.ts`). */
  readonly agendaVersion: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;
export type Stored = Record<string, unknown>;

const Settings = z.object({
  TABLE: z.string().min(1),
  SHARDS: z.coerce.number().int().min(1).max(64),
  AGENDA_VERSION: z.string().default('development'),
});

/** A document client that leaves out what is undefined, as optional fields of a part are. */
export const documentClient = (client: DynamoDBClient): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

let shared: DynamoDBDocumentClient | undefined;

/** One client for as long as the process lives: connections are kept between invocations. */
export const tableFrom = (env: Environment): Table => {
  const settings = Settings.parse(env);
  shared ??= documentClient(new DynamoDBClient({}));
  return {
    name: settings.TABLE,
    shards: settings.SHARDS,
    agendaVersion: settings.AGENDA_VERSION,
    client: shared,
  };
};

/** One item as it is now, or undefined. */
export const get = async ({ client, name }: Table, key: Key): Promise<Stored | undefined> => {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: { ...key }, ConsistentRead: true }));
  return Item;
};

/** DynamoDB's limit on one BatchGetItem. */
const maxGets = 100;

/** Those of the items that are there, as they are now; no key may be named twice. */
export const getAll = async ({ client, name }: Table, keys: readonly Key[]): Promise<Stored[]> => {
  const found: Stored[] = [];
  let wanted = keys.map((key): Stored => ({ ...key }));
  while (wanted.length > 0) {
    const Keys = wanted.slice(0, maxGets);
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[name] ?? []));
    wanted = [...(UnprocessedKeys?.[name]?.Keys ?? []), ...wanted.slice(maxGets)];
  }
  return found;
};

interface Asked {
  /** Stops once more than this many are found; the last may be one too many. Default: all. */
  readonly most?: number;
  /** Default: as they are now. */
  readonly maybeStale?: boolean;
}

const itemsWhere = async (
  { client, name }: Table,
  expression: string,
  values: Readonly<Record<string, string>>,
  { most = Infinity, maybeStale = false }: Asked = {},
): Promise<Stored[]> => {
  const found: Stored[] = [];
  let start: Stored | undefined;
  do {
    const { Items, LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: expression,
        ExpressionAttributeValues: values,
        ...(maybeStale ? {} : { ConsistentRead: true }),
        ...(Number.isFinite(most) ? { Limit: most + 1 - found.length } : {}),
        ExclusiveStartKey: start,
      }),
    );
    found.push(...(Items ?? []));
    start = LastEvaluatedKey;
  } while (start !== undefined && found.length <= most);
  return found;
};

/** All items of a partition, or those whose sort key begins so. */
export const itemsUnder = async (table: Table, pk: string, prefix?: string): Promise<Stored[]> =>
  prefix === undefined
    ? itemsWhere(table, 'pk = :pk', { ':pk': pk })
    : itemsWhere(table, 'pk = :pk AND begins_with(sk, :prefix)', { ':pk': pk, ':prefix': prefix });

/** The items of a partition from one sort key to another, both included. */
export const itemsBetween = async (table: Table, first: Key, last: Key, asked?: Asked): Promise<Stored[]> =>
  itemsWhere(
    table,
    'pk = :pk AND sk BETWEEN :first AND :last',
    { ':pk': first.pk, ':first': first.sk, ':last': last.sk },
    asked,
  );

/** A cursor names the last item of a page by its place in the index; the partition comes from the question that it answers. */
const Place = z.tuple([z.string(), z.string(), z.string()]);

const placeFrom = (cursor: string): z.infer<typeof Place> => {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new Refusal('CursorInvalid', 'this cursor was not issued here');
  }
};

export interface IndexQuestion {
  readonly index: Index;
  readonly partition: string | number;
  /** Inclusive end of the sort key. */
  readonly upTo?: string;
}

/** One page of an index in order of its sort key; one item more is read to know whether there is a next page. */
export const page = async (
  { client, name }: Table,
  { index, partition, upTo }: IndexQuestion,
  limit: number,
  from?: string,
): Promise<PlacedPage<Stored>> => {
  const found: Stored[] = [];
  let start: Stored | undefined;
  if (from !== undefined) {
    const [pk, sk, sort] = placeFrom(from);
    start = { pk, sk, [index.partition.attribute]: partition, [index.sort]: sort };
  }
  do {
    const { Items, LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: index.name,
        KeyConditionExpression: `#partition = :partition${upTo === undefined ? '' : ' AND #sort <= :upTo'}`,
        ExpressionAttributeNames: {
          '#partition': index.partition.attribute,
          ...(upTo === undefined ? {} : { '#sort': index.sort }),
        },
        ExpressionAttributeValues: { ':partition': partition, ...(upTo === undefined ? {} : { ':upTo': upTo }) },
        Limit: limit + 1 - found.length,
        ExclusiveStartKey: start,
      }),
    );
    found.push(...(Items ?? []));
    start = LastEvaluatedKey;
  } while (start !== undefined && found.length <= limit);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const isLastPage = found.length <= limit || last === undefined;
  const places = items.map((item) => cursorOf(item, index));
  return { items, places, next: isLastPage ? undefined : cursorOf(last, index) };
};

const cursorOf = (last: Stored, index: Index): string =>
  Buffer.from(JSON.stringify(Place.parse([last['pk'], last['sk'], last[index.sort]]))).toString('base64url');
