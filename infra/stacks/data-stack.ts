import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, StorageClass } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { RetainedTable } from '#infra/constructs/retained-table.ts';
import { ServiceBucket } from '#infra/constructs/service-bucket.ts';
import { ServiceKey } from '#infra/constructs/service-key.ts';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props extends StackProps {
  readonly stage: Stage;
}

/** What is kept: keys, the table, the buckets. Changes seldom, outlives everything else. */
export class DataStack extends Stack {
  readonly store: RetainedTable;
  readonly documentsKey: Key;
  readonly archiveKey: Key;
  readonly statisticsKey: Key;
  readonly logKey: Key;
  readonly messageKey: Key;
  readonly signingKey: Key;
  readonly intake: Bucket;
  readonly documents: Bucket;
  readonly archive: Bucket;
  readonly statistics: Bucket;

  constructor(scope: Construct, id: string, { stage, ...props }: Props) {
    super(scope, id, props);
    this.terminationProtection = stage.retained;
    const tableKey = new ServiceKey(this, 'TableKey', { stage, use: 'table' }).key;
    this.documentsKey = new ServiceKey(this, 'DocumentsKey', { stage, use: 'documents', neverDeleted: true }).key;
    this.archiveKey = new ServiceKey(this, 'ArchiveKey', { stage, use: 'archive', neverDeleted: true }).key;
    // Of its own, so that those who read statistics are given nothing else.
    this.statisticsKey = new ServiceKey(this, 'StatisticsKey', { stage, use: 'statistics' }).key;
    this.logKey = new ServiceKey(this, 'LogKey', { stage, use: 'logs' }).key;
    this.messageKey = new ServiceKey(this, 'MessageKey', { stage, use: 'messages' }).key;
    this.signingKey = this.signing(stage);
    this.letLogsEncrypt();
    this.letEventsEncrypt();

    this.store = new RetainedTable(this, 'CaseFiles', { key: tableKey, retained: stage.retained });

    const accessLogs = this.accessLogs(stage);
    const bucketProps = { stage, accessLogs };
    this.intake = new ServiceBucket(this, 'Intake', {
      ...bucketProps,
      key: this.documentsKey,
      locked: false,
      announces: true,
      // An upload is copied within minutes; what is still here after a week belongs to nobody.
      lifecycle: [{ id: 'short-life', expiration: Duration.days(7), noncurrentVersionExpiration: Duration.days(1) }],
    }).bucket;
    if (stage.inboundMail !== undefined) this.letMailArrive();
    this.documents = new ServiceBucket(this, 'Documents', {
      ...bucketProps,
      key: this.documentsKey,
      locked: true,
    }).bucket;
    this.archive = new ServiceBucket(this, 'Archive', {
      ...bucketProps,
      key: this.archiveKey,
      locked: true,
      lifecycle: [
        {
          id: 'seldom-read',
          transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(30) }],
        },
        {
          // After two years hardly anybody asks; then it takes half a day to bring an object back. Lists and seals of a package
          // stay below this size: checking and destroying read them.
          id: 'hardly-ever-read',
          objectSizeGreaterThan: 1024 * 1024,
          transitions: [{ storageClass: StorageClass.DEEP_ARCHIVE, transitionAfter: Duration.days(730) }],
        },
      ],
    }).bucket;

    this.statistics = new ServiceBucket(this, 'Statistics', {
      ...bucketProps,
      key: this.statisticsKey,
      locked: false,
      // A month is written anew each night until it is over; what stood there before is of no use.
      lifecycle: [{ id: 'replaced', noncurrentVersionExpiration: Duration.days(7) }],
    }).bucket;

    new CfnOutput(this, 'StatisticsBucket', { value: this.statistics.bucketName });
    new CfnOutput(this, 'Table', { value: this.store.table.tableName });
    new CfnOutput(this, 'IntakeBucket', { value: this.intake.bucketName });
    new CfnOutput(this, 'DocumentsBucket', { value: this.documents.bucketName });
    new CfnOutput(this, 'ArchiveBucket', { value: this.archive.bucketName });
  }

  /** R11: SES puts mails of this account's rules into the quarantine, encrypted like everything there. */
  private letMailArrive(): void {
    const conditions = { StringEquals: { 'aws:SourceAccount': this.account } };
    const ses = new ServicePrincipal('ses.amazonaws.com', { conditions });
    this.intake.addToResourcePolicy(
      new PolicyStatement({
        sid: 'MailArrives',
        principals: [ses],
        actions: ['s3:PutObject'],
        resources: [this.intake.arnForObjects('mail/*')],
      }),
    );
    this.documentsKey.grantEncryptDecrypt(ses);
  }

  private signing(stage: Stage): Key {
    return new Key(this, 'SigningKey', {
      alias: `${prefixOf(stage)}-signing`,
      description: `Repayment assistance, ${stage.name}: seals agreements and archive packages`,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(30),
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Server access logs: no lock (S3 refuses it there) and S3's own key (it cannot write with another). */
  private accessLogs(stage: Stage): Bucket {
    return new Bucket(this, 'AccessLogs', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          id: 'logs',
          expiration: Duration.days(stage.logRetentionDays),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  private letLogsEncrypt(): void {
    const logs = new ServicePrincipal(`logs.${this.region}.amazonaws.com`, {
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:*`,
        },
      },
    });
    this.logKey.grantEncryptDecrypt(logs);
  }

  /** EventBridge and CloudWatch put messages into encrypted queues and topics of this account. */
  private letEventsEncrypt(): void {
    const conditions = { StringEquals: { 'aws:SourceAccount': this.account } };
    for (const service of ['events', 'cloudwatch', 'scheduler'])
      this.messageKey.grantEncryptDecrypt(new ServicePrincipal(`${service}.amazonaws.com`, { conditions }));
  }
}
