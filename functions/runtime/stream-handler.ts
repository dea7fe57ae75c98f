import * as z from 'zod';
import { Entry } from '#functions/domain/journal.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { logged, loggedFault } from '#functions/runtime/logger.ts';

/** What the wrapper reads of a DynamoDB stream event. */
const StreamEvent = z.object({
  Records: z.array(
    z.object({
      eventID: z.string().optional(),
      eventName: z.string(),
      dynamodb: z.object({ NewImage: z.unknown().optional() }),
    }),
  ),
});

export interface DeadLetter {
  readonly stream: string;
  readonly seq: number;
  readonly event: string;
  /** Kind of fault: never what a record holds. */
  readonly fault: string;
}

interface Wiring {
  /** Turns a stream image into a plain item (the adapter knows the wire form); undefined for items that are no journal entry. */
  readonly entryOf: (image: unknown) => unknown;
  readonly dispatch: (entry: Entry) => Promise<void>;
  readonly bury: (letter: DeadLetter) => Promise<void>;
}

/** Will never succeed: a record or a rule says no. Everything else is tried again by the shard. */
const isPermanent = (error: unknown): boolean =>
  error instanceof z.ZodError ||
  error instanceof Refusal ||
  error instanceof TypeError ||
  (error instanceof Error && error.name === 'ValidationException');

/**
 * Wraps the dispatcher of the table's stream. A transient fault throws, so that the shard waits and comes again; a permanent
 * one goes to the dead-letter queue by its own hand, and the next record goes on (platform: partial answers are not relied on).
 */
export const streamHandler =
  ({ entryOf, dispatch, bury }: Wiring) =>
  async (input: unknown): Promise<void> => {
    for (const { eventName, dynamodb } of StreamEvent.parse(input).Records) {
      if (eventName !== 'INSERT') continue;
      const image = entryOf(dynamodb.NewImage);
      if (image === undefined) continue;
      const entry = Entry.safeParse(image);
      if (!entry.success) {
        loggedFault('journal entry unreadable', entry.error);
        await bury({ stream: 'unknown', seq: 0, event: 'unknown', fault: 'ZodError' });
        continue;
      }
      const { stream, seq, event } = entry.data;
      try {
        await dispatch(entry.data);
        logged('dispatched', { caseId: stream, seq, event });
      } catch (error) {
        loggedFault('effects failed', error, { caseId: stream, seq, event });
        if (!isPermanent(error)) throw error;
        await bury({ stream, seq, event, fault: error instanceof Error ? error.name : 'fault' });
      }
    }
  };
