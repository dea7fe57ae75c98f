import { systemPorts } from '#functions/adapters/system.ts';
import { contactOperations } from '#functions/contracts/contacts-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { contactActs } from '#functions/usecases/acts/contacts.ts';

export const handler = apiHandler(contactOperations, contactActs(systemPorts()));
