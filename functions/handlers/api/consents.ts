import { systemPorts } from '#functions/adapters/system.ts';
import { consentOperations } from '#functions/contracts/consents-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { consentActs } from '#functions/usecases/acts/consents.ts';

export const handler = apiHandler(consentOperations, consentActs(systemPorts()));
