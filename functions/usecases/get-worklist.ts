import type { officerOperations } from '#functions/contracts/officers-operations.ts';
import type { Actor } from '#functions/domain/model.ts';
import { approvalList, personList, roleList } from '#functions/domain/worklists.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

type Worklist = ActFor<typeof officerOperations.getWorklist>;

const tierOf = (principal: Actor): 'L1' | 'L2' | 'L3' => {
  if (principal.role === 'committee') return 'L3';
  return principal.role === 'risk' ? 'L2' : 'L1';
};

/** Scope of the token; who may see all names the branch or region he wants. */
const placeOf = (principal: Actor, query: Parameters<Worklist>[0]['query']): string =>
  principal.role === 'risk' ? (principal.region ?? query.region ?? 'all') : (principal.branch ?? query.branch ?? 'all');

const assigneeOf = (list: 'mine' | 'team' | 'approvals', principal: Actor, place: string): string => {
  if (list === 'mine') return personList(principal.id);
  return list === 'team' ? roleList(principal.role, place) : approvalList(tierOf(principal), place);
};

/** What waits for a person, for his team, or for approval at his tier, by the day it is due. */
export const getWorklist =
  (ports: Ports): Worklist =>
  async ({ params, query, principal }) => {
    const { items, next } = await ports.cases.workOf(
      assigneeOf(params.list, principal, placeOf(principal, query)),
      query.limit,
      query.cursor,
    );
    return { body: { items: items.map(({ caseId, kind, ref, dueAt }) => ({ caseId, kind, ref, dueAt })) }, next };
  };
