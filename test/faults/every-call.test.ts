import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { operations } from '#functions/contracts/operations.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import {
  appointment,
  castOf,
  consent,
  offer,
  register,
  registerOfficers,
  report,
  visit,
} from '#infra/local/demo/first-half.ts';
import { papers } from '#infra/local/demo/papers.ts';
import { assess, followUps, instalments, pay, propose, suspendInterest } from '#infra/local/demo/second-half.ts';
import { stateOf } from '#infra/local/demo/reading.ts';
import { versionOf } from '#infra/local/demo/teller.ts';
import { agree } from '#infra/local/demo/signing.ts';
import type { Story } from '#infra/local/demo/teller.ts';
import { disturbing } from '#test/faults/disturbing.ts';
import type { Agreed, Disturbed } from '#test/faults/disturbing.ts';
import { leftOut } from '#test/faults/left-out.ts';
import { doSideAct } from '#test/faults/side-act.ts';
import type { SideAct, SideStory } from '#test/faults/side-act.ts';
import * as after from '#test/faults/side-acts-after-the-visit.ts';
import * as before from '#test/faults/side-acts-before-the-plan.ts';
import { portsOn, standInEnvironment } from '#test/support/aws/ports.ts';
import { awsStandIn, copyOf } from '#test/support/aws/stand-in.ts';
import type { StandIn } from '#test/support/aws/stand-in.ts';
import { withUploads } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';

// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

/** Where the house has agreed on something else than as if nothing had happened. */
const agreed: Readonly<Record<string, Agreed>> = {
  'stream: NoticePlanned': { why: "what may have gone out is a person's matter (R9a)", endsIn: 'CHECK_NOTICE' },
  'agenda: startDue': { why: 'it counts what it started itself', answersOtherwise: true },
  syncVisit: { why: 'it says of each step whether it was there already', answersOtherwise: true },
  upload: { why: 'it says what it did itself', answersOtherwise: true },
  requestSigningCode: {
    why: 'who asks again for a code that he did not get is sent another, and the first is void',
    endsIn: 'SigningCodeSent',
    moreMessages: 1,
  },
};

const person = {
  borrowerId: 'borrower-1',
  name: 'Lin Yan',
  idNo: '110101199001011000',
  phone: '+8613800001000',
  language: 'zh-Hans',
} as const;
const account = 'account-1';
const slot = ['2026-03-06T02:00:00Z', '2026-03-06T03:00:00Z'] as const;
const at = '2026-03-06T02:20:00Z';

let standIn: StandIn;
let disturbed: Disturbed;
let lastState = '';
const sideFailures: string[] = [];

/** A stage in this process, on which every call of a function is disturbed the first time that it comes. */
const disturbedStage = async () => {
  standIn = await awsStandIn();
  for (const [name, value] of Object.entries(standInEnvironment(standIn.url))) vi.stubEnv(name, value);
  const ports = portsOn(standIn);
  disturbed = disturbing(standIn, ports.cases, agreed);
  const { around } = disturbed;
  const machines = machinesInProcess(ports, around);
  const life = await lifeInProcess(ports, { around });
  const settled =
    <A extends readonly unknown[], R>(act: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const answer = await act(...given);
      await machines.settle();
      return answer;
    };
  /** Whatever is done sets off what follows from it. */
  const story: Story = { ...life.story, must: settled(life.story.must) };
  /** Each is done where the life stands, and taken back. */
  const onTheSide = async (
    caseId: string,
    stories: readonly (SideAct | SideStory)[],
    idsOf: (file: CaseFile) => Readonly<Record<string, string>> = () => ({}),
  ): Promise<void> => {
    const here = standIn.world;
    for (const acts of stories.map((one) => [one].flat())) {
      standIn.world = copyOf(here);
      let ids = idsOf(await ports.cases.load(caseId));
      for (const act of acts) {
        try {
          ids = { ...ids, ...(await doSideAct(life.story, caseId, act, ids)) };
        } catch (error) {
          sideFailures.push(`${act.path}: ${error instanceof Error ? error.message : 'failed'}`);
        }
      }
    }
    standIn.world = here;
  };
  return { ports, machines, life: { ...life, story }, story, onTheSide };
};
type Stage = Awaited<ReturnType<typeof disturbedStage>>;

const firstOf = (parts: Readonly<Record<string, unknown>>): string => Object.keys(parts)[0] ?? '';

