import type { officerOperations } from '#functions/contracts/officers-operations.ts';
import { mayAccess } from '#functions/domain/access.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { isCertifiedOn } from '#functions/domain/visits/officers.ts';
import { openAppointment } from '#functions/domain/visits/slots.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { calendarFeedActs } from '#functions/usecases/calendar-feeds.ts';
import type { SpellCalendar } from '#functions/usecases/calendar-feeds.ts';
import { getWorklist } from '#functions/usecases/get-worklist.ts';
import type { Officer } from '#functions/usecases/paged-ports.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { putOfficer } from '#functions/usecases/put-officer.ts';

const hasLeft = ({ absences = [] }: Officer, day: string): boolean =>
  absences.some(({ from, until }) => until === undefined && from <= day);

/** Who comes, or is there: the officers of the appointment ahead and of the visit that runs. */
const visitorsOf = (file: CaseFile): readonly string[] => [
  ...(openAppointment(file)?.officers ?? []),
  ...Object.values(file.visits).flatMap((visit) => (visit.status === 'STARTED' ? visit.officers : [])),
];

/** Acts of the heading "Officers, worklists, calendars, reports". */
export const officerActs = (ports: Ports, spell: SpellCalendar): ActsOf<typeof officerOperations> => ({
  ...calendarFeedActs(ports, spell),
  getWorklist: getWorklist(ports),
  putOfficer: putOfficer(ports),
  listOfficers: async ({ principal, query }) => {
    const { items, next } = await ports.officers.officers(
      principal.branch ?? query.branch ?? 'all',
      query.limit,
      query.cursor,
    );
    return { body: { items }, next };
  },
  checkOfficer: async ({ params, query, principal, asOf }) => {
    const officer = await ports.officers.officer(params.officerId);
    const file = query.caseId === undefined ? undefined : await ports.cases.load(query.caseId);
    const isVisible = file !== undefined && mayAccess(file, principal);
    const policy = isVisible ? packOf(file.policy.jurisdiction, file.policy.version) : packOf('CN');
    const today = dateOf(asOf, policy.timezone);
    const genuine = officer !== undefined && isCertifiedOn(officer, today) && !hasLeft(officer, today);
    const assigned = isVisible && visitorsOf(file).includes(params.officerId);
    const name = genuine && assigned && officer.name !== undefined ? { name: officer.name } : {};
    return { body: { officerId: params.officerId, genuine, assigned, ...name, hotline: policy.hotline } };
  },
});
