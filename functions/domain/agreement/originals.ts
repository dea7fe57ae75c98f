import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import type { Agreement, Original } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { observationOf } from '#functions/domain/servicing/observation.ts';

/** States in which it is news that somebody holds an original. */
const deliverable = ['SIGNING', 'ACTIVE', 'BREACHED', 'SETTLED', 'TERMINATED'] as const satisfies readonly StateName[];

/** Both hold an original: the case is active, and its observation begins (R38, R50). */
const takesEffect = (file: CaseFile, delivered: Agreement, context: Context): readonly CaseEvent[] => {
  const observation = observationOf(file, context.policy);
  return [
    happened('AgreementTookEffect', { agreement: { ...delivered, status: 'IN_FORCE' } }),
    ...planNotice(file, 'AGREEMENT_ACTIVE', delivered.agreementId, context),
    ...(observation === undefined ? [] : [happened('ObservationStarted', observation)]),
  ];
};

/** R38: one side holds its original. The second one makes the case active; E stays the last signature. */
export const deliver = (
  file: CaseFile,
  agreement: Agreement,
  original: Original,
  context: Context,
): readonly CaseEvent[] => {
  const delivered: Agreement = { ...agreement, originals: [...agreement.originals, original] };
  const activates = delivered.originals.length === 2 && file.status.state === 'SIGNING';
  return [
    happened('OriginalDelivered', { agreement: delivered }),
    ...(activates ? takesEffect(file, delivered, context) : []),
  ];
};

/** The files that are the signed original: the sealed one, or the scans of the paper that both have signed. */
export const originalFiles = ({ form, sealed, sha256, signatures }: Agreement): readonly string[] => {
  if (form === 'ELECTRONIC') return sealed === undefined ? [] : [sealed.sha256];
  const scans = signatures.flatMap(({ authenticated }) =>
    authenticated?.method === 'HAND' ? [authenticated.scanSha256] : [],
  );
  // Journals of earlier releases name no scan: the text itself was compared then.
  return scans.length === 0 ? [sha256] : [...new Set(scans)];
};

export const signedByBoth = (file: CaseFile, agreementId: string): Agreement => {
  const agreement = file.agreements[agreementId];
  if (agreement === undefined) throw new Refusal('NotFound', 'there is no such agreement');
  if (agreement.effectiveOn === undefined)
    throw new Refusal('NotSignedByBoth', 'an original exists when both have signed', { rules: ['R37', 'R38'] });
  return agreement;
};

/** On paper the borrower's receipt is a file of this case; on screen the channel's own reference will do. */
const requireProof = (
  file: CaseFile,
  { form }: Agreement,
  holder: Original['holder'],
  proof: string | undefined,
): string => {
  const receipt = proof === undefined ? undefined : file.documents[proof];
  const isOnFile = receipt?.sha256 !== undefined && ['RECEIVED', 'ACCEPTED'].includes(receipt.status);
  if (proof === undefined || (form === 'PAPER' && holder === 'BORROWER' && !isOnFile))
    throw new Refusal(
      'DeliveryProofMissing',
      form === 'PAPER' ? "upload the borrower's receipt and name it" : 'say how delivery is proven',
      { rules: ['R38'] },
    );
  return proof;
};

export interface Delivered {
  readonly agreementId: string;
  readonly holder: Original['holder'];
  readonly sha256: string;
  readonly proof?: string | undefined;
}

/** R38: proof that one side holds the very file that was signed. */
export const recordOriginal: Decider<Delivered> = (file, { agreementId, holder, sha256, proof }, context) => {
  const agreement = signedByBoth(file, agreementId);
  const ids = { agreementId };
  if (!originalFiles(agreement).includes(sha256))
    throw new Refusal('TextChanged', 'this is not the file that was signed by both', { rules: ['R38'] });
  const proven = requireProof(file, agreement, holder, proof);
  if (agreement.originals.some((original) => original.holder === holder)) return { events: [], ids };
  inState(file, ...deliverable);
  const original = { holder, deliveredAt: context.asOf, proof: proven, sha256 };
  return { events: deliver(file, agreement, original, context), ids };
};

const isDeliverable = (state: StateName): boolean => deliverable.some((one) => one === state);

/** R38, 35a: the borrower takes his own original, at any time until it is destroyed; the first time is its delivery. */
export const downloadOriginal: Decider<{ readonly agreementId: string }> = (file, { agreementId }, context) => {
  const agreement = signedByBoth(file, agreementId);
  const ids = { agreementId };
  const [sha256] = originalFiles(agreement);
  if (sha256 === undefined || (agreement.form === 'ELECTRONIC' && agreement.sealed === undefined))
    throw new Refusal('NotSignedByBoth', 'the bank has not sealed the text yet', { rules: ['R38'] });
  const isHeld = agreement.originals.some(({ holder }) => holder === 'BORROWER');
  // On paper the original is the sheet in the borrower's hand: its delivery is proven by the receipt.
  if (isHeld || agreement.form === 'PAPER' || !isDeliverable(file.status.state)) return { events: [], ids };
  const original = {
    holder: 'BORROWER',
    deliveredAt: context.asOf,
    proof: context.newId('download'),
    sha256,
  } as const;
  return { events: deliver(file, agreement, original, context), ids };
};
