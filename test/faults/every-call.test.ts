import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { operations } from '#functions/contracts/operations.ts';
import { disturbing } from '#test/faults/disturbing.ts';
import type { Disturbed } from '#test/faults/disturbing.ts';
import { wholeLife } from '#test/faults/whole-life.ts';
import { portsOn, standInEnvironment } from '#test/support/aws/ports.ts';
import { awsStandIn } from '#test/support/aws/stand-in.ts';
import type { StandIn } from '#test/support/aws/stand-in.ts';

// A bank that lets its officers take cash (R27).
vi.mock(import('#functions/domain/policy/defaults.ts'), async (original) => {
  const { defaults } = await original();
  const cash = { allowed: true, maxMinor: 100_000 };
  return { defaults: { ...defaults, appointment: { ...defaults.appointment, cash } } };
});

// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

let standIn: StandIn;
let disturbed: Disturbed;
let lived: Awaited<ReturnType<typeof wholeLife>>;

beforeAll(async () => {
  standIn = await awsStandIn();
  for (const [name, value] of Object.entries(standInEnvironment(standIn.url))) vi.stubEnv(name, value);
  disturbed = disturbing(standIn, portsOn(standIn).cases);
  lived = await wholeLife(standIn, disturbed.around, { hasCash: true });
}, 400_000);

afterAll(() => {
  standIn.close();
  vi.unstubAllEnvs();
});

test('whichever AWS call fails or loses its answer, the act happened whole or not at all, and a repeat ends right', () => {
  expect(lived).toEqual({ lastState: 'ARCHIVED', failures: [] });
  expect(disturbed.surprises).toEqual([]);
  expect(disturbed.tries()).toBeGreaterThan(200);
});

test('every command is disturbed', () => {
  const writes = operations.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId);
  expect(writes.filter((one) => !disturbed.tried.has(one))).toEqual([]);
});

test('every machine, and every event that sets something off in this life, is disturbed as well', () => {
  const labels = [...disturbed.tried.keys()];
  const machinesTried = new Set(labels.flatMap((label) => /^([a-z-]+): /.exec(label)?.[1] ?? []));
  for (const machine of ['agenda', 'follow-up', 'instalment', 'adjustment', 'deadline', 'archiving', 'stream'])
    expect(machinesTried).toContain(machine);
  for (const event of ['NoticePlanned', 'DocumentAccepted', 'AgreementSealed', 'FollowUpDone', 'AdjustmentRequested'])
    expect(labels).toContain(`stream: ${event}`);
});
