import { beforeAll, describe, expect, inject, test } from 'vitest';
import { machineNames, machineOf, statesOf } from '#test/statemachines/machine.ts';
import { counted, kept, paths, sweepOf } from '#test/workflows/business-paths.ts';
import type { MachineName } from '#test/statemachines/machine.ts';
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

  const unsure = Object.entries(machineOf(name).States).filter(([, { Default }]) => Default === 'Call operations');
  test(`calls operations, whichever of its ${unsure.length} choices gets an answer that nobody knows`, async () => {
    const ran = await Promise.all(unsure.map(async ([title]) => bench.run(name, {}, title)));
    expect(ran.map(({ status, error, passed }) => [status, error, passed])).toEqual(
      unsure.map(([title]) => ['FAILED', 'CallOperations', [title, 'Call operations']]),
    );
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

test('a shard with more than a page is gone through page by page', async () => {
  const page = { outcome: 'more', ...counted, script: { startDue: { outcome: 'done', ...counted } } };
  expect(await bench.run('agenda', { startDue: page }, 'Start what is due')).toMatchObject({
    status: 'SUCCEEDED',
    passed: ['Start what is due', 'Is there more?', 'Start what is due', 'Is there more?', 'This shard is done'],
  });
});

test('a page that fails ends its shard, where operations see it', async () => {
  expect(await bench.run('agenda', {}, 'Start what is due')).toMatchObject({
    status: 'SUCCEEDED',
    passed: ['Start what is due', 'Leave this shard to operations'],
  });
});

test('a copy is made, or its failure named', async () => {
  const copied = await bench.run('archiving', { copyAndHash: { path: 'data/journal.jsonl' } }, 'Copy and hash');
  expect(copied).toMatchObject({ status: 'SUCCEEDED', passed: ['Copy and hash'] });
  expect(await bench.run('archiving', {}, 'Copy and hash')).toMatchObject({
    status: 'FAILED',
    error: 'CopyFailed',
    passed: ['Copy and hash', 'It could not be copied'],
  });
});

test('a sweep whose shards cannot be read calls operations', async () => {
  expect(await bench.run('agenda', { listShards: { shards: 'none' } })).toMatchObject({
    status: 'FAILED',
    error: 'CallOperations',
    passed: ['List the shards', 'For each shard', 'Call operations'],
  });
});

/** Every state, every way out of it and every catch of a machine, as its file says. */
const waysOf = (name: MachineName): string[] =>
  statesOf(name).flatMap(([title, { Next, Default, Choices = [], Catch = [] }]) => [
    `${name}: ${title}`,
    ...[Next, Default, ...Choices.map((choice) => choice.Next)].flatMap((next) =>
      next === undefined ? [] : [`${name}: ${title} → ${next}`],
    ),
    ...Catch.map((one) => `${name}: ${title} ✗ ${one.Next ?? ''}`),
  ]);

test('the tests above have entered every state of every file, gone every way and taken every catch', () => {
  const all = machineNames.flatMap(waysOf);
  console.info(`${all.length} states, ways and catches of ${machineNames.length} machines`);
  expect(all.filter((way) => !bench.gone.has(way))).toEqual([]);
});
