import { systemPorts } from '#functions/adapters/system.ts';
import { visitOperations } from '#functions/contracts/visits-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { visitActs } from '#functions/usecases/acts/visits.ts';

export const handler = apiHandler(visitOperations, visitActs(systemPorts()));
