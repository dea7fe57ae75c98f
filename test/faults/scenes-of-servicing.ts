import * as z from 'zod';
import type { Cast } from '#infra/local/demo/first-half.ts';
import { part, text } from '#infra/local/demo/reading.ts';
import { instalments, pay } from '#infra/local/demo/second-half.ts';
import { judge } from '#test/faults/scene.ts';
import type { Scene, Stage } from '#test/faults/scene.ts';

/** R55, R56, C22: nothing is paid any more; the extra follow-up, the end of the cure period, two people, a demand. */
export const uncured: Scene = async ({ life, caseId, sweep }) => {
  const { story } = life;
  for (const day of ['05-18', '05-30', '05-31']) await sweep(`2026-${day}T04:00:00Z`);
  const at = '2026-06-01T02:00:00Z';
  const call = { purpose: 'SERVICE', channel: 'PHONE', direction: 'INBOUND', contactPointId: 'phone-1' };
  const started = await story.must('officer', 'POST', `/cases/${caseId}/contacts`, { at, body: call });
  const contactId = text(part(started.body, 'contact'), 'contactId');
  const { body } = await story.must('supervisor', 'GET', `/cases/${caseId}?include=followUps`, { at });
  const extra = z
    .array(z.object({ no: z.int(), status: z.string() }))
    .parse(body['followUps'])
    .find(({ no }) => no > 1000);
  await story.must('officer', 'POST', `/cases/${caseId}/follow-ups/${extra?.no ?? 0}/report`, {
    at,
    body: { result: 'AT_RISK', contactId, note: 'No income since May.' },
  });
  for (const day of ['06-14', '06-15', '06-16']) await sweep(`2026-${day}T04:00:00Z`);
  const then = '2026-06-16T05:00:00Z';
  const proposed = await story.must('supervisor', 'POST', `/cases/${caseId}/default-proposals`, {
    at: then,
    body: { ground: 'NOT_CURED' },
  });
  const proposalId = text(part(proposed.body, 'proposal'), 'proposalId');
  const decision = { decision: 'DECLARE', reason: 'Nothing else is left.' };
  await judge(life, caseId, 'risk', `/cases/${caseId}/default-proposals/${proposalId}/decision`, then, decision);
  await story.must('supervisor', 'POST', `/cases/${caseId}/demands`, { at: '2026-06-18T02:00:00Z', body: {} });
};

/** R57, R58: six instalments paid on their day, and the reward for settling early. */
export const goodRecord: Scene = async ({ life, caseId }) => {
  const { story } = life;
  for (const { no, dueOn, openMinor } of (await instalments(story, caseId, '2026-04-15T02:00:00Z')).slice(1, 6))
    await pay(story, caseId, openMinor, `${dueOn}T02:00:00Z`, `kept-${no}`);
  const at = '2026-09-16T02:00:00Z';
  const quoted = await story.must('borrower', 'POST', `/cases/${caseId}/payoff-quotes`, { at, body: {} });
  const quoteId = text(part(quoted.body, 'quote'), 'quoteId');
  const asked = await story.must('borrower', 'POST', `/cases/${caseId}/rewards`, { at, body: { quoteId } });
  const path = `/cases/${caseId}/rewards/${text(part(asked.body, 'reward'), 'rewardId')}/decision`;
  await judge(life, caseId, 'supervisor2', path, at, { decision: 'GRANT', form: 'REDUCTION' });
};

/** R19, R40: the deputy goes, and others do what was his. */
export const officerGone =
  (cast: Cast): Scene =>
  async ({ life: { story } }) => {
    const at = '2026-04-15T02:00:00Z';
    const path = `/officers/${cast.officer2}`;
    const { body } = await story.must('supervisor', 'GET', '/officers?limit=100', { at });
    const known = z
      .array(z.object({ officerId: z.string(), version: z.int() }))
      .parse(body['items'])
      .find(({ officerId }) => officerId === cast.officer2);
    const certificates = [{ kind: 'VISIT', validUntil: '2032-12-31' }];
    await story.must('supervisor', 'PUT', path, {
      at,
      ifMatch: known?.version ?? 0,
      body: { branch: 'branch-1', certificates, absences: [{ from: '2026-04-16' }] },
    });
    await story.must('supervisor', 'POST', `${path}/hand-over`, { at: '2026-04-17T02:00:00Z' });
  };

/** R38, R48: the borrower takes his original of the amendment. */
export const amended: Scene = async ({ life: { story }, caseId }) => {
  const { body } = await story.must('borrower', 'GET', `/cases/${caseId}?include=adjustments`);
  const [one] = z
    .array(z.object({ agreementId: z.string(), amendment: z.object({ amendmentId: z.string() }) }))
    .parse(body['adjustments']);
  const path = `/cases/${caseId}/agreements/${one?.agreementId ?? ''}/amendments/${one?.amendment.amendmentId ?? ''}`;
  await story.must('borrower', 'POST', `${path}/original-downloads`, { at: '2026-04-17T02:00:00Z' });
};

/** R59, R61: a complaint about the house, not about a case, with its reply. */
const complaintOfNoCase = async ({ life: { story } }: Stage): Promise<string> => {
  const at = '2026-07-22T02:00:00Z';
  const form = { channel: 'PHONE', topic: 'SERVICE', description: 'The line was busy.' };
  const { body } = await story.must('agent', 'POST', '/complaints', { at, body: form });
  const path = `/complaints/${text(body, 'complaintId')}`;
  const answer = { finding: 'UPHELD', reason: 'It was.', remedy: 'More lines.' };
  for (const [method, act, given] of [
    ['PUT', 'handler', { handlerId: 'risk-1', handlerRole: 'risk' }],
    ['POST', 'reply', answer],
  ] as const) {
    const { etag } = await story.must('risk', 'GET', path, { at });
    await story.must('risk', method, `${path}/${act}`, { at, body: given, ifMatch: etag ?? 0 });
  }
  return path;
};

/** R66: what is kept five years is appraised, and destroyed by two people: a class of the package, and a complaint. */
export const retained =
  (packageId: string): Scene =>
  async (stage) => {
    const { life, caseId, sweep } = stage;
    const { story } = life;
    const complaint = await complaintOfNoCase(stage);
    const at = '2031-09-01T02:00:00Z';
    await sweep(at);
    for (const role of ['risk', 'risk2']) {
      const { etag } = await story.must('risk', 'GET', complaint, { at });
      await story.must(role, 'POST', `${complaint}/retention`, {
        at,
        ifMatch: etag ?? 0,
        body: { decision: 'DESTROY', reason: 'The term has ended.' },
      });
    }
    const path = `/archive/packages/${packageId}`;
    for (const role of ['risk', 'risk2']) {
      const { etag } = await story.must('risk', 'GET', `/cases/${caseId}`, { at });
      await story.must(role, 'POST', `${path}/retention-decision`, {
        at,
        ifMatch: etag ?? 0,
        body: { decision: 'DESTROY', reason: 'Not needed any more.' },
      });
    }
    await sweep('2031-09-02T02:00:00Z');
  };
