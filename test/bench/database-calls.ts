import { dynamoCaseStore } from '#functions/adapters/dynamodb/case-store.ts';
import { dynamoReadLog } from '#functions/adapters/dynamodb/read-log.ts';
import { dynamoOfficerStore } from '#functions/adapters/dynamodb/officer-store.ts';
import { counted, startDynamoDb } from '#test/bench/counted-dynamodb.ts';
import type { Use } from '#test/bench/counted-dynamodb.ts';
import { heading, silently, table } from '#test/bench/figures.ts';
import { createTable } from '#test/support/dynamodb-local.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { agreementLived } from '#test/usecases/agreement-lived.ts';
import { firstHalfLived } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';

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
