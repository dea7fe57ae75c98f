import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import type { Service } from '#infra/local/api-client.ts';
import { nextDue } from '#infra/local/due-cases.ts';
import type { DueCase } from '#infra/local/due-cases.ts';
import { executions, stepFunctions, untilQuiet } from '#infra/local/quiet.ts';

export interface Jump {
  readonly at: string;
  /** Executions that the sweep started, with how they stand now. */
  readonly started: readonly { readonly name: string; readonly status: string }[];
}

const sweep = async (client: SFNClient, service: Service, input: { asOf: string; caseId?: string }): Promise<void> => {
  const stateMachineArn = service.stateMachines['agenda'];
  if (stateMachineArn === undefined) throw new Error('the service has no machine named agenda');
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, name: `advance-${randomUUID()}`, input: JSON.stringify(input) }),
  );
  for (let poll = 0; poll < 600; poll += 1) {
    const { status, cause, error } = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED') return;
    if (status !== 'RUNNING')
      throw new Error(`the sweep at ${input.asOf} ended ${status}: ${error ?? ''} ${cause ?? ''}`);
    await pause(50);
  }
  throw new Error(`the sweep at ${input.asOf} did not end within 30 s`);
};

const asItStands = ({ nextDueAt, version }: DueCase): string => `${nextDueAt} ${version}`;

/**
 * Jumps from one due instant to the next up to `to`, runs the sweep there and waits until all is quiet, as if the time had
 * passed. What a sweep makes due at the same instant (a follow-up opens, and is reminded of) is swept again there. A case
 * that stands after its sweep as it stood before waits for a person: it is stepped over until something has happened.
 */
export const advance = async (
  service: Service,
  options: { to: string; caseId?: string; onJump?: (jump: Jump) => void },
): Promise<number> => {
  const client = stepFunctions(service);
  const { caseId, to } = options;
  const pictureOf = async () => JSON.stringify(await nextDue(service, caseId));
  const one = caseId === undefined ? {} : { caseId };
  let seen = new Set((await executions(client, service)).map(({ arn }) => arn));
  const swept = new Map<string, string>();
  let jumps = 0;
  let last = '';
  for (;;) {
    const due = (await nextDue(service, caseId)).filter(
      (one) => one.nextDueAt <= to && swept.get(one.caseId) !== asItStands(one),
    );
    const [first] = due;
    if (first === undefined) return jumps;
    const at = first.nextDueAt > last ? first.nextDueAt : last;
    last = at;
    for (const one of due) if (one.nextDueAt <= at) swept.set(one.caseId, asItStands(one));
    await sweep(client, service, { asOf: at, ...one });
    await untilQuiet(client, service, pictureOf);
    const all = await executions(client, service);
    const started = all
      .filter(({ arn, machine }) => !seen.has(arn) && machine !== 'agenda')
      .map(({ name, status }) => ({ name, status }));
    seen = new Set(all.map(({ arn }) => arn));
    jumps += 1;
    options.onJump?.({ at, started });
  }
};

/** A date means the end of that day, in UTC; an instant means itself. */
export const instantOf = (text: string): string => {
  if (z.iso.datetime().safeParse(text).success) return text;
  if (z.iso.date().safeParse(text).success) return `${text}T23:59:59Z`;
  throw new Error(`${text} is neither a date (2027-02-23) nor an instant (2027-02-23T10:00:00Z)`);
};
