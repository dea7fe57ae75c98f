import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

const Settings = z.object({ DEAD_LETTER_QUEUE_URL: z.string().min(1) });

/** Where what followed from an entry could not be done: which entry and what kind of fault, never what it holds. */
export const sqsDeadLetters = (
  env: Readonly<Record<string, string | undefined>>,
): ((letter: Readonly<Record<string, string | number>>) => Promise<void>) => {
  const { DEAD_LETTER_QUEUE_URL } = Settings.parse(env);
  const client = new SQSClient({});
  return async (letter) => {
    await client.send(new SendMessageCommand({ QueueUrl: DEAD_LETTER_QUEUE_URL, MessageBody: JSON.stringify(letter) }));
  };
};
