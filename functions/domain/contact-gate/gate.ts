import * as z from 'zod';
import { addDays, dateOf, epochMilliseconds, instantAt, timeOf } from '#functions/domain/calendar.ts';
import { consentInForce } from '#functions/domain/consents.ts';
import type { Context } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import { ContactChannel, ContactPurpose } from '#functions/domain/parts.ts';
import type { Contact, GateDecision } from '#functions/domain/parts.ts';
import type { Blocked } from '#functions/domain/servicing-parts.ts';
import { Id } from '#functions/domain/ids.ts';

/** What the gate must know about a contact before it is made. */
export const PlannedContact = z.strictObject({
  purpose: ContactPurpose,
  channel: ContactChannel,
  direction: z.enum(['OUTBOUND', 'INBOUND']),
  contactPointId: Id.optional(),
});
export type PlannedContact = z.infer<typeof PlannedContact>;

/** The gate asks for the moment and the numbers, never for who is acting. */
export type GateContext = Pick<Context, 'asOf' | 'policy'>;

/** A notice: a service message to the borrower's own number or address. */
const notice: PlannedContact = { purpose: 'SERVICE', channel: 'SMS', direction: 'OUTBOUND' };

const actOf = {
  PHONE: 'CALL',
  VISIT: 'VISIT',
  SMS: 'MESSAGE',
  EMAIL: 'MESSAGE',
  LETTER: 'MESSAGE',
} as const satisfies Record<Contact['channel'], Blocked>;

/** The borrower has said no, or the case is locked away: nothing but the way to a person stays open. */
const closedToService: readonly StateName[] = ['DECLINED', 'WITHDRAWN', 'ARCHIVED', 'DESTROYED'];

interface Objection {
  readonly rules: readonly string[];
  /** Whether waiting helps: until the window opens, until the day ends, or not at all. */
  readonly until: 'window' | 'tomorrow' | 'never';
}

const purposeObjections = (file: CaseFile, contact: PlannedContact): Objection[] => {
  const { state } = file.status;
  if (contact.purpose === 'COLLECTION')
    return state === 'TERMINATED' ? [] : [{ rules: ['C8', '4.15'], until: 'never' }];
  return closedToService.includes(state) ? [{ rules: ['R7'], until: 'never' }] : [];
};

const holdObjections = (file: CaseFile, contact: PlannedContact): Objection[] => {
  const act = actOf[contact.channel];
  const isBlocked = Object.values(file.holds).some(
    (hold) => hold.releasedAt === undefined && hold.blocks.includes(act),
  );
  return isBlocked ? [{ rules: ['4.1', '4.15'], until: 'never' }] : [];
};

const hourObjections = (file: CaseFile, { asOf, policy }: GateContext): Objection[] => {
  const zone = zoneOf(file, policy);
  const time = timeOf(asOf, zone);
  const { window, blackoutDays } = policy.contact;
  const isOpen = time >= window.from && time < window.to;
  const hours: Objection[] =
    isOpen || consentInForce(file, 'OUT_OF_HOURS') !== undefined ? [] : [{ rules: ['C10'], until: 'window' }];
  return blackoutDays.includes(dateOf(asOf, zone)) ? [...hours, { rules: ['R18'], until: 'tomorrow' }] : hours;
};

const capObjections = (file: CaseFile, contact: PlannedContact, { asOf, policy }: GateContext): Objection[] => {
  const zone = zoneOf(file, policy);
  const today = dateOf(asOf, zone);
  const made = Object.values(file.contacts).filter((one) => one.direction === 'OUTBOUND' && one.status !== 'BLOCKED');
  return policy.contact.caps.flatMap((cap): Objection[] => {
    const since = addDays(today, 1 - cap.days);
    const counted = made.filter(
      (one) =>
        cap.of.includes(one.channel) &&
        dateOf(one.startedAt, zone) >= since &&
        (cap.counts === 'ATTEMPTS' || one.answered === true) &&
        (cap.per === 'BORROWER' || one.contactPointId === contact.contactPointId),
    );
    const isOver = cap.of.includes(contact.channel) && counted.length >= cap.max;
    return isOver ? [{ rules: [policy.basis[`contact.caps.${cap.key}`]?.rule ?? '4.15'], until: 'tomorrow' }] : [];
  });
};

const objectionsTo = (file: CaseFile, contact: PlannedContact, context: GateContext): Objection[] => [
  ...purposeObjections(file, contact),
  ...holdObjections(file, contact),
  ...hourObjections(file, context),
  ...capObjections(file, contact, context),
];

/** After a year of closed days nobody is helped by a date. */
const searchLimitDays = 366;

/** First instant from `from` on at which the gate lets the contact pass; undefined when no waiting helps (R6). */
export const nextPermitted = (
  file: CaseFile,
  from: string,
  { policy }: GateContext,
  contact: PlannedContact = notice,
): string | undefined => {
  const zone = zoneOf(file, policy);
  const firstDay = dateOf(from, zone);
  for (let offset = 0; offset <= searchLimitDays; offset += 1) {
    const day = addDays(firstDay, offset);
    const opening = instantAt(day, policy.contact.window.from, zone);
    const candidates =
      offset === 0 && epochMilliseconds(opening) <= epochMilliseconds(from)
        ? [from]
        : offset === 0
          ? [from, opening]
          : [opening];
    for (const asOf of candidates) {
      const objections = objectionsTo(file, contact, { asOf, policy });
      if (objections.length === 0) return asOf;
      if (objections.some((objection) => objection.until === 'never')) return undefined;
    }
  }
  return undefined;
};

/** Every outgoing contact passes here first: hours, caps, purpose, consent, holds, blackout (R6). Inbound ones always pass. */
export const gate = (file: CaseFile, contact: PlannedContact, context: GateContext): GateDecision => {
  if (contact.direction === 'INBOUND') return { allowed: true, ruleIds: [] };
  const objections = objectionsTo(file, contact, context);
  if (objections.length === 0) return { allowed: true, ruleIds: [] };
  const ruleIds = [...new Set(['R6', ...objections.flatMap((objection) => objection.rules)])];
  const earliest = nextPermitted(file, context.asOf, context, contact);
  return { allowed: false, ruleIds, ...(earliest === undefined ? {} : { earliest }) };
};
