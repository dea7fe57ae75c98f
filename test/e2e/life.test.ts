import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamoCaseStore } from '#functions/adapters/dynamodb/case-store.ts';
import { dynamoFactStore } from '#functions/adapters/dynamodb/fact-store.ts';
import { tableFrom } from '#functions/adapters/dynamodb/table.ts';
import { replay } from '#functions/domain/apply.ts';
import { Entry, firstBrokenSeq } from '#functions/domain/journal.ts';
import { factOf } from '#functions/domain/reports/facts.ts';
import { fetchPackage } from '#infra/local/demo/archive.ts';
import type { Unpacked } from '#infra/local/demo/archive.ts';
import { fetchJournal } from '#infra/local/demo/journal.ts';
import { liveALife, person } from '#infra/local/demo/life.ts';
import { storyOf } from '#infra/local/demo/teller.ts';
import { clientSettings } from '#infra/local/people.ts';
import { executions, stepFunctions } from '#infra/local/quiet.ts';
import { deletionsOf, destroyByTwo } from '#test/e2e/destroying.ts';
import { contentTraces, logTraces, objectTraces, tableTraces } from '#test/e2e/traces.ts';
import type { Trace } from '#test/e2e/traces.ts';

const service = inject('service');
const story = storyOf(service, () => {});
const folder = mkdtempSync(join(tmpdir(), 'life-'));

/** Found again wherever they are left. */
const seeded = { name: 'Wombatina Seeded', idNo: '110101198802025678', phone: '+8613977665544' };

let caseId = '';
let agreement: Uint8Array = new Uint8Array();
let entries: Record<string, unknown>[] = [];
let objects: Unpacked[] = [];

beforeAll(async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', service.awsEndpointUrl);
  vi.stubEnv('AWS_REGION', service.region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const who = { ...person(z.string().parse(service.people['borrower']?.borrowerId)), ...seeded };
  ({ caseId, agreement } = await liveALife(story, who));
  objects = await fetchPackage(story, caseId);
  entries = await fetchJournal(story, caseId);
}, 240_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const bytesOf = (path: string): Buffer => {
  const found = objects.find((one) => one.path === path);
  if (found === undefined) throw new Error(`the package has no ${path}`);
  return Buffer.from(found.bytes);
};

test('a case lives from the first contact to a sealed archive, over HTTP', () => {
  const events = entries.map((entry) => entry['event']);
  for (const name of [
    'CaseOpened',
    'ContactBlocked',
    'ServiceOffered',
    'Registered',
    'DocumentsCompleted',
    'AppointmentConfirmed',
  ]) {
    expect(events).toContain(name);
  }
  for (const name of [
    'VerificationPassed',
    'PlanApproved',
    'AgreementTookEffect',
    'InstalmentLate',
    'BreachRaised',
    'Cured',
  ]) {
    expect(events).toContain(name);
  }
  for (const name of [
    'FollowUpDone',
    'AdjustmentApplied',
    'SuspensionEnded',
    'SettledInFull',
    'ArchiveSealed',
    'ArchiveVerified',
  ]) {
    expect(events).toContain(name);
  }
  expect(Buffer.from(agreement.slice(0, 5)).toString()).toBe('%PDF-');
});

test('the journal holds, by the product and by a script that shares no code with it', () => {
  expect(firstBrokenSeq(z.array(Entry).parse(entries))).toBeUndefined();
  const file = join(folder, 'journal.json');
  writeFileSync(file, JSON.stringify(entries));
  const checked = spawnSync('python3', ['docs/verify-journal.py', file], { encoding: 'utf8' });
  expect(checked.stdout).toContain(`${entries.length} entries, chain whole`);
  const [first] = entries;
  writeFileSync(file, JSON.stringify([{ ...first, asOf: '2026-01-01T00:00:00Z' }, ...entries.slice(1)]));
  expect(spawnSync('python3', ['docs/verify-journal.py', file], { encoding: 'utf8' }).stderr).toContain(
    'broken at entry 1',
  );
});

test('4.15, 15: replaying the journal gives the stored file, its private items aside', async () => {
  const store = dynamoCaseStore(tableFrom({ TABLE: service.table, SHARDS: '2' }));
  const stored = await store.load(caseId);
  expect(replay(caseId, z.array(Entry).parse(entries))).toEqual({ ...stored, privates: {} });
});

test('every execution of this life has ended well', async () => {
  const all = (await executions(stepFunctions(service), service)).filter(({ name }) => name.startsWith(caseId));
  const kinds = Object.groupBy(all, ({ name }) => name.slice(caseId.length + 1).split('-')[0] ?? '');
  const count = (kind: string): number => kinds[kind]?.length ?? 0;
  expect([count('FOLLOW_UP'), count('FOLLOW_UP_OVERDUE'), count('INSTALMENT_REMINDER'), count('ARCHIVING')]).toEqual([
    // Four follow-ups of the year and the one after the breach; a reminder of each of the twelve instalments.
    5, 3, 12, 1,
  ]);
  expect([count('INSTALMENT_CHECK'), count('INSTALMENT_BREACH'), count('SUSPENSION_END')]).toEqual([2, 1, 1]);
  expect(new Set(all.map(({ machine }) => machine))).toEqual(
    new Set(['follow-up', 'instalment', 'adjustment', 'deadline', 'archiving']),
  );
  expect(all.filter(({ status }) => status !== 'SUCCEEDED')).toEqual([]);
});

test('R64: the downloaded package is whole for our own check, for bagit-python and for openssl; a flipped byte is found', () => {
  const place = join(folder, 'package');
  for (const { path, bytes } of objects) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), bytes);
  }
  const runs = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' });
  const python = '.local/venv/bin/python';
  expect(runs('node', 'infra/local/archive-verify.ts', place).stdout).toContain('whole');
  expect(runs(python, '-m', 'bagit', '--validate', place).status).toBe(0);
  expect(runs(python, 'docs/verify-seal.py', place).stdout).toContain('Verified OK');
  expect(runs(python, 'docs/verify-journal.py', join(place, 'data/journal.jsonl')).stdout).toContain('chain whole');
  const history = bytesOf('data/history.pdf');
  history[200] = (history[200] ?? 0) ^ 1;
  writeFileSync(join(place, 'data/history.pdf'), history);
  expect(runs(python, '-m', 'bagit', '--validate', place).status).not.toBe(0);
  expect(runs('node', 'infra/local/archive-verify.ts', place).stderr).toContain(
    'data/history.pdf is not as it was sealed',
  );
});

