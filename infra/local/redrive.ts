import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Message } from '@aws-sdk/client-sqs';
import { letterReader } from '#infra/local/dead-letters.ts';
import { fail, say } from '#infra/local/say.ts';
import { inOneLine, stageTarget } from '#infra/local/stage-target.ts';

const counted = (count: number): string => (count === 1 ? '1 letter' : `${count} letters`);

/**
 * `npm run redrive`: plays the dead-letter queue again, each letter once. What fails again stays in the queue, or is buried
 * anew by the reactions, and the others are played nevertheless.
 */
const main = async (): Promise<void> => {
  const target = await stageTarget();
  const QueueUrl = target.deadLetterQueueUrl;
  const queue = new SQSClient(target.settings);
  const letterOf = letterReader(target);
  const take = async (): Promise<Message | undefined> => {
    const wanted = { QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 1, VisibilityTimeout: 120 };
    return (await queue.send(new ReceiveMessageCommand(wanted))).Messages?.[0];
  };

  const seen = new Set<string>();
  const kept: Message[] = [];
  for (let message = await take(); message !== undefined; message = await take()) {
    const { title, play } = letterOf(message.Body ?? '', message.MessageId ?? '');
    if (seen.has(title)) {
      kept.push(message);
      say(`${title}: was buried again, its cause is still there`);
      continue;
    }
    seen.add(title);
    try {
      await play();
      await queue.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      say(`${title}: played again`);
    } catch (error) {
      kept.push(message);
      say(`${title}: stays in the queue; ${inOneLine(error)}`);
    }
  }
  for (const { ReceiptHandle } of kept)
    await queue.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  if (seen.size === 0) say('The dead-letter queue is empty.');
  else if (kept.length === 0) say(`${counted(seen.size)} played again.`);
  else throw new Error(`${counted(kept.length)} could not be played: mend the cause, then npm run redrive again.`);
};

await main().catch(fail);
