import { SFNClient } from '@aws-sdk/client-sfn';
import { findExecution, nextAttempt } from '#infra/local/attempts.ts';
import { fail, say } from '#infra/local/say.ts';
import { stageTarget } from '#infra/local/stage-target.ts';

/** `npm run retry -- EXECUTION` (name or ARN): the same input once more, under the next attempt's name. */
const main = async (): Promise<void> => {
  const execution = process.argv[2];
  if (execution === undefined) throw new Error('say which: npm run retry -- EXECUTION (name or ARN)');
  const { settings, machineArnPrefix } = await stageTarget();
  const client = new SFNClient(settings);
  const { name, arn } = await nextAttempt(client, await findExecution(client, machineArnPrefix, execution));
  say(`started ${name}\n${arn}`);
};

await main().catch(fail);