test('R64: nobody takes a version of the sealed package away, and no role finds an operation that would', async () => {
  const answers = await deletionsOf(service, caseId);
  expect(answers.length).toBeGreaterThan(20);
  expect(new Set(answers)).toEqual(new Set(['AccessDenied']));
  for (const role of Object.keys(service.tokens))
    for (const path of [
      `/cases/${caseId}`,
      `/archive/packages/pkg_${caseId}`,
      `/archive/packages/pkg_${caseId}/objects/obj_1`,
    ])
      expect((await story.ask(role, 'DELETE', path)).status, `${role} ${path}`).toBeGreaterThanOrEqual(400);
  expect(await deletionsOf(service, caseId)).toEqual(answers);
});

const seedsIn = (traces: readonly Trace[]): string[] =>
  traces.flatMap(({ place, text }) => (Object.values(seeded).some((seed) => text.includes(seed)) ? [place] : []));

test('4.13: what the stream has counted of this life is what its journal gives when it is counted again', async () => {
  const table = tableFrom({ TABLE: service.table, SHARDS: '2' });
  const file = await dynamoCaseStore(table).load(caseId);
  const recounted = z
    .array(Entry)
    .parse(entries)
    .flatMap((entry) => factOf(entry, file) ?? []);
  const counted = new Map(
    (await dynamoFactStore(table).between('2026-01-01', '2039-12-31')).map((fact) => [fact.id, fact]),
  );
  expect(recounted.length).toBeGreaterThan(30);
  expect(recounted.map(({ id }) => counted.get(id))).toEqual(recounted);
});

test('R65: the nightly export is in its bucket, and names nobody', async () => {
  const lambda = new LambdaClient(clientSettings(service.awsEndpointUrl));
  const { FunctionError } = await lambda.send(
    new InvokeCommand({
      FunctionName: 'repayment-local-events-statistics',
      Payload: Buffer.from(JSON.stringify({ asOf: '2026-04-01T18:30:00Z' })),
    }),
  );
  expect(FunctionError).toBeUndefined();
  const files = (await contentTraces(service)).filter(({ place }) => place.startsWith('object statistics/'));
  expect(files.map(({ place }) => place)).toContain('object statistics/service/month=2026-03/service.csv');
  expect(files.map(({ text }) => text).join('\n')).not.toContain(caseId);
  expect(seedsIn(files)).toEqual([]);
});

test('R66: a destroyed case leaves no trace of the person in table, buckets and logs: only the record, and where its chain stood', async () => {
  const [table, contents] = await Promise.all([tableTraces(service), contentTraces(service)]);
  expect(seedsIn(table.closed).length).toBeGreaterThan(0);
  expect(seedsIn(contents).length).toBeGreaterThan(0);
  await destroyByTwo(story, caseId, '2039-01-15T02:00:00Z');
  const { open, closed } = await tableTraces(service);
  expect(seedsIn([...open, ...closed])).toEqual([]);
  expect(seedsIn(await contentTraces(service))).toEqual([]);
  expect(seedsIn(await logTraces(service))).toEqual([]);
  expect((await objectTraces(service)).filter(({ text }) => text.includes(caseId))).toEqual([]);
  const left = open
    .filter(({ place }) => place.startsWith(`item CASE#${caseId} `))
    .map(({ place }) => place.split(' ')[2]);
  expect(left.map((sk = '') => sk.split('#')[0])).toEqual(['FILE', 'FILE', 'JOURNAL']);
  const { body } = await story.must('auditor', 'GET', `/cases/${caseId}/journal?verify=true`, {
    at: '2039-01-16T02:00:00Z',
  });
  expect(body).toMatchObject({
    verified: true,
    items: [{ event: 'Destroyed' }],
    destroyed: { decidedBy: [expect.any(String), expect.any(String)], headHash: expect.any(String) },
  });
}, 240_000);
