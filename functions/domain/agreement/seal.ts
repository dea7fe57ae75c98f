import { deliver } from '#functions/domain/agreement/originals.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { canonical } from '#functions/domain/journal.ts';
import type { Agreement } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

type Sealed = NonNullable<Agreement['sealed']>;

/** Signed by both on screen, and not sealed yet. */
export const awaitsSeal = ({ form, effectiveOn, sealed }: Agreement): boolean =>
  form === 'ELECTRONIC' && effectiveOn !== undefined && sealed === undefined;

/**
 * C33, C34: what was shown, what was signed, and how each signer was proven, in one record that names the text's hash and the
 * sealed file's. The journal holds the hash of the file in which this record stands with its signature.
 */
export const evidenceRecord = (
  { caseId, meta }: Pick<CaseFile, 'caseId' | 'meta'>,
  agreement: Agreement,
  files: { readonly text: { sha256: string; size: number }; readonly sealed: { sha256: string; size: number } },
): string => {
  const { agreementId, templateId, templateVersion, templateHash, language, drawnUpAt, effectiveOn } = agreement;
  return canonical({
    v: 1,
    kind: 'SIGNATURE_EVIDENCE',
    caseId,
    borrowerId: meta?.borrowerId,
    agreementId,
    effectiveOn,
    shown: {
      textSha256: files.text.sha256,
      termsSha256: agreement.terms?.sha256,
      form: { templateId, templateVersion, templateHash },
      language,
      drawnUpAt,
      keyTermsAcknowledged: agreement.acknowledged,
    },
    signatures: agreement.signatures.map(({ authenticated, ...signature }) => ({
      ...signature,
      authenticated: authenticated === undefined ? undefined : { ...authenticated },
    })),
    sealed: { ...files.sealed, beginsWith: { ...files.text } },
  });
};

/** System act: the file that both have signed is sealed; the bank keeps one original of it from now on (R37, R38). */
export const sealAgreement: Decider<Omit<Sealed, 'sealedAt'> & { readonly agreementId: string }> = (
  file,
  { agreementId, ...sealed },
  context,
) => {
  const agreement = file.agreements[agreementId];
  if (agreement === undefined) throw new Refusal('NotFound', 'there is no such agreement');
  if (!awaitsSeal(agreement)) return { events: [], ids: { agreementId } };
  const done: Agreement = { ...agreement, sealed: { ...sealed, sealedAt: context.asOf } };
  const original = {
    holder: 'BANK',
    deliveredAt: context.asOf,
    proof: context.newId('vault'),
    sha256: sealed.sha256,
  } as const;
  const isHeld = done.originals.some(({ holder }) => holder === 'BANK');
  return {
    events: [
      happened('AgreementSealed', { agreement: done }),
      ...(isHeld ? [] : deliver(file, done, original, context)),
    ],
    uniques: [{ kind: 'ORIGINAL', act: 'claim', sha256: sealed.sha256, agreementId }],
    ids: { agreementId },
  };
};
