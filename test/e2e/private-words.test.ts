import { randomUUID } from 'node:crypto';
import { beforeAll, expect, inject, test } from 'vitest';
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
import { agree } from '#infra/local/demo/signing.ts';
import {
  assess,
  followUps,
  instalments,
  passTime,
  pay,
  propose,
  suspendInterest,
  untilState,
} from '#infra/local/demo/second-half.ts';
import { storyOf } from '#infra/local/demo/teller.ts';
import { operations } from '#functions/contracts/operations.ts';
import { sampleParams } from '#test/contracts/samples.ts';
import { whileBroken } from '#test/e2e/broken.ts';
import { listenToBus } from '#test/e2e/bus-listener.ts';
import type { BusListener } from '#test/e2e/bus-listener.ts';
import { until } from '#test/e2e/until.ts';
import { textsOf, withWords } from '#test/e2e/recognisable-words.ts';
import { deadLetterTraces, executionTraces, logTraces, objectTraces, tableTraces } from '#test/e2e/traces.ts';
import type { Trace } from '#test/e2e/traces.ts';

const started = inject('service');
/** A borrower of its own: another test lives its life as the first one. */
const service = {
  ...started,
  tokens: { ...started.tokens, borrower: started.tokens['borrower2'] ?? '' },
  people: { ...started.people, borrower: started.people['borrower2'] ?? { actorId: '', role: 'borrower' } },
};
/** No word of the product or of the emulator begins so. */
const marker = 'quokka';
const unworded = storyOf(service, () => {});
const { story, sent, wordy } = withWords(unworded, marker);
let bus: BusListener;
/** How many words the life itself has sent: what comes after may be refused, and is not kept. */
let lived = 0;

/** From the report to a suspension of interest, with a word of its own in every text that anybody may write. */
const live = async (): Promise<void> => {
  const cast = castOf(service);
  await registerOfficers(story, cast);
  const borrowerId = service.people['borrower']?.borrowerId ?? '';
  const accountId = `private-${randomUUID().slice(0, 8)}`;
  const person = {
    borrowerId,
    name: `${marker} name`,
    idNo: `${marker}-id`,
    phone: `+86${marker}`,
    language: 'zh-Hans',
  } as const;
  const caseId = await report(story, person, accountId, '2026-03-02T01:00:00Z');
  await offer(story, caseId, '2026-03-02T02:00:00Z');
  await consent(story, caseId, 'SERVICE', '2026-03-02T02:10:00Z');
  await register(story, caseId, [accountId], '2026-03-02T02:20:00Z');
  await papers(story, caseId, '2026-03-02T03:00:00Z');
  await story.must('supervisor', 'PUT', `/cases/${caseId}/owner`, {
    at: '2026-03-02T03:30:00Z',
    latestOf: caseId,
    body: { ownerId: cast.officer, deputyId: cast.officer2 },
  });
  const slot = ['2026-03-06T02:00:00Z', '2026-03-06T03:00:00Z'] as const;
  const appointmentId = await appointment(story, caseId, cast, '2026-03-02T04:00:00Z', slot);
  await visit(story, caseId, cast, appointmentId, slot[0]);
  await assess(story, caseId, '2026-03-06T02:20:00Z');
  const proposalId = await propose(story, caseId, '2026-03-06T02:30:00Z', '2026-04-15');
  await story.must('borrower', 'PUT', `/cases/${caseId}/plan-proposals/${proposalId}/declaration`, {
    at: '2026-03-06T02:35:00Z',
    body: {},
  });
  // The number that the report really named: a word of its own, too.
  const phone = [...sent].find(([, where]) => where.endsWith('contactPoints.value'))?.[0] ?? '';
  await agree(story, caseId, '2026-03-06T02:45:00Z', 'zh-Hans', phone);
  await passTime(story, caseId, '2026-04-08T01:00:00Z');
  await followUps(story, caseId, '2026-04-08T01:30:00Z');
  await suspendInterest(story, caseId, '2026-04-08T02:00:00Z', '2026-04-16', '2026-06-15', phone);
  for (const { no, openMinor } of await instalments(story, caseId, '2026-04-09T02:00:00Z'))
    if (openMinor > 0) await pay(story, caseId, openMinor, '2026-04-09T02:00:00Z', `${caseId.slice(-8)}-${no}`);
  await passTime(story, caseId, '2026-07-31T00:00:00Z');
  await untilState(story, caseId, 'ARCHIVED');
  lived = sent.size;
  await sendTheRest(caseId);
};

