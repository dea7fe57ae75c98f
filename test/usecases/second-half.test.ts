import { expect, test, vi } from 'vitest';
import { part, text } from '#infra/local/demo/reading.ts';
import { versionOf } from '#infra/local/demo/teller.ts';
import { assess, instalments, pay, propose } from '#infra/local/demo/second-half.ts';
import { agree } from '#infra/local/demo/signing.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { firstHalfLived } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const at = '2026-03-06T04:00:00Z';

/** From the verified visit to an active case, through the API. */
const toActive = async () => {
  const life = await lifeInProcess(fakePorts());
  const { story } = life;
  const caseId = await firstHalfLived(life);
  await assess(story, caseId, at);
  const quote = { currency: 'CNY', periods: 12, firstDueOn: '2026-04-10' };
  const quoted = await story.must('borrower', 'POST', `/cases/${caseId}/plan-quotes`, { at, body: quote });
  const proposalId = await propose(story, caseId, at, '2026-04-10');
  await story.must('borrower', 'PUT', `/cases/${caseId}/plan-proposals/${proposalId}/declaration`, { at, body: {} });
  const { agreementId } = await agree(story, caseId, at, 'zh-Hans', '+8613800001000', async () => new Uint8Array());
  const path = `/cases/${caseId}/agreements/${agreementId}`;
  const sha256 = text(part((await story.must('officer', 'GET', path)).body, 'agreement'), 'sha256');
  return { life, story, caseId, path, sha256, quoted };
};

test('R28-R38: from two quotes side by side to an active case with a stored PDF', async () => {
  const { life, story, path, sha256, quoted } = await toActive();
  expect(quoted.body['options']).toMatchObject([
    { planType: 'EQUAL_INSTALMENT', capacity: { verdict: 'PASS' }, tier: 'AUTO' },
    { planType: 'EQUAL_PRINCIPAL' },
  ]);
  const shown = await story.must('borrower', 'GET', path);
  expect(shown.body).toMatchObject({
    state: 'ACTIVE',
    agreement: { status: 'IN_FORCE', sha256, effectiveOn: '2026-03-06' },
  });
  const { key, terms } = JSON.parse(JSON.stringify(shown.body['agreement']));
  const kept = life.ports.documents.objects.get(`documents/${key}`);
  // The copy for machines lies beside the text and names its hash.
  expect(
    JSON.parse(Buffer.from(life.ports.documents.objects.get(`documents/${terms.key}`)?.bytes ?? []).toString()),
  ).toMatchObject({
    kind: 'AGREEMENT_TERMS',
    textSha256: sha256,
    terms: { currency: 'CNY', graceDays: 3 },
  });
  expect(new TextDecoder('latin1').decode(kept?.bytes.slice(0, 5))).toBe('%PDF-');
  expect(kept?.stored.sha256).toBe(sha256);
});

test('4.5: a receipt is taken once, shown with its allocation, and reversed', async () => {
  const { story, caseId } = await toActive();
  const [first] = await instalments(story, caseId, at);
  const due = first?.openMinor ?? 0;
  expect(await pay(story, caseId, due, '2026-04-09T02:00:00Z', 'bank-1')).toBe('ACTIVE');
  await pay(story, caseId, due, '2026-04-09T03:00:00Z', 'bank-1');
  const listed = await story.must('borrower', 'GET', `/cases/${caseId}/payments`);
  expect(listed.body['items']).toMatchObject([
    { payment: { sourceRef: 'bank-1', amountMinor: due }, profile: 'PLAN_DEFAULT', rule: '4.5' },
  ]);
  expect((await instalments(story, caseId, '2026-04-09T04:00:00Z'))[0]?.status).toBe('PAID');
  const [line] = [listed.body['items']].flat();
  const paymentId = JSON.parse(JSON.stringify(line)).payment.paymentId;
  await story.must('system', 'POST', `/payments/${paymentId}/reversal`, {
    at: '2026-04-09T05:00:00Z',
    body: { caseId, sourceRef: 'bank-2' },
  });
  expect((await instalments(story, caseId, '2026-04-09T06:00:00Z'))[0]?.status).toBe('OPEN');
});

test('R45, R46: a dry run shows schedule, cost and tier, and writes nothing', async () => {
  const { story, caseId } = await toActive();
  const documents = await story.must('officer', 'GET', `/cases/${caseId}/documents`);
  const [paper] = [documents.body['items']].flat();
  const evidenceIds = [JSON.parse(JSON.stringify(paper)).documentId];
  const body = { type: 'INTEREST_SUSPENSION', fromOn: '2026-05-01', toOn: '2026-06-30', reason: 'ill', evidenceIds };
  const before = await versionOf(story, caseId);
  const shown = await story.must('borrower', 'POST', `/cases/${caseId}/adjustments?dryRun=true`, {
    at: '2026-04-09T02:00:00Z',
    body,
  });
  expect(shown.body['preview']).toMatchObject({ tier: 'L2' });
  expect(await versionOf(story, caseId)).toBe(before);
  const asked = await story.must('borrower', 'POST', `/cases/${caseId}/adjustments`, {
    at: '2026-04-09T02:00:00Z',
    body,
  });
  expect(part(asked.body, 'adjustment')).toMatchObject({ status: 'REQUESTED', answerDueOn: '2026-04-16' });
});
