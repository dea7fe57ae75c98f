import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { indexes } from '#functions/adapters/dynamodb/keys.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });
const attributeTypes = { S: AttributeType.STRING, N: AttributeType.NUMBER };

interface Settings {
  readonly key: Key;
  readonly retained: boolean;
}

/** The one table: own key, point-in-time recovery, stream of new images; kept and protected wherever state matters. */
export class RetainedTable extends Construct {
  readonly table: Table;
  readonly key: Key;
  readonly indexArns: readonly string[];

  constructor(scope: Construct, id: string, { key, retained }: Settings) {
    super(scope, id);
    this.key = key;
    this.table = new Table(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: retained,
      removalPolicy: retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const all = Object.values(indexes);
    for (const { name, partition, sort, carries } of all)
      this.table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: { name: partition.attribute, type: attributeTypes[partition.type] },
        sortKey: text(sort),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...carries],
      });
    this.indexArns = all.map(({ name }) => `${this.table.tableArn}/index/${name}`);
  }
}
