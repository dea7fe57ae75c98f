import { randomUUID } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { sha256Hex } from '#functions/domain/ids.ts';
import { person, toAgreement } from '#infra/local/demo/life.ts';
import { part, text } from '#infra/local/demo/reading.ts';
import { instalments, passTime, pay } from '#infra/local/demo/second-half.ts';
import { storyOf, versionOf } from '#infra/local/demo/teller.ts';
import type { StoryCall } from '#infra/local/demo/teller.ts';
import { until } from '#test/e2e/until.ts';

const service = inject('service');
const story = storyOf(service, () => {});
const who = person(z.string().parse(service.people['borrower']?.borrowerId));

/** Status and code, as a client app reads them. */
const answered = async (role: string, method: string, path: string, call: StoryCall) => {
  const { status, body } = await story.ask(role, method, path, call);
  return [status, body['code']];
};

const Letters = z.array(
  z.object({
    kind: z.string(),
    status: z.string(),
    noticeId: z.string().optional(),
    sealed: z.object({ sha256: z.string() }).optional(),
    link: z.string().optional(),
  }),
);

/** What a role sees of a letter, once it is sealed. */
const letter = async (caseId: string, kind: string, role: string) =>
  until(`the letter ${kind}`, async () => {
    const { body } = await story.must(role, 'GET', `/cases/${caseId}/notices?limit=100`);
    return Letters.parse(body['letters']).find((one) => one.kind === kind && one.status === 'SEALED');
  });

test('R55, R56, C4, C22: unpaid, a case comes to a sealed letter, to a default by two people, and to a sealed demand; each too early or by the wrong person is refused', async () => {
  const { caseId } = await toAgreement(story, who, '2026-03-13');
  const path = `/cases/${caseId}`;
  await passTime(story, caseId, '2026-05-08T04:00:00Z');
  const at = '2026-05-08T05:00:00Z';
  const ground = { ground: 'NOT_CURED' };
  expect(await answered('supervisor', 'POST', `${path}/default-proposals`, { at, body: ground })).toEqual([
    409,
    'CurePeriodRunning',
  ]);
  const breach = await letter(caseId, 'BREACH_NOTICE', 'borrower');
  const bytes = new Uint8Array(await (await fetch(z.string().parse(breach.link))).arrayBuffer());
  expect(sha256Hex(bytes)).toBe(breach.sealed?.sha256);
  expect((await letter(caseId, 'BREACH_NOTICE', 'auditor')).link).toBeUndefined();

  const call = { purpose: 'SERVICE', channel: 'PHONE', direction: 'INBOUND', contactPointId: 'phone-1' };
  const started = await story.must('officer', 'POST', `${path}/contacts`, { at, body: call });
  const contactId = text(part(started.body, 'contact'), 'contactId');
  await story.must('officer', 'POST', `${path}/follow-ups/1001/report`, {
    at,
    body: { result: 'AT_RISK', contactId, note: 'No income.' },
  });
  await passTime(story, caseId, '2026-06-01T04:00:00Z');
  const then = '2026-06-01T05:00:00Z';
  expect(await answered('agent', 'POST', `${path}/default-proposals`, { at: then, body: ground })).toEqual([
    403,
    'RoleNotAllowed',
  ]);
  expect(await answered('risk', 'POST', `${path}/demands`, { at: then, body: {} })).toEqual([
    409,
    'DefaultNotDeclared',
  ]);
  const key = randomUUID();
  const proposing = { at: then, body: ground, key };
  const proposed = await story.must('supervisor', 'POST', `${path}/default-proposals`, proposing);
  const again = await story.must('supervisor', 'POST', `${path}/default-proposals`, proposing);
  expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([proposed.body, 'true']);
  expect(await answered('supervisor', 'POST', `${path}/default-proposals`, { at: then, body: ground })).toEqual([
    409,
    'DefaultAlreadyProposed',
  ]);
  const decision = `${path}/default-proposals/${text(part(proposed.body, 'proposal'), 'proposalId')}/decision`;
  const declare = { decision: 'DECLARE', reason: 'Nothing else is left.' };
  for (const [role, over, status, code] of [
    ['supervisor2', { ifMatch: 1 }, 403, 'RoleNotAllowed'],
    ['risk', { ifMatch: 1 }, 412, 'StaleVersion'],
    ['risk', {}, 428, 'VersionRequired'],
  ] as const)
    expect(await answered(role, 'POST', decision, { at: then, body: declare, ...over })).toEqual([status, code]);
  const declared = await story.must('risk', 'POST', decision, { at: then, body: declare, latestOf: caseId });
  expect(declared.body['state']).toBe('TERMINATED');

  const day = '2026-06-02T02:00:00Z';
  expect(await answered('officer', 'POST', `${path}/demands`, { at: day, body: {} })).toEqual([403, 'RoleNotAllowed']);
  await story.must('supervisor', 'POST', `${path}/demands`, { at: day, body: {} });
  expect(await answered('supervisor', 'POST', `${path}/demands`, { at: '2026-06-12T02:00:00Z', body: {} })).toEqual([
    409,
    'DemandTooSoon',
  ]);
  const demand = await letter(caseId, 'DEMAND', 'supervisor');
  const delivered = { result: 'DELIVERED', at: '2026-06-05T02:00:00Z', proof: 'registered-1' };
  const { status } = await story.ask('agent', 'PUT', `${path}/notices/${demand.noticeId ?? ''}/delivery`, {
    at: '2026-06-14T02:00:00Z',
    body: delivered,
  });
  expect(status).toBeLessThan(500);
}, 120_000);

