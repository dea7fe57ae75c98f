import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

const Settings = z.object({ FEED_QUEUE_URL: z.string().min(1) });

/** Asks for the next run over a file of accounts; the message holds its id and nothing else. */
export const sqsFeedQueue = (
  env: Readonly<Record<string, string | undefined>>,
): ((feedId: string) => Promise<void>) => {
  const client = new SQSClient({});
  return async (feedId) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: Settings.parse(env).FEED_QUEUE_URL,
        MessageBody: JSON.stringify({ feedId }),
      }),
    );
  };
};
