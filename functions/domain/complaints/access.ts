import { inScope } from '#functions/domain/access.ts';
import type { Complaint } from '#functions/domain/complaints/complaint.ts';
import type { Actor } from '#functions/domain/actor.ts';

/** Who may know of a complaint: its borrower, those who lead or check in its scope, its handler; never the accused (R60). */
export const mayReadComplaint = (complaint: Complaint, principal: Actor): boolean => {
  const { againstOfficerId, handlerId, borrowerId = '', branch, region } = complaint;
  if (principal.id === againstOfficerId) return false;
  if (principal.id === handlerId) return true;
  if (principal.role === 'borrower') return borrowerId !== '' && borrowerId === principal.borrowerId;
  return (
    ['supervisor', 'risk', 'auditor'].includes(principal.role) && inScope({ borrowerId, branch, region }, principal)
  );
};
