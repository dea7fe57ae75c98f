import * as z from 'zod';
import { DisputeShown } from '#functions/contracts/case-file.ts';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, caseParams, NoQuery } from '#functions/contracts/schemas.ts';
import { Dispute } from '#functions/domain/care-parts.ts';
import { DisputeStatement } from '#functions/domain/holds/disputes.ts';
import { HoldPlacement } from '#functions/domain/holds/holds.ts';
import { Id } from '#functions/domain/ids.ts';
import { Hold } from '#functions/domain/servicing-parts.ts';

const shared = { resource: 'holds', method: 'POST', idempotent: true, query: NoQuery } as const;

export const holdOperations = {
  raiseDispute: operation({
    ...shared,
    operationId: 'raiseDispute',
    path: '/cases/{caseId}/disputes',
    summary: 'Not mine, already paid, wrong amount, bureau entry; holds the case',
    roles: ['borrower', 'agent', 'officer', 'supervisor'],
    params: CaseParams,
    body: DisputeStatement,
    status: 201,
    response: caseAnswer({ dispute: DisputeShown }),
    refusals: ['DisputeAlreadyOpen', 'AccountNotInCase', 'EvidenceMissing', 'BehalfEvidenceMissing'],
    events: ['DisputeRaised', 'HoldPlaced', 'NoticePlanned'],
    rules: ['R52', 'R67', 'C21'],
    ifMatch: 'honoured',
  }),
  resolveDispute: operation({
    ...shared,
    operationId: 'resolveDispute',
    path: '/cases/{caseId}/disputes/{disputeId}/resolution',
    summary: 'Written answer within 20 days; lifts the hold',
    roles: ['supervisor', 'risk'],
    params: caseParams({ disputeId: Id }),
    body: z.strictObject({ outcome: Dispute.shape.outcome.unwrap(), finding: z.string().max(4000).optional() }),
    status: 200,
    response: caseAnswer({ dispute: DisputeShown }),
    refusals: ['FourEyesViolated', 'FindingMissing'],
    events: ['DisputeResolved', 'HoldReleased', 'NoticePlanned'],
    rules: ['R67', 'C21'],
    ifMatch: 'required',
  }),
  placeHold: operation({
    ...shared,
    operationId: 'placeHold',
    path: '/cases/{caseId}/holds',
    summary: 'Stops named acts: vulnerability, bereavement, death, safety, complaint, legal',
    roles: ['agent', 'officer', 'supervisor', 'risk'],
    params: CaseParams,
    body: HoldPlacement,
    status: 201,
    response: caseAnswer({ hold: Hold }),
    refusals: ['HoldKindNotYours', 'HoldAlreadyPlaced'],
    events: ['HoldPlaced'],
    rules: ['4.1', '4.15', 'R60', 'R66'],
    ifMatch: 'honoured',
  }),
  releaseHold: operation({
    ...shared,
    operationId: 'releaseHold',
    path: '/cases/{caseId}/holds/{holdId}/release',
    summary: 'A person lifts the hold, with reason',
    roles: ['supervisor', 'risk'],
    params: caseParams({ holdId: Id }),
    body: z.strictObject({ reason: z.string().max(4000).optional() }),
    status: 200,
    response: caseAnswer({ hold: Hold }),
    refusals: ['HoldKindNotYours', 'CauseStillOpen', 'ReasonMissing'],
    events: ['HoldReleased'],
    rules: ['4.1', '4.15', 'R60'],
    ifMatch: 'required',
  }),
} as const;
