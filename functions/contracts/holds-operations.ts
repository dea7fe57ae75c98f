import * as z from 'zod';
import { DisputeShown } from '#functions/contracts/case-file.ts';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, caseParams, NoQuery } from '#functions/contracts/schemas.ts';
import { Dispute } from '#functions/domain/care-parts.ts';
import { DefaultGround, DefaultProposal, Demand } from '#functions/domain/default-parts.ts';
import { DisputeStatement } from '#functions/domain/holds/disputes.ts';
import { HoldPlacement } from '#functions/domain/holds/holds.ts';
import { Id } from '#functions/domain/ids.ts';
import { Hold } from '#functions/domain/servicing-parts.ts';

const shared = { resource: 'holds', method: 'POST', idempotent: true, query: NoQuery } as const;

export const holdOperations = {
  proposeDefault: operation({
    ...shared,
    operationId: 'proposeDefault',
    path: '/cases/{caseId}/default-proposals',
    summary: 'Brings an uncured breach or proven ground to decision',
    roles: ['supervisor'],
    params: CaseParams,
    body: z.strictObject({
      ground: DefaultGround,
      /** Papers, recordings or contacts of the case. */
      evidenceIds: z.array(Id).max(20).default([]),
      statement: z.string().min(1).max(4000).optional(),
    }),
    status: 201,
    response: caseAnswer({ proposal: DefaultProposal }),
    refusals: ['CurePeriodRunning', 'HardshipCheckMissing', 'GroundNotProven', 'DefaultAlreadyProposed'],
    events: ['DefaultProposed'],
    rules: ['R55', 'R56'],
    ifMatch: 'honoured',
  }),
  decideDefault: operation({
    ...shared,
    operationId: 'decideDefault',
    path: '/cases/{caseId}/default-proposals/{proposalId}/decision',
    summary: 'A person declares default or sends it back',
    roles: ['risk'],
    params: caseParams({ proposalId: Id }),
    body: z.strictObject({ decision: z.enum(['DECLARE', 'REJECT']), reason: z.string().min(1).max(4000).optional() }),
    status: 200,
    response: caseAnswer({ proposal: DefaultProposal }),
    refusals: ['FourEyesViolated', 'ReasonMissing'],
    events: ['DefaultDeclared', 'DefaultRejected', 'FollowUpCancelled'],
    rules: ['R56'],
    ifMatch: 'required',
  }),
  issueDemand: operation({
    ...shared,
    operationId: 'issueDemand',
    path: '/cases/{caseId}/demands',
    summary: 'Written demand, through the gate, 30 days apart',
    roles: ['supervisor', 'risk'],
    params: CaseParams,
    /** By a means that proves receipt (C22). */
    body: z.strictObject({ channel: z.enum(['LETTER']).default('LETTER') }),
    status: 201,
    response: caseAnswer({ demand: Demand }),
    refusals: ['DefaultNotDeclared', 'DemandTooSoon', 'ContactNotAllowed', 'NothingOwed'],
    events: ['DemandIssued', 'LimitationInterrupted', 'NoticeFailed', 'LetterOrdered'],
    rules: ['R6', 'R56', 'C4', 'C22'],
    ifMatch: 'honoured',
  }),
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
