import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { keeperRole, type Stage } from '#infra/stage.ts';

interface Props {
  readonly stage: Stage;
  readonly key: Key;
  readonly accessLogs: Bucket;
  /** Object Lock on the bucket: single versions are then held or retained, and nothing by default. */
  readonly locked: boolean;
  /** Tells EventBridge of every new object. */
  readonly announces?: boolean;
  readonly lifecycle?: readonly LifecycleRule[];
}

/** A private, versioned, encrypted bucket over TLS only, with its accesses logged. */
export class ServiceBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage, key, accessLogs, locked, announces, lifecycle }: Props) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      objectLockEnabled: locked,
      lifecycleRules: [
        { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
        ...(lifecycle ?? []),
      ],
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const resource = this.bucket.node.defaultChild;
    if (locked) this.bucket.addToResourcePolicy(this.mayNotDelete(stage));
    if (!(resource instanceof CfnBucket)) return;
    resource.loggingConfiguration = {
      destinationBucketName: accessLogs.bucketName,
      logFilePrefix: `${id.toLowerCase()}/`,
    };
    accessLogs.addToResourcePolicy(this.mayLog(accessLogs));
    // By the property: the construct's own switch adds a function that sets it, which is one function more to guard.
    if (announces === true)
      resource.addPropertyOverride('NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled', true);
  }

  /** Whatever a role is granted elsewhere: no version of a locked object is deleted but by the keeper of the archive (R66). */
  private mayNotDelete(stage: Stage): PolicyStatement {
    const { account, partition } = Stack.of(this);
    return new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'],
      resources: [this.bucket.arnForObjects('*')],
      conditions: {
        ArnNotEquals: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/${keeperRole(stage)}` },
      },
    });
  }

  private mayLog(accessLogs: Bucket): PolicyStatement {
    return new PolicyStatement({
      principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [accessLogs.arnForObjects('*')],
      conditions: {
        ArnLike: { 'aws:SourceArn': this.bucket.bucketArn },
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      },
    });
  }
}
