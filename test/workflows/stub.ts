import { setTimeout as pause } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { flowWith, machineOf, taskOf, textOf } from '#test/statemachines/machine.ts';
import type { MachineName } from '#test/statemachines/machine.ts';

/** What the stand-in for a machine's tasks answers, by task; `…Again` for a second wait. `throw` throws, `silent` leaves a wait unanswered. */
export type Script = Readonly<Record<string, unknown>>;

/** Takes its answers from the execution's own input, and answers waits through their token, as a reaction would. */
const source = `
const answer = (token, output) => fetch(process.env.AWS_ENDPOINT_URL, {
  method: 'POST',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'AWSStepFunctions.SendTaskSuccess',
    authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/' + process.env.AWS_REGION + '/states/aws4_request, SignedHeaders=host, Signature=0',
  },
  body: JSON.stringify({ taskToken: token, output: JSON.stringify(output) }),
});
exports.handler = async ({ task, token, again, shards, script = shards[0].script }) => {
  const given = script[again ? task + 'Again' : task];
  if (given === undefined || given === 'throw') throw new Error('no answer for ' + task);
  const output = typeof given === 'string' ? { outcome: given } : given;
  if (token === undefined) return output;
  if (given !== 'silent') await answer(token, output);
  return {};
};
`;

const name = Buffer.from('index.js');

/** A zip archive with one stored file is three small records. */
const zipped = (): string => {
  const content = Buffer.from(source);
  const facts = Buffer.alloc(22);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  const local = Buffer.concat([
    Buffer.from('PK\u0003\u0004'),
    facts,
    Buffer.from([name.length, 0, 0, 0]),
    name,
    content,
  ]);
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.from([20, 0]),
    facts,
    Buffer.from([name.length, 0]),
    Buffer.alloc(16),
    name,
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\u0005\u0006'), end]).toString('base64');
};

export interface Place {
  readonly awsEndpointUrl: string;
  readonly region: string;
}

const signedBy = (region: string): Record<string, string> => ({
  'content-type': 'application/json',
  authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/lambda/aws4_request, SignedHeaders=host, Signature=0`,
});

/** One function that stands in for the tasks of every machine. */
const stubFunction = async ({ awsEndpointUrl, region }: Place): Promise<string> => {
  const response = await fetch(`${awsEndpointUrl}/2015-03-31/functions`, {
    method: 'POST',
    headers: signedBy(region),
    body: JSON.stringify({
      FunctionName: `stand-in-${Date.now()}`,
      Runtime: 'nodejs24.x',
      Role: 'arn:aws:iam::000000000000:role/none',
      Handler: 'index.handler',
      Timeout: 10,
      Code: { ZipFile: zipped() },
    }),
  });
  return z.object({ FunctionArn: z.string() }).parse(await response.json()).FunctionArn;
};

export interface Ran {
  readonly status: string;
  readonly error: string | undefined;
  /** States entered, in order; the emulator's history has none of a map's inside. */
  readonly passed: readonly string[];
  readonly output: unknown;
}

export interface Bench {
  /** Runs the deployed file with the stand-in for its functions, from its start or from one of its states; a state inside a map is run in its own flow. */
  readonly run: (machine: MachineName, script: Script, from?: string) => Promise<Ran>;
  /** States that were entered, as `machine: state`, and ways that were gone, as `machine: state → state` (a catch: `machine: state ✗ state`). */
  readonly gone: ReadonlySet<string>;
}

/** The same file, with short literals and no second tries. */
const shortened = (machine: MachineName, functionArn: string, from: string | undefined): string => {
  const isInside = from !== undefined && machineOf(machine).States[from] === undefined;
  const whole = isInside
    ? JSON.stringify({ QueryLanguage: 'JSONata', ...flowWith(machine, from) }, undefined, 1)
    : textOf(machine);
  const text = whole
    .replaceAll(/\$\{\w+\}/g, functionArn)
    .replaceAll(/"TimeoutSeconds": \d+/g, '"TimeoutSeconds": 3')
    .replaceAll(/"MaxAttempts": \d+/g, '"MaxAttempts": 0');
  return from === undefined ? text : text.replace(/"StartAt": "[^"]+"/, `"StartAt": ${JSON.stringify(from)}`);
};

const ended = async (client: SFNClient, executionArn: string) => {
  for (let poll = 0; poll < 300; poll += 1) {
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (described.status !== 'RUNNING') return described;
    await pause(50);
  }
  throw new Error(`${executionArn} did not end`);
};

/** The ways of one execution, as its history tells them; where a way and a catch lead to the same state, a task without an answer was caught. */
const waysOf = (machine: MachineName, passed: readonly string[], script: Script): string[] =>
  passed.flatMap((title, index) => {
    const next = passed[index + 1];
    if (next === undefined) return [`${machine}: ${title}`];
    const state = flowWith(machine, title).States[title];
    const isCaught =
      state?.Catch?.some(({ Next }) => Next === next) === true &&
      (state.Next !== next || script[taskOf(state) ?? ''] === undefined);
    return [`${machine}: ${title}`, `${machine}: ${title} ${isCaught ? '✗' : '→'} ${next}`];
  });

export const standIn = async (place: Place): Promise<Bench> => {
  const functionArn = await stubFunction(place);
  const client = new SFNClient({
    region: place.region,
    endpoint: place.awsEndpointUrl,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  let count = 0;
  const gone = new Set<string>();
  return {
    gone,
    run: async (machine, script, from) => {
      count += 1;
      const name = `stand-in-${machine}-${count}-${Date.now()}`;
      const { stateMachineArn } = await client.send(
        new CreateStateMachineCommand({
          name,
          definition: shortened(machine, functionArn, from),
          roleArn: 'arn:aws:iam::000000000000:role/none',
        }),
      );
      const { executionArn = '' } = await client.send(
        new StartExecutionCommand({
          stateMachineArn,
          name: 'one',
          input: JSON.stringify({ caseId: 'case_1', script }),
        }),
      );
      const { status = '', error, output } = await ended(client, executionArn);
      const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      const passed = events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
      for (const way of waysOf(machine, passed, script)) gone.add(way);
      return { status, error, passed, output: output === undefined ? undefined : z.json().parse(JSON.parse(output)) };
    },
  };
};
