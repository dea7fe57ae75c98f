import { setTimeout as delay } from 'node:timers/promises';
import { stopGroup } from '#infra/local/emulator.ts';
import { localFolder as dir } from '#infra/local/paths.ts';
import { forgetRunning, runningIn } from '#infra/local/running.ts';
import { fail, say } from '#infra/local/say.ts';
import { withdraw } from '#infra/local/service.ts';

/** `npm run stop`: ends the service as Ctrl-C does, and whatever a killed start has left behind. */
const main = async (): Promise<void> => {
  const running = runningIn(dir);
  if (running?.starter === undefined && running?.emulator === undefined) {
    withdraw(dir);
    forgetRunning(dir);
    say('No service is running.');
    return;
  }
  if (running.starter !== undefined) {
    process.kill(running.starter, 'SIGTERM');
    for (let tries = 0; tries < 140 && runningIn(dir)?.starter !== undefined; tries += 1) await delay(50);
  }
  const left = runningIn(dir)?.emulator;
  if (left !== undefined) await stopGroup(left);
  withdraw(dir);
  forgetRunning(dir);
  say('The service has ended.');
};

await main().catch(fail);
