import { indexes } from '#functions/adapters/dynamodb/keys.ts';
import * as z from 'zod';
import { DynamoFault, Expressed, Item, holds } from '#test/support/aws/expressions.ts';
import type { Value } from '#test/support/aws/expressions.ts';

/*
 * DynamoDB as far as the stores use it: the suite that runs against DynamoDB Local runs against this, too.
 */

const keyOf = (item: Item): string => JSON.stringify([item['pk']?.['S'], item['sk']?.['S']]);

const Write = Expressed.extend({
  Item: Item.optional(),
  Key: Item.optional(),
  UpdateExpression: z.string().optional(),
});

type Write = z.infer<typeof Write>;

/** The item with a value at a path such as `money.#status`. */
const withValue = (item: Item, [step = '', ...further]: readonly string[], value: Value): Item => {
  if (further.length === 0) return { ...item, [step]: value };
  const members = Item.safeParse(item[step]?.['M']).data;
  // As DynamoDB: a path leads only through maps that are there.
  if (members === undefined) throw new DynamoFault('ValidationException');
  return { ...item, [step]: { M: withValue(members, further, value) } };
};

const updated = (item: Item, { UpdateExpression = '', ...given }: Write): Item => {
  let after: Item = { ...item };
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = given;
  const [, sets = '', removes = ''] = /^SET (.*?)(?: REMOVE (.*))?$/.exec(UpdateExpression) ?? [];
  for (const set of sets.split(',')) {
    const [name = '', value = ''] = set.split('=').map((part) => part.trim());
    const found = values[value];
    if (found === undefined) throw new DynamoFault('ValidationException');
    const path = name.split('.').map((step) => names[step] ?? step);
    after = withValue(after, path, found);
  }
  for (const name of removes.split(',').map((part) => part.trim())) delete after[names[name] ?? name];
  return after;
};

export type Items = Map<string, Item>;

const isRefused = (items: Items, write: Write, key: string): boolean =>
  write.ConditionExpression !== undefined && !holds(write.ConditionExpression, items.get(key), write);

const apply = (items: Items, kind: string, write: Write, key: string): void => {
  if (kind === 'Put' && write.Item !== undefined) items.set(key, write.Item);
  else if (kind === 'Delete') items.delete(key);
  else if (kind === 'Update') items.set(key, updated(items.get(key) ?? write.Key ?? {}, write));
};

const one = (items: Items, kind: string, body: unknown): object => {
  const write = Write.parse(body);
  const key = keyOf(write.Item ?? write.Key ?? {});
  if (isRefused(items, write, key)) throw new DynamoFault('ConditionalCheckFailedException');
  apply(items, kind, write, key);
  return {};
};

const Transaction = z.object({
  TransactItems: z.array(z.record(z.string(), z.unknown())).max(100),
  ClientRequestToken: z.string().optional(),
});

const transact = (items: Items, tokens: Set<string>, body: unknown): object => {
  const { TransactItems, ClientRequestToken = '' } = Transaction.parse(body);
  if (tokens.has(ClientRequestToken)) return {};
  const writes = TransactItems.flatMap((action) =>
    Object.entries(action).map(([kind, given]) => {
      const write = Write.parse(given);
      return { kind, write, key: keyOf(write.Item ?? write.Key ?? {}) };
    }),
  );
  if (new Set(writes.map(({ key }) => key)).size < writes.length) throw new DynamoFault('ValidationException');
  const reasons = writes.map(({ write, key }) => ({
    Code: isRefused(items, write, key) ? 'ConditionalCheckFailed' : 'None',
  }));
  if (reasons.some(({ Code }) => Code !== 'None'))
    throw new DynamoFault('TransactionCanceledException', { CancellationReasons: reasons });
  for (const { kind, write, key } of writes) apply(items, kind, write, key);
  if (ClientRequestToken !== '') tokens.add(ClientRequestToken);
  return {};
};

const Question = Expressed.extend({
  KeyConditionExpression: z.string(),
  IndexName: z.string().optional(),
  Limit: z.int().optional(),
  ExclusiveStartKey: Item.optional(),
});

const query = (items: Items, body: unknown): object => {
  const { KeyConditionExpression, IndexName, Limit = 1000, ExclusiveStartKey, ...given } = Question.parse(body);
  const index = Object.values(indexes).find(({ name }) => name === IndexName);
  const sort = index?.sort ?? 'sk';
  const keys = ['pk', 'sk', ...(index === undefined ? [] : [index.partition.attribute, index.sort])];
  const place = (item: Item): readonly string[] => [
    String(item[sort]?.['S'] ?? item[sort]?.['N']),
    String(item['pk']?.['S']),
    String(item['sk']?.['S']),
  ];
  const order = (a: Item, b: Item): number => {
    const [left, right] = [place(a).join('\u0000'), place(b).join('\u0000')];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  const found = [...items.values()]
    .filter((item) => keys.every((key) => item[key] !== undefined))
    .filter((item) => holds(KeyConditionExpression, item, given))
    .toSorted(order)
    .filter((item) => ExclusiveStartKey === undefined || order(item, ExclusiveStartKey) > 0);
  const page = found.slice(0, Limit);
  const last = page.at(-1);
  const more = found.length > page.length && last !== undefined;
  return {
    Items: page,
    Count: page.length,
    ...(more ? { LastEvaluatedKey: Object.fromEntries(keys.map((key) => [key, last[key]])) } : {}),
  };
};

const Batch = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(Item) })) });

const batch = (items: Items, body: unknown): object => ({
  Responses: Object.fromEntries(
    Object.entries(Batch.parse(body).RequestItems).map(([table, { Keys }]) => [
      table,
      Keys.flatMap((key) => items.get(keyOf(key)) ?? []),
    ]),
  ),
  UnprocessedKeys: {},
});

/** Answers one action on one table. */
export const dynamoDb = (action: string, items: Items, tokens: Set<string>, body: unknown): object => {
  switch (action) {
    case 'GetItem': {
      const found = items.get(keyOf(Write.parse(body).Key ?? {}));
      return found === undefined ? {} : { Item: found };
    }
    case 'BatchGetItem':
      return batch(items, body);
    case 'PutItem':
      return one(items, 'Put', body);
    case 'DeleteItem':
      return one(items, 'Delete', body);
    case 'UpdateItem':
      return one(items, 'Update', body);
    case 'TransactWriteItems':
      return transact(items, tokens, body);
    case 'Query':
      return query(items, body);
    case 'Scan':
      return { Items: [...items.values()] };
    default:
      throw new DynamoFault(`${action} is not here`);
  }
};
