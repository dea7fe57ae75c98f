import { systemPorts } from '#functions/adapters/system.ts';
import { planOperations } from '#functions/contracts/plans-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { planActs } from '#functions/usecases/acts/plans.ts';

export const handler = apiHandler(planOperations, planActs(systemPorts()));
