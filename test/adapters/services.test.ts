import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SESv2Client, CreateEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { messagesControlKey } from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { eventBridgeBus } from '#functions/adapters/eventbridge/bus.ts';
import { kmsSigner } from '#functions/adapters/kms/signer.ts';
import { awsMessenger } from '#functions/adapters/messages/messenger.ts';
import { stepFunctionsWorkflows } from '#functions/adapters/stepfunctions/workflows.ts';
import { ports } from '#functions/adapters/system.ts';
import type { Workflows } from '#functions/usecases/ports.ts';
import { entriesOf } from '#test/support/acts.ts';
import { openedStory } from '#test/support/builders.ts';
import { createTable } from '#test/support/dynamodb-local.ts';
import { fakeWorkflows } from '#test/support/fake-services.ts';

const endpoint = process.env['EMULATOR_ENDPOINT'];

const workflowsSuite = (where: string, makeWorkflows: () => Promise<Workflows>): void => {
  describe(`executions ${where}`, () => {
    let workflows: Workflows;
    beforeAll(async () => {
      workflows = await makeWorkflows();
    });
    test('starting the same work twice is one start', async () => {
      const name = `case-1-FOLLOW_UP-20260409-${randomUUID().slice(0, 6)}-1`;
      expect(await workflows.start('follow-up', name, { caseId: 'case-1' })).toBe('started');
      expect(await workflows.start('follow-up', name, { caseId: 'case-1' })).toBe('exists');
      expect(await workflows.start('follow-up', name, { caseId: 'case-2' })).toBe('exists');
    });
    test('an answer to nobody is told', async () => {
      expect(await workflows.answer(`token-${randomUUID()}`, {})).toBe('gone');
    });
  });
};

workflowsSuite('in memory', async () => fakeWorkflows());

test('ports are made without an environment; what is missing is told at its first use', async () => {
  const all = ports({});
  expect(all.clock()).toMatch(/Z$/);
  expect(() => all.cases).toThrow(/TABLE/);
  await expect(all.signer.publicKey()).rejects.toThrow(/SIGNING_KEY_ID/);
});

describe.skipIf(endpoint === undefined)('on the emulator', () => {
  const shared = { endpoint: endpoint ?? '' };
  const entry = () => entriesOf(openedStory())[0];

  workflowsSuite('in Step Functions', async () => {
    const prefix = `ra-${randomUUID().slice(0, 8)}-`;
    const definition = JSON.stringify({ StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 1, End: true } } });
    const { stateMachineArn = '' } = await new SFNClient(shared).send(
      new CreateStateMachineCommand({
        name: `${prefix}follow-up`,
        definition,
        roleArn: 'arn:aws:iam::000000000000:role/any',
      }),
    );
    return stepFunctionsWorkflows({ STATE_MACHINE_ARN_PREFIX: stateMachineArn.replace(/follow-up$/, '') });
  });

  test('a KMS key signs what its public key verifies', async () => {
    const { KeyMetadata } = await new KMSClient(shared).send(
      new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
    );
    const signer = kmsSigner({ SIGNING_KEY_ID: KeyMetadata?.KeyId });
    const manifest = new TextEncoder().encode('manifest');
    const { signature } = await signer.sign(manifest);
    expect(verify('sha256', manifest, createPublicKey(await signer.publicKey()), signature)).toBe(true);
  });

  test('an entry is published', async () => {
    const name = `bus-${randomUUID()}`;
    await new EventBridgeClient(shared).send(new CreateEventBusCommand({ Name: name }));
    const first = entry();
    if (first === undefined) throw new Error('a story has entries');
    await expect(eventBridgeBus({ BUS_NAME: name }).publish(first)).resolves.toBeUndefined();
  });

  test('messages go out by SMS and e-mail, and one item stops them', async () => {
    const table: Table = await createTable(endpoint ?? '');
    const SENDER_ADDRESS = 'care@bank.example';
    await new SESv2Client(shared).send(new CreateEmailIdentityCommand({ EmailIdentity: SENDER_ADDRESS }));
    const messenger = awsMessenger({ SENDER_ADDRESS }, table);
    const message = { subject: 'Reminder', text: 'An instalment is due.', noticeId: 'notice-1' };
    const accepted = { outcome: 'accepted', providerRef: expect.stringMatching(/./) };
    expect(await messenger.send({ ...message, channel: 'SMS', to: '+8613800138000' })).toEqual(accepted);
    expect(await messenger.send({ ...message, channel: 'EMAIL', to: 'someone@mail.example' })).toEqual(accepted);
    expect(await messenger.isOn()).toBe(true);
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...messagesControlKey, on: false } }));
    expect(await messenger.isOn()).toBe(false);
  });
});
