import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localFolder, root } from '#infra/local/paths.ts';
import { CommandFailed, run } from '#infra/local/run.ts';

/** A private virtual environment: what is in it, and what the person reads while it is made. */
interface Environment {
  readonly name: string;
  readonly requirements: string;
  readonly holds: string;
}

const emulator: Environment = { name: 'venv', requirements: 'requirements.txt', holds: 'the local emulator' };
const templateLint: Environment = { name: 'lint-venv', requirements: 'lint-requirements.txt', holds: 'cfn-lint' };

const clean = (): Record<string, string> => {
  const passed = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(passed.filter(([name]) => name !== 'PYTHONPATH' && name !== 'PYTHONHOME'));
};

const isRegistryDead = (output: string): boolean =>
  /No matching distribution|ConnectionError|NewConnectionError|Max retries|Temporary failure|timed out|ProxyError/i.test(
    output,
  );

const install = async (python: string, requirements: string, holds: string): Promise<void> => {
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-input',
    '--retries=2',
    '--timeout=10',
  ];
  try {
    await run(python, [...pip, '--require-hashes', '--only-binary=:all:', '-r', requirements], { env: clean() });
  } catch (error) {
    if (error instanceof CommandFailed && isRegistryDead(error.output))
      throw new Error(
        `The Python package registry did not give ${holds}: check the network, or name a mirror by PIP_INDEX_URL, and start again.`,
        { cause: error },
      );
    throw error;
  }
};

/** The interpreter of an environment that holds the pinned packages; made anew when the pins have changed. */
const pythonOf = async (environment: Environment, say: (line: string) => void): Promise<string> => {
  const { name, holds } = environment;
  const requirements = join(root, 'infra/local', environment.requirements);
  const folder = join(localFolder, name);
  const stamp = join(folder, '.requirements');
  const python = join(folder, 'bin/python');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && existsSync(python) && readFileSync(stamp, 'utf8') === wanted) return python;
  say(`Installing ${holds} into .local/${name} (once) …`);
  rmSync(folder, { recursive: true, force: true });
  await run(process.env['PYTHON'] ?? 'python3', ['-m', 'venv', folder], { env: clean() });
  await install(python, requirements, holds);
  writeFileSync(stamp, wanted);
  return python;
};

/** The interpreter that runs the emulator and the checks of an archive package. */
export const emulatorPython = async (say: (line: string) => void): Promise<string> => pythonOf(emulator, say);

/** The interpreter that has cfn-lint: apart, because only `npm run check` needs its 180 MB. */
export const lintPython = async (say: (line: string) => void): Promise<string> => pythonOf(templateLint, say);
