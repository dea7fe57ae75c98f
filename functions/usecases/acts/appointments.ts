import type { appointmentOperations } from '#functions/contracts/appointments-operations.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { command, fromRequest, partOf } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { officerFacts } from '#functions/usecases/officer-facts.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const answer = (file: CaseFile, ids: Readonly<Record<string, string>>): object => ({
  appointment: partOf(file.appointments, ids['appointmentId']),
});

/** Acts of the heading "Appointments". */
export const appointmentActs = (ports: Ports): ActsOf<typeof appointmentOperations> => ({
  proposeAppointment: command(ports, 'proposeAppointment', { input: ({ body }) => body, answer }),
  assignOfficers: command(ports, 'assignOfficers', {
    input: async ({ params, body }) => ({
      appointmentId: params.appointmentId,
      ...body,
      officers: await officerFacts(ports, body.officerIds, params),
    }),
    answer,
  }),
  confirmAppointment: command(ports, 'confirmAppointment', { input: fromRequest, answer }),
  rescheduleAppointment: command(ports, 'rescheduleAppointment', { input: fromRequest, answer }),
  cancelAppointment: command(ports, 'cancelAppointment', { input: fromRequest, answer }),
  reportNoShow: command(ports, 'reportNoShow', { input: fromRequest, answer }),
});
