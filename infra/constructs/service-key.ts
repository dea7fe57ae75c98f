import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, AnyPrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props {
  readonly stage: Stage;
  /** One key for each class of what is kept. */
  readonly use: string;
  /** Deleting the key would make locked objects unreadable: Object Lock does not guard it. */
  readonly neverDeleted?: boolean;
}

/** A customer-managed key, rotated every year. */
export class ServiceKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { stage, use, neverDeleted = false }: Props) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      alias: `${prefixOf(stage)}-${use}`,
      description: `Repayment assistance, ${stage.name}: ${use}`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    if (neverDeleted && stage.retained)
      this.key.addToResourcePolicy(
        new PolicyStatement({
          sid: 'NobodyDeletesTheKeyOfLockedObjects',
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
          resources: ['*'],
        }),
      );
  }
}
