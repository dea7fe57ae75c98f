import type { Context } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import type { Visit } from '#functions/domain/parts.ts';
import { openAppointment, revised } from '#functions/domain/visits/slots.ts';

/** The visit that is going on, if there is one. */
export const visitGoingOn = (file: CaseFile): Visit | undefined =>
  Object.values(file.visits).find(({ status }) => status === 'STARTED');

/** R23: whatever it has come to, without a mark. */
export const endVisit = (file: CaseFile, { asOf }: Pick<Context, 'asOf'>): CaseEvent[] => {
  const visit = visitGoingOn(file);
  return visit === undefined
    ? []
    : [happened('VisitAborted', { visit: { ...visit, status: 'ABORTED', endedAt: asOf } })];
};

/** The date that is still to come is off, in every calendar too; `told` where the borrower does not know it already. */
export const callOffAppointment = (file: CaseFile, context: Context, { told }: { told: boolean }): CaseEvent[] => {
  const appointment = openAppointment(file);
  return appointment === undefined
    ? []
    : [
        happened('AppointmentCancelled', { appointment: { ...revised(appointment), status: 'CANCELLED' } }),
        ...(told ? planNotice(file, 'APPOINTMENT_CANCELLED', appointment.appointmentId, context) : []),
      ];
};

/** When the service ends, so does every visit: the officers leave, and nobody comes. */
export const callOffVisits = (file: CaseFile, context: Context, how: { told: boolean }): CaseEvent[] => [
  ...endVisit(file, context),
  ...callOffAppointment(file, context, how),
];
