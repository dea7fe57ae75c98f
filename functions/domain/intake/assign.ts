import * as z from 'zod';
import { dateOf } from '#functions/domain/calendar.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { inState, keepText, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Id } from '#functions/domain/ids.ts';
import { freeOpenCase } from '#functions/domain/intake/open-case.ts';
import { hasSignedAgreement } from '#functions/domain/intake/signed.ts';
import { callOffVisits } from '#functions/domain/visits/called-off.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { fitOfficers } from '#functions/domain/visits/officers.ts';
import type { OfficerFacts } from '#functions/domain/visits/officers.ts';

export const Assignment = z.strictObject({ ownerId: Id, followUpOfficerId: Id.optional(), deputyId: Id.optional() });

/** R40; 4.15, 31: a case owner, a follow-up person (the owner unless somebody else is named) and a deputy. */
export const assignCase: Decider<z.infer<typeof Assignment> & { officers: readonly OfficerFacts[] }> = (
  file,
  input,
  context,
) => {
  if (file.meta === undefined) throw new Refusal('NotFound', 'there is no such case');
  const officerId = input.followUpOfficerId ?? input.ownerId;
  const deputy = input.deputyId === undefined ? {} : { deputyId: input.deputyId };
  const named = [...new Set([input.ownerId, officerId, ...Object.values(deputy)])];
  fitOfficers(named, input.officers, dateOf(context.asOf, zoneOf(file, context.policy)), file.meta.borrowerId);
  return {
    events: [
      happened('CaseAssigned', { ownerId: input.ownerId }),
      happened('FollowUpPersonNamed', { officerId, ...deputy }),
      ...handedOver(file, officerId),
    ],
  };
};

/** R40: what is open goes to the person who is named now, and the journal says from whom. */
const handedOver = (file: CaseFile, officerId: string): readonly CaseEvent[] =>
  Object.values(file.followUps)
    .filter(({ ownerId, status }) => ownerId !== officerId && (status === 'OPEN' || status === 'OVERDUE'))
    .map((followUp) =>
      happened('FollowUpHandedOver', {
        followUp: { ...followUp, ownerId: officerId },
        fromOfficerId: followUp.ownerId,
      }),
    );

export const Cancellation = z.strictObject({ reason: z.string().max(4000).optional() });

/** 4.15, 5: a supervisor ends the service with a reason, never once both have signed. */
export const cancelCase: Decider<z.infer<typeof Cancellation>> = (file, { reason }, context) => {
  inState(file, 'DOCS_PENDING', 'READY', 'SCHEDULED', 'IN_VISIT', 'NEGOTIATING', 'PLAN_REVIEW', 'SIGNING');
  if (hasSignedAgreement(file)) {
    throw new Refusal('AgreementSignedByBoth', 'an agreement is in effect; it ends only by its own rules', {
      rules: ['R37'],
    });
  }
  if (reason === undefined || reason.trim() === '')
    throw new Refusal('ReasonMissing', 'say why the service ends', { rules: ['R12'] });
  const { ref, item } = keepText(file, context, reason);
  return {
    events: [...callOffVisits(file, context, { told: true }), happened('CaseCancelled', { reason: ref })],
    privates: [item],
    uniques: freeOpenCase(file),
  };
};
