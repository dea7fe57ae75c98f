import * as z from 'zod';
import { PartyShown } from '#functions/contracts/case-file.ts';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, NoQuery } from '#functions/contracts/schemas.ts';
import { PartyChanges } from '#functions/domain/intake/parties.ts';
import { VulnerabilityKind } from '#functions/domain/model.ts';
import { Language } from '#functions/domain/parts.ts';

/** The people of a case: a row of the heading "Cases and accounts". */
export const partyRows = {
  updateParties: operation({
    operationId: 'updateParties',
    method: 'PATCH',
    path: '/cases/{caseId}/parties',
    resource: 'cases',
    summary: 'Corrects contact points, address, language, zone; guarantor, representative, vulnerability',
    roles: ['borrower', 'agent', 'officer', 'supervisor'],
    params: CaseParams,
    query: NoQuery,
    body: PartyChanges,
    status: 200,
    response: caseAnswer({
      parties: z.array(PartyShown),
      language: Language,
      timezone: z.string(),
      vulnerability: z.array(VulnerabilityKind),
    }),
    refusals: ['EvidenceMissing'],
    events: ['PartiesUpdated', 'VulnerabilityNoted', 'HoldPlaced'],
    rules: ['R68', 'C1', 'C35'],
    ifMatch: 'required',
    idempotent: false,
  }),
} as const;
