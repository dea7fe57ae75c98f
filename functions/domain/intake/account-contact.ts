import { isOverdue } from '#functions/domain/intake/overdue-ended.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Contact } from '#functions/domain/parts.ts';
import { spoken } from '#functions/domain/state-sets.ts';

const written: readonly Contact['channel'][] = ['SMS', 'EMAIL', 'LETTER'];

/** The borrower himself was spoken with, or a message to him got through. */
const isTold = ({ party, status, rightParty, channel, direction, failure }: Contact): boolean =>
  party === undefined &&
  status === 'CONCLUDED' &&
  (rightParty === true || (direction === 'OUTBOUND' && written.includes(channel) && failure === undefined));

/**
 * R5: an account that became overdue later is news to the borrower, whatever was said of the others before: accounts that
 * joined the case and of which nothing was said since.
 */
export const untoldAccounts = (file: CaseFile): { accountId: string; linkedAt: string }[] => {
  const { meta, status } = file;
  if (meta === undefined || !spoken.some((state) => state === status.state)) return [];
  return Object.values(file.accounts).flatMap((account) => {
    const { accountId, linkedAt } = account;
    if (linkedAt === undefined || linkedAt <= meta.openedAt || !isOverdue(account)) return [];
    const isSaid = Object.values(file.contacts).some((contact) => contact.startedAt >= linkedAt && isTold(contact));
    return isSaid ? [] : [{ accountId, linkedAt }];
  });
};
