import { systemPorts } from '#functions/adapters/system.ts';
import { documentOperations } from '#functions/contracts/documents-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { documentActs } from '#functions/usecases/acts/documents.ts';

export const handler = apiHandler(documentOperations, documentActs(systemPorts()));
