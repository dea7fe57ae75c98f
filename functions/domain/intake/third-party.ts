import * as z from 'zod';
import { dateOf, instantAt } from '#functions/domain/calendar.ts';
import { permitInForce } from '#functions/domain/contact-gate/permission.ts';
import { fromPack } from '#functions/domain/contact-gate/planned-contact.ts';
import { unreachable } from '#functions/domain/contact-gate/unreachable.ts';
import type { ThirdPartyPermit } from '#functions/domain/contact-parts.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { spoken } from '#functions/domain/state-sets.ts';

export const ThirdPartyPermission = z.strictObject({
  permitted: z.boolean(),
  reason: z.string().max(4000).optional(),
});

/** Ends the leave that is in force, if there is one. */
export const endPermit = (
  file: CaseFile,
  context: Pick<Context, 'asOf'>,
  endedBecause: NonNullable<ThirdPartyPermit['endedBecause']>,
): CaseEvent[] => {
  const permit = permitInForce(file);
  return permit === undefined
    ? []
    : [
        happened('ThirdPartyContactEnded', {
          permit: { ...permit, status: 'ENDED', endedAt: context.asOf, endedBecause },
        }),
      ];
};

/** C13: which of the grounds is there today; else from when, or that there is none. */
const groundOf = (file: CaseFile, { asOf, policy }: Context): ThirdPartyPermit['unreachableBy'] => {
  const zone = zoneOf(file, policy);
  const ground = unreachable(file, policy);
  if (ground !== undefined && ground.from <= dateOf(asOf, zone)) return ground.unreachableBy;
  const { failedCalls, failedDays } = policy.contact.thirdParty;
  throw new Refusal(
    'BorrowerNotUnreachable',
    `a third person may be asked when every number is invalid, the day after ${failedCalls} failed calls in a row, or after ${failedDays} days in a row without an answer`,
    { rules: ['R9', 'C13'], ...(ground === undefined ? {} : { earliest: instantAt(ground.from, '00:00', zone) }) },
  );
};

/** R9: a supervisor's leave, for this case, with a reason, while the borrower cannot be reached; or its end. */
export const permitThirdPartyContact: Decider<z.infer<typeof ThirdPartyPermission>> = (
  file,
  { permitted, reason },
  context,
) => {
  if (!permitted) return { events: endPermit(file, context, 'SWITCHED_OFF') };
  inState(file, ...spoken, 'TERMINATED');
  const basis = fromPack(context.policy, 'contact.thirdParty');
  if (context.policy.contact.thirdParty.mode === 'BANNED')
    throw new Refusal('ThirdPartyNotPermitted', `never in ${context.policy.jurisdiction}: ${basis.source}`, {
      rules: ['R9', ...basis.rules],
    });
  if (permitInForce(file) !== undefined) return { events: [] };
  if (reason === undefined || reason.trim() === '')
    throw new Refusal('ReasonMissing', 'say why somebody else must be asked', { rules: ['R9'] });
  const unreachableBy = groundOf(file, context);
  const kept = keepText(file, context, reason);
  const permit: ThirdPartyPermit = {
    permitId: context.newId('permit'),
    status: 'ON',
    unreachableBy,
    reason: kept.ref,
    permittedBy: context.actor.id,
    permittedAt: context.asOf,
  };
  return { events: [happened('ThirdPartyContactPermitted', { permit })], privates: [kept.item] };
};
