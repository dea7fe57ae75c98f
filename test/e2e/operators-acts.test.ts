import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { functionName } from '#infra/bundle.ts';
import { consent, offer, register, report } from '#infra/local/demo/first-half.ts';
import { fetchJournal } from '#infra/local/demo/journal.ts';
import { received, sendPaper } from '#infra/local/demo/papers.ts';
import { storyOf } from '#infra/local/demo/teller.ts';
import { nextDue } from '#infra/local/due-cases.ts';
import { clientSettings } from '#infra/local/people.ts';
import { root } from '#infra/local/paths.ts';
import { executions, stepFunctions } from '#infra/local/quiet.ts';
import { prefixOf, stageSettings } from '#infra/stage.ts';
import { whileBroken } from '#test/e2e/broken.ts';
import { deadLetterTraces } from '#test/e2e/traces.ts';
import { until } from '#test/e2e/until.ts';

const service = inject('service');
const settings = clientSettings(service.awsEndpointUrl);
const machines = stepFunctions(service);
const story = storyOf(service, () => {});
const folder = mkdtempSync(join(tmpdir(), 'operator-'));
const queue = new SQSClient(settings);

beforeAll(() => {
  mkdirSync(join(folder, 'started/.local'), { recursive: true });
  mkdirSync(join(folder, 'elsewhere'));
  writeFileSync(join(folder, 'started/.local/service.json'), JSON.stringify(service));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly code: number;
  readonly lines: readonly string[];
}

/** An operator has nothing but a folder and an environment. */
const command = async (name: string, args: readonly string[], cwd: string, env: Record<string, string>) =>
  new Promise<Said>((resolve) => {
    const child = spawn(process.execPath, [join(root, `infra/local/${name}.ts`), ...args], {
      cwd: join(folder, cwd),
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += String(chunk)));
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    child.once('close', (code) => resolve({ code: code ?? 1, lines: said.trim().split('\n') }));
  });

/** Where `.local/service.json` names the started service. */
const operator = async (name: string, ...args: string[]): Promise<Said> => command(name, args, 'started', {});
/** Where nothing is started: the stage by its name, with credentials of one's own. */
const operatorOf = async (stage: string, name: string, ...args: string[]): Promise<Said> =>
  command(name, args, 'elsewhere', {
    STAGE: stage,
    AWS_ENDPOINT_URL: service.awsEndpointUrl,
    AWS_REGION: service.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });

interface Opened {
  readonly caseId: string;
  readonly accountId: string;
  readonly phone: string;
}

const aCase = async (): Promise<Opened> => {
  const borrowerId = `operator-${randomUUID().slice(0, 8)}`;
  const phone = `+86138${randomInt(10_000_000, 99_999_999)}`;
  const person = { borrowerId, name: 'Lin Yan', idNo: '110101199001011000', phone, language: 'en' } as const;
  const accountId = `account-${borrowerId}`;
  return { caseId: await report(story, person, accountId, '2026-03-02T01:00:00Z'), accountId, phone };
};

const statusOf = async (executionArn: string) =>
  (await machines.send(new DescribeExecutionCommand({ executionArn }))).status;
const endOf = async (arn: string): Promise<string | undefined> => {
  const status = await statusOf(arn);
  return status === 'RUNNING' ? undefined : status;
};
const executionsOf = async (caseId: string) =>
  (await executions(machines, service)).filter(({ name }) => name.startsWith(caseId));
const eventsOf = async (caseId: string) => (await fetchJournal(story, caseId)).map(({ event }) => String(event));

const sweep = async (caseId: string, asOf: string): Promise<void> => {
  const { executionArn = '' } = await machines.send(
    new StartExecutionCommand({
      stateMachineArn: service.stateMachines['agenda'],
      name: `operator-${randomUUID()}`,
      input: JSON.stringify({ asOf, caseId }),
    }),
  );
  expect(await until('the end of the sweep', async () => endOf(executionArn))).toBe('SUCCEEDED');
};

describe('npm run retry', () => {
  test('an execution that failed runs to its end as its next attempt once its cause is mended, and did nothing twice', async () => {
    const { caseId } = await aCase();
    const [due] = await nextDue(service, caseId);
    const at = due?.nextDueAt ?? '';
    let name = '';
    await whileBroken(service, 'workflow/deadline.ts', async () => {
      await sweep(caseId, at);
      const [failing] = await executionsOf(caseId);
      name = failing?.name ?? '';
      expect(failing).toMatchObject({ machine: 'deadline', status: 'RUNNING' });
      expect(await operator('retry', name)).toEqual({
        code: 1,
        lines: [`${name} is still running: there is nothing to try again.`],
      });
      expect(await until('the end of the first attempt', async () => endOf(failing?.arn ?? ''))).toBe('FAILED');
    });
    const before = await eventsOf(caseId);

    const { code, lines } = await operator('retry', name);
    const next = name.replace(/-1$/, '-2');
    expect([code, lines[0]]).toEqual([0, `started ${next}`]);
    expect(await until('the end of the next attempt', async () => endOf(lines[1] ?? ''))).toBe('SUCCEEDED');
    const after = await eventsOf(caseId);
    expect(after.slice(before.length)).toEqual(['FirstContactOverdue']);

    const again = [
      operator('retry', name),
      operatorOf('local', 'retry', name),
      operator('retry', next),
      operatorOf('local', 'retry', lines[1] ?? ''),
    ];
    const tried = `${name} was tried again already: ${next} has succeeded: there is nothing to try again.`;
    const done = `${next} has succeeded: there is nothing to try again.`;
    expect(await Promise.all(again)).toEqual([tried, tried, done, done].map((line) => ({ code: 1, lines: [line] })));
    await sweep(caseId, at);
    expect((await executionsOf(caseId)).map((one) => one.name).toSorted()).toEqual([name, next]);
    expect(await eventsOf(caseId)).toEqual(after);
  });

  test('of several failed attempts the last one counts, on a stage that only its name is known of', async () => {
    const stem = `case_none-DOCUMENTS_DEADLINE-20260301-${randomUUID().slice(0, 6)}`;
    const arns = await Promise.all(
      [1, 2].map(async (no) => {
        const input = { caseId: 'case_none', kind: 'DOCUMENTS_DEADLINE', ref: '1', dueAt: 'never', asOf: 'never' };
        const { executionArn = '' } = await machines.send(
          new StartExecutionCommand({
            stateMachineArn: service.stateMachines['deadline'],
            name: `${stem}-${no}`,
            input: JSON.stringify(input),
          }),
        );
        return executionArn;
      }),
    );
    for (const arn of arns) expect(await until('its end', async () => endOf(arn))).toBe('FAILED');
    const { code, lines } = await operatorOf('local', 'retry', `${stem}-1`);
    expect([code, lines[0]]).toEqual([0, `started ${stem}-3`]);
  });

  test('what cannot be tried again is told in one line', async () => {
    const { executionArn: sweepArn = '' } = await machines.send(
      new StartExecutionCommand({
        stateMachineArn: service.stateMachines['agenda'],
        name: `advance-${randomUUID()}`,
        input: JSON.stringify({ asOf: '2026-01-01T00:00:00Z' }),
      }),
    );
    const answers = await Promise.all([
      operator('retry'),
      operator('retry', 'case_x-FOLLOW_UP-20270223-0a1b2c-1'),
      operator('retry', 'no name at all!'),
      operator('retry', 'arn:aws:states:nowhere'),
      operator('retry', sweepArn),
      operatorOf('nowhere', 'retry', 'case_x-FOLLOW_UP-20270223-0a1b2c-1'),
    ]);
    expect(answers.map(({ code, lines }) => [code, lines.length])).toEqual(answers.map(() => [1, 1]));
    expect(answers.map(({ lines }) => lines[0])).toEqual([
      'say which: npm run retry -- EXECUTION (name or ARN)',
      'No execution is called case_x-FOLLOW_UP-20270223-0a1b2c-1.',
      'No execution is called no name at all!.',
      'No execution is called arn:aws:states:nowhere.',
      expect.stringContaining('bears no number of an attempt'),
      expect.stringContaining('The stage nowhere cannot be reached'),
    ]);
  });
});

const lettersAbout = async (text: string) => (await deadLetterTraces(service)).filter((one) => one.text.includes(text));
const Sms = z.object({ sms_messages: z.record(z.string(), z.array(z.unknown())) });
const messagesTo = async (phone: string): Promise<number> => {
  const query = new URLSearchParams({ phoneNumber: phone, region: service.region });
  const answer = await fetch(`${service.awsEndpointUrl}/_ministack/sns/sms-messages?${query.toString()}`);
  return Sms.parse(await answer.json()).sms_messages[phone]?.length ?? 0;
};
const bury = async (letter: unknown): Promise<void> => {
  await queue.send(
    new SendMessageCommand({ QueueUrl: service.deadLetterQueueUrl, MessageBody: JSON.stringify(letter) }),
  );
};

/** The emulator's event bus calls a function once and forgets; called as the bus of AWS calls it, it comes again and buries. */
const scannedAgain = async (documentId: string): Promise<void> => {
  const bucketName = service.buckets['intake'] ?? '';
  const { Contents = [] } = await new S3Client({ ...settings, forcePathStyle: true }).send(
    new ListObjectsV2Command({ Bucket: bucketName }),
  );
  const objectKey = Contents.map(({ Key = '' }) => Key).find((key) => key.includes(documentId));
  const scanResultDetails = { scanResultStatus: 'NO_THREATS_FOUND' };
  await new LambdaClient(settings).send(
    new InvokeCommand({
      FunctionName: `${prefixOf(stageSettings('local'))}-${functionName('events/intake.ts')}`,
      InvocationType: 'Event',
      Payload: JSON.stringify({
        id: randomUUID(),
        detail: { s3ObjectDetails: { bucketName, objectKey }, scanResultDetails },
      }),
    }),
  );
};

describe('npm run redrive', () => {
  test('an entry whose effects failed for good is a dead letter, and played again once its cause is mended: once, however often', async () => {
    let opened: Opened = { caseId: '', accountId: '', phone: '' };
    await whileBroken(service, 'events/journal.ts', async () => {
      opened = await aCase();
      await offer(story, opened.caseId, '2026-03-02T02:00:00Z');
      await consent(story, opened.caseId, 'SERVICE', '2026-03-02T02:10:00Z', 'agent');
      await register(story, opened.caseId, [opened.accountId], '2026-03-02T02:20:00Z', 'agent');
      await until('the burial', async () => ((await lettersAbout(opened.caseId)).length < 5 ? undefined : true));
      const again = await operator('redrive');
      expect([again.code, again.lines.at(-1)]).toEqual([1, expect.stringContaining('mend the cause')]);
      expect(again.lines.filter((line) => line.includes('was buried again')).length).toBeGreaterThan(2);
    });
    const { caseId, phone } = opened;
    const events = await eventsOf(caseId);
    const seq = events.indexOf('NoticePlanned') + 1;
    expect(seq).toBeGreaterThan(1);
    expect(await messagesTo(phone)).toBe(0);
    const { code, lines } = await operator('redrive');
    expect([code, lines]).toEqual([
      0,
      expect.arrayContaining([`${caseId} ${seq} NoticePlanned (failed with ZodError): played again`]),
    ]);
    const after = await eventsOf(caseId);
    const sent = await messagesTo(phone);
    expect(sent).toBe(after.filter((event) => event === 'NoticeSent').length);
    expect(sent).toBeGreaterThan(0);
    await bury({ stream: caseId, seq, event: 'NoticePlanned', fault: 'ZodError' });
    expect(await operatorOf('local', 'redrive')).toMatchObject({
      code: 0,
      lines: [expect.any(String), '1 letter played again.'],
    });
    expect(await messagesTo(phone)).toBe(sent);
    expect(await eventsOf(caseId)).toEqual(after);
    expect(await operator('redrive')).toEqual({ code: 0, lines: ['The dead-letter queue is empty.'] });
  });

  test('R11: a file whose check failed every time is a dead letter, and is taken over when it is played again', async () => {
    const { caseId, accountId } = await aCase();
    await offer(story, caseId, '2026-03-02T02:00:00Z');
    await consent(story, caseId, 'SERVICE', '2026-03-02T02:10:00Z', 'agent');
    await register(story, caseId, [accountId], '2026-03-02T02:20:00Z', 'agent');
    let documentId = '';
    await whileBroken(service, 'events/intake.ts', async () => {
      documentId = await sendPaper(story, caseId, 'ID', '2026-03-02T03:00:00Z', 'agent');
      await scannedAgain(documentId);
      const [letter] = await until('the burial', async () => {
        const letters = await lettersAbout(caseId);
        return letters.length === 0 ? undefined : letters;
      });
      // What went wrong is told by its kind alone.
      expect(letter?.text).toMatch(/errorMessage\W+\w+\W+errorType/u);
    });
    const { code, lines } = await operator('redrive');
    expect([code, lines]).toEqual([
      0,
      expect.arrayContaining([expect.stringMatching(/^the event \S+ for \S+-events-intake: played again$/)]),
    ]);
    await received(story, caseId, documentId);
    expect((await eventsOf(caseId)).filter((event) => event === 'DocumentReceived')).toHaveLength(1);
  });

  test('a batch that the stream has given up, a missed sweep and a file are played again; what nobody knows stays', async () => {
    const { caseId } = await aCase();
    const dynamo = new DynamoDBClient(settings);
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: service.table }));
    const streamArn = Table?.LatestStreamArn ?? '';
    const streams = new DynamoDBStreamsClient(settings);
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    const shardId = StreamDescription?.Shards?.at(-1)?.ShardId ?? '';
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    const numbers: string[] = [];
    let next = ShardIterator;
    while (next !== undefined) {
      const page = await streams.send(new GetRecordsCommand({ ShardIterator: next }));
      for (const { dynamodb } of page.Records ?? [])
        if (dynamodb?.NewImage?.['pk']?.S === `CASE#${caseId}`) numbers.push(dynamodb.SequenceNumber ?? '');
      next = (page.Records ?? []).length === 0 ? undefined : page.NextShardIterator;
    }
    const [startSequenceNumber, endSequenceNumber] = [numbers[0], numbers.at(-1)];
    await bury({ DDBStreamBatchInfo: { streamArn, shardId, startSequenceNumber, endSequenceNumber } });
    await bury({ asOf: '2026-01-01T00:00:00Z' });
    await bury('something else');
    const { code, lines } = await operator('redrive');
    expect(code).toBe(1);
    expect(lines).toEqual(
      expect.arrayContaining([
        `a batch of the stream from ${startSequenceNumber ?? ''}: played again`,
        expect.stringMatching(/^the sweep \S+: played again$/),
        expect.stringMatching(/^the message \S+: stays in the queue; Unplayable: nobody here knows what it is$/),
        '1 letter could not be played: mend the cause, then npm run redrive again.',
      ]),
    );
    expect(await lettersAbout('something else')).toHaveLength(1);
    const sweeps = (await executions(machines, service)).filter(({ name }) => name.startsWith('redrive-'));
    expect(sweeps).toHaveLength(1);
  });
});
