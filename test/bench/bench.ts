import { heading } from '#test/bench/figures.ts';

process.env['LOG_LEVEL'] = 'SILENT';
process.env['TEST_CLOCK'] = 'true';

const { transitions } = await import('#test/bench/transitions.ts');
const { planEngine } = await import('#test/bench/plan-engine.ts');
const { handlerTimes } = await import('#test/bench/handler-time.ts');
const { databaseCalls } = await import('#test/bench/database-calls.ts');
const { accountFeed } = await import('#test/bench/account-feed.ts');
const { archiveMemory } = await import('#test/bench/archive-memory.ts');
const { coldImports } = await import('#test/bench/cold-import.ts');

/** By name: `npm run bench -- feed` measures that part alone, and the whole 100,000 rows; without a name, a tenth of them. */
const asked = process.argv.slice(2);
const parts: Readonly<Record<string, () => Promise<void> | void>> = {
  transitions,
  plan: planEngine,
  handler: handlerTimes,
  database: databaseCalls,
  feed: accountFeed(asked.includes('feed') ? 100_000 : 10_000),
  archive: archiveMemory,
  cold: coldImports,
};

/** `npm run bench`: figures, each beside its baseline from the same run; what cannot be measured says why. */
const started = performance.now();
for (const [name, part] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  try {
    await part();
  } catch (error) {
    heading(`not measured: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
heading(`${((performance.now() - started) / 1000).toFixed(0)} s`);
