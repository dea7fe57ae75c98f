import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

/** How a call of a function ended: with its answer, with an error, or not at all since its process was killed. */
export interface Outcome {
  readonly answer?: unknown;
  readonly error?: string | undefined;
  readonly wasKilled?: true;
}

export interface Processes {
  /** Runs a bundle, in the process that lives at present. */
  readonly invoke: (file: string, event: unknown) => Promise<Outcome>;
  /** Ends that process at once, as a host that breaks down does. */
  readonly kill: () => void;
  readonly close: () => Promise<void>;
}

const Message = z.object({ id: z.int(), answer: z.unknown().optional(), error: z.string().optional() });

/** Processes with the environment of the functions; a spare one is always ready to take over. */
export const processesWith = (env: Readonly<Record<string, string>>): Processes => {
  const compiled = mkdtempSync(join(tmpdir(), 'compiled-'));
  const spawn = (): ChildProcess =>
    fork('test/faults/host.mjs', [], {
      env: { PATH: process.env['PATH'] ?? '', COMPILE_CACHE: compiled, ...env },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  let current = spawn();
  let spare = spawn();
  let count = 0;
  return {
    kill: () => {
      current.kill('SIGKILL');
      current = spare;
      spare = spawn();
    },
    invoke: async (file, event) => {
      count += 1;
      const id = count;
      const child = current;
      return new Promise((resolve) => {
        const onExit = (): void => resolve({ wasKilled: true });
        child.once('exit', onExit);
        child.on('message', (message) => {
          const said = Message.parse(message);
          if (said.id !== id) return;
          child.off('exit', onExit);
          resolve(said.error === undefined ? { answer: said.answer } : { error: said.error });
        });
        child.send({ id, file, event });
      });
    },
    close: async () => {
      for (const child of [current, spare]) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      rmSync(compiled, { recursive: true, force: true });
    },
  };
};
