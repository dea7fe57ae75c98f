import { entryOfImage } from '#functions/adapters/dynamodb/journal-image.ts';
import { once } from '#functions/adapters/once.ts';
import { systemPorts } from '#functions/adapters/system.ts';
import { streamHandler } from '#functions/runtime/stream-handler.ts';
import { dispatch } from '#functions/usecases/dispatch.ts';

const deadLetters = once(async () =>
  (await import('#functions/adapters/sqs/dead-letters.ts')).sqsDeadLetters(process.env),
);

export const handler = streamHandler({
  entryOf: entryOfImage,
  dispatch: async (entry) => dispatch(systemPorts(), entry),
  bury: async (letter) => (await deadLetters())({ ...letter }),
});
