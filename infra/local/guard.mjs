// Plain JavaScript, no imports but Node's own: it runs before node_modules exists and on whatever Node the machine has.
// One clear line for what is missing and the way out; `--install` only tells, because npm itself still has to work.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const installing = process.argv.includes('--install');
const bundled = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));

const nodeProblem = () => {
  if (installing) return undefined;
  if (Number(process.versions.node.split('.')[0]) >= 24) return undefined;
  if (!existsSync(bundled))
    return `Node ${process.versions.node} runs this, 24 is needed and comes with the dependencies: run "npm ci" (with install scripts allowed: "npm rebuild node").`;
  const { stdout } = spawnSync(bundled, ['--version'], { encoding: 'utf8' });
  return `Node ${process.versions.node} runs this although ${(stdout ?? '').trim()} is installed here: start it by "npm start" or "npm test", which put it first on the PATH.`;
};

const pythonCheck = 'import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 3)';

const pythonProblem = () => {
  const wanted = process.env.PYTHON ?? 'python3';
  const { status, error, stderr } = spawnSync(wanted, ['-c', pythonCheck], { encoding: 'utf8' });
  if (status === 0) return undefined;
  if (error)
    return `Python was not found as "${wanted}": the local emulator needs Python 3.10 or newer; install it or name it, PYTHON=/path/to/python3.`;
  if (status === 3)
    return `"${wanted}" is older than Python 3.10, which the local emulator needs: install a newer one or name it, PYTHON=/path/to/python3.`;
  if (/venv|ensurepip/.test(stderr))
    return `"${wanted}" cannot make virtual environments: install its venv module (Debian and Ubuntu: apt install python3-venv).`;
  return `"${wanted}" does not run (${(stderr ?? '').trim().split('\n').at(-1)}): the local emulator needs Python 3.10 or newer.`;
};

const problems = [nodeProblem(), pythonProblem()].filter((problem) => problem !== undefined);
for (const problem of problems) console.error(problem);
if (problems.length > 0 && !installing) process.exitCode = 1;
