import type { OfficerFacts } from '#functions/domain/visits/officers.ts';
import { openAppointment } from '#functions/domain/visits/slots.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** Cases in which an appointment may stand. */
const withAppointments: readonly string[] = ['READY', 'SCHEDULED'];

/** R19: has this officer another visit in that time? Looks at the open appointments of the cases that name him. */
const isBusy = async (
  ports: Ports,
  officerId: string,
  caseId: string,
  slot: { startsAt: string; endsAt: string },
): Promise<boolean> => {
  const { items } = await ports.cases.casesByOfficer(officerId, 100);
  for (const line of items.filter((one) => one.caseId !== caseId && withAppointments.includes(one.state))) {
    const other = openAppointment(await ports.cases.load(line.caseId));
    if (other?.officers.includes(officerId) === true && other.startsAt < slot.endsAt && slot.startsAt < other.endsAt)
      return true;
  }
  return false;
};

/** What the register knows about the officers that somebody names; unknown ones are left out and refused by the rule. */
export const officerFacts = async (
  ports: Ports,
  officerIds: readonly string[],
  visit?: { caseId: string; appointmentId: string },
): Promise<OfficerFacts[]> => {
  const appointment =
    visit === undefined ? undefined : (await ports.cases.load(visit.caseId)).appointments[visit.appointmentId];
  const facts = await Promise.all(
    [...new Set(officerIds)].map(async (officerId) => {
      const officer = await ports.officers.officer(officerId);
      if (officer === undefined) return [];
      const busy =
        appointment !== undefined && visit !== undefined && (await isBusy(ports, officerId, visit.caseId, appointment));
      return [{ officerId, certificates: officer.certificates, relations: officer.relations, busy }];
    }),
  );
  return facts.flat();
};
