import { setTimeout as pause } from 'node:timers/promises';
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Service } from '#infra/local/api-client.ts';

export interface Running {
  readonly machine: string;
  readonly name: string;
  readonly arn: string;
  readonly status: string;
}

export const stepFunctions = (service: Service): SFNClient =>
  new SFNClient({
    region: service.region,
    endpoint: service.awsEndpointUrl,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** Executions of every machine, newest first; `status` narrows. */
export const executions = async (
  client: SFNClient,
  service: Service,
  status?: 'RUNNING' | 'FAILED',
): Promise<Running[]> => {
  const lists = await Promise.all(
    Object.entries(service.stateMachines).map(async ([machine, stateMachineArn]) => {
      const found: Running[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.send(
          new ListExecutionsCommand({
            stateMachineArn,
            maxResults: 1000,
            nextToken,
            ...(status === undefined ? {} : { statusFilter: status }),
          }),
        );
        for (const one of page.executions ?? [])
          found.push({ machine, name: one.name ?? '', arn: one.executionArn ?? '', status: one.status ?? '' });
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return found;
    }),
  );
  return lists.flat();
};

const lastEvent = async (client: SFNClient, executionArn: string): Promise<string> => {
  const history = await client.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
  );
  const event = history.events?.[0];
  return `${event?.id ?? 0}:${event?.type ?? ''}`;
};

/** What is going on, as one text: two equal ones in a row mean that nothing moves. */
const picture = async (client: SFNClient, service: Service, others: () => Promise<string>): Promise<string> => {
  const running = await executions(client, service, 'RUNNING');
  const steps = await Promise.all(running.map(async (one) => `${one.arn} ${await lastEvent(client, one.arn)}`));
  return [...steps.toSorted(), await others()].join('\n');
};

/** Waits until every execution has ended or waits for somebody, and what they wrote has had its effects. */
export const untilQuiet = async (
  client: SFNClient,
  service: Service,
  others: () => Promise<string>,
  limitMs = 60_000,
): Promise<void> => {
  const started = performance.now();
  let before = await picture(client, service, others);
  let still = 0;
  while (still < 3) {
    if (performance.now() - started > limitMs) throw new Error(`still busy after ${limitMs} ms:\n${before}`);
    await pause(120);
    const now = await picture(client, service, others);
    still = now === before ? still + 1 : 0;
    before = now;
  }
};
