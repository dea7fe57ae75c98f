import * as z from 'zod';
import { dateOf, Instant } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText, notOnHold, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { Appointment } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { readyOfficers } from '#functions/domain/visits/officers.ts';
import type { OfficerFacts } from '#functions/domain/visits/officers.ts';
import { isAhead, keepsGap, openAppointment, revised, tooSoon, withinHours } from '#functions/domain/visits/slots.ts';

const onBehalf = z.strictObject({ evidenceId: Id }).optional();
export const GapWaiver = z.strictObject({ reason: z.string().min(1).max(4000) });
export const AppointmentProposal = z.strictObject({
  startsAt: Instant,
  endsAt: Instant,
  place: Appointment.shape.place,
  atBorrowersRequest: z.boolean().default(false),
  gapWaiver: GapWaiver.optional(),
  onBehalf,
});
export const OfficerNames = z.strictObject({ officerIds: z.array(Id).min(1).max(10) });
export const Confirmation = z.strictObject({ onBehalf });

/** Whose word it is: the borrower's own, the borrower's by named evidence, or the bank's. */
export const sideOf = (context: Context, behalf: { evidenceId: string } | undefined): 'BORROWER' | 'BANK' =>
  context.actor.role === 'borrower' || behalf !== undefined ? 'BORROWER' : 'BANK';

export const appointmentOf = (file: CaseFile, appointmentId: string): Appointment => {
  const appointment = file.appointments[appointmentId];
  if (appointment === undefined) throw new Refusal('NotFound', 'there is no such appointment');
  return appointment;
};

/** R16: an exception takes the borrower's own wish, a supervisor and a reason. */
export const waiver = (
  file: CaseFile,
  input: { gapWaiver?: { reason: string } | undefined; atBorrowersRequest: boolean },
  context: Context,
) => {
  if (input.gapWaiver === undefined) return undefined;
  if (context.actor.role !== 'supervisor' || !input.atBorrowersRequest) {
    throw new Refusal(
      'GapWaiverNotAllowed',
      'only a supervisor may waive the gap, and only at the borrower’s request',
      { rules: ['R16'] },
    );
  }
  return keepText(file, context, input.gapWaiver.reason);
};

/** R15, R16, R18: a date is negotiated once the papers are complete. */
export const proposeAppointment: Decider<z.infer<typeof AppointmentProposal>> = (file, input, context) => {
  if (file.status.state === 'DOCS_PENDING')
    throw new Refusal('DocumentsIncomplete', 'papers are still missing', { rules: ['R10', 'R15'] });
  inState(file, 'READY', 'SCHEDULED');
  notOnHold(file, 'VISIT');
  if (openAppointment(file) !== undefined)
    throw new Refusal('AppointmentAlreadyOpen', 'move or cancel the appointment that is open', { rules: ['R15'] });
  inState(file, 'READY');
  withinHours(file, input, context);
  const waived = waiver(file, input, context);
  if (!isAhead(input, context.asOf) || (waived === undefined && !keepsGap(file, input, context.asOf, context)))
    throw tooSoon(file, context.asOf, context);
  const appointment: Appointment = {
    appointmentId: context.newId('appointment'),
    startsAt: input.startsAt,
    endsAt: input.endsAt,
    place: input.place,
    status: 'PROPOSED',
    proposedBy: sideOf(context, input.onBehalf),
    proposedAt: context.asOf,
    officers: [],
    earlierSlots: [],
    lateNotice: false,
    atBorrowersRequest: input.atBorrowersRequest,
    ...(waived === undefined ? {} : { gapWaived: waived.ref }),
  };
  const { appointmentId } = appointment;
  const proposed = happened('AppointmentProposed', { appointment });
  return waived === undefined
    ? { events: [proposed], ids: { appointmentId } }
    : {
        events: [proposed, happened('GapWaived', { appointmentId, reason: waived.ref })],
        privates: [waived.item],
        ids: { appointmentId },
      };
};

/** R19: two or more, certified on the day, none related; the borrower learns names and hotline with the confirmation. */
export const assignOfficers: Decider<
  { appointmentId: string; officers: readonly OfficerFacts[] } & z.infer<typeof OfficerNames>
> = (file, { appointmentId, officerIds, officers }, context) => {
  inState(file, 'READY', 'SCHEDULED');
  const before = appointmentOf(file, appointmentId);
  if (before.status !== 'PROPOSED' && before.status !== 'CONFIRMED') {
    throw new Refusal('StateForbids', `the appointment is ${before.status}`, { state: file.status.state });
  }
  const named = [...new Set(officerIds)];
  const { minOfficers } = context.policy.appointment;
  if (named.length < minOfficers)
    throw new Refusal('TooFewOfficers', `at least ${minOfficers} officers visit together`, { rules: ['R19', 'C14'] });
  readyOfficers(named, officers, dateOf(before.startsAt, zoneOf(file, context.policy)), file.meta?.borrowerId ?? '');
  const appointment: Appointment = { ...revised(before), officers: named };
  const told = before.status === 'CONFIRMED' ? planNotice(file, 'APPOINTMENT_CONFIRMED', appointmentId, context) : [];
  return { events: [happened('OfficersAssigned', { appointment }), ...told], ids: { appointmentId } };
};

/** R15, R19: each side confirms once; with the second word the visit is scheduled and the borrower gets the officers' names. */
export const confirmAppointment: Decider<{ appointmentId: string } & z.infer<typeof Confirmation>> = (
  file,
  input,
  context,
) => {
  inState(file, 'READY', 'SCHEDULED');
  const before = appointmentOf(file, input.appointmentId);
  const side = sideOf(context, input.onBehalf);
  const confirmed = side === 'BORROWER' ? before.confirmedByBorrowerAt : before.confirmedByBankAt;
  if (before.status === 'CONFIRMED' || (before.status === 'PROPOSED' && confirmed !== undefined)) {
    throw new Refusal('AlreadyConfirmed', 'this side has confirmed', { rules: ['R15'] });
  }
  if (before.status !== 'PROPOSED')
    throw new Refusal('StateForbids', `the appointment is ${before.status}`, { state: file.status.state });
  if (before.officers.length < context.policy.appointment.minOfficers) {
    throw new Refusal('OfficersNotAssigned', 'the officers are named first', { rules: ['R19'] });
  }
  notOnHold(file, 'VISIT');
  const other = side === 'BORROWER' ? before.confirmedByBankAt : before.confirmedByBorrowerAt;
  const appointment: Appointment = {
    ...before,
    ...(side === 'BORROWER' ? { confirmedByBorrowerAt: context.asOf } : { confirmedByBankAt: context.asOf }),
    status: other === undefined ? 'PROPOSED' : 'CONFIRMED',
  };
  const told = other === undefined ? [] : planNotice(file, 'APPOINTMENT_CONFIRMED', input.appointmentId, context);
  return {
    events: [happened('AppointmentConfirmed', { appointment }), ...told],
    ids: { appointmentId: input.appointmentId },
  };
};