test('R45, R57, R58: before and after of a relief, the reward for a good record by two people, what core banking acknowledges, and the certificate', async () => {
  const { caseId } = await toAgreement(story, who, '2026-03-16');
  const path = `/cases/${caseId}`;
  const papers = (await story.must('officer', 'GET', `${path}/documents?limit=100`)).body['items'];
  const [paper] = z.array(z.object({ documentId: z.string() })).parse(papers);
  const relief = {
    type: 'INTEREST_SUSPENSION',
    fromOn: '2026-04-20',
    toOn: '2026-06-20',
    reason: 'Hours were cut.',
    evidenceIds: [paper?.documentId ?? ''],
  };
  const at = '2026-04-15T02:00:00Z';
  const before = await versionOf(story, caseId);
  const dry = await story.must('borrower', 'POST', `${path}/adjustments?dryRun=true`, { at, body: relief });
  expect(Object.keys(part(dry.body, 'preview'))).toEqual(expect.arrayContaining(['before', 'after']));
  expect(await versionOf(story, caseId)).toBe(before);

  for (const { no, dueOn, openMinor } of (await instalments(story, caseId, at)).slice(0, 2))
    await pay(story, caseId, openMinor, `${dueOn}T02:00:00Z`, `kept-${caseId}-${no}`);
  const quoteOn = async (day: string) =>
    z
      .object({ quoteId: z.string(), totalMinor: z.int() })
      .parse((await story.must('borrower', 'POST', `${path}/payoff-quotes`, { at: day, body: {} })).body['quote']);
  const early = await quoteOn('2026-05-20T02:00:00Z');
  expect(
    await answered('borrower', 'POST', `${path}/rewards`, {
      at: '2026-05-20T02:00:00Z',
      body: { quoteId: early.quoteId },
    }),
  ).toEqual([409, 'RewardNotEarned']);
  for (const { no, dueOn, openMinor } of (await instalments(story, caseId, '2026-05-20T03:00:00Z')).slice(2, 6))
    await pay(story, caseId, openMinor, `${dueOn}T02:00:00Z`, `kept-${caseId}-${no}`);
  const day = '2026-09-16T02:00:00Z';
  const { quoteId } = await quoteOn(day);
  expect(
    await answered('borrower', 'POST', `${path}/rewards`, { at: '2026-09-28T02:00:00Z', body: { quoteId } }),
  ).toEqual([409, 'QuoteExpired']);
  const later = '2026-09-28T02:00:00Z';
  const valid = await quoteOn(later);
  const asked = await story.must('borrower', 'POST', `${path}/rewards`, {
    at: later,
    body: { quoteId: valid.quoteId },
  });
  const decision = `${path}/rewards/${text(part(asked.body, 'reward'), 'rewardId')}/decision`;
  const grant = { decision: 'GRANT', form: 'REDUCTION' };
  expect(await answered('officer', 'POST', decision, { at: later, body: grant, ifMatch: 1 })).toEqual([
    403,
    'RoleNotAllowed',
  ]);
  expect(await answered('supervisor2', 'POST', decision, { at: later, body: grant, ifMatch: 1 })).toEqual([
    412,
    'StaleVersion',
  ]);
  expect(
    await answered('supervisor2', 'POST', decision, { at: later, body: { decision: 'REFUSE' }, latestOf: caseId }),
  ).toEqual([422, 'ReasonMissing']);
  const granted = await story.must('supervisor2', 'POST', decision, { at: later, body: grant, latestOf: caseId });
  expect(part(granted.body, 'reward')).toMatchObject({ status: 'GRANTED' });

  const { amountMinor } = z.object({ amountMinor: z.int() }).parse(part(granted.body, 'reward'));
  expect(await pay(story, caseId, valid.totalMinor - amountMinor, later, `rest-${caseId}`)).toBe('SETTLED');

  const { body } = await story.must('supervisor', 'GET', `${path}/bookings`);
  const [booking] = z.array(z.object({ bookingId: z.string() })).parse(body['items']);
  const booked = `${path}/bookings/${booking?.bookingId ?? ''}/acknowledgement`;
  const answer = { at: later, body: { result: 'BOOKED', coreRef: 'core-1' } };
  expect(await answered('agent', 'PUT', booked, answer)).toEqual([403, 'RoleNotAllowed']);
  expect((await story.ask('system', 'PUT', booked, answer)).status).toBe(200);
  expect((await story.ask('system', 'PUT', booked, answer)).status).toBe(200);
  expect(
    await answered('system', 'PUT', booked, { at: later, body: { result: 'REJECTED', reasonCode: 'AccountUnknown' } }),
  ).toEqual([409, 'StateForbids']);

  const certificate = await until('the certificate', async () => {
    const found = await story.ask('borrower', 'GET', `${path}/settlement-certificate`, { at: later });
    return found.status === 200 ? part(found.body, 'pdf') : undefined;
  });
  expect(sha256Hex(Buffer.from(text(certificate, 'base64'), 'base64'))).toBe(certificate['sha256']);
  const once = await story.must('officer', 'GET', `${path}/settlement-certificate`, { at: later });
  expect(part(once.body, 'pdf')).toEqual(certificate);
}, 120_000);
