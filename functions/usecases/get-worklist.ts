import type { officerOperations } from '#functions/contracts/officers-operations.ts';
import { addDays, instantAt, LocalDate } from '#functions/domain/calendar.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { everywhere } from '#functions/domain/servicing/unapplied.ts';
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

type Line = Awaited<ReturnType<Ports['cases']['workOf']>>['items'][number];

/** Behind the place's own list comes that of all places: money of which nobody knows the branch (4.5). */
const elsewhere = 'all:';

const zone = packOf('CN').timezone;

/** A day counts to its end; without one, everything. */
const endOf = (until: string | undefined): string | undefined =>
  LocalDate.safeParse(until).success ? instantAt(addDays(until ?? '', 1), '00:00', zone) : until;

type PageOfLines = Awaited<ReturnType<Ports['cases']['workOf']>>;

/** Lines come by the day they are due: where the first later one stands, the list is at its end. */
const dueBy = ({ items, next }: PageOfLines, until: string | undefined): PageOfLines => {
  const due = until === undefined ? items : items.filter(({ dueAt }) => dueAt <= until);
  return { items: due, next: due.length < items.length ? undefined : next };
};

/** What waits for a person, for his team, or for approval at his tier, by the day it is due. */
export const getWorklist =
  (ports: Ports): Worklist =>
  async ({ params, query, principal }) => {
    const { limit, cursor } = query;
    const until = endOf(query.until);
    const read = async (assignee: string, room: number, from: string | undefined): Promise<PageOfLines> =>
      dueBy(await ports.cases.workOf(assignee, room, from), until);
    const place = placeOf(principal, query);
    const goesOn = params.list === 'team' && place !== everywhere;
    const lines: Line[] = [];
    let next = cursor;
    if (!goesOn || next?.startsWith(elsewhere) !== true) {
      const own = await read(assigneeOf(params.list, principal, place), limit, next);
      lines.push(...own.items);
      next = own.next ?? (goesOn ? elsewhere : undefined);
    }
    if (lines.length < limit && next?.startsWith(elsewhere) === true) {
      const from = next.slice(elsewhere.length);
      const room = limit - lines.length;
      const more = await read(roleList(principal.role, everywhere), room, from === '' ? undefined : from);
      lines.push(...more.items);
      next = more.next === undefined ? undefined : `${elsewhere}${more.next}`;
    }
    const items = lines.map(({ caseId, kind, ref, dueAt }) => ({
      ...(caseId === undefined ? {} : { caseId }),
      kind,
      ref,
      dueAt,
    }));
    return { body: { items }, next };
  };
