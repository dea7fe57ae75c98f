import { amendmentSigned } from '#functions/domain/agreement/sign-amendment.ts';
import { originalFiles } from '#functions/domain/agreement/originals.ts';
import { newSignature, partyOf, requireSigner } from '#functions/domain/agreement/signatures.ts';
import type { Signing } from '#functions/domain/agreement/signatures.ts';
import { checkCode } from '#functions/domain/agreement/signing-code.ts';
import { requireOpenText, textToSign } from '#functions/domain/agreement/text-to-sign.ts';
import type { TextToSign } from '#functions/domain/agreement/text-to-sign.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import type { Context, Decider, Unique } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement, Signature, SigningCode } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { interrupts } from '#functions/domain/servicing/limitation.ts';

/** R36, C28: what the law wants pointed out is acknowledged term by term. */
const requireAcknowledged = (agreement: Agreement, { acknowledged }: Signing): void => {
  const missing = agreement.keyTerms.filter((term) => !acknowledged.includes(term));
  if (missing.length > 0)
    throw new Refusal('KeyTermsUnacknowledged', `acknowledge one by one: ${missing.join(', ')}`, {
      rules: ['R36', 'C28'],
    });
};

/** R38: once both have signed on paper, the scans are the files by which anyone can check an original. */
const scansOf = (signed: Agreement): readonly Unique[] =>
  signed.form === 'PAPER' && signed.effectiveOn !== undefined
    ? originalFiles(signed).map((sha256) => ({
        kind: 'ORIGINAL',
        act: 'claim',
        sha256,
        agreementId: signed.agreementId,
      }))
    : [];

const agreementSigned = (
  file: CaseFile,
  agreement: Agreement,
  signature: Signature,
  context: Context,
): { readonly events: readonly CaseEvent[]; readonly uniques: readonly Unique[] } => {
  const { agreementId, keyTerms } = agreement;
  const isBorrower = signature.party === 'BORROWER';
  const signatures = [...agreement.signatures, signature];
  const bySecond = signatures.length === 2;
  const effectiveOn = dateOf(context.asOf, zoneOf(file, context.policy));
  const signed: Agreement = {
    ...agreement,
    signatures,
    ...(isBorrower ? { acknowledged: [...keyTerms] } : {}),
    ...(bySecond ? { effectiveOn, status: 'SIGNED' } : {}),
  };
  const events = [
    ...(isBorrower ? [happened('KeyTermsAcknowledged', { agreementId, keyTerms: [...keyTerms] })] : []),
    happened('AgreementSigned', { agreement: signed }),
    ...(bySecond
      ? [
          happened('CollectionBlocked', { agreementId, fromOn: effectiveOn }),
          interrupts('PLAN_AGREED', effectiveOn, agreementId, context),
        ]
      : []),
  ];
  return { events, uniques: scansOf(signed) };
};

/** Whether an officer may sign this alone: the plan within his limits; never an amendment (R46). */
const withinLimits = (file: CaseFile, { agreement, adjustment }: TextToSign): boolean =>
  adjustment === undefined && file.proposals[agreement.proposalId]?.tier === 'AUTO';

/**
 * R36, R37, R48: signs the agreement, or an amendment to it when one is named. E is the local day of the second signature.
 * A wrong code is the one refusal here that writes: the try is counted (C33).
 */
export const signAgreement: Decider<
  Signing & { readonly agreementId: string; readonly amendmentId?: string | undefined }
> = (file, input, context) => {
  const { agreementId, amendmentId, ...signing } = input;
  const text = textToSign(file, agreementId, amendmentId);
  const party = partyOf(signing, context);
  requireOpenText(file, text, party, context);
  const { adjustment, sha256 } = text;
  const terms = { form: text.agreement.form, sha256, officerLimits: withinLimits(file, text) };
  requireSigner(signing, terms, context);
  if (party === 'BORROWER' && adjustment === undefined) requireAcknowledged(text.agreement, signing);
  let { agreement } = text;
  let code: SigningCode | undefined;
  if (terms.form === 'ELECTRONIC' && party === 'BORROWER') {
    const checked = checkCode(file, text, signing.code, context);
    agreement = checked.agreement;
    if (checked.outcome === 'WRONG')
      return {
        events: [happened('SigningCodeFailed', { agreement })],
        ids: { agreementId, wrongCode: String(checked.triesLeft) },
      };
    ({ code } = checked);
  }
  const signature = newSignature(file, signing, { ...terms, code }, context);
  const proven = code === undefined ? [] : [happened('SignatoryAuthenticated', { agreement })];
  if (adjustment !== undefined)
    return {
      events: [...proven, amendmentSigned(adjustment, signature)],
      ids: { agreementId, adjustmentId: adjustment.adjustmentId },
    };
  const { events, uniques } = agreementSigned(file, agreement, signature, context);
  return { events: [...proven, ...events], uniques, ids: { agreementId } };
};