/** From the report to the verified visit. */
const firstHalf = async ({ story, life, onTheSide }: Stage): Promise<string> => {
  const cast = castOf(story.service);
  await registerOfficers(story, cast);
  const caseId = await report(story, person, account, '2026-03-02T01:00:00Z');
  await onTheSide(caseId, [...before.whenOpen, ...before.whenFed]);
  await offer(story, caseId, '2026-03-02T02:00:00Z');
  await consent(story, caseId, 'SERVICE', '2026-03-02T02:10:00Z');
  await register(story, caseId, [account], '2026-03-02T02:20:00Z');
  await onTheSide(caseId, before.whenPending, ({ consents, notices }) => ({
    SERVICE: firstOf(consents),
    notice: firstOf(notices),
  }));
  await withUploads(life, async () => papers(story, caseId, '2026-03-02T03:00:00Z'));
  await story.must('supervisor', 'PUT', `/cases/${caseId}/owner`, {
    at: '2026-03-02T03:30:00Z',
    ifMatch: await versionOf(story, caseId),
    body: { ownerId: cast.officer, deputyId: cast.officer2 },
  });
  const appointmentId = await appointment(story, caseId, cast, '2026-03-02T04:00:00Z', slot);
  await onTheSide(caseId, before.whenScheduled, () => ({ appointment: appointmentId }));
  const visitId = await visit(story, caseId, cast, appointmentId, slot[0]);
  await onTheSide(caseId, before.whenNegotiating, () => ({ visit: visitId }));
  return caseId;
};

/** From affordability to the archive. */
const secondHalf = async ({ story, machines, onTheSide }: Stage, caseId: string): Promise<void> => {
  await assess(story, caseId, at);
  await onTheSide(caseId, after.whenAssessed, ({ contacts }) => ({
    recording: Object.values(contacts).find(({ recordingId }) => recordingId !== undefined)?.recordingId ?? '',
  }));
  const proposalId = await propose(story, caseId, at, '2026-04-15');
  await story.must('borrower', 'PUT', `/cases/${caseId}/plan-proposals/${proposalId}/declaration`, { at, body: {} });
  await agree(story, caseId, at, 'zh-Hans', person.phone, async () => new Uint8Array());
  const [line] = await instalments(story, caseId, at);
  await machines.sweep('2026-04-06T04:00:00Z');
  await followUps(story, caseId, '2026-04-08T01:30:00Z');
  await machines.sweep('2026-04-13T04:00:00Z');
  await pay(story, caseId, line?.openMinor ?? 0, '2026-04-14T02:00:00Z', 'core-1');
  await onTheSide(caseId, [...after.whenActive, ...after.storiesWhenActive], ({ payments }) => ({
    payment: firstOf(payments),
    supervisor2: 'supervisor-2',
  }));
  await suspendInterest(story, caseId, '2026-04-16T02:00:00Z', '2026-04-20', '2026-05-31', person.phone);
  for (const day of ['05-14', '05-20', '06-08']) await machines.sweep(`2026-${day}T04:00:00Z`);
  for (const { no, openMinor } of await instalments(story, caseId, '2026-06-08T05:00:00Z'))
    if (openMinor > 0) await pay(story, caseId, openMinor, '2026-06-08T05:00:00Z', `core-${no}`);
  await onTheSide(caseId, after.whenSettled, ({ bookings }) => ({ booking: firstOf(bookings) }));
  await machines.sweep('2026-07-20T04:00:00Z');
  await onTheSide(caseId, after.whenArchived, ({ archives }) => ({ package: firstOf(archives) }));
};

beforeAll(async () => {
  const stage = await disturbedStage();
  const caseId = await firstHalf(stage);
  await secondHalf(stage, caseId);
  lastState = await stateOf(stage.story, caseId);
}, 400_000);

afterAll(() => {
  standIn.close();
  vi.unstubAllEnvs();
});

test('whichever AWS call fails or loses its answer, the act happened whole or not at all, and a repeat ends right', () => {
  expect(disturbed.surprises).toEqual([]);
  expect(sideFailures).toEqual([]);
  expect(lastState).toBe('ARCHIVED');
  expect(disturbed.tries()).toBeGreaterThan(200);
});

test('every command is disturbed, or it is written down why it is not', () => {
  const writes = operations.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId);
  expect(writes.filter((one) => !disturbed.tried.has(one) && leftOut[one] === undefined)).toEqual([]);
  expect(writes.filter((one) => disturbed.tried.has(one) && leftOut[one] !== undefined)).toEqual([]);
});

test('every machine, and every event that sets something off in this life, is disturbed as well', () => {
  const labels = [...disturbed.tried.keys()];
  const machinesTried = new Set(labels.flatMap((label) => /^([a-z-]+): /.exec(label)?.[1] ?? []));
  for (const machine of ['agenda', 'follow-up', 'instalment', 'adjustment', 'deadline', 'archiving', 'stream'])
    expect(machinesTried).toContain(machine);
  for (const event of ['NoticePlanned', 'DocumentAccepted', 'AgreementSealed', 'FollowUpDone', 'AdjustmentRequested'])
    expect(labels).toContain(`stream: ${event}`);
});
