import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { inOneLine } from '#infra/local/stage-target.ts';

/** One execution as it stands. */
interface Execution {
  readonly name: string;
  readonly arn: string;
  readonly machineArn: string;
  readonly status: string;
  readonly input: string;
}

export const machines = ['agenda', 'follow-up', 'instalment', 'adjustment', 'deadline', 'archiving'] as const;

const isCalled = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.some((name) => error.name.endsWith(name));

const executionAt = async (client: SFNClient, executionArn: string): Promise<Execution | undefined> => {
  try {
    const found = await client.send(new DescribeExecutionCommand({ executionArn }));
    const { name = '', stateMachineArn: machineArn = '', status = '', input = '{}' } = found;
    return { name, arn: executionArn, machineArn, status, input };
  } catch (error) {
    if (isCalled(error, 'ExecutionDoesNotExist', 'InvalidArn')) return undefined;
    throw new Error(`Step Functions does not answer: ${inOneLine(error)}`, { cause: error });
  }
};

const arnOf = (machineArn: string, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

/** By its ARN, or by its name in whichever machine it runs. */
export const findExecution = async (
  client: SFNClient,
  machineArnPrefix: string,
  execution: string,
): Promise<Execution> => {
  const arns = execution.startsWith('arn:')
    ? [execution]
    : machines.map((machine) => arnOf(`${machineArnPrefix}${machine}`, execution));
  const isName = execution.startsWith('arn:') || /^[0-9A-Za-z_-]{1,80}$/.test(execution);
  const found = isName ? await Promise.all(arns.map(async (arn) => executionAt(client, arn))) : [];
  const one = found.find((each) => each !== undefined);
  if (one === undefined) throw new Error(`No execution is called ${execution}.`);
  return one;
};

const numbered = (name: string): { stem: string; attempt: number } => {
  const [, stem, attempt] = /^(.+-[0-9a-f]{6})-(\d+)$/.exec(name) ?? [];
  if (stem === undefined || attempt === undefined)
    throw new Error(`${name} bears no number of an attempt: the next sweep makes up for a failed one.`);
  return { stem, attempt: Number(attempt) };
};

const ended: Readonly<Record<string, string>> = {
  RUNNING: 'is still running: there is nothing to try again',
  PENDING_REDRIVE: 'is about to run again: there is nothing to try',
  SUCCEEDED: 'has succeeded: there is nothing to try again',
};

const requireFailed = ({ name, status }: Execution, asked: string): void => {
  const why = ended[status];
  if (why === undefined) return;
  throw new Error(name === asked ? `${name} ${why}.` : `${asked} was tried again already: ${name} ${why}.`);
};

/**
 * The next attempt of an execution that ended badly, with the same input under the next number: only an operator's act raises
 * it (domain.md 4.15, 23). Of several attempts the last one counts.
 */
export const nextAttempt = async (client: SFNClient, failed: Execution): Promise<{ name: string; arn: string }> => {
  const { stem, attempt } = numbered(failed.name);
  let last = failed;
  requireFailed(last, failed.name);
  for (let no = attempt + 1; ; no += 1) {
    const name = `${stem}-${no}`;
    const later = await executionAt(client, arnOf(failed.machineArn, name));
    if (later === undefined) return start(client, last, name);
    requireFailed(later, failed.name);
    last = later;
  }
};

const start = async (
  client: SFNClient,
  { machineArn, input }: Execution,
  name: string,
): Promise<{ name: string; arn: string }> => {
  try {
    const { executionArn = '' } = await client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn, name, input }),
    );
    return { name, arn: executionArn };
  } catch (error) {
    if (isCalled(error, 'ExecutionAlreadyExists', 'ExecutionAlreadyExistsException'))
      throw new Error(`Somebody else has just started ${name}.`, { cause: error });
    throw new Error(`${name} could not be started: ${inOneLine(error)}`, { cause: error });
  }
};
