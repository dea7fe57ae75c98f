import { systemPorts } from '#functions/adapters/system.ts';
import { holdOperations } from '#functions/contracts/holds-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { holdActs } from '#functions/usecases/acts/holds.ts';

export const handler = apiHandler(holdOperations, holdActs(systemPorts()));
