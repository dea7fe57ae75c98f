import type { CaseFile } from '#functions/domain/model.ts';
import type { OfficerNames } from '#functions/domain/notice-text.ts';
import type { OfficerFacts } from '#functions/domain/visits/officers.ts';
import { complainantsOf } from '#functions/usecases/complainants.ts';
import type { Officer } from '#functions/usecases/paged-ports.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** The register's record as the rules read it. */
export const factsOf = (
  { officerId, certificates, relations, absences = [], languages = [] }: Officer,
  complainants: readonly string[] = [],
): OfficerFacts => ({
  officerId,
  certificates,
  relations,
  complainants: [...complainants],
  absences,
  languages,
});

/** What the register knows about the officers that somebody names; unknown ones are left out and refused by the rule. */
export const officerFacts = async (ports: Ports, officerIds: readonly string[]): Promise<OfficerFacts[]> => {
  if (officerIds.length === 0) return [];
  const known = await ports.officers.officersOf(officerIds);
  return Promise.all(known.map(async (officer) => factsOf(officer, await complainantsOf(ports, officer.officerId))));
};

/** The officers of an appointment as they are today: whoever moves it must find them fit on the new day. */
export const appointmentOfficers = async (
  ports: Ports,
  { appointments }: CaseFile,
  appointmentId: string,
): Promise<OfficerFacts[]> => officerFacts(ports, appointments[appointmentId]?.officers ?? []);

/** R19: names as on the work ID; who has none in the register is named by his number. */
export const officerNames = async (ports: Ports, officerIds: readonly string[]): Promise<OfficerNames> =>
  officerIds.length === 0 ? {} : Object.fromEntries(await ports.officers.names(officerIds));
