import type { Stack } from 'aws-cdk-lib';
import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

interface Props {
  readonly agenda: IStateMachine;
  readonly deadLetterQueue: IQueue;
  /** Names of the stacks whose functions write due dates. */
  readonly stacks: readonly string[];
}

/**
 * New code, packs or holidays make `nextDueAt` stale: CloudFormation's own event starts the agenda in mode `recompute`
 * (architecture 4). Each stack with functions counts, because the API writes by the old code until its own stack is through;
 * and a rollback counts, because it brings the old code back. Cases of the current version are only read. The emulator
 * publishes no such event, and a fresh one has nothing to recompute.
 */
export const recomputeAfterDeployment = (scope: Stack, { agenda, deadLetterQueue, stacks }: Props): Rule =>
  new Rule(scope, 'AfterDeployment', {
    description: 'Derives the agenda of every case anew when functions have been deployed or rolled back',
    eventPattern: {
      source: ['aws.cloudformation'],
      detailType: ['CloudFormation Stack Status Change'],
      detail: {
        'stack-id': stacks.map((stackName) => ({
          prefix: scope.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${stackName}/` }),
        })),
        'status-details': { status: ['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'] },
      },
    },
    targets: [
      new SfnStateMachine(agenda, { input: RuleTargetInput.fromObject({ mode: 'recompute' }), deadLetterQueue }),
    ],
  });
