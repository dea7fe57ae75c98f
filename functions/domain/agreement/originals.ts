import type * as z from 'zod';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import type { Agreement, Original } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { observationOf } from '#functions/domain/servicing/observation.ts';

export interface Delivered {
  readonly agreementId: string;
  readonly holder: z.infer<typeof Original>['holder'];
  readonly sha256: string;
  readonly proof?: string | undefined;
}

/** Both hold an original: the case is active, and its observation begins (R38, R50). */
const takesEffect = (file: CaseFile, delivered: Agreement, context: Context): readonly CaseEvent[] => {
  const observation = observationOf(file, context.policy);
  return [
    happened('AgreementTookEffect', { agreement: { ...delivered, status: 'IN_FORCE' } }),
    ...planNotice(file, 'AGREEMENT_ACTIVE', delivered.agreementId, context),
    ...(observation === undefined ? [] : [happened('ObservationStarted', observation)]),
  ];
};

/** R38: proof that one side holds the very text that was signed. The second one makes the case active; E stays the last signature. */
export const recordOriginal: Decider<Delivered> = (file, { agreementId, holder, sha256, proof }, context) => {
  const agreement = file.agreements[agreementId];
  if (agreement === undefined) throw new Refusal('NotFound', 'there is no such agreement');
  const ids = { agreementId };
  if (agreement.effectiveOn === undefined)
    throw new Refusal('NotSignedByBoth', 'an original exists when both have signed', { rules: ['R37', 'R38'] });
  if (sha256 !== agreement.sha256)
    throw new Refusal('TextChanged', 'this is not the text that was signed', { rules: ['R38'] });
  if (proof === undefined) throw new Refusal('DeliveryProofMissing', 'say how delivery is proven', { rules: ['R38'] });
  if (agreement.originals.some((original) => original.holder === holder)) return { events: [], ids };
  const { state } = inState(file, 'SIGNING', 'ACTIVE', 'BREACHED', 'SETTLED', 'TERMINATED');
  const delivered: Agreement = {
    ...agreement,
    originals: [...agreement.originals, { holder, deliveredAt: context.asOf, proof, sha256 }],
  };
  const activates = delivered.originals.length === 2 && state === 'SIGNING';
  return {
    events: [
      happened('OriginalDelivered', { agreement: delivered }),
      ...(activates ? takesEffect(file, delivered, context) : []),
    ],
    ids,
  };
};
