import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement } from '#functions/domain/plan-parts.ts';

/** R37: from the second signature on there is an agreement, originals or not (4.15, 2). */
export const isSignedByBoth = (agreement: Agreement): boolean =>
  new Set(agreement.signatures.map((signature) => signature.party)).size === 2;

export const hasSignedAgreement = (file: CaseFile): boolean =>
  Object.values(file.agreements).some((agreement) => agreement.status !== 'EXPIRED' && isSignedByBoth(agreement));
