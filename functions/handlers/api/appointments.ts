import { systemPorts } from '#functions/adapters/system.ts';
import { appointmentOperations } from '#functions/contracts/appointments-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { appointmentActs } from '#functions/usecases/acts/appointments.ts';

export const handler = apiHandler(appointmentOperations, appointmentActs(systemPorts()));
