import { decideArchiveAccess, requestArchiveAccess } from '#functions/domain/archive/access.ts';
import { checkArchive, sealArchive, startArchive, verifyArchive } from '#functions/domain/archive/archiving.ts';
import { recordDestruction } from '#functions/domain/archive/destruction.ts';
import { setLegalHold } from '#functions/domain/archive/legal-hold.ts';
import { decideRetention } from '#functions/domain/archive/retention-decision.ts';

/** Acts on a case that has ended. */
export const archiveDeciders = {
  startArchive,
  sealArchive,
  verifyArchive,
  checkArchive,
  requestArchiveAccess,
  decideArchiveAccess,
  setLegalHold,
  decideRetention,
  recordDestruction,
};
