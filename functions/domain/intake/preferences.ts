import * as z from 'zod';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { nextPermitted } from '#functions/domain/contact-gate/gate.ts';
import { ContactLimits } from '#functions/domain/contact-parts.ts';
import type { ContactPreference } from '#functions/domain/contact-parts.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import { evidenceOf } from '#functions/domain/intake/consents.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { withPart } from '#functions/domain/model.ts';
import { canonical } from '#functions/domain/journal.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export const ContactWishes = ContactLimits.extend({ onBehalf: z.strictObject({ evidenceId: Id }).optional() });

/** Nothing said is no wish. */
const limitsOf = (preference: ContactPreference | undefined): ContactLimits => {
  if (preference === undefined) return {};
  const { preferenceId: _id, statedAt: _at, by: _by, evidenceId: _evidence, ...limits } = preference;
  return limits;
};

/** Wishes are about points that exist. */
const requireKnown = (file: CaseFile, { refusedPointIds = [] }: ContactLimits): void => {
  const points = borrowerOf(file)?.contactPoints ?? [];
  const unknown = refusedPointIds.find((id) => points.every(({ contactPointId }) => contactPointId !== id));
  if (unknown !== undefined)
    throw new Refusal('ContactPointUnknown', `${unknown} is no contact point of the borrower`, { rules: ['R6'] });
};

/**
 * How the borrower wants to be contacted: the whole of it, each time. A wish narrows what the pack leaves open; one that
 * leaves no hour at all in which a letter may be written cannot be kept.
 */
export const stateContactPreferences: Decider<z.infer<typeof ContactWishes>> = (
  file,
  { onBehalf, ...limits },
  context,
) => {
  if (file.meta === undefined) throw new Refusal('NotFound', 'there is no such case');
  requireKnown(file, limits);
  if (canonical(limitsOf(file.preferences['contact'])) === canonical(limits)) return { events: [] };
  const preference: ContactPreference = {
    ...limits,
    preferenceId: 'contact',
    statedAt: context.asOf,
    by: context.actor.id,
    ...evidenceOf(context, onBehalf),
  };
  const wished = withPart(file, 'preferences', 'contact', preference);
  const letter = { purpose: 'SERVICE', channel: 'LETTER', direction: 'OUTBOUND' } as const;
  const couldBefore = nextPermitted(file, context.asOf, context, letter) !== undefined;
  if (couldBefore && nextPermitted(wished, context.asOf, context, letter) === undefined) {
    throw new Refusal('PreferenceImpossible', 'these wishes leave no time at which contact is allowed', {
      rules: ['R6', '1.2'],
    });
  }
  return { events: [happened('ContactPreferencesStated', { preference })] };
};
