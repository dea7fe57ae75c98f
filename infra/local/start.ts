import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stopGroup } from '#infra/local/emulator.ts';
import { isFree } from '#infra/local/free-port.ts';
import { localFolder as dir } from '#infra/local/paths.ts';
import { forgetRunning, noteRunning, runningIn } from '#infra/local/running.ts';
import { loadSamples } from '#infra/local/samples.ts';
import { fail, say } from '#infra/local/say.ts';
import { announce, type Service, type Started, startService, withdraw } from '#infra/local/service.ts';

/** Where it listens when nothing is said and the port is free: an address that stays the same is easier to use. */
const usualPort = 4566;

const wantedPort = async (): Promise<number | undefined> => {
  const named = process.env['PORT'];
  if (named === undefined || named === '') return (await isFree(usualPort)) ? usualPort : undefined;
  const port = Number(named);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`PORT=${named} is no port: name one between 1 and 65535, or none for a free one.`);
};

/** A second start is refused; what a killed one left behind is cleared away. */
const clearTheWay = async (): Promise<void> => {
  const running = runningIn(dir);
  if (running?.starter !== undefined) {
    const state = existsSync(join(dir, 'service.json')) ? 'runs already' : 'is just being started';
    throw new Error(`The service ${state} (process ${running.starter}): use it, or end it with: npm run stop`);
  }
  if (running?.emulator !== undefined) {
    say('An earlier start was not ended properly: clearing it away …');
    await stopGroup(running.emulator);
  }
  withdraw(dir);
  forgetRunning(dir);
};

const tellHowToUse = (service: Service): void => {
  say('');
  say(`API        ${service.apiUrl}`);
  say(`AWS        ${service.awsEndpointUrl} (region ${service.region}, any credentials)`);
  say('Tokens     one for each role, for 24 hours; also in .local/service.json');
  for (const [name, token] of Object.entries(service.tokens)) say(`  ${name.padEnd(12)} ${token}`);
  say('');
  say('Try it     in another terminal:');
  say(`  curl -s -H "Authorization: Bearer $(node -p "require('./.local/service.json').tokens.supervisor")" \\`);
  say(`    '${service.apiUrl}/cases?state=OPEN'`);
  say('');
  say('Next       npm run demo · npm run advance -- --to 2027-02-23 · end it with Ctrl-C or npm run stop');
};

const untilAsked = (): Promise<void> =>
  new Promise((resolve) => {
    // A terminal signals npm and this process, and npm passes its own on: hearing it twice must not cut the ending short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    // Signals alone do not keep the process alive.
    setInterval(() => {}, 60_000);
  });

const main = async (): Promise<void> => {
  mkdirSync(dir, { recursive: true });
  await clearTheWay();
  noteRunning(dir, { starter: process.pid });
  const asked = untilAsked();
  let started: Started | undefined;
  try {
    const port = await wantedPort();
    started = await Promise.race([
      startService({
        dir,
        say,
        ...(port === undefined ? {} : { port }),
        onEmulator: (emulator) => noteRunning(dir, { starter: process.pid, emulator }),
      }),
      asked.then(() => undefined),
    ]);
    if (started === undefined) return;
    say('Making sample cases through the API …');
    const samples = await Promise.race([loadSamples(started.service), asked.then(() => undefined)]);
    if (samples === undefined) return;
    say(`${samples} sample cases are there.`);
    announce(dir, started.service);
    tellHowToUse(started.service);
    await asked;
    say('Ending …');
  } finally {
    withdraw(dir);
    await started?.stop();
    forgetRunning(dir);
  }
};

await main().catch(fail);
// The interval that waited for a signal would hold the process open; an emulator still starting is ended by the exit.
process.exit();
