import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { Signature } from '#functions/domain/plan-parts.ts';
import type { Adjustment } from '#functions/domain/adjustment-parts.ts';

/** R48: an amendment holds when both have signed what is written before and after; it is applied by its machine. */
export const amendmentSigned = (adjustment: Adjustment, signature: Signature): CaseEvent => {
  const { amendment } = adjustment;
  if (amendment === undefined) throw new TypeError('the adjustment has no amendment');
  const signatures = [...amendment.signatures, signature];
  return happened('AmendmentSigned', {
    adjustment: {
      ...adjustment,
      status: signatures.length === 2 ? 'SIGNED' : adjustment.status,
      amendment: { ...amendment, signatures },
    },
  });
};
