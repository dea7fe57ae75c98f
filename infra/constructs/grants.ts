import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { RetainedTable } from '#infra/constructs/retained-table.ts';

/** What a function may do, spelled out: every action and resource by name, so that a review is a reading. */
export type Grant = PolicyStatement;

const allow = (actions: readonly string[], resources: readonly string[]): Grant =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });

const mayDecrypt = (key: IKey): Grant => allow(['kms:Decrypt'], [key.keyArn]);
const mayEncrypt = (key: IKey): Grant => allow(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], [key.keyArn]);

export const readTable = ({ table, key, indexArns }: RetainedTable): Grant[] => [
  allow(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'], [table.tableArn, ...indexArns]),
  mayDecrypt(key),
];

/** A transaction asks for the permission of each of its items. */
export const readAndWriteTable = (store: RetainedTable): Grant[] => [
  ...readTable(store),
  allow(
    ['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    [store.table.tableArn],
  ),
  mayEncrypt(store.key),
];

/** Reading the objects of a bucket and knowing its absent ones from forbidden ones (ListBucket: 404, not 403). */
export const readObjects = (bucket: Bucket, key: IKey): Grant[] => [
  allow(['s3:GetObject', 's3:GetObjectVersion'], [bucket.arnForObjects('*')]),
  allow(['s3:ListBucket'], [bucket.bucketArn]),
  mayDecrypt(key),
];

export const writeObjects = (bucket: Bucket, key: IKey): Grant[] => [
  allow(['s3:PutObject'], [bucket.arnForObjects('*')]),
  mayEncrypt(key),
];

export const removeObjects = (bucket: Bucket): Grant[] => [allow(['s3:DeleteObject'], [bucket.arnForObjects('*')])];

export const listVersions = (bucket: Bucket): Grant[] => [allow(['s3:ListBucketVersions'], [bucket.bucketArn])];

/** For good: a version, not a marker over it. */
export const destroyObjects = (bucket: Bucket): Grant[] => [
  allow(['s3:DeleteObjectVersion'], [bucket.arnForObjects('*')]),
];

/** Only where time is turned by hand: there the store's clock has not come to the end of a term. */
export const endGovernance = (bucket: Bucket): Grant[] => [
  allow(['s3:BypassGovernanceRetention'], [bucket.arnForObjects('*')]),
];

export const restoreObjects = (bucket: Bucket): Grant[] => [allow(['s3:RestoreObject'], [bucket.arnForObjects('*')])];

export const holdObjects = (bucket: Bucket): Grant[] => [
  allow(['s3:GetObjectLegalHold', 's3:PutObjectLegalHold'], [bucket.arnForObjects('*')]),
];

export const retainObjects = (bucket: Bucket): Grant[] => [
  allow(['s3:GetObjectRetention', 's3:PutObjectRetention'], [bucket.arnForObjects('*')]),
];

export const signWith = (key: IKey): Grant[] => [allow(['kms:GetPublicKey', 'kms:Sign'], [key.keyArn])];

/** By name, not by construct: the function is part of the machine that it would otherwise wait for. */
export const startMachines = (scope: IConstruct, prefix: string, machines: readonly string[]): Grant[] => [
  allow(
    ['states:StartExecution'],
    machines.map((machine) => machineArn(scope, `${prefix}-${machine}`)),
  ),
];

/** A task token is the capability; the actions know machines only by their ARN. */
export const answerMachines = (scope: IConstruct, prefix: string, machines: readonly string[]): Grant[] => [
  allow(
    ['states:SendTaskSuccess'],
    machines.map((machine) => machineArn(scope, `${prefix}-${machine}`)),
  ),
];

const machineArn = (scope: IConstruct, name: string): string =>
  Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

export const publishOn = (bus: EventBus, key: IKey): Grant[] => [
  allow(['events:PutEvents'], [bus.eventBusArn]),
  mayEncrypt(key),
];

export const publishOnDefaultBus = (stack: Stack): Grant[] => [
  allow(['events:PutEvents'], [stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' })]),
];

export const sendTo = (queue: IQueue, key: IKey): Grant[] => [
  allow(['sqs:SendMessage'], [queue.queueArn]),
  mayEncrypt(key),
];

/** What Lambda's poller does in the function's name. */
export const takeFrom = (queue: IQueue, key: IKey): Grant[] => [
  allow(['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], [queue.queueArn]),
  mayDecrypt(key),
];

/** What Lambda's poller does in the function's name. */
export const followStream = ({ table, key }: RetainedTable): Grant[] => [
  allow(
    ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    [table.tableStreamArn ?? ''],
  ),
  mayDecrypt(key),
];

/** Only through a verified identity of the service, whose name the stage chooses. */
export const sendMail = (scope: IConstruct): Grant[] => [
  allow(['ses:SendEmail'], [Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName: '*' })]),
];

/** SNS knows no resource for a telephone number; topics are out. */
export const sendText = (): Grant[] => [
  new PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:*:sns:*:*:*'] }),
];
