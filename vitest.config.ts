import { defineConfig } from 'vitest/config';

/** Everything that runs against a started service; each has the emulator to itself or says how it shares it. */
const deployed = ['test/e2e/**/*.test.ts', 'test/workflows/**/*.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    expect: { requireAssertions: true },
    env: { LOG_LEVEL: 'SILENT' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...deployed, 'test/adapters/**', 'test/faults/**', 'test/lives/**'],
        },
      },
      // Random lives take a minute of two cores: pure domain, two files side by side.
      { extends: true, test: { name: 'lives', include: ['test/lives/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'adapters',
          include: ['test/adapters/**/*.test.ts', 'test/faults/**/*.test.ts'],
          globalSetup: ['test/support/dynamodb-local-setup.ts', 'test/support/emulator-setup.ts'],
          setupFiles: ['test/support/emulator-env.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: deployed,
          globalSetup: ['test/support/service-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
