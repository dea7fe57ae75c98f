import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { readService } from '#infra/local/api-client.ts';
import { executions, stepFunctions } from '#infra/local/quiet.ts';
import { fail, say } from '#infra/local/say.ts';

/** `…-1` → `…-2`: only an operator's act raises the attempt (domain.md 4.15, 23). */
export const nextAttempt = (name: string): string => {
  const [, stem, attempt] = /^(.+)-(\d+)$/.exec(name) ?? [];
  if (stem === undefined || attempt === undefined) throw new Error(`${name} does not end with an attempt number`);
  return `${stem}-${Number(attempt) + 1}`;
};

const arnOf = async (execution: string): Promise<{ client: SFNClient; arn: string }> => {
  if (execution.startsWith('arn:')) {
    const client =
      process.env['AWS_ENDPOINT_URL'] === undefined &&
      process.env['AWS_PROFILE'] === undefined &&
      process.env['AWS_ACCESS_KEY_ID'] === undefined
        ? stepFunctions(readService())
        : new SFNClient({});
    return { client, arn: execution };
  }
  const service = readService();
  const client = stepFunctions(service);
  const found = (await executions(client, service)).find(({ name }) => name === execution);
  if (found === undefined) throw new Error(`no execution is named ${execution}; name its ARN for a deployed stage`);
  return { client, arn: found.arn };
};

/** `npm run retry -- EXECUTION` (name or ARN): the same input once more, under the next attempt's name. */
const main = async (): Promise<void> => {
  const execution = process.argv[2];
  if (execution === undefined) throw new Error('say which: npm run retry -- EXECUTION (name or ARN)');
  const { client, arn } = await arnOf(execution);
  const before = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
  if (before.status === 'RUNNING' || before.status === 'SUCCEEDED')
    throw new Error(`${before.name ?? arn} is ${before.status}: only one that ended badly is tried again`);
  const name = nextAttempt(before.name ?? '');
  const next = await client.send(
    new StartExecutionCommand({ stateMachineArn: before.stateMachineArn, name, input: before.input }),
  );
  say(`started ${name}\n${next.executionArn ?? ''}`);
};

await main().catch(fail);
