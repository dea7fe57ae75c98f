import { systemPorts } from '#functions/adapters/system.ts';
import { followUpOperations } from '#functions/contracts/follow-ups-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { followUpActs } from '#functions/usecases/acts/follow-ups.ts';

export const handler = apiHandler(followUpOperations, followUpActs(systemPorts()));
