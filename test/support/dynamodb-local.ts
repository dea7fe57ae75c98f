import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { AttributeDefinition } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import { indexes } from '#functions/adapters/dynamodb/keys.ts';
import { documentClient } from '#functions/adapters/dynamodb/table.ts';
import type { Stored, Table } from '#functions/adapters/dynamodb/table.ts';

const attributes = (): AttributeDefinition[] => [
  { AttributeName: 'pk', AttributeType: 'S' },
  { AttributeName: 'sk', AttributeType: 'S' },
  ...Object.values(indexes).flatMap(({ partition, sort }): AttributeDefinition[] => [
    { AttributeName: partition.attribute, AttributeType: partition.type },
    { AttributeName: sort, AttributeType: 'S' },
  ]),
];

/** A client for an endpoint that takes any credentials: DynamoDB Local or the emulator. */
export const clientAt = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** A new table with all indexes, of the suite's own. */
export const createTable = async (endpoint: string, shards = 2): Promise<Table> => {
  const client = clientAt(endpoint);
  const name = `cases-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes(),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: Object.values(indexes).map(({ name: IndexName, partition, sort, carries }) => ({
        IndexName,
        KeySchema: [
          { AttributeName: partition.attribute, KeyType: 'HASH' },
          { AttributeName: sort, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...carries] },
      })),
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: name });
  return { name, shards, agendaVersion: 'test', client: documentClient(client) };
};

/** Every item of a test's table; the product never scans. */
export const everything = async ({ client, name }: Table): Promise<Stored[]> => {
  const found: Stored[] = [];
  let start: Stored | undefined;
  do {
    const { Items, LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: name, ExclusiveStartKey: start, ConsistentRead: true }),
    );
    found.push(...(Items ?? []));
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return found;
};
