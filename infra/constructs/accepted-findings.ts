import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Stacks } from '#infra/stacks.ts';

interface Accepted {
  readonly id: string;
  readonly reason: string;
}

const accept = (scope: IConstruct, findings: readonly Accepted[]): void => {
  for (const { id, reason } of findings)
    Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-${id}`, reason });
};

/** X-Ray's two write actions and the log-delivery actions know no resources. */
const noResource: Accepted = {
  id: 'IAM5[Resource::*]',
  reason:
    'X-Ray (PutTraceSegments, PutTelemetryRecords), CloudWatch log delivery and text messages by SNS know no resource; nothing else here has a wildcard, and a template test lists every grant.',
};

/** The buckets as cdk-nag spells their ARNs in the stacks that import them; logical ids of stateful things never change. */
const bucketExports = [
  'ExportsOutputFnGetAttIntakeBucketDF3620F2ArnBD091C62',
  'ExportsOutputFnGetAttDocumentsBucket089EA665Arn9C7B4550',
  'ExportsOutputFnGetAttArchiveBucket49F1AC64Arn3FBD647E',
  'ExportsOutputFnGetAttStatisticsBucket9931B846Arn5BE9A64D',
];

const objectsOf = ({ data }: Stacks): Accepted[] =>
  bucketExports.map((name) => ({
    id: `IAM5[Resource::${data.stackName}:${name}/*]`,
    reason: 'The objects of one bucket, for the named actions: keys are made from case ids that do not exist yet.',
  }));

const anySender: Accepted = {
  id: 'IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
  reason: 'The bank verifies its own sender address with SES; only SendEmail, only identities of this account.',
};

const managedRule: Accepted = {
  id: 'IAM5[Resource::arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*]',
  reason: 'GuardDuty makes the name of its own rule; it may change only rules that are managed by it.',
};

/** Findings of cdk-nag that stand, each with its reason. Everything else fails the synth and a test. */
export const acceptFindings = (stacks: Stacks): void => {
  const { workflow, api } = stacks;
  for (const stack of [workflow, api]) accept(stack, [noResource, ...objectsOf(stacks)]);
  accept(workflow, [
    { id: 'SQS3', reason: 'It is the dead-letter queue: of the stream, the uploads and the schedule.' },
    anySender,
    managedRule,
    {
      id: 'IAM5[Resource::<StatisticsExportFunctionA79296C1.Arn>:*]',
      reason: 'The schedule may invoke this one function; its target grants that for every version of it.',
    },
  ]);
  accept(api, [
    anySender,
    {
      id: 'COG4',
      reason:
        'A Lambda authorizer verifies tokens of whichever OIDC issuer the bank names; the user pool is only the default one.',
    },
    {
      id: 'COG8',
      reason:
        'Threat protection belongs to the identity provider that the bank brings; the default pool requires MFA and has no sign-up.',
    },
    {
      id: 'APIG4',
      reason:
        'Public by the table of operations: health, OpenAPI document, and what is protected by a secret in its own address.',
    },
    {
      id: 'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason: 'The policy that API Gateway documents for the account-wide role by which it writes its logs.',
    },
  ]);
};
