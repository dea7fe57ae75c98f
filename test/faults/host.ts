import { join } from 'node:path';
import * as z from 'zod';

/*
 * A process that runs the built bundles as Lambda does: one handler for each message, loaded at its first use. The parent
 * may end it at any moment.
 */
const Call = z.object({ id: z.int(), file: z.string(), event: z.unknown() });
const Bundle = z.object({ handler: z.custom<(...given: unknown[]) => unknown>((one) => typeof one === 'function') });
const context = { functionName: 'test', getRemainingTimeInMillis: () => 60_000 };

const answer = async (message: unknown): Promise<void> => {
  const { id, file, event } = Call.parse(message);
  try {
    const { handler } = Bundle.parse({ ...(await import(join(file, 'index.mjs'))) });
    process.send?.({ id, answer: await handler(event, context) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.name : 'fault' });
  }
};

process.on('message', (message) => void answer(message));
