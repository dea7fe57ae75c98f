import type { Work } from '#functions/domain/agenda-item.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Tier } from '#functions/domain/plan-parts.ts';

type Matter = Omit<Work, 'assignee'>;

/** Worklist of a role in the place where the case is kept. */
export const roleList = (role: string, place: string): string => `${role.toUpperCase()}#${place}`;
export const personList = (actorId: string): string => `PERSON#${actorId}`;
/** Approvals of a tier: L1 in the branch, L2 in the region, L3 in the one committee (4.15, 24 and 26). */
export const approvalList = (tier: 'L1' | 'L2' | 'L3', place: string): string =>
  `APPROVAL_${tier}#${tier === 'L3' ? 'all' : place}`;

/** Branch and region that a case is kept in. */
export const places = (file: CaseFile): { branch: string; region: string } => ({
  branch: file.meta?.branch ?? 'all',
  region: file.meta?.region ?? 'all',
});

/** A task on the list of a role. */
export const forRole = (file: CaseFile, role: 'agent' | 'supervisor' | 'risk', matter: Matter): Work => {
  const { branch, region } = places(file);
  return { assignee: roleList(role, role === 'risk' ? region : branch), ...matter };
};

/** A task of whoever may decide at this tier; an automatic approval is nobody's. */
export const forTier = (file: CaseFile, tier: Tier, matter: Matter): Work[] => {
  const { branch, region } = places(file);
  return tier === 'AUTO' ? [] : [{ assignee: approvalList(tier, tier === 'L1' ? branch : region), ...matter }];
};
