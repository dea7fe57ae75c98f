import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import type { Service } from '#infra/local/api-client.ts';
import { clientSettings } from '#infra/local/people.ts';
import { prefixOf, stageSettings } from '#infra/stage.ts';
import type { Trace } from '#test/e2e/traces.ts';

/** Another system of the bank, which listens to everything on the bus. */
export interface BusListener {
  /** What has come since the last time. */
  readonly records: () => Promise<Trace[]>;
}

export const listenToBus = async ({ awsEndpointUrl }: Service): Promise<BusListener> => {
  const settings = clientSettings(awsEndpointUrl);
  const queue = new SQSClient(settings);
  const bus = new EventBridgeClient(settings);
  const Name = `listener-${randomUUID().slice(0, 8)}`;
  const { QueueUrl = '' } = await queue.send(new CreateQueueCommand({ QueueName: Name }));
  const { Attributes } = await queue.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const EventBusName = prefixOf(stageSettings('local'));
  await bus.send(
    new PutRuleCommand({ Name, EventBusName, EventPattern: JSON.stringify({ source: [{ prefix: '' }] }) }),
  );
  await bus.send(
    new PutTargetsCommand({ Rule: Name, EventBusName, Targets: [{ Id: 'queue', Arn: Attributes?.['QueueArn'] }] }),
  );
  return {
    records: async () => {
      const found: Trace[] = [];
      for (;;) {
        const { Messages = [] } = await queue.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
        if (Messages.length === 0) return found;
        found.push(...Messages.map((message) => ({ place: 'record on the bus', text: JSON.stringify(message) })));
        await queue.send(
          new DeleteMessageBatchCommand({
            QueueUrl,
            Entries: Messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle })),
          }),
        );
      }
    },
  };
};
