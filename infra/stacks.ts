import { type App, Tags } from 'aws-cdk-lib';
import { operations } from '#functions/contracts/operations.ts';
import { ApiStack } from '#infra/stacks/api-stack.ts';
import { DataStack } from '#infra/stacks/data-stack.ts';
import { OperationsStack } from '#infra/stacks/operations-stack.ts';
import { WorkflowStack } from '#infra/stacks/workflow-stack.ts';
import { prefixOf, type Stage } from '#infra/stage.ts';

export interface Stacks {
  readonly data: DataStack;
  readonly workflow: WorkflowStack;
  readonly api: ApiStack;
  readonly operations: OperationsStack;
}

/** The four stacks of one stage. */
export const addStacks = (app: App, stage: Stage): Stacks => {
  const prefix = prefixOf(stage);
  const common = {
    stage,
    // Locally the account is the emulator's; elsewhere the one that the credentials belong to.
    ...(stage.emulated ? { env: { account: '000000000000', region: process.env['AWS_REGION'] ?? 'us-east-1' } } : {}),
  };
  const data = new DataStack(app, 'Data', { ...common, stackName: `${prefix}-data` });
  const workflow = new WorkflowStack(app, 'Workflow', { ...common, stackName: `${prefix}-workflow`, data });
  const api = new ApiStack(app, 'Api', {
    ...common,
    stackName: `${prefix}-api`,
    data,
    settings: workflow.settings,
    routes: operations,
  });
  const operationsStack = new OperationsStack(app, 'Operations', {
    ...common,
    stackName: `${prefix}-operations`,
    api: api.api,
    messaging: workflow.messaging,
    alarmKey: data.messageKey,
    workflows: workflow.workflows,
    functions: [...workflow.functions, ...api.functions],
  });
  Tags.of(app).add('service', 'repayment-assistance');
  Tags.of(app).add('stage', stage.name);
  return { data, workflow, api, operations: operationsStack };
};
