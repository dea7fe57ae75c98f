import type { appointmentOperations } from '#functions/contracts/appointments-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { addDays } from '#functions/domain/calendar.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { freeSlots, searchDays } from '#functions/domain/visits/slot-search.ts';
import type { Candidate } from '#functions/domain/visits/slot-search.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { complainantsOf } from '#functions/usecases/complainants.ts';
import { factsOf } from '#functions/usecases/officer-facts.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** A branch with more officers than that is searched by its first hundred. */
const maxOfficers = 100;

/** Officers of a branch with their calendars; what this case itself has taken counts as free. */
export const candidatesOf = async (
  ports: Ports,
  { branch, caseId, first, last }: { branch: string; caseId: string; first: string; last: string },
): Promise<Candidate[]> => {
  const { items } = await ports.officers.officers(branch, maxOfficers);
  return Promise.all(
    items.map(async (officer) => {
      // A local day reaches into the UTC days beside it.
      const cells = await ports.cases.takenCells(officer.officerId, addDays(first, -1), addDays(last, 1));
      const others = cells.filter((cell) => cell.caseId !== caseId);
      const complainants = await complainantsOf(ports, officer.officerId);
      return { ...factsOf(officer, complainants), taken: new Set(others.map(({ day, cell }) => `${day}#${cell}`)) };
    }),
  );
};

/** R15-R19: what the borrower or the bank can propose without being refused. */
export const findSlots =
  (ports: Ports): ActFor<typeof appointmentOperations.findSlots> =>
  async ({ params: { caseId }, query, principal, asOf }) => {
    const file = await ports.cases.load(caseId);
    admitTo(principal)(file);
    const context = { policy: packOf(file.policy.jurisdiction, file.policy.version), asOf };
    const days = searchDays(file, query, context);
    const candidates = await candidatesOf(ports, { branch: file.meta?.branch ?? '', caseId, ...days });
    return { body: { ...aboutCase(file), items: freeSlots(file, query, candidates, context) }, etag: file.version };
  };
