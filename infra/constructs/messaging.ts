import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props {
  readonly stage: Stage;
  readonly key: Key;
}

/** Where facts go out to other systems, and where goes what nobody could deal with. */
export class Messaging extends Construct {
  readonly bus: EventBus;
  readonly deadLetters: Queue;
  /** Asks for the next run over a file of accounts. */
  readonly feeds: Queue;
  readonly key: Key;

  constructor(scope: Construct, id: string, { stage, key }: Props) {
    super(scope, id);
    this.key = key;
    this.deadLetters = new Queue(this, 'DeadLetters', {
      queueName: `${prefixOf(stage)}-dead-letters`,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      // The longest there is: time to mend and to play them again.
      retentionPeriod: Duration.days(14),
    });
    this.feeds = new Queue(this, 'Feeds', {
      queueName: `${prefixOf(stage)}-feeds`,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      // Six runs of five minutes: what Lambda asks for, so that a run is never started beside itself.
      visibilityTimeout: Duration.minutes(30),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: prefixOf(stage),
      description: 'Journal events for other systems: ids, codes, amounts and dates, no personal data',
      kmsKey: key,
    });
  }
}
