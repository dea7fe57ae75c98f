import { signAmendment } from '#functions/domain/agreement/sign-amendment.ts';
import { addDays, dateOf } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, notOnHold, zoneOf } from '#functions/domain/decision.ts';
import { newSignature, partyOf, refuseSecond } from '#functions/domain/agreement/signatures.ts';
import type { Signing } from '#functions/domain/agreement/signatures.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** 4.1: after 14 days the offer of the text has ended. */
const requireRunning = (file: CaseFile, agreement: Agreement, context: Context): void => {
  const zone = zoneOf(file, context.policy);
  const until = addDays(dateOf(agreement.drawnUpAt, zone), context.policy.agreement.signingDays);
  if (agreement.status === 'EXPIRED' || (agreement.effectiveOn === undefined && dateOf(context.asOf, zone) > until)) {
    throw new Refusal('SigningExpired', `the text could be signed until ${until}`, { rules: ['4.1'] });
  }
};

const signAgreementItself = (
  file: CaseFile,
  agreement: Agreement,
  signing: Signing,
  context: Context,
): ReturnType<Decider<Signing>> => {
  requireRunning(file, agreement, context);
  const { agreementId } = agreement;
  const party = partyOf(signing, context);
  refuseSecond(agreement.signatures, party);
  const status = inState(file, 'SIGNING');
  if (status.agreementId !== agreementId)
    throw new Refusal('SigningExpired', 'a later text has taken its place', { rules: ['R34'] });
  notOnHold(file, 'SIGN');
  const officerLimits = file.proposals[agreement.proposalId]?.tier === 'AUTO';
  const signature = newSignature(
    file,
    signing,
    { form: agreement.form, sha256: agreement.sha256, officerLimits },
    context,
  );
  const missing = agreement.keyTerms.filter((term) => !signing.acknowledged.includes(term));
  if (party === 'BORROWER' && missing.length > 0) {
    throw new Refusal('KeyTermsUnacknowledged', `acknowledge one by one: ${missing.join(', ')}`, {
      rules: ['R36', 'C28'],
    });
  }
  const signatures = [...agreement.signatures, signature];
  const bySecond = signatures.length === 2;
  const effectiveOn = dateOf(context.asOf, zoneOf(file, context.policy));
  const signed: Agreement = {
    ...agreement,
    signatures,
    ...(party === 'BORROWER' ? { acknowledged: [...agreement.keyTerms] } : {}),
    ...(bySecond ? { effectiveOn, status: 'SIGNED' } : {}),
  };
  return {
    events: [
      ...(party === 'BORROWER'
        ? [happened('KeyTermsAcknowledged', { agreementId, keyTerms: [...agreement.keyTerms] })]
        : []),
      happened('AgreementSigned', { agreement: signed }),
      ...(bySecond ? [happened('CollectionBlocked', { agreementId, fromOn: effectiveOn })] : []),
    ],
    ids: { agreementId },
  };
};

/** R36, R37, R48: signs the agreement, or an amendment to it when one is named. E is the local day of the second signature. */
export const signAgreement: Decider<
  Signing & { readonly agreementId: string; readonly amendmentId?: string | undefined }
> = (file, input, context) => {
  const { agreementId, amendmentId, ...signing } = input;
  const agreement = file.agreements[agreementId];
  if (agreement === undefined) throw new Refusal('NotFound', 'there is no such agreement');
  return amendmentId === undefined
    ? signAgreementItself(file, agreement, signing, context)
    : signAmendment(file, agreement, amendmentId, signing, context);
};
