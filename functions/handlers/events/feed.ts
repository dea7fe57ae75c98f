import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { systemPorts } from '#functions/adapters/system.ts';
import { eventHandler } from '#functions/runtime/event-handler.ts';
import { logged } from '#functions/runtime/logger.ts';
import { takeFeed } from '#functions/usecases/take-feed.ts';

const Messages = z.object({ Records: z.array(z.object({ body: z.string() })) });
const Asked = z.object({ feedId: z.string() });

export const handler = eventHandler(async (input: unknown, context: Context): Promise<void> => {
  for (const { body } of Messages.parse(input).Records) {
    const { feedId } = Asked.parse(JSON.parse(body));
    const feed = await takeFeed(systemPorts(), feedId, { remaining: () => context.getRemainingTimeInMillis() });
    logged('rows of a feed taken in', { feedId, outcome: feed?.status ?? 'unknown', lines: feed?.lines ?? 0 });
  }
});
