import type { Context } from '#functions/domain/decision.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** Staff acting for the borrower name what shows his will: a call recording or a signed paper (api.md, "On behalf"). */
export const requireWill = (
  { actor }: Pick<Context, 'actor'>,
  onBehalf: { readonly evidenceId: string } | undefined,
): void => {
  if (actor.role !== 'borrower' && onBehalf === undefined) {
    throw new Refusal('BehalfEvidenceMissing', 'name the evidence of what the borrower wants', {
      rules: ['R30', 'R45'],
    });
  }
};
