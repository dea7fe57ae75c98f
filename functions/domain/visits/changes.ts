import * as z from 'zod';
import { addMinutes, dateOf, epochMilliseconds, Instant } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText, notOnHold, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { Appointment } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { appointmentOf, GapWaiver, sideOf, waiver } from '#functions/domain/visits/appointments.ts';
import { readyOfficers } from '#functions/domain/visits/officers.ts';
import type { OfficerFacts } from '#functions/domain/visits/officers.ts';
import { changeNotice, isAhead, keepsGap, revised, tooSoon, withinHours } from '#functions/domain/visits/slots.ts';
import type { WantedSlot } from '#functions/domain/visits/slots.ts';

const onBehalf = z.strictObject({ evidenceId: Id }).optional();
export const Rescheduling = z.strictObject({
  startsAt: Instant,
  endsAt: Instant,
  /** Another place, where the other side counters with one. */
  place: Appointment.shape.place.optional(),
  atBorrowersRequest: z.boolean().default(false),
  gapWaiver: GapWaiver.optional(),
  onBehalf,
});
export const CallingOff = z.strictObject({ reason: z.string().max(4000).optional(), onBehalf });
export const NoShow = z.strictObject({ onBehalf });

/** Default: a quarter of an hour late is late, not absent. */
const waitMinutes = 15;

const stillOpen = (file: CaseFile, appointmentId: string): Appointment => {
  inState(file, 'READY', 'SCHEDULED');
  const appointment = appointmentOf(file, appointmentId);
  if (appointment.status === 'PROPOSED' || appointment.status === 'CONFIRMED') return appointment;
  throw new Refusal('StateForbids', `the appointment is ${appointment.status}`, { state: file.status.state });
};

/** A waiver holds for the slot it was given for, and for the borrower's own wish to move it; the bank needs a new one (R16). */
const isWaived = (before: Appointment, slot: WantedSlot, waived: object | undefined): boolean =>
  waived !== undefined || (before.gapWaived !== undefined && slot.atBorrowersRequest);

/** R19: whoever was named must be fit on the new day too; the save finds out whether they are free. */
const keepOfficers = (
  file: CaseFile,
  { officers: named }: Appointment,
  day: string,
  register: readonly OfficerFacts[],
): void => {
  if (named.length > 0) readyOfficers(named, register, day, file.meta?.borrowerId ?? '');
};

/** R16, R17; 4.15, 13: the old slot stays in the history and does not count; the other side confirms again. */
export const rescheduleAppointment: Decider<
  { appointmentId: string; officers: readonly OfficerFacts[] } & z.infer<typeof Rescheduling>
> = (file, input, context) => {
  const before = stillOpen(file, input.appointmentId);
  notOnHold(file, 'VISIT');
  const side = sideOf(context, input.onBehalf);
  const { lateNotice } = changeNotice(file, before, side, context);
  const slot = {
    startsAt: input.startsAt,
    endsAt: input.endsAt,
    atBorrowersRequest: input.atBorrowersRequest || side === 'BORROWER',
  };
  withinHours(file, slot, context);
  const waived = waiver(file, { ...input, atBorrowersRequest: slot.atBorrowersRequest }, context);
  if (
    !isAhead(slot, context.asOf) ||
    (!isWaived(before, slot, waived) && !keepsGap(file, slot, before.proposedAt, context))
  ) {
    throw tooSoon(file, before.proposedAt, context);
  }
  keepOfficers(file, before, dateOf(slot.startsAt, zoneOf(file, context.policy)), input.officers);
  const { confirmedByBankAt: _bank, confirmedByBorrowerAt: _borrower, ...kept } = revised(before);
  const appointment: Appointment = {
    ...kept,
    ...slot,
    place: input.place ?? before.place,
    status: 'PROPOSED',
    earlierSlots: [...before.earlierSlots, { startsAt: before.startsAt, endsAt: before.endsAt }],
    lateNotice: before.lateNotice || lateNotice,
    ...(waived === undefined ? {} : { gapWaived: waived.ref }),
    ...(side === 'BORROWER' ? { confirmedByBorrowerAt: context.asOf } : { confirmedByBankAt: context.asOf }),
  };
  const { appointmentId } = appointment;
  return {
    events: [
      happened('AppointmentRescheduled', { appointment }),
      ...(side === 'BANK' ? planNotice(file, 'APPOINTMENT_CHANGED', appointmentId, context) : []),
      ...(waived === undefined ? [] : [happened('GapWaived', { appointmentId, reason: waived.ref })]),
    ],
    privates: waived === undefined ? [] : [waived.item],
    ids: { appointmentId },
  };
};

const wordsOf = (file: CaseFile, reason: string | undefined, context: Context) =>
  reason === undefined || reason.trim() === '' ? undefined : keepText(file, context, reason);

/** R17: the bank says why it calls a visit off; the borrower need not. */
export const cancelAppointment: Decider<{ appointmentId: string } & z.infer<typeof CallingOff>> = (
  file,
  input,
  context,
) => {
  const before = stillOpen(file, input.appointmentId);
  const side = sideOf(context, input.onBehalf);
  const words = wordsOf(file, input.reason, context);
  if (side === 'BANK' && words === undefined)
    throw new Refusal('ReasonMissing', 'say why the bank calls it off', { rules: ['R17'] });
  const { lateNotice } = changeNotice(file, before, side, context);
  const appointment: Appointment = {
    ...revised(before),
    status: 'CANCELLED',
    lateNotice: before.lateNotice || lateNotice,
    ...(words === undefined ? {} : { note: words.ref }),
  };
  return {
    events: [
      happened('AppointmentCancelled', { appointment }),
      // Whoever called it off: the borrower's calendar learns it from the message.
      ...planNotice(file, 'APPOINTMENT_CANCELLED', input.appointmentId, context),
    ],
    privates: words === undefined ? [] : [words.item],
    ids: { appointmentId: input.appointmentId },
  };
};

/** 4.1: whoever waited says that the other side did not come. */
export const reportNoShow: Decider<{ appointmentId: string } & z.infer<typeof NoShow>> = (file, input, context) => {
  const before = appointmentOf(file, input.appointmentId);
  if (Object.values(file.visits).some((visit) => visit.appointmentId === before.appointmentId)) {
    throw new Refusal('VisitAlreadyStarted', 'the officers have checked in', { rules: ['4.1'] });
  }
  inState(file, 'SCHEDULED');
  const earliest = addMinutes(before.startsAt, waitMinutes);
  if (epochMilliseconds(context.asOf) < epochMilliseconds(earliest)) {
    throw new Refusal('NoShowTooEarly', `wait until ${earliest}`, { rules: ['4.1'], earliest });
  }
  const side = sideOf(context, input.onBehalf) === 'BORROWER' ? 'BANK' : 'BORROWER';
  return {
    events: [
      happened('NoShowRecorded', { appointment: { ...revised(before), status: 'MISSED', missedBy: side }, side }),
    ],
    ids: { appointmentId: input.appointmentId },
  };
};
