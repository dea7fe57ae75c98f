import type { CaseFile } from '#functions/domain/model.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/**
 * Stores the token and *then* reads the file; the reaction runs after the commit and *then* reads the token, both strongly
 * consistent: whoever sees both answers, so an answer that came first is not lost (architecture 5).
 */
export const waitFor = async (
  ports: Ports,
  { caseId, token }: { readonly caseId: string; readonly token: string },
  work: string,
  answerIn: (file: CaseFile) => string | undefined,
): Promise<{ outcome: 'stored' | 'answered' }> => {
  await ports.cases.putToken(caseId, work, token);
  const outcome = answerIn(await ports.cases.load(caseId));
  if (outcome === undefined) return { outcome: 'stored' };
  await ports.workflows.answer(token, { outcome });
  await ports.cases.dropToken(caseId, work, token);
  return { outcome: 'answered' };
};

/** From the other side: answers whoever waits. Nobody waiting, or no longer, is not a fault: the next wait reads the file. */
export const answerWaiting = async (ports: Ports, caseId: string, work: string, outcome: string): Promise<void> => {
  const token = await ports.cases.token(caseId, work);
  if (token === undefined) return;
  await ports.workflows.answer(token, { outcome });
  await ports.cases.dropToken(caseId, work, token);
};
