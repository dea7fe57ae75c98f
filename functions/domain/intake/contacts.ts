import * as z from 'zod';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { gate } from '#functions/domain/contact-gate/gate.ts';
import { PlannedContact } from '#functions/domain/contact-gate/planned-contact.ts';
import { isReached, unreachable } from '#functions/domain/contact-gate/unreachable.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import { endPermit } from '#functions/domain/intake/third-party.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import type { Contact } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export const ContactRequest = PlannedContact.extend({ party: PlannedContact.shape.party.default('BORROWER') });
export const ContactOutcome = z.strictObject({
  answered: z.boolean(),
  rightParty: z.boolean(),
  serviceExplained: z.boolean(),
  /** Only where nothing came of it: the number is no longer in use, or the person refused to speak. */
  failure: z.enum(['NO_ANSWER', 'NUMBER_INVALID', 'REFUSED']).optional(),
  recordingId: Id.optional(),
  note: z.string().min(1).max(4000).optional(),
});

/**
 * A contact point must be one that the bank has on file; a call, SMS or mail cannot do without (R6). Of third persons the
 * bank keeps none, and the borrower's own is not theirs.
 */
export const knownPoint = (file: CaseFile, contact: PlannedContact): void => {
  const points = borrowerOf(file)?.contactPoints ?? [];
  if (contact.party === 'THIRD_PARTY') {
    if (contact.contactPointId !== undefined)
      throw new Refusal('ContactPointUnknown', 'no contact point is kept of a third person', { rules: ['R9'] });
    return;
  }
  const needsPoint =
    contact.direction === 'OUTBOUND' &&
    (contact.channel === 'PHONE' || contact.channel === 'SMS' || contact.channel === 'EMAIL');
  if (
    contact.contactPointId === undefined
      ? needsPoint
      : !points.some((point) => point.contactPointId === contact.contactPointId)
  ) {
    throw new Refusal('ContactPointUnknown', 'name a contact point of the borrower', { rules: ['R6'] });
  }
};

/** R6: passes the gate, or is journalled as blocked; `ids.blocked` then lets the edge refuse after the save. */
export const startContact: Decider<z.infer<typeof ContactRequest>> = (file, { party, ...planned }, context) => {
  if (file.meta === undefined) throw new Refusal('NotFound', 'there is no such case');
  knownPoint(file, { ...planned, party });
  const decision = gate(file, { ...planned, party }, context);
  const contact: Contact = {
    contactId: context.newId('contact'),
    ...planned,
    ...(party === 'THIRD_PARTY' ? { party } : {}),
    startedAt: context.asOf,
    by: context.actor.id,
    status: decision.allowed ? 'STARTED' : 'BLOCKED',
    gate: decision,
  };
  const ids = { contactId: contact.contactId };
  if (!decision.allowed) return { events: [happened('ContactBlocked', { contact })], ids: { ...ids, blocked: 'true' } };
  const ended = isReached(contact) ? endPermit(file, context, 'BORROWER_REACHED') : [];
  return { events: [happened('ContactStarted', { contact }), ...ended], ids };
};

/** What the edge says once a blocked contact is in the journal. */
export const blockedContact = (file: CaseFile, ids: Readonly<Record<string, string>>): Refusal | undefined => {
  if (ids['blocked'] !== 'true') return undefined;
  const decision = file.contacts[ids['contactId'] ?? '']?.gate;
  const earliest = decision?.earliest === undefined ? {} : { earliest: decision.earliest };
  const rules = decision?.ruleIds ?? ['R6'];
  return rules.includes('R9')
    ? new Refusal('ThirdPartyNotPermitted', 'contact with third parties is off for this case', { rules, ...earliest })
    : new Refusal('ContactNotAllowed', 'the contact gate does not let this contact pass', { rules, ...earliest });
};

const checkOutcome = (contact: Contact, outcome: z.infer<typeof ContactOutcome>): void => {
  if (contact.status !== 'STARTED')
    throw new Refusal('ContactConcludedAlready', `the contact is ${contact.status}`, { rules: ['R5'] });
  if (contact.party === 'THIRD_PARTY' && (outcome.rightParty || outcome.serviceExplained)) {
    throw new Refusal('RightPartyNotReached', 'a third person learns nothing of the service or the debt', {
      rules: ['R9', 'C13'],
    });
  }
  if (outcome.serviceExplained && !outcome.rightParty) {
    throw new Refusal('RightPartyNotReached', 'the service is explained to the borrower himself', {
      rules: ['R5', 'R9'],
    });
  }
  if (contact.channel === 'PHONE' && outcome.answered && outcome.recordingId === undefined) {
    throw new Refusal('RecordingMissing', 'an answered call is recorded', { rules: ['C15'] });
  }
};

/** R5: right party reached and service explained makes the offer; everything else is only noted. */
export const recordContactOutcome: Decider<{ contactId: string } & z.infer<typeof ContactOutcome>> = (
  file,
  { contactId, note, ...outcome },
  context,
) => {
  const contact = file.contacts[contactId];
  if (contact === undefined) throw new Refusal('NotFound', 'there is no such contact');
  checkOutcome(contact, outcome);
  const kept = note === undefined ? undefined : keepText(file, context, note);
  const concluded: Contact = {
    ...contact,
    ...outcome,
    status: 'CONCLUDED',
    ...(kept === undefined ? {} : { note: kept.ref }),
  };
  const offers = file.status.state === 'OPEN' && outcome.rightParty && outcome.serviceExplained;
  return {
    events: [
      happened('ContactConcluded', { contact: concluded }),
      ...reachability(file, concluded, context),
      ...(offers ? offer(file, contactId, context) : []),
    ],
    privates: kept === undefined ? [] : [kept.item],
    ids: { contactId },
  };
};

/** C13: the failure that makes the borrower unreachable is noted; reaching him, or a third person's no, ends the leave. */
const reachability = (file: CaseFile, concluded: Contact, context: Context): CaseEvent[] => {
  const { contactId } = concluded;
  if (concluded.party === 'THIRD_PARTY')
    return concluded.failure === 'REFUSED' ? endPermit(file, context, 'THIRD_PARTY_REFUSED') : [];
  if (isReached(concluded)) return endPermit(file, context, 'BORROWER_REACHED');
  const after = unreachable(withPart(file, 'contacts', contactId, concluded), context.policy);
  return after === undefined || unreachable(file, context.policy) !== undefined
    ? []
    : [happened('BorrowerFoundUnreachable', { contactId, unreachableBy: after.unreachableBy })];
};

/** Script, privacy notice and itemised balance go out with the offer (4.1). */
const offer = (file: CaseFile, contactId: string, context: Context): CaseEvent[] => [
  happened('ServiceOffered', { contactId }),
  ...planNotice(file, 'SERVICE_OFFER', contactId, context),
];
