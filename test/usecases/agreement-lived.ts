import { assess, instalments, pay, propose } from '#infra/local/demo/second-half.ts';
import { agree } from '#infra/local/demo/signing.ts';
import type { Life } from '#test/usecases/life-in-process.ts';

const at = '2026-03-06T04:00:00Z';

/** From the verified visit to an agreement in force and its first instalment, act by act. */
export const agreementLived = async ({ story }: Pick<Life, 'story'>, caseId: string): Promise<void> => {
  await assess(story, caseId, at);
  const proposalId = await propose(story, caseId, at, '2026-04-10');
  await story.must('borrower', 'PUT', `/cases/${caseId}/plan-proposals/${proposalId}/declaration`, { at, body: {} });
  await agree(story, caseId, at, 'zh-Hans', '+8613800001000', async () => new Uint8Array());
  const [first] = await instalments(story, caseId, at);
  await pay(story, caseId, first?.openMinor ?? 0, '2026-04-09T02:00:00Z', 'bank-1');
};
