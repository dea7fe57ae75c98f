import { raiseDispute, resolveDispute } from '#functions/domain/holds/disputes.ts';
import { placeHold, releaseHold } from '#functions/domain/holds/holds.ts';

/** Acts that stop a case's course, or let it go on. */
export const holdDeciders = { placeHold, releaseHold, raiseDispute, resolveDispute };
