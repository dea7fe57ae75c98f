import { heading } from '#test/bench/figures.ts';

process.env['LOG_LEVEL'] = 'SILENT';
process.env['TEST_CLOCK'] = 'true';

const { sweepCost } = await import('#test/bench/sweep-cost.ts');
const { sixtyMonths } = await import('#test/bench/sixty-months.ts');

/** `npm run bench:case`: what a case costs over its years, and a sweep among many; both on DynamoDB Local (Java 17). */
const started = performance.now();
await sixtyMonths();
await sweepCost();
heading(`${((performance.now() - started) / 1000).toFixed(0)} s`);
