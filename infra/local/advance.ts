import { parseArgs } from 'node:util';
import { advance, instantOf } from '#infra/local/advance-time.ts';
import { readService } from '#infra/local/api-client.ts';
import { fail, say } from '#infra/local/say.ts';

/** `npm run advance -- --to 2027-02-23 [--case ID]`: lets time pass on a stage with a test clock. */
const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { to: { type: 'string' }, case: { type: 'string' } } });
  if (values.to === undefined) throw new Error('say until when: npm run advance -- --to 2027-02-23 [--case ID]');
  const jumps = await advance(readService(), {
    to: instantOf(values.to),
    ...(values.case === undefined ? {} : { caseId: values.case }),
    onJump: ({ at, started }) =>
      say(
        `${at}  ${started.length === 0 ? 'nothing new was started' : started.map(({ name, status }) => `${name} ${status}`).join('\n                      ')}`,
      ),
  });
  say(`${jumps} due instants up to ${values.to}; all is quiet.`);
};

await main().catch(fail);
