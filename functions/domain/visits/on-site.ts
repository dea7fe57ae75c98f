import * as z from 'zod';
import { dateOf, epochMilliseconds, Instant } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, notOnHold, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Appointment, Visit } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { openAppointment } from '#functions/domain/visits/slots.ts';
import { fitOfficers } from '#functions/domain/visits/officers.ts';
import type { OfficerFacts } from '#functions/domain/visits/officers.ts';
import { appointmentOf } from '#functions/domain/visits/appointments.ts';

/** A tablet may send a step later than it was taken. */
const capturedAt = Instant.optional();
export const CheckIn = z.strictObject({
  /** Chosen by a tablet without network, which names its later steps by it. */
  visitId: Id.optional(),
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
  /** R24: the borrower agrees to talk about the debt in their presence. */
  othersAgreed: z.boolean().optional(),
  /** R21, R22: what the borrower said on the spot, taken down in the same step. */
  consents: z
    .array(
      z.strictObject({
        kind: z.enum(['HOME_ENTRY', 'RECORDING']),
        decision: z.enum(['GIVEN', 'REFUSED']),
        textVersion: z.string().max(40),
      }),
    )
    .max(2)
    .optional(),
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

/** R20: nothing is accepted before work IDs have been shown, nor what was taken before that. */
export const identified = (visit: Visit, noted?: string): void => {
  const { identifiedAt } = visit;
  if (identifiedAt === undefined || (noted !== undefined && epochMilliseconds(noted) < epochMilliseconds(identifiedAt)))
    throw new Refusal('OfficersNotIdentified', 'first every officer shows his work ID', { rules: ['R20'] });
};

/** The appointment took place after all. */
const kept = ({ missedBy: _missed, ...appointment }: Appointment): Appointment => ({
  ...appointment,
  status: 'CONFIRMED',
});

/**
 * The confirmed appointment; or one that the evening's check noted as missed because the tablets had no network, as long as
 * nothing else has been arranged since.
 */
const comeBack = (file: CaseFile, appointmentId: string): Appointment => {
  const appointment = appointmentOf(file, appointmentId);
  const isUnheardOf =
    file.status.state === 'READY' &&
    appointment.status === 'MISSED' &&
    appointment.missedBy === 'UNKNOWN' &&
    openAppointment(file) === undefined;
  if (isUnheardOf) return appointment;
  inState(file, 'SCHEDULED');
  if (appointment.status !== 'CONFIRMED')
    throw new Refusal('NotTheDay', `the appointment is ${appointment.status}`, { rules: ['R15'] });
  return appointment;
};

/** R19, R24: two or more of the named officers, on the day, at the place. */
export const startVisit: Decider<z.infer<typeof CheckIn> & { officers: readonly OfficerFacts[] }> = (
  file,
  input,
  context,
) => {
  const appointment = comeBack(file, input.appointmentId);
  notOnHold(file, 'VISIT');
  if (input.visitId !== undefined && file.visits[input.visitId] !== undefined)
    throw new Refusal('VisitAlreadyStarted', 'there is a visit of this id', { rules: ['R19'] });
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
  if (dateOf(startedAt, zone) !== day) {
    throw new Refusal('NotTheDay', `the visit is on ${day}`, { rules: ['R15'], earliest: day });
  }
  fitOfficers(present, input.officers, day, file.meta?.borrowerId ?? '');
  const placeFlagged = (input.distanceMetres ?? 0) > geofenceMetres;
  const visit: Visit = {
    visitId: input.visitId ?? context.newId('visit'),
    appointmentId: appointment.appointmentId,
    officers: present,
    status: 'STARTED',
    startedAt,
    placeFlagged,
  };
  const { visitId } = visit;
  return {
    events: [
      ...(appointment.status === 'MISSED' ? [happened('NoShowWithdrawn', { appointment: kept(appointment) })] : []),
      happened('VisitStarted', { visit }),
      ...(placeFlagged ? [happened('PlaceFlagged', { visitId })] : []),
    ],
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
