import * as z from 'zod';
import { dateOf, epochMilliseconds, Instant } from '#functions/domain/calendar.ts';
import { consentInForce } from '#functions/domain/consents.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, notOnHold, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Visit } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { fitOfficers } from '#functions/domain/visits/officers.ts';
import type { OfficerFacts } from '#functions/domain/visits/officers.ts';
import { appointmentOf } from '#functions/domain/visits/appointments.ts';

/** A tablet may send a step later than it was taken. */
const capturedAt = Instant.optional();
export const CheckIn = z.strictObject({
  appointmentId: Id,
  presentOfficerIds: z.array(Id).min(1).max(10),
  /** Metres between the tablet and the agreed place, where the tablet knows. */
  distanceMetres: z.int().nonnegative().optional(),
  capturedAt,
});
export const Identification = z.strictObject({
  shownBy: z.array(Id).min(1).max(10),
  purposeExplained: z.literal(true),
  capturedAt,
});
export const EntryRecord = z.strictObject({
  place: z.enum(['INSIDE_HOME', 'DOORSTEP', 'BRANCH', 'VIDEO', 'NEUTRAL']),
  recording: z.boolean(),
  othersPresent: z.boolean(),
  capturedAt,
});

/** R24, default: beyond it the place is flagged, not blocked. */
const geofenceMetres = 300;

/** When a step was taken: what the tablet noted, never later than now. */
export const takenAt = (noted: string | undefined, { asOf }: Pick<Context, 'asOf'>): string => {
  if (noted === undefined) return asOf;
  if (epochMilliseconds(noted) > epochMilliseconds(asOf)) {
    throw new Refusal('InvalidRequest', 'capturedAt lies in the future', {
      fields: [{ pointer: '/capturedAt', message: 'is after the request' }],
    });
  }
  return noted;
};

/** The visit while it runs, for one of its officers. */
export const runningVisit = (file: CaseFile, visitId: string, context: Context): Visit => {
  const visit = file.visits[visitId];
  if (visit === undefined) throw new Refusal('NotFound', 'there is no such visit');
  if (context.actor.role === 'officer' && !visit.officers.includes(context.actor.id)) {
    throw new Refusal('OfficerNotAssigned', 'only the visiting officers take these steps', { rules: ['R19'] });
  }
  if (visit.status !== 'STARTED')
    throw new Refusal('VisitAlreadyEnded', `the visit is ${visit.status}`, { rules: ['R23'] });
  return visit;
};

/** R20: nothing is accepted before work IDs have been shown. */
export const identified = (visit: Visit): void => {
  if (visit.identifiedAt === undefined)
    throw new Refusal('OfficersNotIdentified', 'first every officer shows his work ID', { rules: ['R20'] });
};

/** R19, R24: two or more of the named officers, on the day, at the place. */
export const startVisit: Decider<z.infer<typeof CheckIn> & { officers: readonly OfficerFacts[] }> = (
  file,
  input,
  context,
) => {
  inState(file, 'SCHEDULED');
  notOnHold(file, 'VISIT');
  const appointment = appointmentOf(file, input.appointmentId);
  const present = [...new Set(input.presentOfficerIds)];
  if (
    !appointment.officers.includes(context.actor.id) ||
    present.some((officerId) => !appointment.officers.includes(officerId))
  ) {
    throw new Refusal('OfficerNotAssigned', 'only officers named for this appointment may visit', { rules: ['R19'] });
  }
  const { minOfficers } = context.policy.appointment;
  if (present.length < minOfficers)
    throw new Refusal('TooFewOfficers', `at least ${minOfficers} officers visit together`, { rules: ['R19', 'C14'] });
  const startedAt = takenAt(input.capturedAt, context);
  const zone = zoneOf(file, context.policy);
  const day = dateOf(appointment.startsAt, zone);
  if (appointment.status !== 'CONFIRMED' || dateOf(startedAt, zone) !== day) {
    throw new Refusal('NotTheDay', `the visit is on ${day}`, { rules: ['R15'], earliest: day });
  }
  fitOfficers(present, input.officers, day, file.meta?.borrowerId ?? '');
  const placeFlagged = (input.distanceMetres ?? 0) > geofenceMetres;
  const visit: Visit = {
    visitId: context.newId('visit'),
    appointmentId: appointment.appointmentId,
    officers: present,
    status: 'STARTED',
    startedAt,
    placeFlagged,
  };
  const { visitId } = visit;
  return {
    events: [happened('VisitStarted', { visit }), ...(placeFlagged ? [happened('PlaceFlagged', { visitId })] : [])],
    ids: { visitId },
  };
};

/** R20: the first act at the door. */
export const identifyOfficers: Decider<{ visitId: string } & z.infer<typeof Identification>> = (
  file,
  input,
  context,
) => {
  inState(file, 'IN_VISIT');
  const visit = runningVisit(file, input.visitId, context);
  if (visit.officers.some((officerId) => !input.shownBy.includes(officerId))) {
    throw new Refusal('OfficersIncomplete', 'every visiting officer shows his work ID', { rules: ['R20'] });
  }
  if (visit.identifiedAt !== undefined) return { events: [], ids: { visitId: visit.visitId } };
  return {
    events: [happened('OfficersIdentified', { visit: { ...visit, identifiedAt: takenAt(input.capturedAt, context) } })],
    ids: { visitId: visit.visitId },
  };
};

/** R21, R22, R24: inside a home only with consent on the spot, recorded only with consent; who else is there is noted. */
export const recordEntry: Decider<{ visitId: string } & z.infer<typeof EntryRecord>> = (file, input, context) => {
  inState(file, 'IN_VISIT');
  const visit = runningVisit(file, input.visitId, context);
  identified(visit);
  const entry = input.place === 'INSIDE_HOME' ? consentInForce(file, 'HOME_ENTRY') : undefined;
  if (input.place === 'INSIDE_HOME' && entry === undefined) {
    throw new Refusal('EntryConsentMissing', 'entering a home needs the borrower’s consent on the spot', {
      rules: ['R21'],
    });
  }
  if (input.recording && consentInForce(file, 'RECORDING') === undefined) {
    throw new Refusal('RecordingConsentMissing', 'the borrower has not agreed to be recorded', { rules: ['R22'] });
  }
  const { place, recording, othersPresent } = input;
  const recorded = {
    place,
    recording,
    othersPresent,
    recordedAt: takenAt(input.capturedAt, context),
    ...(entry === undefined ? {} : { entryConsentId: entry.consentId }),
  };
  // PUT is repeatable: the same entry, told again after a lost answer, is one entry in the journal.
  const before = visit.entry;
  const isRepeat =
    before !== undefined &&
    before.place === place &&
    before.recording === recording &&
    before.othersPresent === othersPresent &&
    before.entryConsentId === recorded.entryConsentId;
  if (isRepeat) return { events: [], ids: { visitId: visit.visitId } };
  return {
    events: [happened('EntryRecorded', { visit: { ...visit, entry: recorded } })],
    ids: { visitId: visit.visitId },
  };
};
