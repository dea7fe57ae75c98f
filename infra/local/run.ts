import { spawn } from 'node:child_process';
import { root } from '#infra/local/paths.ts';

interface Run {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A command that ended badly, with what it said last. */
export class CommandFailed extends Error {
  readonly output: string;

  constructor(command: string, output: string, options?: ErrorOptions) {
    super(`${command} failed:\n${output.trim().split('\n').slice(-15).join('\n')}`, options);
    this.output = output;
  }
}

/** Runs a command to its end without a shell; answers what it printed. */
export const run = (command: string, args: readonly string[], { env, cwd = root }: Run = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(env === undefined ? {} : { env }),
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.once('error', (cause) => reject(new CommandFailed(command, cause.message, { cause })));
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new CommandFailed([command, ...args].join(' '), output));
    });
  });
