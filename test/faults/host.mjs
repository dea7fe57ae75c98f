import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

/*
 * A process that runs the built bundles as Lambda does: one handler for each message, loaded at its first use. The parent
 * may end it at any moment, so that what was compiled is kept at once for the next. Plain JavaScript without imports of
 * packages: hundreds of these are started.
 */
const { directory } = enableCompileCache(process.env.COMPILE_CACHE);
const context = { functionName: 'test', getRemainingTimeInMillis: () => 60_000 };
const loaded = new Set();

const load = async (folder) => {
  const { handler } = await import(join(folder, 'index.mjs'));
  if (directory !== undefined && !loaded.has(folder)) flushCompileCache();
  loaded.add(folder);
  return handler;
};

process.on('message', async ({ id, file, event }) => {
  try {
    const handler = await load(file);
    process.send({ id, answer: await handler(event, context) });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? error.name : 'fault' });
  }
});
