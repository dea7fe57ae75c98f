import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Service, startService } from '#infra/local/service.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The service that this test run deployed for itself. */
    service: Service;
  }
}

/** Deploys the whole app to an emulator of its own on a free port; the tests read it by `inject('service')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'repayment-e2e-'));
  const { service, stop } = await startService({ dir });
  project.provide('service', service);
  return async () => {
    await stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
