import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { headerKey } from '#functions/adapters/dynamodb/keys.ts';
import type { Service } from '#infra/local/api-client.ts';
import { stageSettings } from '#infra/stage.ts';

/** The version tells whether something has happened since. */
const Due = z.object({ caseId: z.string(), nextDueAt: z.string(), version: z.int() });
export type DueCase = z.infer<typeof Due>;

let table: DynamoDBDocumentClient | undefined;
/** The table of the started service. */
export const documentClient = (service: Service): DynamoDBDocumentClient => {
  table ??= DynamoDBDocumentClient.from(
    new DynamoDBClient({
      region: service.region,
      endpoint: service.awsEndpointUrl,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );
  return table;
};

const dueIn = async (service: Service, caseId: string): Promise<DueCase[]> => {
  const { Item } = await documentClient(service).send(
    new GetCommand({ TableName: service.table, Key: headerKey(caseId), ConsistentRead: true }),
  );
  const found = Due.safeParse({ ...Item, caseId });
  return found.success ? [found.data] : [];
};

/** The index carries their ids alone. */
const Indexed = z.array(z.object({ caseId: z.string() }));

/** Cases with something on their agenda, soonest first; of one case only, when it is named. */
export const nextDue = async (service: Service, caseId?: string): Promise<DueCase[]> => {
  if (caseId !== undefined) return dueIn(service, caseId);
  const found: DueCase[] = [];
  for (let shard = 0; shard < stageSettings('local').shards; shard += 1) {
    const { Items } = await documentClient(service).send(
      new QueryCommand({
        TableName: service.table,
        IndexName: 'due',
        KeyConditionExpression: 'dueShard = :shard',
        ExpressionAttributeValues: { ':shard': shard },
      }),
    );
    for (const item of Indexed.parse(Items ?? [])) found.push(...(await dueIn(service, item.caseId)));
  }
  return found.toSorted((a, b) => (a.nextDueAt < b.nextDueAt ? -1 : 1));
};
