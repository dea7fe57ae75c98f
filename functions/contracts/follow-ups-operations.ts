import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, caseParams, Flag, NoQuery, OnBehalf } from '#functions/contracts/schemas.ts';
import { Relief } from '#functions/domain/adjustment/relief.ts';
import { Id } from '#functions/domain/ids.ts';
import { Row, Tier } from '#functions/domain/plan-parts.ts';
import { Adjustment } from '#functions/domain/adjustment-parts.ts';
import { FollowUp } from '#functions/domain/servicing-parts.ts';

const shared = { resource: 'follow-ups', ifMatch: 'honoured' } as const;

export const AdjustmentShown = z.strictObject({
  before: z.array(Row),
  after: z.array(Row),
  /** What the bank gives up. */
  costMinor: z.int(),
  tier: Tier,
  /** Row by row, side by side; a row that only one of them has stands alone. */
  sideBySide: z.array(z.strictObject({ no: z.int().positive(), before: Row.optional(), after: Row.optional() })),
  cost: z.strictObject({ bankMinor: z.int(), borrowerMinor: z.int() }),
  extendedMonths: z.int(),
  /** R48: a pure gift takes effect on notice. */
  needsSignatures: z.boolean(),
});

export const followUpOperations = {
  reportFollowUp: operation({
    ...shared,
    operationId: 'reportFollowUp',
    method: 'POST',
    path: '/cases/{caseId}/follow-ups/{followUpNo}/report',
    summary: 'How the plan goes; after a breach also the hardship check',
    roles: ['agent', 'officer'],
    params: caseParams({ followUpNo: z.coerce.number().int().positive() }),
    query: NoQuery,
    body: z.strictObject({
      result: z.enum(['ON_TRACK', 'AT_RISK', 'HARDSHIP']),
      contactId: Id.optional(),
      note: z.string().min(1).max(4000).optional(),
    }),
    status: 201,
    response: caseAnswer({ followUp: FollowUp }),
    refusals: ['FollowUpNotOpen', 'NotResponsible', 'ContactMissing'],
    events: ['FollowUpDone', 'HardshipNoted', 'HardshipChecked'],
    rules: ['R40', 'R41', 'R42', 'R43', 'R44', 'R55'],
    idempotent: true,
  }),
  requestAdjustment: operation({
    ...shared,
    operationId: 'requestAdjustment',
    method: 'POST',
    path: '/cases/{caseId}/adjustments',
    summary: 'Asks for relief; dryRun=true shows schedule, cost, tier',
    roles: ['borrower', 'agent', 'officer', 'supervisor'],
    params: CaseParams,
    query: z.strictObject({ dryRun: Flag.optional() }),
    body: Relief.extend({
      reason: z.string().trim().min(1).max(4000),
      evidenceIds: z.array(Id).max(20).default([]),
      onBehalf: OnBehalf.optional(),
    }),
    status: 201,
    response: caseAnswer({ adjustment: Adjustment.optional(), preview: AdjustmentShown.optional() }),
    refusals: [
      'AdjustmentLimitReached',
      'RateIsZero',
      'SuspensionOverlaps',
      'PastIsFixed',
      'TermTooLong',
      'ScheduleInvalid',
      'DisputeOpen',
      'EvidenceMissing',
      'BehalfEvidenceMissing',
    ],
    events: [
      'AdjustmentRequested',
      'AdjustmentApproved',
      'AdjustmentApplied',
      'ObservationRestarted',
      'Cured',
      'NoticePlanned',
    ],
    rules: ['R45', 'R46', 'R48', 'R49', 'R50', 'R51', 'R52'],
    idempotent: true,
  }),
  decideAdjustment: operation({
    ...shared,
    operationId: 'decideAdjustment',
    method: 'POST',
    path: '/cases/{caseId}/adjustments/{adjustmentId}/decision',
    summary: 'Approves, refuses or escalates by cumulative relief',
    roles: ['supervisor', 'risk', 'committee'],
    params: caseParams({ adjustmentId: Id }),
    query: NoQuery,
    body: z.strictObject({
      decision: z.enum(['APPROVE', 'REFUSE', 'ESCALATE']),
      reason: z.string().min(1).max(4000).optional(),
    }),
    status: 200,
    response: caseAnswer({ adjustment: Adjustment }),
    refusals: ['TierTooLow', 'FourEyesViolated', 'AffordabilityStale', 'NotAffordable', 'DisputeOpen', 'ReasonMissing'],
    events: [
      'AdjustmentApproved',
      'AdjustmentRefused',
      'AdjustmentEscalated',
      'AdjustmentApplied',
      'ObservationRestarted',
      'Cured',
      'NoticePlanned',
    ],
    rules: ['R46', 'R47', 'R48', 'R50'],
    ifMatch: 'required',
    idempotent: true,
  }),
} as const;
