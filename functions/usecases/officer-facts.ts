import type { OfficerNames } from '#functions/domain/notice-text.ts';
import type { OfficerFacts } from '#functions/domain/visits/officers.ts';
import type { Officer } from '#functions/usecases/paged-ports.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** The register's record as the rules read it. */
export const factsOf = ({
  officerId,
  certificates,
  relations,
  absences = [],
  languages = [],
}: Officer): OfficerFacts => ({
  officerId,
  certificates,
  relations,
  complainants: [],
  absences,
  languages,
});

/** What the register knows about the officers that somebody names; unknown ones are left out and refused by the rule. */
export const officerFacts = async (ports: Ports, officerIds: readonly string[]): Promise<OfficerFacts[]> => {
  const known = await Promise.all([...new Set(officerIds)].map((officerId) => ports.officers.officer(officerId)));
  return known.flatMap((officer) => (officer === undefined ? [] : [factsOf(officer)]));
};

/** The officers of an appointment as they are today: whoever moves it must find them fit on the new day. */
export const appointmentOfficers = async (
  ports: Ports,
  { caseId, appointmentId }: { caseId: string; appointmentId: string },
): Promise<OfficerFacts[]> => {
  const file = await ports.cases.load(caseId);
  return officerFacts(ports, file.appointments[appointmentId]?.officers ?? []);
};

/** R19: names as on the work ID; who has none in the register is named by his number. */
export const officerNames = async (ports: Ports, officerIds: readonly string[]): Promise<OfficerNames> => {
  const officers = await Promise.all(officerIds.map((officerId) => ports.officers.officer(officerId)));
  return Object.fromEntries(
    officers.flatMap((officer) => (officer?.name === undefined ? [] : [[officer.officerId, officer.name]])),
  );
};
