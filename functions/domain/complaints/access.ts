import { inScope } from '#functions/domain/access.ts';
import type { Complaint } from '#functions/domain/complaints/complaint.ts';
import { everywhere } from '#functions/domain/servicing/unapplied.ts';
import type { Actor } from '#functions/domain/actor.ts';

/** What came without a case belongs to no place: it stands on everybody's list, and whoever finds it there may see it. */
export const isInPlace = (
  { branch, region, borrowerId = '' }: Pick<Complaint, 'branch' | 'region' | 'borrowerId'>,
  principal: Actor,
): boolean =>
  inScope(
    {
      borrowerId,
      branch: branch === everywhere ? (principal.branch ?? everywhere) : branch,
      region: region === everywhere ? (principal.region ?? everywhere) : region,
    },
    principal,
  );

/** Who may know of a complaint: its borrower, those who lead or check in its scope, its handler; never the accused (R60). */
export const mayReadComplaint = (complaint: Complaint, principal: Actor): boolean => {
  const { againstOfficerId, handlerId, borrowerId = '' } = complaint;
  if (principal.id === againstOfficerId) return false;
  if (principal.id === handlerId) return true;
  if (principal.role === 'borrower') return borrowerId !== '' && borrowerId === principal.borrowerId;
  return ['supervisor', 'risk', 'auditor'].includes(principal.role) && isInPlace(complaint, principal);
};
