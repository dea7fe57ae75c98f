import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { assess, followUps, instalments, pay, propose, suspendInterest } from '#infra/local/demo/second-half.ts';
import { stateOf } from '#infra/local/demo/reading.ts';
import { agree } from '#infra/local/demo/signing.ts';
import type { Story } from '#infra/local/demo/teller.ts';
import { disturbing } from '#test/faults/disturbing.ts';
import type { Disturbed } from '#test/faults/disturbing.ts';
import { portsOn, standInEnvironment } from '#test/support/aws/ports.ts';
import { awsStandIn } from '#test/support/aws/stand-in.ts';
import type { StandIn } from '#test/support/aws/stand-in.ts';
import { firstHalfLived } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';

// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

let standIn: StandIn;
let disturbed: Disturbed;
let lastState = '';

beforeAll(async () => {
  standIn = await awsStandIn();
  for (const [name, value] of Object.entries(standInEnvironment(standIn.url))) vi.stubEnv(name, value);
  const ports = portsOn(standIn);
  disturbed = disturbing(standIn, ports.cases, {
    'stream: NoticePlanned': { why: "what may have gone out is a person's matter", endsIn: 'CHECK_NOTICE' },
    'agenda: startDue': { why: 'it counts what it started itself', answersOtherwise: true },
    upload: { why: 'it says what it did itself', answersOtherwise: true },
    requestSigningCode: {
      why: 'who asks again for a code that he did not get is sent another, and the first is void',
      endsIn: 'SigningCodeSent',
      moreMessages: 1,
    },
  });
  const { around } = disturbed;
  const machines = machinesInProcess(ports, around);
  const life = await lifeInProcess(ports, { around });
  /** Whatever is done sets off what follows from it. */
  const settled =
    <A extends readonly unknown[], R>(act: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const answer = await act(...given);
      await machines.settle();
      return answer;
    };
  const story: Story = { ...life.story, must: settled(life.story.must) };
  const caseId = await firstHalfLived({ ...life, story });
  const at = '2026-03-06T02:20:00Z';
  const phone = '+8613800001000';
  await assess(story, caseId, at);
  const proposalId = await propose(story, caseId, at, '2026-04-15');
  await story.must('borrower', 'PUT', `/cases/${caseId}/plan-proposals/${proposalId}/declaration`, { at, body: {} });
  await agree(story, caseId, at, 'zh-Hans', phone, async () => new Uint8Array());
  const [first] = await instalments(story, caseId, at);
  await machines.sweep('2026-04-06T04:00:00Z');
  await followUps(story, caseId, '2026-04-08T01:30:00Z');
  await machines.sweep('2026-04-13T04:00:00Z');
  await pay(story, caseId, first?.openMinor ?? 0, '2026-04-14T02:00:00Z', 'core-1');
  await suspendInterest(story, caseId, '2026-04-16T02:00:00Z', '2026-04-20', '2026-05-31', phone);
  for (const day of ['05-14', '05-20', '06-08']) await machines.sweep(`2026-${day}T04:00:00Z`);
  for (const { no, openMinor } of await instalments(story, caseId, '2026-06-08T05:00:00Z'))
    if (openMinor > 0) await pay(story, caseId, openMinor, '2026-06-08T05:00:00Z', `core-${no}`);
  await machines.sweep('2026-07-20T04:00:00Z');
  lastState = await stateOf(story, caseId);
}, 300_000);

afterAll(() => {
  standIn.close();
  vi.unstubAllEnvs();
});

test('whichever AWS call fails or loses its answer, the act happened whole or not at all, and a repeat ends right', () => {
  expect(disturbed.surprises).toEqual([]);
  expect(lastState).toBe('ARCHIVED');
  expect(disturbed.tries()).toBeGreaterThan(150);
});
