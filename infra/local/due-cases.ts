import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { headerKey } from '#functions/adapters/dynamodb/keys.ts';
import type { Service } from '#infra/local/api-client.ts';
import { stageSettings } from '#infra/stage.ts';

const Due = z.object({ caseId: z.string(), nextDueAt: z.string() });
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

/** Cases with something on their agenda, soonest first; of one case only, when it is named. */
export const nextDue = async (service: Service, caseId?: string): Promise<DueCase[]> => {
  const client = documentClient(service);
  if (caseId !== undefined) {
    const { Item } = await client.send(
      new GetCommand({ TableName: service.table, Key: headerKey(caseId), ConsistentRead: true }),
    );
    const found = z.object({ nextDueAt: z.string() }).safeParse(Item);
    return found.success ? [{ caseId, nextDueAt: found.data.nextDueAt }] : [];
  }
  const found: DueCase[] = [];
  for (let shard = 0; shard < stageSettings('local').shards; shard += 1) {
    const { Items } = await client.send(
      new QueryCommand({
        TableName: service.table,
        IndexName: 'due',
        KeyConditionExpression: 'dueShard = :shard',
        ExpressionAttributeValues: { ':shard': shard },
      }),
    );
    for (const item of Items ?? []) found.push(Due.parse(item));
  }
  return found.toSorted((a, b) => (a.nextDueAt < b.nextDueAt ? -1 : 1));
};
