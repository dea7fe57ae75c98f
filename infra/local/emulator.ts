import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** An AWS emulator on this machine, started by us or somebody else's. */
export interface Emulator {
  readonly url: string;
  stop(): Promise<void>;
}

/** The region that everything local is in. */
export const region = 'us-east-1';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already: that is what was wanted.
  }
};

/** Ends a process group; after five seconds without asking. */
export const stopGroup = async (pid: number): Promise<void> => {
  signalGroup(pid, 'SIGTERM');
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await delay(50);
  signalGroup(pid, 'SIGKILL');
};

/** The functions inherit all of it, so it holds nothing of the person's own environment. */
const environment = (port: number, dir: string): Record<string, string> => ({
  PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
  HOME: dir,
  LANG: 'C.UTF-8',
  GATEWAY_PORT: String(port),
  BIND_HOST: '127.0.0.1',
  MINISTACK_REGION: region,
  PERSIST_STATE: '0',
  S3_PERSIST: '0',
  STATE_DIR: join(dir, 'state'),
  S3_DATA_DIR: join(dir, 's3'),
  TMPDIR: join(dir, 'tmp'),
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  MINISTACK_COGNITO_PRETOKEN_STRICT: '1',
});

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/_ministack/ready`)).ok;
  } catch {
    return false;
  }
};

const untilReady = async (url: string, child: ChildProcess, log: string): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await answers(url)) return;
    if (child.exitCode !== null) break;
    await delay(50);
  }
  const last = readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n');
  throw new Error(`The local emulator does not start; the end of ${log}:\n${last}`);
};

/** Starts the emulator with nothing in it, in a process group of its own; `onSpawn` hears of it before it answers. */
export const startEmulator = async (
  python: string,
  dir: string,
  port: number,
  onSpawn: (pid: number) => void = () => {},
): Promise<Emulator> => {
  for (const name of ['state', 's3', 'tmp']) {
    rmSync(join(dir, name), { recursive: true, force: true });
    mkdirSync(join(dir, name), { recursive: true });
  }
  // Its workers are CommonJS files that it writes there; without this they take the package type of whoever is above.
  writeFileSync(join(dir, 'tmp/package.json'), '{"type":"commonjs"}');
  const log = join(dir, 'emulator.log');
  const output = openSync(log, 'w');
  const child = spawn(python, ['-m', 'ministack'], {
    cwd: dir,
    env: environment(port, dir),
    detached: true,
    stdio: ['ignore', output, output],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`The local emulator does not start: ${python} cannot be run`);
  onSpawn(pid);
  const killAtExit = (): void => signalGroup(pid, 'SIGKILL');
  process.once('exit', killAtExit);
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await stopGroup(pid);
    process.off('exit', killAtExit);
    for (const name of ['state', 's3', 'tmp']) rmSync(join(dir, name), { recursive: true, force: true });
  };
  try {
    await untilReady(url, child, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
};

/** An emulator that somebody else runs (`AWS_ENDPOINT_URL`): used, not ended. */
export const foreignEmulator = async (url: string): Promise<Emulator> => {
  if (!(await answers(url)))
    throw new Error(
      `AWS_ENDPOINT_URL=${url} does not answer as the local emulator does: unset it, and one is started.`,
    );
  return { url, stop: async () => {} };
};
