import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { inScope } from '#functions/domain/access.ts';
import type { Actor } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { Page } from '#functions/usecases/paged-ports.ts';
import type { CaseSummary, Ports } from '#functions/usecases/ports.ts';

type List = ActFor<typeof caseOperations.listCases>;
type Query = Parameters<List>[0]['query'];

const ownCases = async (ports: Ports, { borrowerId }: Actor, { limit, cursor }: Query): Promise<Page<CaseSummary>> =>
  borrowerId === undefined ? { items: [], next: undefined } : ports.cases.casesByBorrower(borrowerId, limit, cursor);

/** Which index answers: people see their own, staff say by what they look. */
const find = (ports: Ports, principal: Actor, query: Query): Promise<Page<CaseSummary>> => {
  const { limit, cursor } = query;
  if (principal.role === 'borrower') return ownCases(ports, principal, query);
  if (principal.role === 'officer') return ports.cases.casesByOfficer(principal.id, limit, cursor);
  if (query.borrowerId !== undefined) return ports.cases.casesByBorrower(query.borrowerId, limit, cursor);
  if (query.ownerId !== undefined) return ports.cases.casesByOfficer(query.ownerId, limit, cursor);
  if (query.state !== undefined) return ports.cases.casesByState(query.state, limit, cursor);
  throw new Refusal('InvalidRequest', 'ask by borrowerId, ownerId or state', {
    fields: [{ pointer: '/query', message: 'one of borrowerId, ownerId, state' }],
  });
};

/** What is not in the caller's scope is left out after the page is read: a page may be short, never wrong. */
export const listCases =
  (ports: Ports): List =>
  async ({ principal, query }) => {
    const { items, next } = await find(ports, principal, query);
    const isVisible = (line: CaseSummary): boolean => principal.role === 'officer' || inScope(line, principal);
    const isMeant = (line: CaseSummary): boolean =>
      (query.state === undefined || line.state === query.state) &&
      (query.borrowerId === undefined || line.borrowerId === query.borrowerId) &&
      (query.ownerId === undefined || line.ownerId === query.ownerId);
    return { body: { items: items.filter((line) => isVisible(line) && isMeant(line)) }, next };
  };
