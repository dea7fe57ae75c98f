import type { Stack } from 'aws-cdk-lib';
import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Workflow } from '#infra/constructs/workflow.ts';

/**
 * New code, packs or holidays make `nextDueAt` stale: CloudFormation's own event about this stack starts the agenda in mode
 * `recompute` (architecture 4). The emulator publishes no such event, and a fresh one has nothing to recompute.
 */
export const recomputeAfterDeployment = (stack: Stack, agenda: Workflow, deadLetterQueue: IQueue): Rule =>
  new Rule(stack, 'AfterDeployment', {
    description: 'Derives the agenda of every case anew when this stack has been updated',
    eventPattern: {
      source: ['aws.cloudformation'],
      detailType: ['CloudFormation Stack Status Change'],
      detail: { 'stack-id': [stack.stackId], 'status-details': { status: ['UPDATE_COMPLETE'] } },
    },
    targets: [
      new SfnStateMachine(agenda.machine, {
        input: RuleTargetInput.fromObject({ mode: 'recompute' }),
        deadLetterQueue,
      }),
    ],
  });
