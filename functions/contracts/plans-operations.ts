import * as z from 'zod';
import { Capacity, capacityRows } from '#functions/contracts/capacity-rows.ts';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, caseParams, Money, NoQuery, OnBehalf } from '#functions/contracts/schemas.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';
import { Rate } from '#functions/domain/parts.ts';
import { PlanType, Proposal, Row, Tier } from '#functions/domain/plan-parts.ts';
import { OneOff, Terms, termsWith } from '#functions/domain/plan/plan-terms.ts';
import { Frequency } from '#functions/domain/plan/schedule-inputs.ts';

const Quote = z.strictObject({ hash: Sha256, quotedOn: LocalDate });
export const PlanOption = z.strictObject({
  planType: PlanType,
  /** To be put forward as they are, with `quote`. */
  terms: Terms,
  quote: Quote.extend({ validUntil: LocalDate }),
  /** What rows and hash are a pure function of. */
  inputs: z.looseObject({ type: z.string() }),
  currency: Currency,
  periods: z.int().positive(),
  annualRate: Rate,
  startsOn: LocalDate,
  rows: z.array(Row),
  hash: Sha256,
  principalMinor: z.int(),
  interestMinor: z.int(),
  feeMinor: z.int(),
  totalMinor: z.int(),
  /** Interest and fees of the plan itself. */
  totalCostMinor: z.int().nonnegative(),
  largestMinor: z.int(),
  largestMonthMinor: z.int(),
  lastDueOn: LocalDate,
  termMonths: z.int().nonnegative(),
  effectiveAnnualCost: Rate,
  graceDays: z.int().nonnegative(),
  reliefMinor: z.int().nonnegative(),
  /** Of what is left to live on, the largest month takes this part. */
  shareOfDisposable: Rate.optional(),
  /** Absent while nobody has assessed what the borrower can carry. */
  capacity: Capacity.optional(),
  tier: Tier.optional(),
});

/** A type or an option that is not there, and the rule that says so. */
const NotOffered = z.strictObject({
  planType: PlanType,
  code: z.string(),
  rules: z.array(z.string()),
  detail: z.string(),
  /** What would be needed a month even over the longest term. */
  neededMonthlyMinor: z.int().optional(),
});

const shortTypes = ['EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL', 'FEE_BASED'] as const;
const isShort = (planType: string): boolean => shortTypes.some((one) => one === planType);

/** One of three: `monthlyAtMost` asks what fits, `options` prices whole terms, `periods` the simple types alike. */
const QuoteBody = z
  .strictObject({
    currency: Currency,
    monthlyAtMost: Money.extend({ amountMinor: z.int().positive() }).optional(),
    options: z.array(Terms).min(1).max(10).optional(),
    periods: z.int().min(1).max(264).optional(),
    planTypes: z.array(PlanType).min(1).max(7).optional(),
    frequency: Frequency.optional(),
    annualRate: Rate.optional(),
    interestRelief: z.strictObject({ periods: z.int().min(1).max(264), annualRate: Rate.optional() }).optional(),
    feePerPeriod: Rate.optional(),
    firstDueOn: LocalDate.optional(),
    dueDay: z.int().min(1).max(31).optional(),
    graceDays: z.int().min(0).max(30).optional(),
    oneOff: OneOff.optional(),
    /** Makes the quote of an earlier day again. */
    quotedOn: LocalDate.optional(),
  })
  .superRefine((body, { addIssue }) => {
    const asked = [body.monthlyAtMost, body.options, body.periods].filter((one) => one !== undefined).length;
    if (asked !== 1)
      addIssue({ code: 'custom', path: ['periods'], message: 'is given, or monthlyAtMost, or options: one of them' });
    if (body.monthlyAtMost !== undefined && body.monthlyAtMost.currency !== body.currency)
      addIssue({ code: 'custom', path: ['monthlyAtMost', 'currency'], message: `is not ${body.currency}` });
    if (body.periods !== undefined && body.planTypes?.every(isShort) === false)
      addIssue({
        code: 'custom',
        path: ['planTypes'],
        message: 'other types than the simple ones are given in options',
      });
  });
export type QuoteBody = z.infer<typeof QuoteBody>;

const shared = { resource: 'plans', params: CaseParams, query: NoQuery, ifMatch: 'honoured' } as const;

export const planOperations = {
  ...capacityRows,
  quotePlans: operation({
    ...shared,
    operationId: 'quotePlans',
    method: 'POST',
    path: '/cases/{caseId}/plan-quotes',
    summary: 'Several options side by side with schedule and costs; stores nothing',
    roles: ['borrower', 'agent', 'officer', 'supervisor'],
    body: QuoteBody,
    status: 200,
    response: caseAnswer({ options: z.array(PlanOption), notOffered: z.array(NotOffered) }),
    refusals: ['PlanTypeOff', 'TermTooLong', 'CostAboveCap', 'ScheduleInvalid', 'PressureNotAllowed', 'QuoteExpired'],
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
    body: termsWith({ assessmentId: Id.optional(), quote: Quote.optional() }),
    status: 201,
    response: caseAnswer({ proposal: Proposal }),
    refusals: [
      'PlanTypeOff',
      'TermTooLong',
      'CostAboveCap',
      'ScheduleInvalid',
      'PressureNotAllowed',
      'QuoteExpired',
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
    refusals: [
      'ProposalNotOpen',
      'BehalfEvidenceMissing',
      'QuoteExpired',
      'AffordabilityMissing',
      'AffordabilityStale',
      'NotAffordable',
    ],
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
    refusals: [
      'DeclarationMissing',
      'ProposalNotOpen',
      'FourEyesViolated',
      'TierTooLow',
      'ReasonMissing',
      'QuoteExpired',
      'AffordabilityMissing',
      'AffordabilityStale',
      'NotAffordable',
    ],
    events: ['PlanApproved', 'PlanRejected'],
    rules: ['R33'],
    ifMatch: 'required',
    idempotent: true,
  }),
} as const;
