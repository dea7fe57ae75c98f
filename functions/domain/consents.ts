import type * as z from 'zod';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Consent, ConsentKind } from '#functions/domain/parts.ts';

/** The consent of a kind that counts now: the latest word of the borrower, if it was a yes (R7). */
export const consentInForce = (file: CaseFile, kind: z.infer<typeof ConsentKind>): Consent | undefined => {
  const latest = Object.values(file.consents)
    .filter((consent) => consent.kind === kind)
    .reduce<Consent | undefined>(
      (last, consent) => (last === undefined || consent.decidedAt >= last.decidedAt ? consent : last),
      undefined,
    );
  return latest?.status === 'GIVEN' ? latest : undefined;
};
