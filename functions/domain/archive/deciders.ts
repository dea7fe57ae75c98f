import { decideArchiveAccess, requestArchiveAccess } from '#functions/domain/archive/access.ts';
import { sealArchive, startArchive, verifyArchive } from '#functions/domain/archive/archiving.ts';

/** Acts on a case that has ended. */
export const archiveDeciders = { startArchive, sealArchive, verifyArchive, requestArchiveAccess, decideArchiveAccess };
