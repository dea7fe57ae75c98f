import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { functionName } from '#infra/bundle.ts';
import { readService } from '#infra/local/api-client.ts';
import { clientSettings } from '#infra/local/people.ts';

type ClientSettings = Partial<ReturnType<typeof clientSettings>>;

/** Where an operator's act is done: the started service, or a deployed stage. */
export interface StageTarget {
  readonly stage: string;
  /** What every AWS client is made with; empty for a deployed stage: the operator's own region and credentials. */
  readonly settings: ClientSettings;
  readonly table: string;
  readonly intakeBucket: string;
  readonly deadLetterQueueUrl: string;
  readonly feedQueueUrl: string;
  /** ARN of every machine up to its name. */
  readonly machineArnPrefix: string;
  /** Name of the function that is made of an entry such as `events/journal.ts`. */
  readonly functionOf: (entry: string) => string;
}

const Variables = z.object({
  TABLE: z.string(),
  INTAKE_BUCKET: z.string(),
  DEAD_LETTER_QUEUE_URL: z.string(),
  FEED_QUEUE_URL: z.string(),
  STATE_MACHINE_ARN_PREFIX: z.string(),
});

const Fault = z.object({ name: z.string(), message: z.string() });

/** What AWS says, in one line. */
export const inOneLine = (error: unknown): string => {
  const { name, message } = Fault.parse(error);
  return `${name}: ${message.split('\n')[0] ?? ''}`.replaceAll(/\s+/g, ' ').slice(0, 300);
};

/** The SDK finds region and credentials by itself; of an endpoint out of the environment it would tell in many lines. */
const ownSettings = (): ClientSettings => {
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  return endpoint === undefined ? {} : { endpoint };
};

/**
 * The stage that `STAGE` names, reached with the credentials of the environment; without it the started service. A stage's
 * own functions know what its things are called, so nothing but its name is needed.
 */
export const stageTarget = async (): Promise<StageTarget> => {
  const named = process.env['STAGE'] ?? '';
  const stage = named === '' ? 'local' : named;
  const settings = named === '' ? clientSettings(readService().awsEndpointUrl) : ownSettings();
  const functionOf = (entry: string): string => `repayment-${stage}-${functionName(entry)}`;
  const FunctionName = functionOf('events/journal.ts');
  try {
    const { Environment } = await new LambdaClient(settings).send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    const found = Variables.parse(Environment?.Variables ?? {});
    return {
      stage,
      settings,
      functionOf,
      table: found.TABLE,
      intakeBucket: found.INTAKE_BUCKET,
      deadLetterQueueUrl: found.DEAD_LETTER_QUEUE_URL,
      feedQueueUrl: found.FEED_QUEUE_URL,
      machineArnPrefix: found.STATE_MACHINE_ARN_PREFIX,
    };
  } catch (error) {
    throw new Error(`The stage ${stage} cannot be reached (its function ${FunctionName}): ${inOneLine(error)}`, {
      cause: error,
    });
  }
};
