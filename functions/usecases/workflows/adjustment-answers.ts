import type { Part } from '#functions/domain/model.ts';

/** Under which name the token of a waiting execution is kept. */
export const adjustmentWork = (adjustmentId: string, waitsFor: 'DECISION' | 'SIGNATURES'): string =>
  `ADJUSTMENT#${adjustmentId}#${waitsFor}`;

/** What the file says to one who waits for the decision; `known`: that it is overdue has been answered before (R45). */
export const decisionAnswer = (
  adjustment: Part<'adjustments'> | undefined,
  known: boolean,
): 'approved' | 'refused' | 'overdue' | 'closed' | undefined => {
  if (adjustment === undefined) return undefined;
  switch (adjustment.status) {
    case 'REQUESTED':
      return adjustment.answerOverdueAt === undefined || known ? undefined : 'overdue';
    case 'REFUSED':
      return 'refused';
    case 'APPROVED':
    case 'DRAWN_UP':
    case 'SIGNED':
      return 'approved';
    // A pure gift takes hold with its approval, without signatures (R48).
    case 'APPLIED':
    case 'LAPSED':
      return 'closed';
  }
};

/** What the file says to one who waits for both signatures (R48). */
export const signaturesAnswer = (adjustment: Part<'adjustments'> | undefined): 'signed' | 'lapsed' | undefined => {
  if (adjustment === undefined) return undefined;
  switch (adjustment.status) {
    case 'REQUESTED':
    case 'APPROVED':
    case 'REFUSED':
    case 'DRAWN_UP':
      return undefined;
    case 'SIGNED':
    case 'APPLIED':
      return 'signed';
    case 'LAPSED':
      return 'lapsed';
  }
};
