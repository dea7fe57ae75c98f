import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { dynamoDb } from '#test/support/aws/dynamodb.ts';
import { DynamoFault } from '#test/support/aws/expressions.ts';
import type { Items } from '#test/support/aws/dynamodb.ts';
import { publicDer, signDigest } from '#test/support/aws/ecdsa.ts';
import { json } from '#test/support/aws/reply.ts';
import type { Reply } from '#test/support/aws/reply.ts';
import { s3 } from '#test/support/aws/s3.ts';
import type { Objects } from '#test/support/aws/s3.ts';

/** Everything that the services keep. What is kept is never changed in place, so a copy of the maps is a picture. */
export interface World {
  readonly items: Items;
  readonly transactions: Set<string>;
  readonly objects: Objects;
  readonly started: Map<string, { readonly machine: string; readonly input: string }>;
  readonly waiting: Set<string>;
  readonly answers: Map<string, string>;
  /** What left the house for good: messages, records on the bus, letters. */
  readonly sent: { readonly via: string; readonly to: string; readonly text: string }[];
}

export const emptyWorld = (): World => ({
  items: new Map(),
  transactions: new Set(),
  objects: new Map(),
  started: new Map(),
  waiting: new Set(),
  answers: new Map(),
  sent: [],
});

export const copyOf = (world: World): World => ({
  items: new Map(world.items),
  transactions: new Set(world.transactions),
  objects: new Map(world.objects),
  started: new Map(world.started),
  waiting: new Set(world.waiting),
  answers: new Map(world.answers),
  sent: [...world.sent],
});

/** How one AWS call goes wrong. */
export type Mishap = 'fails before its effect' | 'loses its answer after its effect' | 'is the last of its process';

export interface StandIn {
  readonly url: string;
  world: World;
  /** The call of that number, counted from now, goes wrong, once. */
  readonly expect: (plan?: { readonly call: number; readonly mishap: Mishap }) => void;
  /** Service and action of every call since then. */
  readonly calls: () => readonly string[];
  /** Whether the planned call came. */
  readonly hasStruck: () => boolean;
  /** Ends the process that called, at once. */
  onLast: () => void;
  readonly close: () => void;
}

const Start = z.object({ stateMachineArn: z.string(), name: z.string(), input: z.string() });
const Success = z.object({ taskToken: z.string(), output: z.string() });
const Digest = z.object({ Message: z.base64() });
const Events = z.object({ Entries: z.array(z.object({ DetailType: z.string(), Detail: z.string() })) });
const Letter = z.object({ QueueUrl: z.string(), MessageBody: z.string() });
const Mail = z.object({
  Destination: z.object({ ToAddresses: z.array(z.string()) }),
  Content: z.object({ Simple: z.object({ Body: z.object({ Text: z.object({ Data: z.string() }) }) }) }),
});

const kms = (action: string, body: unknown): Reply =>
  action === 'GetPublicKey'
    ? json(200, { PublicKey: publicDer.toString('base64') })
    : json(200, {
        Signature: signDigest(Buffer.from(Digest.parse(body).Message, 'base64')).toString('base64'),
      });

const stepFunctions = ({ started, waiting, answers }: World, action: string, body: unknown): Reply => {
  if (action === 'StartExecution') {
    const { stateMachineArn, name, input } = Start.parse(body);
    const machine = stateMachineArn.replace(/^.*:test-/, '');
    if (started.has(`${machine}/${name}`)) return json(400, { __type: 'ExecutionAlreadyExists', message: 'no' });
    started.set(`${machine}/${name}`, { machine, input });
    return json(200, { executionArn: `${stateMachineArn}:${name}`, startDate: 1 });
  }
  const { taskToken, output } = Success.parse(body);
  if (!waiting.delete(taskToken)) return json(400, { __type: 'TaskDoesNotExist', message: 'no' });
  answers.set(taskToken, output);
  return json(200, {});
};

const publish = ({ sent }: World, body: Buffer): Reply => {
  const asked = new URLSearchParams(body.toString('utf8'));
  sent.push({ via: 'SMS', to: asked.get('PhoneNumber') ?? '', text: asked.get('Message') ?? '' });
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from(
      '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>',
    ),
  };
};

const byTarget = (world: World, target: string, body: unknown): Reply => {
  const [service = '', action = ''] = target.replace(/_\d+\./, '.').split('.');
  switch (service) {
    case 'DynamoDB':
      return json(200, dynamoDb(action, world.items, world.transactions, body));
    case 'AWSStepFunctions':
      return stepFunctions(world, action, body);
    case 'TrentService':
      return kms(action, body);
    case 'AWSEvents':
      for (const { DetailType, Detail } of Events.parse(body).Entries)
        world.sent.push({ via: 'bus', to: DetailType, text: Detail });
      return json(200, { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] });
    case 'AmazonSQS': {
      const { QueueUrl, MessageBody } = Letter.parse(body);
      world.sent.push({ via: 'queue', to: QueueUrl, text: MessageBody });
      return json(200, { MessageId: 'm-1', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') });
    }
    default:
      throw new Error(`${target} is not here`);
  }
};

const nameOf = ({ method = '', url = '', headers }: IncomingMessage): string => {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.replace(/_\d+\./, '.');
  if (url.startsWith('/v2/email/')) return 'SES.SendEmail';
  return method === 'POST'
    ? 'SNS.Publish'
    : `S3.${method}${/[?&](legal-hold|retention|versions)/.exec(url)?.[0] ?? ''}`;
};

const answered = (world: World, { method = '', url = '', headers }: IncomingMessage, body: Buffer): Reply => {
  const target = headers['x-amz-target'];
  try {
    if (typeof target === 'string') return byTarget(world, target, JSON.parse(body.toString('utf8')));
    if (url.startsWith('/v2/email/')) {
      const { Destination, Content } = Mail.parse(JSON.parse(body.toString('utf8')));
      world.sent.push({ via: 'EMAIL', to: Destination.ToAddresses.join(), text: Content.Simple.Body.Text.Data });
      return { ...json(200, { MessageId: 'm-1' }), headers: { 'content-type': 'application/json' } };
    }
    if (method === 'POST') return publish(world, body);
    return s3(world.objects, { method, url: new URL(url, 'http://s3'), headers, body });
  } catch (error) {
    if (error instanceof DynamoFault) return json(400, { __type: error.type, message: error.type, ...error.more });
    return json(400, { __type: 'ValidationException', message: String(error) });
  }
};

const bytesOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

/** The AWS services that the functions call, in this process, over HTTP; one call of them can be made to go wrong. */
export const awsStandIn = async (): Promise<StandIn> => {
  let plan: { readonly call: number; readonly mishap: Mishap } | undefined;
  let made: string[] = [];
  let struck = false;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytesOf(request);
    made.push(nameOf(request));
    const mishap = plan?.call === made.length ? plan.mishap : undefined;
    if (mishap !== undefined) struck = true;
    if (mishap === 'fails before its effect') {
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' }).end('{"__type":"InternalServerError"}');
      return;
    }
    const { status, headers, body: told } = answered(standIn.world, request, body);
    if (mishap === 'is the last of its process') standIn.onLast();
    if (mishap === undefined) response.writeHead(status, headers).end(told);
    else response.destroy();
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.int() }).parse(server.address());
  const standIn: StandIn = {
    url: `http://127.0.0.1:${port}`,
    world: emptyWorld(),
    expect: (next) => {
      plan = next;
      made = [];
      struck = false;
    },
    calls: () => made,
    hasStruck: () => struck,
    onLast: () => {},
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return standIn;
};
