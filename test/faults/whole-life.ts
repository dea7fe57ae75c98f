import { packageIdOf } from '#functions/domain/archive/package.ts';
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
import type { Scene } from '#test/faults/scene.ts';
import * as early from '#test/faults/scenes-before-the-plan.ts';
import * as planned from '#test/faults/scenes-of-the-plan.ts';
import * as served from '#test/faults/scenes-of-servicing.ts';
import { doSideAct } from '#test/faults/side-act.ts';
import type { SideAct, SideStory } from '#test/faults/side-act.ts';
import * as after from '#test/faults/side-acts-after-the-visit.ts';
import * as before from '#test/faults/side-acts-before-the-plan.ts';
import { portsOn } from '#test/support/aws/ports.ts';
import { copyOf } from '#test/support/aws/stand-in.ts';
import type { StandIn } from '#test/support/aws/stand-in.ts';
import type { Around } from '#test/usecases/around.ts';
import { withUploads } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';

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

/** Each is done where the life stands, and taken back. */
type Aside = SideAct | SideStory | Scene;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'failed');

/** A case in this process, and what a test does around every call of a function of it. */
const stageOn = async (standIn: StandIn, around: Around) => {
  const ports = portsOn(standIn);
  const machines = machinesInProcess(ports, around);
  const life = await lifeInProcess(ports, { around });
  const failures: string[] = [];
  const settled =
    <A extends readonly unknown[], R>(act: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const answer = await act(...given);
      await machines.settle();
      return answer;
    };
  /** Whatever is done sets off what follows from it. */
  const story: Story = { ...life.story, must: settled(life.story.must) };
  const play = async (caseId: string, one: Aside, ids: Readonly<Record<string, string>>): Promise<void> => {
    if (typeof one === 'function') {
      await one({ life: { ...life, story }, caseId, sweep: machines.sweep }).catch(
        (error: unknown) => void failures.push(reasonOf(error)),
      );
      return;
    }
    let known = ids;
    for (const act of [one].flat())
      try {
        known = { ...known, ...(await doSideAct(life.story, caseId, act, known)) };
      } catch (error) {
        failures.push(`${act.path}: ${reasonOf(error)}`);
      }
  };
  const onTheSide = async (
    caseId: string,
    asides: readonly Aside[],
    idsOf: (file: CaseFile) => Readonly<Record<string, string>> = () => ({}),
  ): Promise<void> => {
    const here = standIn.world;
    for (const one of asides) {
      standIn.world = copyOf(here);
      const ids = idsOf(await ports.cases.load(caseId));
      await machines.aside(async () => play(caseId, one, ids));
    }
    standIn.world = here;
  };
  return { machines, life: { ...life, story }, story, onTheSide, failures };
};
type Stage = Awaited<ReturnType<typeof stageOn>>;

interface Given {
  /** The pack that cases are pinned to lets officers take cash (R27). */
  readonly hasCash: boolean;
}

const firstOf = (parts: Readonly<Record<string, unknown>>): string => Object.keys(parts)[0] ?? '';

/** From the report to the verified visit. */
const firstHalf = async ({ story, life, onTheSide }: Stage, { hasCash }: Given): Promise<string> => {
  const cast = castOf(story.service);
  await registerOfficers(story, cast);
  const caseId = await report(story, person, account, '2026-03-02T01:00:00Z');
  await onTheSide(caseId, [...before.whenOpen, ...before.whenFed, early.unreachable]);
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
  await onTheSide(caseId, [
    early.mismatch(cast, appointmentId, slot[0]),
    ...(hasCash ? [early.cash(cast, appointmentId, slot[0])] : []),
  ]);
  const visitId = await visit(story, caseId, cast, appointmentId, slot[0]);
  await onTheSide(caseId, [...before.whenNegotiating, early.kept(visitId, at)], () => ({ visit: visitId }));
  return caseId;
};

/** From affordability to the archive. */
const secondHalf = async ({ story, machines, onTheSide }: Stage, caseId: string): Promise<void> => {
  await assess(story, caseId, at);
  await onTheSide(caseId, [planned.nothingLeft(at), planned.longPlan(at, '2026-04-15')]);
  await onTheSide(caseId, after.whenAssessed, ({ contacts }) => ({
    recording: Object.values(contacts).find(({ recordingId }) => recordingId !== undefined)?.recordingId ?? '',
  }));
  const proposalId = await propose(story, caseId, at, '2026-04-15');
  await story.must('borrower', 'PUT', `/cases/${caseId}/plan-proposals/${proposalId}/declaration`, { at, body: {} });
  await onTheSide(caseId, [planned.onPaper(at)]);
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
  await onTheSide(caseId, [served.uncured, served.goodRecord, served.officerGone(castOf(story.service))]);
  await suspendInterest(story, caseId, '2026-04-16T02:00:00Z', '2026-04-20', '2026-05-31', person.phone);
  await onTheSide(caseId, [served.amended]);
  for (const day of ['05-14', '05-20', '06-08']) await machines.sweep(`2026-${day}T04:00:00Z`);
  for (const { no, openMinor } of await instalments(story, caseId, '2026-06-08T05:00:00Z'))
    if (openMinor > 0) await pay(story, caseId, openMinor, '2026-06-08T05:00:00Z', `core-${no}`);
  await onTheSide(caseId, after.whenSettled, ({ bookings }) => ({ booking: firstOf(bookings) }));
  await machines.sweep('2026-07-20T04:00:00Z');
  await onTheSide(caseId, after.whenArchived, ({ archives }) => ({ package: firstOf(archives) }));
  await onTheSide(caseId, [served.retained(packageIdOf(caseId))]);
};

/**
 * One case from the report to the archive, with every command of the product on its way or beside it. Gives its last state,
 * and what could not be done.
 */
export const wholeLife = async (
  standIn: StandIn,
  around: Around,
  given: Given,
): Promise<{ readonly lastState: string; readonly failures: readonly string[] }> => {
  const stage = await stageOn(standIn, around);
  const caseId = await firstHalf(stage, given);
  await secondHalf(stage, caseId);
  return { lastState: await stateOf(stage.story, caseId), failures: stage.failures };
};
