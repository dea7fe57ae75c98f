import type * as z from 'zod';
import type { Context } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement, Signature } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

type SignatureOf = z.infer<typeof Signature>;

export interface Signing {
  /** Default: the borrower for himself, staff for the bank. */
  readonly party?: 'BORROWER' | 'BANK' | undefined;
  /** The text that was read. */
  readonly sha256: string;
  readonly acknowledged: readonly string[];
  /** Scan of the hand signature that an officer records. */
  readonly evidenceId?: string | undefined;
}

export const partyOf = ({ party }: Signing, { actor }: Pick<Context, 'actor'>): 'BORROWER' | 'BANK' => {
  const own = actor.role === 'borrower' ? 'BORROWER' : 'BANK';
  if (actor.role === 'borrower' && party === 'BANK')
    throw new Refusal('SignatoryNotAuthorised', 'a borrower does not sign for the bank', { rules: ['R37'] });
  return party ?? own;
};

export const refuseSecond = (signatures: readonly SignatureOf[], party: SignatureOf['party']): void => {
  if (signatures.some((signature) => signature.party === party))
    throw new Refusal('AlreadySigned', `${party} has signed`, { rules: ['R37'] });
};

interface Text {
  readonly form: Agreement['form'];
  readonly sha256: string;
  /** Whether the matter lies within what an officer may agree alone. */
  readonly officerLimits: boolean;
}

/** C33: on screen only the signer himself, behind his own sign-in; on paper by hand, with the scan as evidence. */
const requireReliable = (
  file: CaseFile,
  signing: Signing,
  party: SignatureOf['party'],
  form: Agreement['form'],
  { actor }: Context,
): void => {
  const isOwnHand = party === 'BANK' || actor.role === 'borrower';
  const scan = signing.evidenceId === undefined ? undefined : file.documents[signing.evidenceId];
  const isReliable =
    form === 'ELECTRONIC' ? isOwnHand : party === 'BANK' || (actor.role !== 'borrower' && scan !== undefined);
  if (!isReliable)
    throw new Refusal('SignatureNotReliable', 'sign on screen in person, or on paper with the scan on file', {
      rules: ['R37', 'C33'],
    });
};

/** R37: the signature under exactly the text that is on file. */
export const newSignature = (file: CaseFile, signing: Signing, text: Text, context: Context): SignatureOf => {
  const { actor, asOf } = context;
  if (signing.sha256 !== text.sha256)
    throw new Refusal('TextChanged', 'this is not the text on file; read it again', { rules: ['R37'] });
  const party = partyOf(signing, context);
  if (party === 'BANK' && actor.role === 'officer' && !text.officerLimits) {
    throw new Refusal('SignatoryNotAuthorised', 'beyond the officer limits a supervisor signs for the bank', {
      rules: ['R33', 'R37'],
    });
  }
  requireReliable(file, signing, party, text.form, context);
  return {
    party,
    by: party === 'BORROWER' && actor.role !== 'borrower' ? (file.meta?.borrowerId ?? actor.id) : actor.id,
    signedAt: asOf,
    method: text.form,
    sha256: text.sha256,
  };
};
