import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { journalKey } from '#functions/adapters/dynamodb/keys.ts';
import type { StageTarget } from '#infra/local/stage-target.ts';

/** Buried by the reactions' own hand: which entry, and what kind of fault. */
const Entry = z.object({ stream: z.string(), seq: z.int(), event: z.string(), fault: z.string() });
/** AWS has given up on a batch of the table's stream. */
const Batch = z.object({
  DDBStreamBatchInfo: z.object({
    streamArn: z.string(),
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
  }),
});
/** What a schedule or a deployment wanted of the agenda. */
const Sweep = z.union([z.object({ asOf: z.string() }), z.object({ mode: z.literal('recompute') })]);
/** The next run over a file of accounts. */
const Feed = z.object({ feedId: z.string() });
/** An event about an upload that reached no function. */
const Upload = z.object({ source: z.string(), 'detail-type': z.string(), detail: z.unknown() });
/** An event that reached its function, which failed at every try. */
const Failed = z.object({ requestContext: z.object({ functionArn: z.string() }), requestPayload: z.unknown() });

/** A page may be empty although more follow; a batch has 25 records at most. */
const pagesAtMost = 50;

/** A letter: what it is about, and how it is played again. `play` throws when it fails again. */
export interface Letter {
  /** Different for each; the same when the reactions bury it again. */
  readonly title: string;
  readonly play: () => Promise<void>;
}

/** Nobody can play this one; it stays where it is. */
export class Unplayable extends Error {
  override readonly name = 'Unplayable';
}

type Image = Record<string, AttributeValue>;

/** How letters of every sort are played again at a stage; what was done before is not done twice. */
export const letterReader = (target: StageTarget): ((body: string, messageId: string) => Letter) => {
  const { settings, functionOf } = target;
  const dynamo = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  const lambda = new LambdaClient(settings);

  const invoke = async (FunctionName: string, payload: unknown): Promise<void> => {
    const Payload = new TextEncoder().encode(JSON.stringify(payload));
    const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
    if (FunctionError !== undefined) throw new Error('its function failed');
  };
  const react = async (image: Image, eventID: string): Promise<void> =>
    invoke(functionOf('events/journal.ts'), {
      Records: [{ eventID, eventName: 'INSERT', dynamodb: { NewImage: image } }],
    });

  const playEntry = async ({ stream, seq }: z.infer<typeof Entry>): Promise<void> => {
    const { pk, sk } = journalKey(stream, seq);
    const Key = { pk: { S: pk }, sk: { S: sk } };
    const { Item } = await dynamo.send(new GetItemCommand({ TableName: target.table, Key, ConsistentRead: true }));
    if (Item === undefined) throw new Unplayable('it is not in the journal: see the log of the reactions');
    await react(Item, `redrive-${stream}-${seq}`);
  };

  /** The stream keeps its records for a day. */
  const playBatch = async ({ DDBStreamBatchInfo: batch }: z.infer<typeof Batch>): Promise<void> => {
    const { streamArn: StreamArn, shardId: ShardId, startSequenceNumber: SequenceNumber } = batch;
    const where = { StreamArn, ShardId, SequenceNumber, ShardIteratorType: 'AT_SEQUENCE_NUMBER' as const };
    let next: string | undefined;
    try {
      next = (await streams.send(new GetShardIteratorCommand(where))).ShardIterator;
    } catch (cause) {
      throw new Unplayable('the stream has it no more: redrive its entries one by one', { cause });
    }
    const end = BigInt(batch.endSequenceNumber);
    for (let page = 0; next !== undefined && page < pagesAtMost; page += 1) {
      const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator: next }));
      for (const { dynamodb, eventName } of Records) {
        if (BigInt(dynamodb?.SequenceNumber ?? '0') > end) return;
        const image = dynamodb?.NewImage;
        if (eventName === 'INSERT' && image?.['sk']?.S?.startsWith('JOURNAL#') === true)
          await react(image, `redrive-${dynamodb?.SequenceNumber ?? ''}`);
      }
      if (Records.some(({ dynamodb }) => dynamodb?.SequenceNumber === batch.endSequenceNumber)) return;
      next = NextShardIterator;
    }
    throw new Unplayable('the stream does not show its end');
  };

  const sweep = async (input: unknown, messageId: string): Promise<void> => {
    const stateMachineArn = `${target.machineArnPrefix}agenda`;
    const name = `redrive-${messageId.replaceAll(/[^0-9A-Za-z_-]/g, '')}`.slice(0, 80);
    await new SFNClient(settings).send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
    );
  };

  const resume = async (MessageBody: string): Promise<void> => {
    await new SQSClient(settings).send(new SendMessageCommand({ QueueUrl: target.feedQueueUrl, MessageBody }));
  };

  return (body, messageId) => {
    const content = contentOf(body);
    const entry = Entry.safeParse(content).data;
    if (entry !== undefined)
      return {
        title: `${entry.stream} ${entry.seq} ${entry.event} (failed with ${entry.fault})`,
        play: async () => playEntry(entry),
      };
    const batch = Batch.safeParse(content).data;
    if (batch !== undefined)
      return {
        title: `a batch of the stream from ${batch.DDBStreamBatchInfo.startSequenceNumber}`,
        play: async () => playBatch(batch),
      };
    const failed = Failed.safeParse(content).data;
    if (failed !== undefined) {
      const name = failed.requestContext.functionArn.replace(/:\$LATEST$/, '');
      return { title: `the event ${messageId} for ${name}`, play: async () => invoke(name, failed.requestPayload) };
    }
    const upload = Upload.safeParse(content).data;
    if (upload !== undefined) {
      const entryFile = upload.source === 'aws.s3' ? 'events/scan.ts' : 'events/intake.ts';
      return { title: `the upload ${messageId}`, play: async () => invoke(functionOf(entryFile), content) };
    }
    if (Sweep.safeParse(content).success)
      return { title: `the sweep ${messageId}`, play: async () => sweep(content, messageId) };
    const feed = Feed.safeParse(content).data;
    if (feed !== undefined) return { title: `the file ${feed.feedId} (${messageId})`, play: async () => resume(body) };
    const play = async (): Promise<void> => {
      throw new Unplayable('nobody here knows what it is');
    };
    return { title: `the message ${messageId}`, play };
  };
};

const contentOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
