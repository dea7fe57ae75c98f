import type { OfficerFacts } from '#functions/domain/visits/officers.ts';

/** Officers whom nothing keeps from a visit. */
export const fitOfficersCalled = (...officerIds: readonly string[]): OfficerFacts[] =>
  officerIds.map((officerId) => ({
    officerId,
    certificates: [{ kind: 'VISIT', validUntil: '2027-01-01', suspended: false }],
    relations: [],
    complainants: [],
    absences: [],
    languages: [],
  }));
