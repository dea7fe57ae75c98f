import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props {
  readonly stage: Stage;
  readonly api: RestApi;
}

/** 2,000 requests in five minutes from one address: far above a branch at work, far below a flood. */
const requestsPerAddress = 2000;

const seen = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  // No sampled requests: they would keep headers and addresses of borrowers.
  sampledRequestsEnabled: false,
  metricName,
});

const managed = (name: string, priority: number): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
  visibilityConfig: seen(name),
});

/** The web application firewall before the API. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { stage, api }: Props) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      name: prefixOf(stage),
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: seen(prefixOf(stage)),
      rules: [
        managed('AWSManagedRulesAmazonIpReputationList', 0),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 1),
        {
          name: 'OneAddressTooOften',
          priority: 2,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: requestsPerAddress, aggregateKeyType: 'IP' } },
          visibilityConfig: seen('OneAddressTooOften'),
        },
      ],
    });
    new CfnWebACLAssociation(this, 'Association', {
      resourceArn: api.deploymentStage.stageArn,
      webAclArn: acl.attrArn,
    });
  }
}
