import { systemPorts } from '#functions/adapters/system.ts';
import { caseOperations } from '#functions/contracts/cases-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { caseActs } from '#functions/usecases/acts/cases.ts';

export const handler = apiHandler(caseOperations, caseActs(systemPorts()));
