import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import type { Workflows } from '#functions/usecases/ports.ts';

const Settings = z.object({
  /** ARN of every state machine up to its name, e.g. `arn:aws:states:eu-west-1:123456789012:stateMachine:repayment-local-`. */
  STATE_MACHINE_ARN_PREFIX: z.string().startsWith('arn:'),
});

/** AWS and the emulator spell the first one differently. */
const alreadyStarted = [
  'ExecutionAlreadyExists',
  'ExecutionAlreadyExistsException',
  'StepFunctions.ExecutionAlreadyExistsException',
];
const noLongerWaits = ['TaskDoesNotExist', 'TaskDoesNotExistException', 'TaskTimedOut', 'TaskTimedOutException'];

const isNamed = (fault: unknown, names: readonly string[]): boolean =>
  fault instanceof Error && names.includes(fault.name);

/** Starts executions by the name of their work and answers the waiting ones. */
export const stepFunctionsWorkflows = (env: Readonly<Record<string, string | undefined>>): Workflows => {
  const client = new SFNClient({});
  return {
    start: async (machine, name, input) => {
      const { STATE_MACHINE_ARN_PREFIX } = Settings.parse(env);
      const stateMachineArn = `${STATE_MACHINE_ARN_PREFIX}${machine}`;
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
        return 'started';
      } catch (fault) {
        if (isNamed(fault, alreadyStarted)) return 'exists';
        throw fault;
      }
    },
    answer: async (token, output) => {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
        return 'answered';
      } catch (fault) {
        if (isNamed(fault, noLongerWaits)) return 'gone';
        throw fault;
      }
    },
  };
};
