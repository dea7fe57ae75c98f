import { expect, test } from 'vitest';
import * as z from 'zod';
import { part, stateOf, text } from '#infra/local/demo/reading.ts';
import { versionOf } from '#infra/local/demo/teller.ts';
import { pay } from '#infra/local/demo/second-half.ts';
import { agree } from '#infra/local/demo/signing.ts';
import { approved, at, phone } from '#test/usecases/agreement-approved.ts';
import { firstHalfLived } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';
import { fakePorts } from '#test/support/fake-ports.ts';

const Quote = z.object({
  totalMinor: z.int(),
  validUntil: z.string(),
  lines: z.record(z.string(), z.int()),
});

test('R57, C27: through the API: quoted to borrower and officer alike, paid within ten days, settled, and nothing is owed', async () => {
  const { life, caseId } = await approved();
  const { story } = life;
  const path = `/cases/${caseId}/payoff-quotes`;
  await story.refused('StateForbids', 'borrower', 'POST', path, { at, body: {} });
  await agree(story, caseId, at, 'zh-Hans', phone, async () => new Uint8Array());
  const day = '2026-03-20T02:00:00Z';
  const quoted = async (role: string) =>
    Quote.parse((await story.must(role, 'POST', path, { at: day, body: {} })).body['quote']);
  const quote = await quoted('borrower');
  expect(await quoted('officer')).toEqual(quote);
  expect(quote.validUntil).toBe('2026-03-30');
  expect(Object.values(quote.lines).reduce((sum, line) => sum + line, 0)).toBe(quote.totalMinor);
  await story.refused('RoleNotAllowed', 'auditor', 'POST', path, { at: day, body: {} });
  for (const body of [{ onDate: '2026-03-19' }, { onDate: 'soon' }, { on: '2026-03-21' }])
    expect((await story.refused('InvalidRequest', 'borrower', 'POST', path, { at: day, body })).status).toBe(400);
  expect(await pay(story, caseId, quote.totalMinor, '2026-03-30T02:00:00Z', 'bank-payoff')).toBe('SETTLED');
  const nothing = await story.refused('NothingOwed', 'borrower', 'POST', path, {
    at: '2026-04-01T02:00:00Z',
    body: {},
  });
  expect(nothing).toMatchObject({ status: 409, body: { rules: ['R57'] } });
});

test('4.6, C35: through the API: a failed check is on the supervisor’s list, somebody else decides, and no plan comes of it', async () => {
  const life = await lifeInProcess(fakePorts());
  const { story } = life;
  const caseId = await firstHalfLived(life);
  const failed = await story.must('officer', 'POST', `/cases/${caseId}/affordability`, {
    at,
    body: {
      currency: 'CNY',
      provenIncomeMinor: 0,
      unprovenIncomeMinor: 200_000,
      essentialsMinor: 100_000,
      region: 'CN-BJ',
      instalmentMinor: 50_000,
    },
  });
  expect(part(failed.body, 'capacity')).toMatchObject({ verdict: 'FAIL', alternatives: [{}, {}, {}, {}] });
  const assessment = part(failed.body, 'assessment');
  expect(assessment).toMatchObject({ essentialsMinor: 217_500, region: 'CN-BJ' });
  const path = `/cases/${caseId}/affordability/${text(assessment, 'assessmentId')}/review`;
  const list = async () =>
    z
      .array(z.object({ kind: z.string(), caseId: z.string() }))
      .parse((await story.must('supervisor2', 'GET', '/worklists/team', { at })).body['items'])
      .filter((one) => one.kind === 'REVIEW_CAPACITY' && one.caseId === caseId);
  expect(await list()).toHaveLength(1);
  const body = { decision: 'OFFER_ALTERNATIVES', alternatives: ['MORATORIUM'], reason: 'The rent has doubled.' };
  const ifMatch = await versionOf(story, caseId);
  for (const role of ['borrower', 'officer', 'agent', 'committee'])
    await story.refused('RoleNotAllowed', role, 'POST', path, { at, ifMatch, body });
  await story.refused('VersionRequired', 'supervisor2', 'POST', path, { at, body });
  await story.refused('InvalidRequest', 'supervisor2', 'POST', path, {
    at,
    ifMatch,
    body: { ...body, alternatives: [] },
  });
  const unexplained = { decision: body.decision, alternatives: body.alternatives };
  expect(
    (await story.refused('ReasonMissing', 'supervisor2', 'POST', path, { at, ifMatch, body: unexplained })).status,
  ).toBe(422);
  const decided = await story.must('supervisor2', 'POST', path, { at, ifMatch, body });
  expect(decided.body['alternatives']).toEqual([
    { kind: 'MORATORIUM', text: expect.stringMatching(/\p{Script=Han}/u) },
  ]);
  expect(JSON.stringify(decided.body)).not.toContain(body.reason);
  expect(await list()).toEqual([]);
  const again = await versionOf(story, caseId);
  await story.refused('NothingToReview', 'supervisor2', 'POST', path, { at, ifMatch: again, body });
  const terms = { planType: 'EQUAL_INSTALMENT', periods: 12, currency: 'CNY' };
  await story.refused('NotAffordable', 'officer', 'POST', `/cases/${caseId}/plan-proposals`, { at, body: terms });
  expect(await stateOf(story, caseId)).toBe('NEGOTIATING');
});
