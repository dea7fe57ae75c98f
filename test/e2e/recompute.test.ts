import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, inject, test, vi } from 'vitest';
import * as z from 'zod';
import { headerKey } from '#functions/adapters/dynamodb/keys.ts';
import { documentClient } from '#functions/adapters/dynamodb/table.ts';
import { agendaVersion } from '#infra/agenda-version.ts';
import { report } from '#infra/local/demo/first-half.ts';
import { person } from '#infra/local/demo/life.ts';
import { storyOf } from '#infra/local/demo/teller.ts';
import { stepFunctions } from '#infra/local/quiet.ts';

const service = inject('service');
const Header = z.object({ version: z.int(), nextDueAt: z.string().optional(), agendaVersion: z.string() });

test('after a deployment the machine `agenda` gives each case the due date that the new code derives', async () => {
  const table = documentClient(
    new DynamoDBClient({
      endpoint: service.awsEndpointUrl,
      region: service.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );
  const caseId = await report(
    storyOf(service, () => {}),
    person('recomputed-1'),
    'account-recomputed-1',
    '2026-03-02T01:00:00Z',
  );
  const place = { TableName: service.table, Key: { ...headerKey(caseId) } };
  const header = async () => Header.parse((await table.send(new GetCommand({ ...place, ConsistentRead: true }))).Item);
  const before = await header();
  expect(before).toMatchObject({ agendaVersion: agendaVersion(), nextDueAt: expect.any(String) });

  await table.send(
    new UpdateCommand({
      ...place,
      UpdateExpression: 'SET agendaVersion = :earlier REMOVE dueShard, nextDueAt',
      ExpressionAttributeValues: { ':earlier': 'earlier' },
    }),
  );
  expect((await header()).nextDueAt).toBeUndefined();

  const machines = stepFunctions(service);
  const { executionArn } = await machines.send(
    new StartExecutionCommand({
      stateMachineArn: service.stateMachines['agenda'],
      input: JSON.stringify({ mode: 'recompute' }),
    }),
  );
  const ended = await vi.waitFor(
    async () => {
      const execution = await machines.send(new DescribeExecutionCommand({ executionArn }));
      expect(execution.status).not.toBe('RUNNING');
      return execution;
    },
    { timeout: 60_000, interval: 200 },
  );
  expect(ended.status).toBe('SUCCEEDED');
  expect(JSON.parse(ended.output ?? '{}')).toMatchObject({ started: 0, broken: 0 });
  expect(await header()).toEqual(before);
});
