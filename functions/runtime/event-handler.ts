import { loggedFault } from '#functions/runtime/logger.ts';

/** Says no more than the kind of fault: the runtime would log the message, and the dead-letter queue would keep it. */
export class EventFault extends Error {
  override readonly name = 'EventFault';
}

/**
 * Wraps the consumer of an event that nobody waits for (a scan's result, a queue's message). A fault is told by its name and
 * place in the log, and thrown again without its words, so that Lambda comes again and in the end buries the event.
 */
export const eventHandler =
  <Given extends readonly unknown[]>(consume: (...given: Given) => Promise<void>) =>
  async (...given: Given): Promise<void> => {
    try {
      await consume(...given);
    } catch (error) {
      loggedFault('event not dealt with', error);
      throw new EventFault(error instanceof Error ? error.name : 'fault');
    }
  };
