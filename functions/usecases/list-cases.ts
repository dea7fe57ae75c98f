import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { inScope } from '#functions/domain/access.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { fullPage } from '#functions/usecases/full-page.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { CaseSummary, Ports } from '#functions/usecases/ports.ts';

type List = ActFor<typeof caseOperations.listCases>;
type Query = Parameters<List>[0]['query'];

/** Which index answers: people see their own, staff say by what they look. */
const indexFor = (ports: Ports, principal: Actor, query: Query): Parameters<typeof fullPage<CaseSummary>>[0] => {
  const { borrowerId, ownerId, state } = query;
  const { cases } = ports;
  if (principal.role === 'borrower')
    return (limit, from) => cases.casesByBorrower(principal.borrowerId ?? '', limit, from);
  if (principal.role === 'officer') return (limit, from) => cases.casesByOfficer(principal.id, limit, from);
  if (borrowerId !== undefined) return (limit, from) => cases.casesByBorrower(borrowerId, limit, from);
  if (ownerId !== undefined) return (limit, from) => cases.casesByOfficer(ownerId, limit, from);
  if (state !== undefined) return (limit, from) => cases.casesByState(state, limit, from);
  throw new Refusal('InvalidRequest', 'ask by borrowerId, ownerId or state', {
    fields: [{ pointer: '/query', message: 'one of borrowerId, ownerId, state' }],
  });
};

const isAskedFor = (line: CaseSummary, { state, borrowerId, ownerId, product, bucket }: Query): boolean =>
  (state === undefined || line.state === state) &&
  (borrowerId === undefined || line.borrowerId === borrowerId) &&
  (ownerId === undefined || line.ownerId === ownerId) &&
  (product === undefined || line.products?.includes(product) === true) &&
  (bucket === undefined || line.bucket === bucket);

/** R14: what is not in the caller's scope, or not what he asked for, is left out before the page is cut. */
export const listCases =
  (ports: Ports): List =>
  async ({ principal, query }) => {
    const isVisible = (line: CaseSummary): boolean => principal.role === 'officer' || inScope(line, principal);
    const { items, next } = await fullPage(
      indexFor(ports, principal, query),
      (line) => isVisible(line) && isAskedFor(line, query),
      query.limit,
      query.cursor,
    );
    const shown = items.map(({ endedAs: _endedAs, closedOn: _closedOn, ...line }) => line);
    return { body: { items: shown }, next };
  };
