import { heading } from '#test/bench/figures.ts';

process.env['LOG_LEVEL'] = 'SILENT';
process.env['TEST_CLOCK'] = 'true';

const { transitions } = await import('#test/bench/transitions.ts');
const { planEngine } = await import('#test/bench/plan-engine.ts');
const { handlerTimes } = await import('#test/bench/handler-time.ts');
const { databaseCalls } = await import('#test/bench/database-calls.ts');
const { archiveMemory } = await import('#test/bench/archive-memory.ts');
const { coldImports } = await import('#test/bench/cold-import.ts');

const parts: readonly (() => Promise<void> | void)[] = [
  transitions,
  planEngine,
  handlerTimes,
  databaseCalls,
  archiveMemory,
  coldImports,
];

/** `npm run bench`: figures, each beside its baseline from the same run; what cannot be measured says why. */
const started = performance.now();
for (const part of parts) {
  try {
    await part();
  } catch (error) {
    heading(`not measured: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
heading(`${((performance.now() - started) / 1000).toFixed(0)} s`);
