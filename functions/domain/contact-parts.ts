import * as z from 'zod';
import { Instant, LocalDate, TimeOfDay } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { TextRef } from '#functions/domain/parts.ts';

/**
 * What somebody may ask for on top of the law: each narrows what the pack leaves open, none widens it. Letters stay
 * possible, so that a notice in law can always be given.
 */
export const ContactLimits = z.strictObject({
  /** Only between these times of the borrower's day. */
  window: z
    .strictObject({ from: TimeOfDay, to: TimeOfDay })
    .refine(({ from, to }) => from < to, 'must end after it begins')
    .optional(),
  /** ISO weekdays on which it suits, Monday 1 to Sunday 7. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  /** Nothing on public holidays. */
  noHolidays: z.boolean().optional(),
  refusedChannels: z
    .array(z.enum(['PHONE', 'SMS', 'EMAIL', 'VISIT']))
    .max(4)
    .optional(),
  /** Numbers and addresses that must not be used (opt-out). */
  refusedPointIds: z.array(Id).max(20).optional(),
  maxAnsweredPerWeek: z.int().min(0).max(7).optional(),
  /** Left in peace until this day begins. */
  quietUntil: LocalDate.optional(),
});
export type ContactLimits = z.infer<typeof ContactLimits>;

/** How the borrower wants to be contacted; the latest word counts, earlier ones stand in the journal. */
export const ContactPreference = ContactLimits.extend({
  preferenceId: z.literal('contact'),
  statedAt: Instant,
  by: Id,
  evidenceId: Id.optional(),
});
export type ContactPreference = z.infer<typeof ContactPreference>;

/** Why somebody else may be asked to pass a message on (C13). */
export const UnreachableBy = z.enum(['NUMBER_INVALID', 'FAILED_CALLS', 'FAILED_DAYS']);
export type UnreachableBy = z.infer<typeof UnreachableBy>;

/** R9: a supervisor's leave to ask a third person, for one case, until the borrower is reached or it is refused. */
export const ThirdPartyPermit = z.strictObject({
  permitId: Id,
  status: z.enum(['ON', 'ENDED']),
  unreachableBy: UnreachableBy,
  reason: TextRef,
  permittedBy: Id,
  permittedAt: Instant,
  endedAt: Instant.optional(),
  endedBecause: z.enum(['SWITCHED_OFF', 'BORROWER_REACHED', 'THIRD_PARTY_REFUSED']).optional(),
});
export type ThirdPartyPermit = z.infer<typeof ThirdPartyPermit>;
