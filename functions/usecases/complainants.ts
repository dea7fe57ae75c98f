import type { Ports } from '#functions/usecases/ports.ts';

/** R19, R60: borrowers whose complaint about an officer is open. */
export const complainantsOf = async (ports: Ports, officerId: string): Promise<string[]> => {
  const open = await ports.complaints.openAgainst(officerId);
  const named = open.flatMap(({ borrowerId }) => (borrowerId === undefined ? [] : [borrowerId]));
  const cases = open.flatMap(({ borrowerId, caseId }) =>
    borrowerId === undefined && caseId !== undefined ? [caseId] : [],
  );
  const unnamed = await Promise.all(cases.map(async (caseId) => (await ports.cases.load(caseId)).meta?.borrowerId));
  return [...new Set([...named, ...unnamed.flatMap((id) => (id === undefined ? [] : [id]))])];
};
