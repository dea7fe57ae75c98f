import { Duration, Stack } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as InvokeFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import * as may from '#infra/constructs/grants.ts';
import { InboundMail } from '#infra/constructs/inbound-mail.ts';
import { MalwareScanning } from '#infra/constructs/malware-scanning.ts';
import type { Messaging } from '#infra/constructs/messaging.ts';
import { type FunctionSettings, ServiceFunction } from '#infra/constructs/service-function.ts';
import type { DataStack } from '#infra/stacks/data-stack.ts';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly settings: FunctionSettings;
  readonly messaging: Messaging;
}

const triedFor = Duration.hours(6);

/**
 * A file lies in the dead-letter queue in the end: when its event cannot be delivered (EventBridge tries for hours), and
 * when the function has failed on it (Lambda tries three times, and would then drop it without a word).
 */
const invoked = ({ messaging }: Props, target: ServiceFunction): InvokeFunction => {
  target.lambda.configureAsyncInvoke({
    // The grant is exact and stands with the others of the function.
    onFailure: { bind: () => ({ destination: messaging.deadLetters.queueArn }) },
    retryAttempts: 2,
    maxEventAge: triedFor,
  });
  return new InvokeFunction(target.lambda, {
    deadLetterQueue: messaging.deadLetters,
    retryAttempts: 8,
    maxEventAge: triedFor,
  });
};

const uploaded = ({ data }: Props): EventPattern => ({
  source: ['aws.s3'],
  detailType: ['Object Created'],
  detail: { bucket: { name: [data.intake.bucketName] } },
});

/** Said by GuardDuty where the stage has it, by the scanner of the local stage elsewhere: one event, one consumer. */
const scanned = ({ stage, data }: Props): EventPattern => ({
  source: [stage.malwareScanning ? 'aws.guardduty' : 'repayment-assistance.scanner'],
  detailType: ['GuardDuty Malware Protection Object Scan Result'],
  detail: { s3ObjectDetails: { bucketName: [data.intake.bucketName] } },
});

const checks = (scope: Construct, props: Props): ServiceFunction => {
  const { data, settings, messaging } = props;
  const intake = new ServiceFunction(scope, 'IntakeChecks', {
    settings,
    entry: 'events/intake.ts',
    description: 'Checks what was scanned by its bytes and takes it over into the documents',
    timeout: Duration.minutes(1),
    memory: 1024,
    grants: [
      may.readAndWriteTable(data.store),
      may.readObjects(data.intake, data.documentsKey),
      may.writeObjects(data.intake, data.documentsKey),
      may.removeObjects(data.intake),
      may.readObjects(data.documents, data.documentsKey),
      may.writeObjects(data.documents, data.documentsKey),
      may.sendTo(messaging.feeds, messaging.key),
      may.sendTo(messaging.deadLetters, messaging.key),
    ],
  });
  new Rule(scope, 'Scanned', {
    description: 'A file in the intake bucket has been scanned for malware',
    eventPattern: scanned(props),
    targets: [invoked(props, intake)],
  });
  return intake;
};

const feeds = (scope: Construct, { data, settings, messaging }: Props): ServiceFunction => {
  const feed = new ServiceFunction(scope, 'FeedRuns', {
    settings,
    entry: 'events/feed.ts',
    description: 'Takes in the next rows of a file of overdue accounts or payments',
    timeout: Duration.minutes(5),
    grants: [
      may.takeFrom(messaging.feeds, messaging.key),
      may.sendTo(messaging.feeds, messaging.key),
      may.readAndWriteTable(data.store),
      may.readObjects(data.intake, data.documentsKey),
      may.writeObjects(data.intake, data.documentsKey),
    ],
  });
  new EventSourceMapping(scope, 'FeedQueue', {
    target: feed.lambda,
    eventSourceArn: messaging.feeds.queueArn,
    batchSize: 1,
    // Files wait for each other rather than for the table.
    maxConcurrency: 2,
  });
  return feed;
};

/** The local stage has no GuardDuty: a function that knows the EICAR test file says the same event. */
const localScanner = (scope: Construct, props: Props): ServiceFunction => {
  const { data, settings, messaging } = props;
  const scanner = new ServiceFunction(scope, 'LocalScanner', {
    settings,
    entry: 'events/scan.ts',
    description: 'Stands in for malware scanning on a local stage',
    timeout: Duration.minutes(1),
    grants: [
      may.readObjects(data.intake, data.documentsKey),
      may.publishOnDefaultBus(Stack.of(scope)),
      may.sendTo(messaging.deadLetters, messaging.key),
    ],
  });
  new Rule(scope, 'Uploaded', {
    description: 'A file has arrived in the intake bucket',
    eventPattern: uploaded(props),
    targets: [invoked(props, scanner)],
  });
  return scanner;
};

const scanner = (scope: Construct, props: Props): ServiceFunction[] => {
  if (!props.stage.malwareScanning) return [localScanner(scope, props)];
  new MalwareScanning(scope, 'MalwareScanning', { bucket: props.data.intake, key: props.data.documentsKey });
  return [];
};

const mail = (scope: Construct, { stage, data }: Props): void => {
  if (stage.inboundMail === undefined) return;
  const name = `${prefixOf(stage)}-mail`;
  new InboundMail(scope, 'InboundMail', { name, recipient: stage.inboundMail, bucket: data.intake });
};

/** What happens to whatever arrives in the intake bucket: scanned, then checked, then taken over or left in quarantine. */
export const intakeFunctions = (scope: Construct, props: Props): ServiceFunction[] => {
  mail(scope, props);
  return [checks(scope, props), feeds(scope, props), ...scanner(scope, props)];
};
