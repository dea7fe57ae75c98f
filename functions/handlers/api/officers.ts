import { systemPorts } from '#functions/adapters/system.ts';
import { officerOperations } from '#functions/contracts/officers-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { officerActs } from '#functions/usecases/acts/officers.ts';

export const handler = apiHandler(officerOperations, officerActs(systemPorts()));
