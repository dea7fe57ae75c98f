import * as z from 'zod';
import { part, text, versionOf } from '#infra/local/demo/reading.ts';
import { assess, instalments, pay, propose } from '#infra/local/demo/second-half.ts';
import type { Life } from '#test/usecases/life-in-process.ts';

const at = '2026-03-06T04:00:00Z';
const KeyTerms = z.array(z.string());

/** From the verified visit to an agreement in force and its first instalment, act by act. */
export const agreementLived = async ({ story }: Pick<Life, 'story'>, caseId: string): Promise<void> => {
  await assess(story, caseId, at);
  const proposalId = await propose(story, caseId, at, '2026-04-10');
  await story.must('borrower', 'PUT', `/cases/${caseId}/plan-proposals/${proposalId}/declaration`, { at, body: {} });
  const drawn = await story.must('officer', 'POST', `/cases/${caseId}/agreements`, {
    at,
    body: { form: 'ELECTRONIC' },
  });
  const agreement = part(drawn.body, 'agreement');
  const path = `/cases/${caseId}/agreements/${text(agreement, 'agreementId')}`;
  const sha256 = text(agreement, 'sha256');
  const sign = async (role: string, acknowledged: readonly string[]): Promise<unknown> =>
    story.must(role, 'POST', `${path}/signatures`, {
      at,
      ifMatch: await versionOf(story, caseId),
      body: { sha256, acknowledged },
    });
  await sign('borrower', KeyTerms.parse(agreement['keyTerms']));
  await sign('officer', []);
  for (const holder of ['BANK', 'BORROWER'])
    await story.must('officer', 'PUT', `${path}/originals/${holder}`, { at, body: { sha256, proof: 'receipt' } });
  const [first] = await instalments(story, caseId, at);
  await pay(story, caseId, first?.openMinor ?? 0, '2026-04-09T02:00:00Z', 'bank-1');
};
