import * as z from 'zod';
import { addMinutes, epochMilliseconds, Instant } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText, notOnHold } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Appointment } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { appointmentOf, sideOf } from '#functions/domain/visits/appointments.ts';
import { changeNotice, isAhead, keepsGap, tooSoon, withinHours } from '#functions/domain/visits/slots.ts';

const onBehalf = z.strictObject({ evidenceId: Id }).optional();
export const Rescheduling = z.strictObject({
  startsAt: Instant,
  endsAt: Instant,
  atBorrowersRequest: z.boolean().default(false),
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

/** R16, R17; 4.15, 13: the old slot stays in the history and does not count; the other side confirms again. */
export const rescheduleAppointment: Decider<{ appointmentId: string } & z.infer<typeof Rescheduling>> = (
  file,
  input,
  context,
) => {
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
  if (
    !isAhead(slot, context.asOf) ||
    (before.gapWaived === undefined && !keepsGap(file, slot, before.proposedAt, context))
  ) {
    throw tooSoon(file, before.proposedAt, context);
  }
  const { confirmedByBankAt: _bank, confirmedByBorrowerAt: _borrower, ...kept } = before;
  const appointment: Appointment = {
    ...kept,
    ...slot,
    status: 'PROPOSED',
    earlierSlots: [...before.earlierSlots, { startsAt: before.startsAt, endsAt: before.endsAt }],
    lateNotice: before.lateNotice || lateNotice,
    ...(side === 'BORROWER' ? { confirmedByBorrowerAt: context.asOf } : { confirmedByBankAt: context.asOf }),
  };
  return { events: [happened('AppointmentRescheduled', { appointment })], ids: { appointmentId: input.appointmentId } };
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
    ...before,
    status: 'CANCELLED',
    lateNotice: before.lateNotice || lateNotice,
    ...(words === undefined ? {} : { note: words.ref }),
  };
  return {
    events: [happened('AppointmentCancelled', { appointment })],
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
    events: [happened('NoShowRecorded', { appointment: { ...before, status: 'MISSED' }, side })],
    ids: { appointmentId: input.appointmentId },
  };
};
