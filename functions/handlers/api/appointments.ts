import { systemPorts } from '#functions/adapters/system.ts';
import { appointmentOperations } from '#functions/contracts/appointments-operations.ts';
import { environment } from '#functions/runtime/env.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { appointmentActs } from '#functions/usecases/acts/appointments.ts';

const spellLater: Parameters<typeof appointmentActs>[1] = async (calendar) =>
  (await import('#functions/adapters/calendar/ical.ts')).icalText(calendar, environment().SENDER_ADDRESS);
const drawLater: Parameters<typeof appointmentActs>[2] = async (model) =>
  (await import('#functions/adapters/pdf/renderer.ts')).renderPdf(model);

export const handler = apiHandler(appointmentOperations, appointmentActs(systemPorts(), spellLater, drawLater));
