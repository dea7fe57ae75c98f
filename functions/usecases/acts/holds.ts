import type { holdOperations } from '#functions/contracts/holds-operations.ts';
import { command, fromRequest, partOf } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { disputeShown } from '#functions/usecases/case-view.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** Acts of the heading "Default, disputes, holds, notices". */
export const holdActs = (ports: Ports): ActsOf<typeof holdOperations> => ({
  proposeDefault: command(ports, 'proposeDefault', {
    input: ({ body }) => body,
    answer: (file, ids) => ({ proposal: partOf(file.defaultProposals, ids['proposalId']) }),
  }),
  decideDefault: command(ports, 'decideDefault', {
    input: fromRequest,
    answer: (file, ids) => ({ proposal: partOf(file.defaultProposals, ids['proposalId']) }),
  }),
  issueDemand: command(ports, 'issueDemand', {
    input: ({ body }) => body,
    answer: (file, ids) => ({ demand: partOf(file.demands, ids['demandId']) }),
  }),
  raiseDispute: command(ports, 'raiseDispute', {
    input: ({ body }) => body,
    answer: (file, ids) => ({ dispute: disputeShown(file, partOf(file.disputes, ids['disputeId'])) }),
  }),
  resolveDispute: command(ports, 'resolveDispute', {
    input: fromRequest,
    answer: (file, ids) => ({ dispute: disputeShown(file, partOf(file.disputes, ids['disputeId'])) }),
  }),
  placeHold: command(ports, 'placeHold', {
    input: ({ body }) => body,
    answer: (file, ids) => ({ hold: partOf(file.holds, ids['holdId']) }),
  }),
  releaseHold: command(ports, 'releaseHold', {
    input: fromRequest,
    answer: (file, ids) => ({ hold: partOf(file.holds, ids['holdId']) }),
  }),
});
