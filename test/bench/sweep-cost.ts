import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoCaseStore } from '#functions/adapters/dynamodb/case-store.ts';
import { headerKey, shardOf } from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { listShards, startDue } from '#functions/usecases/workflows/sweep.ts';
import { counted, startDynamoDb } from '#test/bench/counted-dynamodb.ts';
import { heading, silently, table } from '#test/bench/figures.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { createTable } from '#test/support/dynamodb-local.ts';
import { fakePorts } from '#test/support/fake-ports.ts';

/** Cases with something due at the sweep, whatever stands beside them. */
const dueCases = 20;
const sizes = [1_000, 10_000, 100_000];
const asOf = '2026-03-27T02:00:00Z';
const later = '2026-06-26T01:00:00.000Z';

/** Open cases with nothing due: what the index carries of them. */
const fill = async ({ client, name, shards }: Table, from: number, to: number): Promise<void> => {
  for (let first = from; first < to; first += 25) {
    const items = Array.from({ length: Math.min(25, to - first) }, (_, index) => {
      const caseId = `case_filler${first + index}`;
      return { ...headerKey(caseId), caseId, dueShard: shardOf(caseId, shards), nextDueAt: later };
    });
    await client.send(
      new BatchWriteCommand({ RequestItems: { [name]: items.map((Item) => ({ PutRequest: { Item } })) } }),
    );
  }
};

/** What a sweep costs with the same number due among ever more open cases: nothing scans, so it must not grow. */
export const sweepCost = async (): Promise<void> => {
  const { url, child } = await startDynamoDb();
  try {
    const stored = await createTable(url, 32);
    const { since } = counted(stored);
    const ports = { ...fakePorts(), cases: dynamoCaseStore(stored) };
    for (let index = 0; index < dueCases; index += 1) {
      const story = activeStory(`a case that is due, number ${index}`);
      for (const act of story.acts)
        await ports.cases.save({ ...act, nextDueAt: agenda(act.after, packOf('CN'))[0]?.dueAt });
    }
    const lines: string[][] = [];
    let filled = dueCases;
    for (const size of sizes) {
      await fill(stored, filled, size);
      filled = size;
      since();
      const from = performance.now();
      let started = 0;
      const { workflows } = fakePorts();
      await silently(async () => {
        for (const shard of listShards({ asOf, startedAt: asOf }, stored.shards).shards)
          started += (
            await startDue({ ...ports, workflows }, shard, (error) => {
              throw error;
            })
          ).started;
      });
      const { calls, readUnits, writeUnits } = since();
      const all = Object.values(calls).reduce((sum, count) => sum + count, 0);
      lines.push([
        String(size),
        String(dueCases),
        String(started),
        String(all),
        readUnits.toFixed(1),
        writeUnits.toFixed(1),
        `${(performance.now() - from).toFixed(0)} ms`,
      ]);
    }
    heading('One sweep of 32 shards with the same number due, on DynamoDB Local');
    table([['open cases', 'due', 'started', 'calls', 'read units', 'write units', 'time'], ...lines]);
    const units = lines.map(([, , , , read]) => Number(read));
    if (Math.max(...units) > Math.min(...units) * 1.1) throw new Error('the sweep grows with the number of open cases');
  } finally {
    child.kill('SIGKILL');
  }
};
