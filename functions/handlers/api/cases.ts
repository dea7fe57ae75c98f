import { systemPorts } from '#functions/adapters/system.ts';
import { caseOperations } from '#functions/contracts/cases-operations.ts';
import { environment } from '#functions/runtime/env.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { caseActs } from '#functions/usecases/acts/cases.ts';

const spellLater: Parameters<typeof caseActs>[1] = async (calendar) =>
  (await import('#functions/adapters/calendar/ical.ts')).icalText(calendar, environment().SENDER_ADDRESS);

export const handler = apiHandler(caseOperations, caseActs(systemPorts(), spellLater));
