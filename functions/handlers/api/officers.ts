import { systemPorts } from '#functions/adapters/system.ts';
import { officerOperations } from '#functions/contracts/officers-operations.ts';
import { environment } from '#functions/runtime/env.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { officerActs } from '#functions/usecases/acts/officers.ts';

const spellLater: Parameters<typeof officerActs>[1] = async (calendar) =>
  (await import('#functions/adapters/calendar/ical.ts')).icalText(calendar, environment().SENDER_ADDRESS);

export const handler = apiHandler(officerOperations, officerActs(systemPorts(), spellLater));
