import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bundle, bundleFolder, functionEntries } from '#infra/bundle.ts';
import { assess, instalments, pay, propose } from '#infra/local/demo/second-half.ts';
import { agree } from '#infra/local/demo/signing.ts';
import type { Story } from '#infra/local/demo/teller.ts';
import { killing } from '#test/faults/killing.ts';
import type { Killing } from '#test/faults/killing.ts';
import { processesWith } from '#test/faults/processes.ts';
import type { Processes } from '#test/faults/processes.ts';
import { portsOn, standInEnvironment } from '#test/support/aws/ports.ts';
import { awsStandIn } from '#test/support/aws/stand-in.ts';
import type { StandIn } from '#test/support/aws/stand-in.ts';
import { firstHalfLived } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';

// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

/** One of each sort: a case made, an act with a key and one without, several stores, S3 and KMS, a task that waits, a sweep. */
const labels = {
  reportAccount: {},
  recordConsent: {},
  register: {},
  upload: {},
  startVisit: {},
  drawUpAgreement: {},
  signAgreement: {},
  recordPayment: {},
  'stream: DocumentAccepted': {},
  // What may have gone out is a person's matter (R9a).
  'stream: NoticePlanned': { endsIn: 'CHECK_NOTICE' },
  'agenda: startDue': {},
  'follow-up: openFollowUp': {},
  'follow-up: askForReport': {},
} as const;

let standIn: StandIn;
let processes: Processes;
let killed: Killing;

beforeAll(async () => {
  await bundle();
  standIn = await awsStandIn();
  const env = standInEnvironment(standIn.url);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  processes = processesWith(env);
  const entries = new Map(functionEntries().map(({ entry, name }) => [name, bundleFolder(entry)]));
  const ports = portsOn(standIn);
  killed = killing(standIn, processes, (name) => entries.get(name) ?? '', labels);
  const { around } = killed;
  const machines = machinesInProcess(ports, around);
  const life = await lifeInProcess(ports, { around });
  const story: Story = {
    ...life.story,
    must: async (...given) => {
      const answer = await life.story.must(...given);
      await machines.settle();
      return answer;
    },
  };
  const caseId = await firstHalfLived({ ...life, story });
  const at = '2026-03-06T02:20:00Z';
  await assess(story, caseId, at);
  const proposalId = await propose(story, caseId, at, '2026-04-15');
  await story.must('borrower', 'PUT', `/cases/${caseId}/plan-proposals/${proposalId}/declaration`, { at, body: {} });
  await agree(story, caseId, at, 'zh-Hans', '+8613800001000', async () => new Uint8Array());
  const [first] = await instalments(story, caseId, at);
  await machines.sweep('2026-04-06T04:00:00Z');
  await pay(story, caseId, first?.openMinor ?? 0, '2026-04-09T02:00:00Z', 'core-1');
}, 300_000);

afterAll(async () => {
  await processes.close();
  standIn.close();
  vi.unstubAllEnvs();
});

test('a function whose process is killed between any two AWS calls has acted whole or not at all, and another ends it right', () => {
  expect(killed.surprises).toEqual([]);
  expect([...killed.killed.keys()].toSorted()).toEqual(Object.keys(labels).toSorted());
  expect([...killed.killed.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThan(40);
});
