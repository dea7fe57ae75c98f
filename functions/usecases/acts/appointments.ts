import type { appointmentOperations } from '#functions/contracts/appointments-operations.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { command, fromRequest, partOf } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import type { SpellCalendar } from '#functions/usecases/calendar-feeds.ts';
import { getInvitation } from '#functions/usecases/get-invitation.ts';
import { findSlots } from '#functions/usecases/find-slots.ts';
import { appointmentOfficers, officerFacts } from '#functions/usecases/officer-facts.ts';
import { getVisitingPack } from '#functions/usecases/visiting-pack.ts';
import type { DrawPdf } from '#functions/usecases/visiting-pack.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const answer = (file: CaseFile, ids: Readonly<Record<string, string>>): object => ({
  appointment: partOf(file.appointments, ids['appointmentId']),
});

/** Acts of the heading "Appointments". */
export const appointmentActs = (
  ports: Ports,
  spell: SpellCalendar,
  draw: DrawPdf,
): ActsOf<typeof appointmentOperations> => ({
  getVisitingPack: getVisitingPack(ports, draw),
  getInvitation: getInvitation(ports, spell),
  findSlots: findSlots(ports),
  proposeAppointment: command(ports, 'proposeAppointment', { input: ({ body }) => body, answer }),
  assignOfficers: command(ports, 'assignOfficers', {
    input: async ({ params, body }) => ({
      appointmentId: params.appointmentId,
      ...body,
      officers: await officerFacts(ports, body.officerIds),
    }),
    answer,
  }),
  confirmAppointment: command(ports, 'confirmAppointment', { input: fromRequest, answer }),
  rescheduleAppointment: command(ports, 'rescheduleAppointment', {
    input: async (asked, file) => ({
      ...fromRequest(asked),
      officers: await appointmentOfficers(ports, file, asked.params.appointmentId),
    }),
    answer,
  }),
  cancelAppointment: command(ports, 'cancelAppointment', { input: fromRequest, answer }),
  reportNoShow: command(ports, 'reportNoShow', { input: fromRequest, answer }),
});
