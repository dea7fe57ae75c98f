import { newSignature, partyOf, refuseSecond } from '#functions/domain/agreement/signatures.ts';
import type { Signing } from '#functions/domain/agreement/signatures.ts';
import type { Context, Decision } from '#functions/domain/decision.ts';
import { inState, notOnHold } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { Adjustment } from '#functions/domain/servicing-parts.ts';

/** R48: an amendment holds when both have signed what is written before and after; it is applied by its machine. */
export const signAmendment = (
  file: CaseFile,
  agreement: Agreement,
  amendmentId: string,
  signing: Signing,
  context: Context,
): Decision => {
  const adjustment = Object.values(file.adjustments).find((one) => one.amendment?.amendmentId === amendmentId);
  const amendment = adjustment?.amendment;
  if (adjustment === undefined || amendment === undefined || adjustment.agreementId !== agreement.agreementId) {
    throw new Refusal('NotFound', 'there is no such amendment');
  }
  if (adjustment.status === 'LAPSED')
    throw new Refusal('SigningExpired', 'the amendment has lapsed', { rules: ['R48'] });
  refuseSecond(amendment.signatures, partyOf(signing, context));
  inState(file, 'ACTIVE', 'BREACHED');
  notOnHold(file, 'SIGN');
  const signature = newSignature(
    file,
    signing,
    { form: agreement.form, sha256: amendment.sha256, officerLimits: false },
    context,
  );
  const signatures = [...amendment.signatures, signature];
  const signed: Adjustment = {
    ...adjustment,
    status: signatures.length === 2 ? 'SIGNED' : adjustment.status,
    amendment: { ...amendment, signatures },
  };
  return {
    events: [happened('AmendmentSigned', { adjustment: signed })],
    ids: { agreementId: agreement.agreementId, adjustmentId: adjustment.adjustmentId },
  };
};
