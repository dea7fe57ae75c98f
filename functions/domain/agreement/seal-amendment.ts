import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { canonical } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement, Original } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { Adjustment } from '#functions/domain/adjustment-parts.ts';

type Amendment = NonNullable<Adjustment['amendment']>;
type Sealed = NonNullable<Amendment['sealed']>;

/** The amendment of an agreement by its own id. */
export const amendedBy = (
  file: CaseFile,
  agreementId: string,
  amendmentId: string,
): { readonly adjustment: Adjustment; readonly amendment: Amendment } => {
  const adjustment = Object.values(file.adjustments).find(
    (one) => one.agreementId === agreementId && one.amendment?.amendmentId === amendmentId,
  );
  if (adjustment?.amendment === undefined) throw new Refusal('NotFound', 'there is no such amendment');
  return { adjustment, amendment: adjustment.amendment };
};

/** Signed by both on screen, and not sealed yet. */
export const amendmentAwaitsSeal = ({ form }: Agreement, { signatures, sealed }: Amendment): boolean =>
  form === 'ELECTRONIC' && signatures.length === 2 && sealed === undefined;

/** C33, C34, R48: as for the agreement: what was shown, what was signed, how each signer was proven, and the sealed file. */
export const amendmentEvidence = (
  { caseId, meta }: Pick<CaseFile, 'caseId' | 'meta'>,
  { agreementId, language }: Agreement,
  { adjustmentId, type }: Adjustment,
  { amendmentId, terms, drawnUpAt, signatures }: Amendment,
  files: { readonly text: { sha256: string; size: number }; readonly sealed: { sha256: string; size: number } },
): string =>
  canonical({
    v: 1,
    kind: 'AMENDMENT_EVIDENCE',
    caseId,
    borrowerId: meta?.borrowerId,
    agreementId,
    amendmentId,
    adjustment: { adjustmentId, type },
    shown: { textSha256: files.text.sha256, termsSha256: terms?.sha256, language, drawnUpAt },
    signatures: signatures.map(({ authenticated, ...signature }) => ({
      ...signature,
      authenticated: authenticated === undefined ? undefined : { ...authenticated },
    })),
    sealed: { ...files.sealed, beginsWith: { ...files.text } },
  });

const withOriginal = (adjustment: Adjustment, amendment: Amendment, original: Original): Adjustment => ({
  ...adjustment,
  amendment: { ...amendment, originals: [...(amendment.originals ?? []), original] },
});

/** System act: the amendment that both have signed is sealed; the bank keeps its original of it from now on (R38, R48). */
export const sealAmendment: Decider<
  Omit<Sealed, 'sealedAt'> & { readonly agreementId: string; readonly amendmentId: string }
> = (file, { agreementId, amendmentId, ...sealed }, context) => {
  const { adjustment, amendment } = amendedBy(file, agreementId, amendmentId);
  const agreement = file.agreements[agreementId];
  const ids = { agreementId, adjustmentId: adjustment.adjustmentId };
  if (agreement === undefined || !amendmentAwaitsSeal(agreement, amendment)) return { events: [], ids };
  const { sha256 } = sealed;
  const held = withOriginal(
    adjustment,
    { ...amendment, sealed: { ...sealed, sealedAt: context.asOf } },
    { holder: 'BANK', deliveredAt: context.asOf, proof: context.newId('vault'), sha256 },
  );
  return {
    events: [happened('AmendmentSealed', { adjustment: held })],
    uniques: [{ kind: 'ORIGINAL', act: 'claim', sha256, agreementId }],
    ids,
  };
};

/** R38, R48, 35a: the borrower takes his own original of the amendment; the first time is its delivery. */
export const downloadAmendment: Decider<{ readonly agreementId: string; readonly amendmentId: string }> = (
  file,
  { agreementId, amendmentId },
  context,
) => {
  const { adjustment, amendment } = amendedBy(file, agreementId, amendmentId);
  const ids = { agreementId, adjustmentId: adjustment.adjustmentId };
  if (amendment.sealed === undefined)
    throw new Refusal('NotSignedByBoth', 'an original exists when both have signed on screen', {
      rules: ['R38', 'R48'],
    });
  if (amendment.originals?.some(({ holder }) => holder === 'BORROWER') === true) return { events: [], ids };
  const { sha256 } = amendment.sealed;
  const proof = context.newId('download');
  const original = { holder: 'BORROWER', deliveredAt: context.asOf, proof, sha256 } as const;
  return {
    events: [happened('AmendmentDelivered', { adjustment: withOriginal(adjustment, amendment, original) })],
    ids,
  };
};
