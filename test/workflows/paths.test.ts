import { beforeAll, describe, expect, inject, test } from 'vitest';
import { machineNames, machineOf, statesOf } from '#test/statemachines/machine.ts';
import { counted, kept, paths, sweepOf } from '#test/workflows/business-paths.ts';
import { standIn } from '#test/workflows/stub.ts';
import type { Bench } from '#test/workflows/stub.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await standIn(inject('service'));
});

/** Nobody gives the answer: only the state's own timeout is left. */
const unanswered = {
  askForReport: 'silent',
  askForReportAgain: 'silent',
  askForDecision: 'silent',
  askForDecisionAgain: 'silent',
  waitForSignatures: 'silent',
};

describe.each(machineNames)('the machine %s, on the emulator', (name) => {
  test.each(paths[name])('$says', async ({ script, by }) => {
    const ran = await bench.run(name, script);
    expect(ran).toMatchObject({ status: 'SUCCEEDED', passed: by });
  });

  const tasks = Object.entries(machineOf(name).States).filter(([, { Type }]) => Type === 'Task');
  test(`calls operations, whichever of its ${tasks.length} tasks fails`, async () => {
    const ran = await Promise.all(
      tasks.map(async ([title, state]) => {
        const isWait = state.Resource?.endsWith('.waitForTaskToken') === true;
        const { status, error } = await bench.run(name, isWait ? unanswered : {}, title);
        return { title, status, error };
      }),
    );
    expect(ran).toEqual(tasks.map(([title]) => ({ title, status: 'FAILED', error: 'CallOperations' })));
  });

  test('a path leads through each of its states', () => {
    const walked = new Set(paths[name].flatMap(({ by }) => by));
    const own = Object.keys(machineOf(name).States).filter(
      (title) => title !== 'Call operations' && title !== 'Record the damage',
    );
    expect(own.filter((title) => !walked.has(title))).toEqual([]);
    expect(statesOf(name).length).toBeGreaterThan(0);
  });
});

test('a damaged package is recorded, then operations are called', async () => {
  const script = { verifyPackage: 'damaged', recordDamage: 'recorded' };
  expect(await bench.run('archiving', script, 'Verify the package')).toMatchObject({
    status: 'FAILED',
    error: 'CallOperations',
    passed: ['Verify the package', 'Does every hash agree?', 'Record the damage', 'Call operations'],
  });
});

test('a sample that is not as it was sealed calls operations', async () => {
  expect(await bench.run('retention', { checkSample: 'damaged' }, 'Check a sample')).toMatchObject({
    status: 'FAILED',
    error: 'CallOperations',
    passed: ['Check a sample', 'Is the sample whole?', 'Call operations'],
  });
});

test('an object that cannot be copied calls operations', async () => {
  const ran = await bench.run(
    'archiving',
    { listWhatIsKept: { objects: [kept] }, copyAndHash: 'throw' },
    'List what must be kept',
  );
  expect(ran).toMatchObject({
    status: 'FAILED',
    error: 'CallOperations',
    passed: ['List what must be kept', 'For each object', 'Call operations'],
  });
});

test('a shard that fails leaves the others alone, and the sweep ends where operations see it', async () => {
  const script = sweepOf('throw', { ...counted, broken: 1 });
  expect(await bench.run('agenda', script)).toMatchObject({
    status: 'FAILED',
    error: 'CallOperations',
    passed: ['List the shards', 'For each shard', 'Report the sweep', 'Did every case go through?', 'Call operations'],
  });
});
