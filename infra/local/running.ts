import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Running = z.object({ starter: z.int().positive(), emulator: z.int().positive().optional() });

/** Which processes belong to a started service. */
export type Running = z.infer<typeof Running>;

const fileIn = (dir: string): string => join(dir, 'running.json');

const commandOf = (pid: number): string =>
  spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';

/** Process numbers are used again: only the command says whether it is still ours. */
const isOurs = (pid: number | undefined, command: string): boolean =>
  pid !== undefined && commandOf(pid).includes(command);

/** The processes of an earlier start that still live, or undefined. */
export const runningIn = (dir: string): { starter?: number; emulator?: number } | undefined => {
  if (!existsSync(fileIn(dir))) return undefined;
  const noted = Running.safeParse(JSON.parse(readFileSync(fileIn(dir), 'utf8')));
  if (!noted.success) return undefined;
  const { starter, emulator } = noted.data;
  return {
    ...(isOurs(starter, 'infra/local/start.ts') ? { starter } : {}),
    ...(emulator !== undefined && isOurs(emulator, 'ministack') ? { emulator } : {}),
  };
};

export const noteRunning = (dir: string, running: Running): void => {
  writeFileSync(fileIn(dir), JSON.stringify(running));
};

export const forgetRunning = (dir: string): void => rmSync(fileIn(dir), { force: true });