/** What the life had no use for is sent as well, word by word: a request that is refused is logged, too. */
const sendTheRest = async (caseId: string): Promise<void> => {
  const fields = new Set(sent.values());
  for (const row of operations.filter((one) => textsOf(one).some((field) => !fields.has(field)))) {
    const params = sampleParams(row, { caseId });
    const path = row.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const role = row.roles === 'any' || row.roles === 'public' ? 'supervisor' : (row.roles[0] ?? 'supervisor');
    await unworded.ask(role, row.method, path, {
      at: '2026-08-01T02:00:00Z',
      body: wordy(row),
      ...(row.ifMatch === 'required' ? { ifMatch: 1 } : {}),
    });
  }
};

beforeAll(async () => {
  bus = await listenToBus(service);
  await live();
  // A reaction that fails for good leaves a dead letter, which speaks of the case as well.
  await whileBroken(service, 'events/journal.ts', async () => {
    const borrowerId = `buried-${randomUUID().slice(0, 8)}`;
    const person = { borrowerId, name: '-', idNo: '-', phone: '-', language: 'en' } as const;
    await report(story, person, `account-${borrowerId}`, '2026-03-02T01:00:00Z');
    await until('the burial', async () => ((await deadLetterTraces(service)).length === 0 ? undefined : true));
  });
}, 240_000);

const leaks = (traces: readonly Trace[]): string[] =>
  traces.flatMap(({ place, text }) => {
    const found = new RegExp(`${marker}[-\\w ]{0,8}`).exec(text)?.[0];
    return found === undefined ? [] : [`${place}: ${sent.get(found.slice(0, marker.length + 4)) ?? found}`];
  });

test('every text that somebody may write went out as a word that can be recognised, and is kept where it belongs', async () => {
  const { closed } = await tableTraces(service);
  const isKept = (word: string): boolean => closed.some(({ text }) => text.includes(word));
  const kept = new Set([...sent].filter(([word]) => isKept(word)).map(([, field]) => field));
  const ofLife = new Set([...sent.values()].slice(0, lived));
  // The free clause of an agreement stands in the agreement itself; officers' names in their register.
  for (const field of ofLife.difference(kept)) expect(['drawUpAgreement.freeText', 'putOfficer.name']).toContain(field);
  expect(new Set(operations.flatMap(textsOf)).difference(new Set(sent.values()))).toEqual(new Set());
});

test('no item of the table holds any of them but the private ones: no part, entry, request, claim or worklist', async () => {
  const { open } = await tableTraces(service, ['OFFICER#']);
  expect(open.length).toBeGreaterThan(20);
  expect(leaks(open)).toEqual([]);
});

test('no execution has any of them in its name, input, output or history', async () => {
  const traces = await executionTraces(service);
  expect(traces.length).toBeGreaterThan(0);
  expect(leaks(traces)).toEqual([]);
});

test('no key of an object, no dead letter and no record on the bus has any of them', async () => {
  const [keys, letters, records] = await Promise.all([objectTraces(service), deadLetterTraces(service), bus.records()]);
  expect(keys.length).toBeGreaterThan(10);
  expect(letters.length).toBeGreaterThan(0);
  expect(records.map(({ text }) => text).join('\n')).toContain('ArchiveVerified');
  expect(leaks([...keys, ...letters, ...records])).toEqual([]);
});

test('no line that a function has logged has any of them, metrics included', async () => {
  const lines = await logTraces(service);
  expect(lines.length).toBeGreaterThan(10);
  expect(leaks(lines)).toEqual([]);
});
