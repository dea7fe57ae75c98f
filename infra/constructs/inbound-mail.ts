import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

interface Props {
  readonly name: string;
  readonly recipient: string;
  readonly bucket: Bucket;
}

/**
 * R11: what is mailed to the bank's address for papers lands in the quarantine, scanned like every upload. One rule set is
 * active in an account and region: making it so is an operator's act (README, Deploy).
 */
export class InboundMail extends Construct {
  constructor(scope: Construct, id: string, { name, recipient, bucket }: Props) {
    super(scope, id);
    const rules = new CfnReceiptRuleSet(this, 'Rules', { ruleSetName: name });
    new CfnReceiptRule(this, 'Papers', {
      ruleSetName: rules.ref,
      rule: {
        enabled: true,
        scanEnabled: true,
        tlsPolicy: 'Require',
        recipients: [recipient],
        actions: [{ s3Action: { bucketName: bucket.bucketName, objectKeyPrefix: 'mail/' } }],
      },
    });
  }
}
