import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import type { Bus } from '#functions/usecases/ports.ts';

const Settings = z.object({ BUS_NAME: z.string().min(1) });
const source = 'repayment-assistance';

/** Tells the bank's other systems what happened: the journal entry as it is, which holds no personal data. */
export const eventBridgeBus = (env: Readonly<Record<string, string | undefined>>): Bus => {
  const { BUS_NAME } = Settings.parse(env);
  const client = new EventBridgeClient({});
  return {
    publish: async (entry) => {
      const { FailedEntryCount = 0, Entries } = await client.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: BUS_NAME,
              Source: source,
              DetailType: entry.event,
              Detail: JSON.stringify(entry),
              Time: new Date(entry.recordedAt),
            },
          ],
        }),
      );
      if (FailedEntryCount > 0)
        throw new Error(
          `the bus refused entry ${entry.seq} of ${entry.stream}: ${Entries?.[0]?.ErrorCode ?? 'no code'}`,
        );
    },
  };
};
