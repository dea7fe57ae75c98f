import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { adjustmentWork, decisionAnswer, signaturesAnswer } from '#functions/usecases/workflows/adjustment-answers.ts';
import { drawUp } from '#functions/usecases/workflows/amendment.ts';
import { loadCase, systemAct } from '#functions/usecases/workflows/system-act.ts';
import type { CaseWork } from '#functions/usecases/workflows/system-act.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { waitFor } from '#functions/usecases/workflows/waiting.ts';

type Adjustment = Part<'adjustments'>;
type Waiting = CaseWork & { readonly token: string; readonly again: boolean };

const adjustmentOf = (file: CaseFile, { ref }: CaseWork): Adjustment => {
  const adjustment = file.adjustments[ref];
  if (adjustment === undefined) throw new Error('the case has no such adjustment');
  return adjustment;
};

type Stage = 'undecided' | 'approved' | 'refused' | 'drawnUp' | 'closed';

/** How far the request has come: a repeat of the machine goes on from there. */
export const assessRequest = async (ports: Ports, work: CaseWork): Promise<{ outcome: Stage }> => {
  const stages = {
    REQUESTED: 'undecided',
    APPROVED: 'approved',
    REFUSED: 'refused',
    DRAWN_UP: 'drawnUp',
    SIGNED: 'drawnUp',
    APPLIED: 'closed',
    LAPSED: 'closed',
  } as const satisfies Record<Adjustment['status'], Stage>;
  return { outcome: stages[adjustmentOf(await loadCase(ports, work.caseId), work).status] };
};

export const askForDecision = async (ports: Ports, work: Waiting): Promise<{ outcome: 'stored' | 'answered' }> =>
  waitFor(ports, work, adjustmentWork(work.ref, 'DECISION'), (file) =>
    decisionAnswer(file.adjustments[work.ref], work.again),
  );

/** R45: the overdue answer stands in the file, from which the lists of the deciding tier are made. */
export const escalateDecision = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'escalated' }> => {
  adjustmentOf(await loadCase(ports, work.caseId), work);
  return { outcome: 'escalated' };
};

/** R48: renders the amendment, stores it, then tells the case. Drawn up already: nothing is rendered again. */
export const drawUpAmendment = async (
  ports: Ports,
  render: (model: DocumentModel) => Promise<Uint8Array>,
  work: CaseWork,
): Promise<{ outcome: 'drawnUp' }> => {
  const file = await loadCase(ports, work.caseId);
  const adjustment = adjustmentOf(file, work);
  if (adjustment.status === 'APPROVED') await drawUp(ports, render, work, file, adjustment);
  return { outcome: 'drawnUp' };
};

export const waitForSignatures = async (ports: Ports, work: Waiting): Promise<{ outcome: 'stored' | 'answered' }> =>
  waitFor(ports, work, adjustmentWork(work.ref, 'SIGNATURES'), (file) => signaturesAnswer(file.adjustments[work.ref]));

export const applyAdjustment = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'applied' }> => {
  await systemAct(ports, work, 'applyAdjustment', { adjustmentId: work.ref });
  return { outcome: 'applied' };
};

export const letItLapse = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'lapsed' }> => {
  await systemAct(ports, work, 'lapseAmendment', { adjustmentId: work.ref });
  return { outcome: 'lapsed' };
};

/** The refusal and its reason were recorded by the one who decided; a machine never refuses (R45). */
export const refuseIt = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'refused' }> => {
  const { status } = adjustmentOf(await loadCase(ports, work.caseId), work);
  if (status !== 'REFUSED') throw new Error('the adjustment is not refused');
  return { outcome: 'refused' };
};
