import type { officerOperations } from '#functions/contracts/officers-operations.ts';
import { mayAccess } from '#functions/domain/access.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { personList } from '#functions/domain/worklists.ts';
import { isCertifiedOn } from '#functions/domain/visits/officers.ts';
import { openAppointment } from '#functions/domain/visits/slots.ts';
import { pageOfChain } from '#functions/usecases/chains.ts';
import type { Chain } from '#functions/usecases/chains.ts';
import { fullPage } from '#functions/usecases/full-page.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { calendarFeedActs } from '#functions/usecases/calendar-feeds.ts';
import type { SpellCalendar } from '#functions/usecases/calendar-feeds.ts';
import { handOver } from '#functions/usecases/hand-over.ts';
import { getReport } from '#functions/usecases/get-report.ts';
import { getWorklist } from '#functions/usecases/get-worklist.ts';
import type { Officer } from '#functions/usecases/paged-ports.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { isInRegisterOf, putOfficer, shownOfficer } from '#functions/usecases/put-officer.ts';

const hasLeft = ({ absences = [] }: Officer, day: string): boolean =>
  absences.some(({ from, until }) => until === undefined && from <= day);

/** Who comes, or is there: the officers of the appointment ahead and of the visit that runs. */
const visitorsOf = (file: CaseFile): readonly string[] => [
  ...(openAppointment(file)?.officers ?? []),
  ...Object.values(file.visits).flatMap((visit) => (visit.status === 'STARTED' ? visit.officers : [])),
];

/** More than this on one list is too much for one person, whatever the exact number. */
const countedTasks = 100;

/** Workload (R40): one question of the index for each officer shown. */
const loadOf = async (ports: Ports, officerId: string, asOf: string) => {
  const { items, next } = await ports.cases.workOf(personList(officerId), countedTasks);
  return {
    tasks: items.length,
    overdue: items.filter(({ dueAt }) => dueAt < asOf).length,
    followUps: items.filter(({ kind }) => kind === 'FOLLOW_UP').length,
    isCapped: next !== undefined,
  };
};

/** Acts of the heading "Officers, worklists, calendars, reports". */
export const officerActs = (ports: Ports, spell: SpellCalendar): ActsOf<typeof officerOperations> => ({
  ...calendarFeedActs(ports, spell),
  getReport: getReport(ports),
  getWorklist: getWorklist(ports),
  putOfficer: async (asked) => {
    const put = await putOfficer(ports)(asked);
    const done = await handOver(ports, asked.params.officerId, asked);
    return done.cases === 0 ? put : { ...put, body: Object.assign({}, put.body, { handOver: done }) };
  },
  handOverOfficer: async (asked) => {
    const { officerId } = asked.params;
    const officer = await ports.officers.officer(officerId);
    if (officer === undefined || (asked.principal.branch ?? officer.branch) !== officer.branch)
      throw new Refusal('NotFound', 'there is no such officer, or the branch is not yours');
    return { body: { officerId, ...(await handOver(ports, officerId, asked)) } };
  },
  listOfficers: async ({ principal, asOf, query: { branch, limit, cursor } }) => {
    const { items, next } = await fullPage(
      (count, from) => ports.officers.officers(branch ?? principal.branch, count, from),
      (officer) => isInRegisterOf(officer, principal),
      limit,
      cursor,
    );
    // Masked for the auditor (api.md, conventions): he sees who is who by the numbers alone.
    const isNamed = principal.role !== 'auditor' && items.length > 0;
    const names = isNamed ? await ports.officers.names(items.map(({ officerId }) => officerId)) : undefined;
    const loads = await Promise.all(items.map(({ officerId }) => loadOf(ports, officerId, asOf)));
    const shown = items.map((officer, index) => ({
      ...shownOfficer(officer, names?.get(officer.officerId)),
      load: loads[index],
    }));
    return { body: { items: shown }, next };
  },
  listOfficerJournal: async ({ params: { officerId }, query, principal }) => {
    const officer = await ports.officers.officer(officerId);
    if (officer === undefined || !isInRegisterOf(officer, principal))
      throw new Refusal('NotFound', 'there is no such officer, or he is not yours to see');
    const after: Chain['after'] = (seq, limit) => ports.officers.journal(officerId, seq, limit);
    const { shown, next } = await pageOfChain({ after, head: officer.head }, query);
    return { body: { officerId, version: officer.version, ...shown }, etag: officer.version, next };
  },
  checkOfficer: async ({ params, query, principal, asOf }) => {
    const officer = await ports.officers.officer(params.officerId);
    const file = query.caseId === undefined ? undefined : await ports.cases.load(query.caseId);
    const isVisible = file !== undefined && mayAccess(file, principal);
    const policy = isVisible ? packOf(file.policy.jurisdiction, file.policy.version) : packOf('CN');
    const today = dateOf(asOf, policy.timezone);
    const genuine = officer !== undefined && isCertifiedOn(officer, today) && !hasLeft(officer, today);
    const assigned = isVisible && visitorsOf(file).includes(params.officerId);
    const name =
      genuine && assigned ? (await ports.officers.names([params.officerId])).get(params.officerId) : undefined;
    return { body: { officerId: params.officerId, genuine, assigned, name, hotline: policy.hotline } };
  },
});
