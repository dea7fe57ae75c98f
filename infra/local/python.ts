import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localFolder, root } from '#infra/local/paths.ts';
import { CommandFailed, run } from '#infra/local/run.ts';

const requirements = join(root, 'infra/local/requirements.txt');
const folder = join(localFolder, 'venv');
const stamp = join(folder, '.requirements');

const clean = (): Record<string, string> => {
  const passed = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(passed.filter(([name]) => name !== 'PYTHONPATH' && name !== 'PYTHONHOME'));
};

const isRegistryDead = (output: string): boolean =>
  /No matching distribution|ConnectionError|NewConnectionError|Max retries|Temporary failure|timed out|ProxyError/i.test(
    output,
  );

const install = async (python: string): Promise<void> => {
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  try {
    await run(python, [...pip, '--require-hashes', '--only-binary=:all:', '-r', requirements], { env: clean() });
  } catch (error) {
    if (error instanceof CommandFailed && isRegistryDead(error.output))
      throw new Error(
        'The Python package registry did not give the local emulator: check the network, or name a mirror by PIP_INDEX_URL, and start again.',
        { cause: error },
      );
    throw error;
  }
};

/** The interpreter of a private environment that holds the pinned emulator; made anew when the pins have changed. */
export const emulatorPython = async (say: (line: string) => void): Promise<string> => {
  const python = join(folder, 'bin/python');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && existsSync(python) && readFileSync(stamp, 'utf8') === wanted) return python;
  say('Installing the local emulator into .local/venv (once) …');
  rmSync(folder, { recursive: true, force: true });
  await run(process.env['PYTHON'] ?? 'python3', ['-m', 'venv', folder], { env: clean() });
  await install(python);
  writeFileSync(stamp, wanted);
  return python;
};
