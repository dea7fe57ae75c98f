import { formsInUse } from '#functions/domain/agreement/forms-in-use.ts';
import { refuseSecond } from '#functions/domain/agreement/signatures.ts';
import { addDays, dateOf } from '#functions/domain/calendar.ts';
import type { Context } from '#functions/domain/decision.ts';
import { inState, notOnHold, zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { Adjustment } from '#functions/domain/adjustment-parts.ts';

/** What somebody is about to sign: the agreement itself, or an amendment to it. */
export interface TextToSign {
  readonly agreement: Agreement;
  readonly sha256: string;
  readonly signatures: Agreement['signatures'];
  readonly amendmentId?: string | undefined;
  readonly adjustment?: Adjustment;
}

export const textToSign = (file: CaseFile, agreementId: string, amendmentId?: string): TextToSign => {
  const agreement = file.agreements[agreementId];
  if (agreement === undefined) throw new Refusal('NotFound', 'there is no such agreement');
  if (amendmentId === undefined) return { agreement, sha256: agreement.sha256, signatures: agreement.signatures };
  const adjustment = Object.values(file.adjustments).find((one) => one.amendment?.amendmentId === amendmentId);
  const amendment = adjustment?.amendment;
  if (adjustment === undefined || amendment === undefined || adjustment.agreementId !== agreementId)
    throw new Refusal('NotFound', 'there is no such amendment');
  return { agreement, sha256: amendment.sha256, signatures: amendment.signatures, amendmentId, adjustment };
};

/** 4.1: after 14 days the offer of the text has ended. */
const requireRunning = (file: CaseFile, agreement: Agreement, context: Context): void => {
  const zone = zoneOf(file, context.policy);
  const until = addDays(dateOf(agreement.drawnUpAt, zone), context.policy.agreement.signingDays);
  if (agreement.status === 'EXPIRED' || (agreement.effectiveOn === undefined && dateOf(context.asOf, zone) > until))
    throw new Refusal('SigningExpired', `the text could be signed until ${until}`, { rules: ['4.1'] });
};

/**
 * R34: nobody begins to sign a form that the bank has replaced since: it is drawn up again. Once one side has signed, the
 * other may rely on the text as it stands.
 */
const requireFormInUse = ({ signatures, templateId, templateVersion, templateHash, language }: Agreement): void => {
  const inUse = formsInUse[language];
  const isInUse =
    templateId === inUse.templateId && templateVersion === inUse.templateVersion && templateHash === inUse.templateHash;
  if (signatures.length === 0 && !isInUse)
    throw new Refusal(
      'FormRetired',
      `the form has changed since: draw the text up on version ${inUse.templateVersion}`,
      {
        rules: ['R34'],
      },
    );
};

/** R37, R48: the text waits for this party's signature, now. */
export const requireOpenText = (
  file: CaseFile,
  { agreement, adjustment, signatures }: TextToSign,
  party: 'BORROWER' | 'BANK',
  context: Context,
): void => {
  if (adjustment !== undefined) {
    if (adjustment.status === 'LAPSED')
      throw new Refusal('SigningExpired', 'the amendment has lapsed', { rules: ['R48'] });
    refuseSecond(signatures, party);
    inState(file, 'ACTIVE', 'BREACHED');
    notOnHold(file, 'SIGN');
    return;
  }
  requireRunning(file, agreement, context);
  refuseSecond(signatures, party);
  const status = inState(file, 'SIGNING');
  if (status.agreementId !== agreement.agreementId)
    throw new Refusal('SigningExpired', 'a later text has taken its place', { rules: ['R34'] });
  requireFormInUse(agreement);
  notOnHold(file, 'SIGN');
};
