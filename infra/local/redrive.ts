import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Message } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { journalKey } from '#functions/adapters/dynamodb/keys.ts';
import { functionName } from '#infra/bundle.ts';
import { readService } from '#infra/local/api-client.ts';
import { fail, say } from '#infra/local/say.ts';
import { prefixOf, stageSettings } from '#infra/stage.ts';

const Letter = z.object({ stream: z.string(), seq: z.int(), event: z.string(), fault: z.string() });

interface Target {
  readonly table: string;
  readonly queueUrl: string;
  readonly reactions: string;
  readonly clients: { readonly dynamo: DynamoDBClient; readonly lambda: LambdaClient; readonly queue: SQSClient };
}

const named = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`for a deployed stage set STAGE, TABLE and DEAD_LETTER_QUEUE_URL; ${name} is missing`);
  return value;
};

/** The started service, or with STAGE set a deployed one, with the operator's own AWS credentials. */
const target = (): Target => {
  const reactionsOf = (prefix: string): string => `${prefix}-${functionName('events/journal.ts')}`;
  if (process.env['STAGE'] !== undefined) {
    return {
      table: named('TABLE'),
      queueUrl: named('DEAD_LETTER_QUEUE_URL'),
      reactions: reactionsOf(`repayment-${named('STAGE')}`),
      clients: { dynamo: new DynamoDBClient({}), lambda: new LambdaClient({}), queue: new SQSClient({}) },
    };
  }
  const service = readService();
  const settings = {
    region: service.region,
    endpoint: service.awsEndpointUrl,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  return {
    table: service.table,
    queueUrl: service.deadLetterQueueUrl,
    reactions: reactionsOf(prefixOf(stageSettings('local'))),
    clients: {
      dynamo: new DynamoDBClient(settings),
      lambda: new LambdaClient(settings),
      queue: new SQSClient(settings),
    },
  };
};

/** Hands the entry to the reactions once more, as the stream did; what was done before is not done twice. */
const playAgain = async (
  { table, reactions, clients }: Target,
  { stream, seq }: z.infer<typeof Letter>,
): Promise<void> => {
  const { pk, sk } = journalKey(stream, seq);
  const { Item } = await clients.dynamo.send(
    new GetItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }),
  );
  if (Item === undefined) throw new Error(`entry ${seq} of ${stream} is not in the journal`);
  const record = { eventID: `redrive-${stream}-${seq}`, eventName: 'INSERT', dynamodb: { NewImage: Item } };
  const { FunctionError } = await clients.lambda.send(
    new InvokeCommand({
      FunctionName: reactions,
      Payload: new TextEncoder().encode(JSON.stringify({ Records: [record] })),
    }),
  );
  if (FunctionError !== undefined) throw new Error(`entry ${seq} of ${stream} failed again`);
};

const take = async ({ queueUrl, clients }: Target): Promise<Message | undefined> =>
  (
    await clients.queue.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 1,
        WaitTimeSeconds: 1,
        VisibilityTimeout: 120,
      }),
    )
  ).Messages?.[0];

/**
 * `npm run redrive`: plays the dead-letter queue again. A letter that the reactions cannot do either comes back as a new one,
 * so only as many are taken as there were different entries.
 */
const main = async (): Promise<void> => {
  const where = target();
  const seen = new Set<string>();
  for (;;) {
    const message = await take(where);
    if (message === undefined) break;
    const letter = Letter.parse(JSON.parse(message.Body ?? ''));
    const name = `${letter.stream} ${letter.seq} ${letter.event}`;
    if (seen.has(name)) {
      say(`${name} was buried again: its cause is still there`);
      break;
    }
    seen.add(name);
    await playAgain(where, letter);
    await where.clients.queue.send(
      new DeleteMessageCommand({ QueueUrl: where.queueUrl, ReceiptHandle: message.ReceiptHandle }),
    );
    say(`${name} played again (it had failed with ${letter.fault})`);
  }
  say(seen.size === 0 ? 'The dead-letter queue is empty.' : `${seen.size} played again.`);
};

await main().catch(fail);
