import type { Context } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement, Authentication, Signature, SigningCode } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export interface Signing {
  /** Default: the borrower for himself, staff for the bank. */
  readonly party?: 'BORROWER' | 'BANK' | undefined;
  /** The text that was read. */
  readonly sha256: string;
  readonly acknowledged: readonly string[];
  /** The one-time code, when the borrower signs on screen. */
  readonly code?: string | undefined;
  /** Scan of the hand signature that an officer records. */
  readonly evidenceId?: string | undefined;
}

export const partyOf = ({ party }: Signing, { actor }: Pick<Context, 'actor'>): 'BORROWER' | 'BANK' => {
  const own = actor.role === 'borrower' ? 'BORROWER' : 'BANK';
  if (actor.role === 'borrower' && party === 'BANK')
    throw new Refusal('SignatoryNotAuthorised', 'a borrower does not sign for the bank', { rules: ['R37'] });
  return party ?? own;
};

export const refuseSecond = (signatures: readonly Signature[], party: Signature['party']): void => {
  if (signatures.some((signature) => signature.party === party))
    throw new Refusal('AlreadySigned', `${party} has signed`, { rules: ['R37'] });
};

const unreliable = (): Refusal =>
  new Refusal('SignatureNotReliable', 'sign on screen in person, or on paper with the scan on file', {
    rules: ['R37', 'C33'],
  });

/** A scan that the house has received, looked at and hashed, and nobody has rejected. */
export const scanOf = (file: CaseFile, documentId: string | undefined): { documentId: string; sha256: string } => {
  const scan = documentId === undefined ? undefined : file.documents[documentId];
  const isSound = scan?.status === 'RECEIVED' || scan?.status === 'ACCEPTED';
  if (scan?.purpose !== 'SIGNED_ORIGINAL' || scan.sha256 === undefined || !isSound) throw unreliable();
  return { documentId: scan.documentId, sha256: scan.sha256 };
};

/** The scans by which a paper was signed, where they lie in the documents bucket; each once. */
export const scansOf = (
  file: CaseFile,
  signatures: readonly Signature[],
): readonly { readonly key: string; readonly versionId?: string | undefined; readonly sha256: string }[] => {
  const ids = signatures.flatMap(({ authenticated }) =>
    authenticated?.method === 'HAND' ? [authenticated.documentId] : [],
  );
  return [...new Set(ids)].flatMap((id) => {
    const { key, versionId, sha256 } = file.documents[id] ?? {};
    return key === undefined || sha256 === undefined ? [] : [{ key, versionId, sha256 }];
  });
};

interface Text {
  readonly form: Agreement['form'];
  readonly sha256: string;
  /** Whether the matter lies within what an officer may agree alone. */
  readonly officerLimits: boolean;
  /** The code that proved the borrower (C33); the bank's staff are proven by their sign-in. */
  readonly code?: SigningCode | undefined;
}

/** C33: how the signer was proven: on screen by sign-in and code, on paper by the hand that the scan shows. */
const authentication = (
  file: CaseFile,
  signing: Signing,
  party: Signature['party'],
  { form, code }: Text,
  { actor, asOf }: Context,
): Authentication => {
  if (form === 'PAPER') {
    if (actor.role === 'borrower') throw unreliable();
    if (party === 'BANK' && signing.evidenceId === undefined) return { method: 'SIGN_IN', role: actor.role };
    const { documentId, sha256 } = scanOf(file, signing.evidenceId);
    return { method: 'HAND', documentId, scanSha256: sha256, recordedBy: actor.id };
  }
  if (party === 'BANK') return { method: 'SIGN_IN', role: actor.role };
  if (actor.role !== 'borrower' || code?.sentAt === undefined) throw unreliable();
  return {
    method: 'ONE_TIME_CODE',
    codeId: code.codeId,
    contactPointId: code.contactPointId,
    verifiedBy: code.verifiedBy,
    sentAt: code.sentAt,
    enteredAt: asOf,
    wrongTries: code.wrongTries,
  };
};

/** R33, R37: within its limits an officer signs for the bank, beyond them a supervisor. */
const requireAuthority = (party: Signature['party'], { officerLimits }: Text, { actor }: Context): void => {
  if (party === 'BANK' && actor.role === 'officer' && !officerLimits)
    throw new Refusal('SignatoryNotAuthorised', 'beyond the officer limits a supervisor signs for the bank', {
      rules: ['R33', 'R37'],
    });
};

/** R37: only the text on file is signed, and only the person himself signs on screen. Asked before a code is looked at. */
export const requireSigner = (signing: Signing, text: Text, context: Context): void => {
  if (signing.sha256 !== text.sha256)
    throw new Refusal('TextChanged', 'this is not the text on file; read it again', { rules: ['R37'] });
  const party = partyOf(signing, context);
  requireAuthority(party, text, context);
  if (text.form === 'ELECTRONIC' && party === 'BORROWER' && context.actor.role !== 'borrower') throw unreliable();
};

/** R37: the signature under exactly the text that is on file. */
export const newSignature = (file: CaseFile, signing: Signing, text: Text, context: Context): Signature => {
  requireSigner(signing, text, context);
  const { actor, asOf } = context;
  const party = partyOf(signing, context);
  return {
    party,
    by: party === 'BORROWER' && actor.role !== 'borrower' ? (file.meta?.borrowerId ?? actor.id) : actor.id,
    signedAt: asOf,
    method: text.form,
    sha256: text.sha256,
    authenticated: authentication(file, signing, party, text, context),
  };
};
