import { systemPorts } from '#functions/adapters/system.ts';
import { archiveOperations } from '#functions/contracts/archive-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { archiveActs } from '#functions/usecases/acts/archive.ts';

/** `archiveActs` answers searchArchive, getArchivePackage, requestArchiveAccess, decideArchiveAccess and readArchivedObject. */
export const handler = apiHandler(archiveOperations, archiveActs(systemPorts()));
