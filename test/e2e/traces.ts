import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { partNameOf } from '#functions/adapters/dynamodb/keys.ts';
import type { Service } from '#infra/local/api-client.ts';
import { clientSettings } from '#infra/local/people.ts';
import { executions, stepFunctions } from '#infra/local/quiet.ts';

/** What the service has left behind in one place: a name and its whole text. */
export interface Trace {
  readonly place: string;
  readonly text: string;
}

type Items = readonly Record<string, unknown>[];

const items = async ({ awsEndpointUrl, table }: Service): Promise<Items> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(awsEndpointUrl)));
  const found: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
    found.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
};

/** The table's items, those apart that are there for private words; `without` leaves out partitions that begin so. */
export const tableTraces = async (
  service: Service,
  without: readonly string[] = [],
): Promise<{ open: Trace[]; closed: Trace[] }> => {
  const all = (await items(service)).filter(({ pk }) => !without.some((start) => String(pk).startsWith(start)));
  const traces = all.map((item) => ({
    isPrivate: String(item['sk']).startsWith('FILE#') && partNameOf(String(item['sk'])).isPrivate,
    trace: { place: `item ${String(item['pk'])} ${String(item['sk'])}`, text: JSON.stringify(item) },
  }));
  return {
    open: traces.flatMap(({ isPrivate, trace }) => (isPrivate ? [] : [trace])),
    closed: traces.flatMap(({ isPrivate, trace }) => (isPrivate ? [trace] : [])),
  };
};

export const executionTraces = async (service: Service): Promise<Trace[]> => {
  const client = stepFunctions(service);
  const all = await executions(client, service);
  return Promise.all(
    all.map(async ({ arn, name }) => {
      const { input, output } = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
      const { events } = await client.send(
        new GetExecutionHistoryCommand({ executionArn: arn, maxResults: 1000, includeExecutionData: true }),
      );
      return { place: `execution ${name}`, text: JSON.stringify([name, input, output, events]) };
    }),
  );
};

export const objectTraces = async ({ awsEndpointUrl, buckets }: Service): Promise<Trace[]> => {
  const client = new S3Client({ ...clientSettings(awsEndpointUrl), forcePathStyle: true });
  const lists = await Promise.all(
    Object.entries(buckets).map(async ([name, Bucket]) => {
      const { Versions, DeleteMarkers } = await client.send(new ListObjectVersionsCommand({ Bucket }));
      return [...(Versions ?? []), ...(DeleteMarkers ?? [])].map(({ Key = '' }) => ({
        place: `key in bucket ${name}`,
        text: Key,
      }));
    }),
  );
  return lists.flat();
};

/** Every version of every object, whole: papers, packages, texts. */
export const contentTraces = async ({ awsEndpointUrl, buckets }: Service): Promise<Trace[]> => {
  const client = new S3Client({ ...clientSettings(awsEndpointUrl), forcePathStyle: true });
  const found: Trace[] = [];
  for (const [name, Bucket] of Object.entries(buckets)) {
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    for (const { Key, VersionId } of Versions) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      found.push({ place: `object ${name}/${Key ?? ''}`, text: `${Key ?? ''} ${Buffer.from(bytes).toString('utf8')}` });
    }
  }
  return found;
};

export const deadLetterTraces = async ({ awsEndpointUrl, deadLetterQueueUrl }: Service): Promise<Trace[]> => {
  const client = new SQSClient(clientSettings(awsEndpointUrl));
  const { Messages } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: deadLetterQueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      MessageAttributeNames: ['All'],
    }),
  );
  return (Messages ?? []).map((message) => ({ place: 'dead letter', text: JSON.stringify(message) }));
};

export const logTraces = async ({ awsEndpointUrl }: Service): Promise<Trace[]> => {
  const client = new CloudWatchLogsClient(clientSettings(awsEndpointUrl));
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({ limit: 50 }));
  const traces: Trace[] = [];
  for (const { logGroupName = '' } of logGroups ?? []) {
    let nextToken: string | undefined;
    do {
      const page = await client.send(new FilterLogEventsCommand({ logGroupName, nextToken }));
      traces.push(...(page.events ?? []).map(({ message = '' }) => ({ place: `log ${logGroupName}`, text: message })));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }
  return traces;
};
