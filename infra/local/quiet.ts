import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import type { Service } from '#infra/local/api-client.ts';
import { root } from '#infra/local/paths.ts';

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

const Definition = z.object({
  States: z.record(z.string(), z.object({ Type: z.string(), Resource: z.string().optional() })),
});

/** States in which an execution waits for a person or for a date; in any other one it is at work. */
const waitsOf = (machine: string): ReadonlySet<string> => {
  const file = join(root, 'statemachines', `${machine}.asl.json`);
  const { States } = Definition.parse(JSON.parse(readFileSync(file, 'utf8')));
  const waits = Object.entries(States).filter(
    ([, { Type, Resource }]) => Type === 'Wait' || Resource?.endsWith('.waitForTaskToken') === true,
  );
  return new Set(waits.map(([name]) => name));
};

interface Step {
  readonly line: string;
  readonly atWork: boolean;
}

const lastStep = async (client: SFNClient, { arn, machine }: Running): Promise<Step> => {
  const { events = [] } = await client.send(
    new GetExecutionHistoryCommand({ executionArn: arn, reverseOrder: true, maxResults: 20 }),
  );
  const [last] = events;
  const state = events.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails !== undefined);
  const name = state?.stateEnteredEventDetails?.name;
  return { line: `${arn} ${last?.id ?? 0}`, atWork: name === undefined || !waitsOf(machine).has(name) };
};

interface Picture {
  readonly text: string;
  readonly atWork: boolean;
}

/** What is going on: nobody at work, and the same text several times in a row, mean that nothing moves. */
const picture = async (client: SFNClient, service: Service, others: () => Promise<string>): Promise<Picture> => {
  const running = await executions(client, service, 'RUNNING');
  const steps = await Promise.all(running.map(async (one) => lastStep(client, one)));
  return {
    text: [...steps.map(({ line }) => line).toSorted(), await others()].join('\n'),
    atWork: steps.some(({ atWork }) => atWork),
  };
};

/** Waits until every execution has ended or waits for somebody, and what they wrote has had its effects. */
export const untilQuiet = async (
  client: SFNClient,
  service: Service,
  others: () => Promise<string>,
  limitMs = 120_000,
): Promise<void> => {
  const started = performance.now();
  let before = await picture(client, service, others);
  let still = 0;
  while (still < 3) {
    if (performance.now() - started > limitMs) throw new Error(`still busy after ${limitMs} ms:\n${before.text}`);
    await pause(120);
    const now = await picture(client, service, others);
    still = now.text === before.text && !now.atWork ? still + 1 : 0;
    before = now;
  }
};
