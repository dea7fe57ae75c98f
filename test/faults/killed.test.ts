import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { operations } from '#functions/contracts/operations.ts';
import { bundle, bundleFolder, functionEntries } from '#infra/bundle.ts';
import { killing } from '#test/faults/killing.ts';
import type { Killing } from '#test/faults/killing.ts';
import { processesWith } from '#test/faults/processes.ts';
import type { Processes } from '#test/faults/processes.ts';
import { wholeLife } from '#test/faults/whole-life.ts';
import { standInEnvironment } from '#test/support/aws/ports.ts';
import { awsStandIn } from '#test/support/aws/stand-in.ts';
import type { StandIn } from '#test/support/aws/stand-in.ts';

// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

let standIn: StandIn;
let processes: Processes;
let killed: Killing;
let lived: Awaited<ReturnType<typeof wholeLife>>;

beforeAll(async () => {
  await bundle();
  standIn = await awsStandIn();
  const env = standInEnvironment(standIn.url);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  processes = processesWith(env);
  const entries = new Map(functionEntries().map(({ entry, name }) => [name, bundleFolder(entry)]));
  killed = killing(standIn, processes, (name) => entries.get(name) ?? '');
  // The built functions know the packs of the product, and in these no cash is taken (R27).
  lived = await wholeLife(standIn, killed.around, { hasCash: false });
}, 1_200_000);

afterAll(async () => {
  await processes.close();
  standIn.close();
  vi.unstubAllEnvs();
});

test('a function whose process is killed between any two AWS calls has acted whole or not at all, and another ends it right', () => {
  expect(lived).toEqual({ lastState: 'ARCHIVED', failures: [] });
  expect(killed.surprises).toEqual([]);
  expect([...killed.killed.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThan(200);
});

test('every command but those with cash is killed', () => {
  const writes = operations.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId);
  expect(writes.filter((one) => !killed.killed.has(one))).toEqual(['issueCashReceipt', 'recordCashDeposit']);
});
