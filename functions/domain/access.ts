import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** What is needed to say whose case it is; a line of a list has just this. */
export interface Scope {
  readonly borrowerId: string;
  readonly branch: string;
  readonly region: string;
}

/** 4.15, 26: the branch in the token for agent and supervisor, the region for risk; none means all. */
export const inScope = (scope: Scope, principal: Actor): boolean => {
  switch (principal.role) {
    case 'borrower':
      return principal.borrowerId !== undefined && principal.borrowerId === scope.borrowerId;
    case 'agent':
    case 'supervisor':
      return principal.branch === undefined || principal.branch === scope.branch;
    case 'risk':
      return principal.region === undefined || principal.region === scope.region;
    case 'auditor':
    case 'system':
      return true;
    case 'officer':
    case 'committee':
      return false;
  }
};

/** An officer sees the cases that he owns, follows up, stands in for or visits. */
export const officersConcerned = ({ meta, appointments, followUps }: CaseFile): ReadonlySet<string> =>
  new Set([
    ...[meta?.ownerId, meta?.followUpOfficerId, meta?.deputyId].filter((id) => id !== undefined),
    ...Object.values(appointments).flatMap(({ officers }) => officers),
    ...Object.values(followUps).map(({ ownerId }) => ownerId),
  ]);

/** The committee sees a case only while, or because, a matter of its tier stands in it. */
const isBeforeCommittee = (file: CaseFile): boolean =>
  Object.values(file.proposals).some((proposal) => proposal.tier === 'L3') ||
  Object.values(file.adjustments).some((adjustment) => adjustment.tier === 'L3');

/** Object-level access (api.md, conventions): may this person know that the case exists? */
export const mayAccess = (file: CaseFile, principal: Actor): boolean => {
  if (file.meta === undefined) return false;
  if (principal.role === 'officer') return officersConcerned(file).has(principal.id);
  if (principal.role === 'committee') return isBeforeCommittee(file);
  return inScope(file.meta, principal);
};

/** Unknown and not yours are one answer, so that nobody learns which cases exist. */
export const admitTo =
  (principal: Actor) =>
  (file: CaseFile): void => {
    if (!mayAccess(file, principal)) throw new Refusal('NotFound', 'there is no such case, or it is not yours to see');
  };
