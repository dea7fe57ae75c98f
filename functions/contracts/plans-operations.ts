import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, caseParams, NoQuery, OnBehalf } from '#functions/contracts/schemas.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';
import { Rate } from '#functions/domain/parts.ts';
import { Assessment, Proposal, Row, Tier } from '#functions/domain/plan-parts.ts';

const Minor = z.int().nonnegative().max(1_000_000_000_000);

export const MeansBody = z.strictObject({
  currency: Currency,
  /** Average net of the last three months, with evidence. */
  provenIncomeMinor: Minor,
  /** Stated only: counts half (4.6). */
  unprovenIncomeMinor: Minor.default(0),
  essentialsMinor: Minor,
  otherDebtServiceMinor: Minor.default(0),
  evidenceIds: z.array(Id).max(20).default([]),
  /** An instalment to be judged along the way. */
  instalmentMinor: Minor.optional(),
});

const PlanTypeOffered = z.enum(['EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL']);
const terms = {
  currency: Currency,
  periods: z.int().min(1).max(120),
  annualRate: Rate.optional(),
  firstDueOn: LocalDate.optional(),
  graceDays: z.int().min(0).max(30).optional(),
};

const Capacity = z.strictObject({
  verdict: z.enum(['PASS', 'AMBER', 'FAIL']),
  reasons: z.array(z.string()),
  affordableMinor: z.int(),
  dsrAfterPct: z.string(),
  stressVerdict: z.enum(['PASS', 'AMBER', 'FAIL']),
});
export const PlanOption = z.strictObject({
  planType: PlanTypeOffered,
  currency: Currency,
  periods: z.int().positive(),
  annualRate: Rate,
  rows: z.array(Row),
  hash: z.string(),
  principalMinor: z.int(),
  interestMinor: z.int(),
  feeMinor: z.int(),
  totalMinor: z.int(),
  largestMinor: z.int(),
  lastDueOn: LocalDate,
  effectiveAnnualCost: Rate,
  graceDays: z.int().nonnegative(),
  reliefMinor: z.int().nonnegative(),
  /** Absent while nobody has assessed what the borrower can carry. */
  capacity: Capacity.optional(),
  tier: Tier.optional(),
});

const shared = { resource: 'plans', params: CaseParams, query: NoQuery, ifMatch: 'honoured' } as const;

export const planOperations = {
  assessAffordability: operation({
    ...shared,
    operationId: 'assessAffordability',
    method: 'POST',
    path: '/cases/{caseId}/affordability',
    summary: 'Pass, amber or fail with reasons and stress result',
    roles: ['officer', 'supervisor'],
    body: MeansBody,
    status: 201,
    response: caseAnswer({ assessment: Assessment, capacity: Capacity }),
    refusals: ['VerificationNotPassed', 'EvidenceMissing'],
    events: ['AffordabilityAssessed'],
    rules: ['R30', 'R50'],
    idempotent: true,
  }),
  quotePlans: operation({
    ...shared,
    operationId: 'quotePlans',
    method: 'POST',
    path: '/cases/{caseId}/plan-quotes',
    summary: 'Several options side by side with schedule and costs; stores nothing',
    roles: ['borrower', 'agent', 'officer', 'supervisor'],
    body: z.strictObject({
      ...terms,
      planTypes: z.array(PlanTypeOffered).min(1).max(2).default(['EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL']),
    }),
    status: 200,
    response: caseAnswer({ options: z.array(PlanOption) }),
    refusals: ['PlanTypeOff', 'TermTooLong', 'CostAboveCap', 'ScheduleInvalid'],
    events: [],
    rules: ['R28', 'R29', 'R30', 'R31', 'R32'],
    idempotent: false,
  }),
  proposePlan: operation({
    ...shared,
    operationId: 'proposePlan',
    method: 'POST',
    path: '/cases/{caseId}/plan-proposals',
    summary: 'Puts a plan forward, temporary relief or longer grace included',
    roles: ['officer'],
    body: z.strictObject({ ...terms, planType: PlanTypeOffered, assessmentId: Id.optional() }),
    status: 201,
    response: caseAnswer({ proposal: Proposal }),
    refusals: [
      'PlanTypeOff',
      'TermTooLong',
      'CostAboveCap',
      'ScheduleInvalid',
      'AffordabilityMissing',
      'AffordabilityStale',
      'NotAffordable',
    ],
    events: ['PlanProposed', 'PlanSuperseded'],
    rules: ['R28', 'R29', 'R30', 'R31', 'R32', 'R33'],
    idempotent: true,
  }),
  declareCapacity: operation({
    ...shared,
    operationId: 'declareCapacity',
    method: 'PUT',
    path: '/cases/{caseId}/plan-proposals/{proposalId}/declaration',
    summary: 'The borrower accepts and declares it within capacity; inside the limits that approves it',
    roles: ['borrower', 'officer'],
    params: caseParams({ proposalId: Id }),
    body: z.strictObject({ onBehalf: OnBehalf.optional() }),
    status: 200,
    response: caseAnswer({ proposal: Proposal }),
    refusals: ['ProposalNotOpen', 'BehalfEvidenceMissing'],
    events: ['CapacityDeclared', 'PlanApproved'],
    rules: ['R30', 'R33'],
    idempotent: false,
  }),
  decidePlan: operation({
    ...shared,
    operationId: 'decidePlan',
    method: 'POST',
    path: '/cases/{caseId}/plan-proposals/{proposalId}/decision',
    summary: 'Approves or rejects what exceeds officer limits',
    roles: ['supervisor', 'risk', 'committee'],
    params: caseParams({ proposalId: Id }),
    body: z.strictObject({ decision: z.enum(['APPROVE', 'REJECT']), reason: z.string().min(1).max(4000).optional() }),
    status: 200,
    response: caseAnswer({ proposal: Proposal }),
    refusals: ['DeclarationMissing', 'ProposalNotOpen', 'FourEyesViolated', 'TierTooLow', 'ReasonMissing'],
    events: ['PlanApproved', 'PlanRejected'],
    rules: ['R33'],
    ifMatch: 'required',
    idempotent: true,
  }),
} as const;
