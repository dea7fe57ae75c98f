import type { visitOperations } from '#functions/contracts/visits-operations.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { command, fromRequest, partOf } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { officerFacts } from '#functions/usecases/officer-facts.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const answer = (file: CaseFile, ids: Readonly<Record<string, string>>): object => ({
  visit: partOf(file.visits, ids['visitId']),
});

/** Acts of the heading "Visits and on-site steps". */
export const visitActs = (ports: Ports): ActsOf<typeof visitOperations> => ({
  startVisit: command(ports, 'startVisit', {
    input: async ({ body }) => ({ ...body, officers: await officerFacts(ports, body.presentOfficerIds) }),
    answer,
  }),
  identifyOfficers: command(ports, 'identifyOfficers', { input: fromRequest, answer }),
  recordEntry: command(ports, 'recordEntry', { input: fromRequest, answer }),
  recordVerification: command(ports, 'recordVerification', { input: fromRequest, answer }),
  reviewVerification: command(ports, 'reviewVerification', { input: fromRequest, answer }),
  abortVisit: command(ports, 'abortVisit', { input: fromRequest, answer }),
  completeVisit: command(ports, 'completeVisit', { input: fromRequest, answer }),
});
