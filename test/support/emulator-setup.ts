import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmulator } from '#infra/local/emulator.ts';
import { freePort } from '#infra/local/free-port.ts';
import { emulatorPython } from '#infra/local/python.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Endpoint of a bare emulator for the adapter suites. */
    emulator: string;
  }
}

/** The suite of every port runs against what `npm start` runs on, too: without a deployment, on a free port. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'repayment-adapters-'));
  const emulator = await startEmulator(await emulatorPython(() => {}), dir, await freePort());
  project.provide('emulator', emulator.url);
  return async () => {
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
