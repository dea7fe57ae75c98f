import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, caseParams, NoQuery } from '#functions/contracts/schemas.ts';
import { Alternative, Assessment } from '#functions/domain/assessment-part.ts';
import { Id } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';

const Minor = z.int().nonnegative().max(1_000_000_000_000);

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const MeansBody = z
  .strictObject({
    currency: Currency,
    /** Average net of the last three months, with evidence; or the months themselves in `incomes`. */
    provenIncomeMinor: Minor.optional(),
    /** Net pay of the last three calendar months, each with the paper that shows it; the average is taken over three. */
    incomes: z
      .array(z.strictObject({ month: Month, netMinor: Minor, evidenceId: Id }))
      .min(1)
      .max(12)
      .optional(),
    /** Stated only: counts half (4.6). */
    unprovenIncomeMinor: Minor.default(0),
    /** Declared; the floor of the region for this household counts if it is higher. */
    essentialsMinor: Minor,
    household: z.strictObject({ adults: z.int().min(1).max(20), dependants: z.int().min(0).max(20) }).optional(),
    /** ISO 3166-2 (`TW-TPE`), where the household lives: its row of the pack's table of floors counts. */
    region: z.string().min(2).max(40).optional(),
    otherDebtServiceMinor: Minor.default(0),
    evidenceIds: z.array(Id).max(20).default([]),
    /** An instalment to be judged along the way. */
    instalmentMinor: Minor.optional(),
  })
  .refine(({ provenIncomeMinor, incomes }) => (provenIncomeMinor === undefined) !== (incomes === undefined), {
    path: ['provenIncomeMinor'],
    message: 'is given, or the months in incomes, and not both',
  });

const Verdict = z.enum(['PASS', 'AMBER', 'FAIL']);
/** A verdict with its reasons, figures and, after a failed one, what else there is. */
export const Capacity = z.strictObject({
  verdict: Verdict,
  reasons: z.array(z.string()),
  /** The same in the borrower's language, with the figures. */
  explanations: z.array(z.string()),
  /** After a failed verdict: what else can be offered. */
  alternatives: z.array(z.strictObject({ kind: z.string(), text: z.string() })),
  affordableMinor: z.int(),
  disposableMinor: z.int(),
  dsrBeforePct: z.string(),
  dsrAfterPct: z.string(),
  /** With ten per cent less income: shown, never blocking. */
  stressVerdict: Verdict,
  stress: z.strictObject({ incomeMinor: z.int(), disposableMinor: z.int(), dsrAfterPct: z.string() }),
});

/** No decision makes a plan affordable: what is offered instead is chosen, or the figures are taken again. */
const CapacityReviewBody = z
  .strictObject({
    decision: z.enum(['OFFER_ALTERNATIVES', 'ASSESS_AGAIN']),
    alternatives: z.array(Alternative).max(4).default([]),
    reason: z.string().min(1).max(4000).optional(),
  })
  .refine(({ decision, alternatives }) => (decision === 'OFFER_ALTERNATIVES') === alternatives.length > 0, {
    path: ['alternatives'],
    message: 'are named where they are offered, and only there',
  });

const shared = { resource: 'plans', params: CaseParams, query: NoQuery, ifMatch: 'honoured' } as const;

/** Rows about what the borrower can carry. */
export const capacityRows = {
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
  reviewCapacity: operation({
    ...shared,
    operationId: 'reviewCapacity',
    method: 'POST',
    path: '/cases/{caseId}/affordability/{assessmentId}/review',
    summary: 'After a failed verdict a person decides what is offered instead, or that it is assessed again',
    roles: ['supervisor', 'risk'],
    params: caseParams({ assessmentId: Id }),
    body: CapacityReviewBody,
    status: 200,
    response: caseAnswer({
      assessment: Assessment,
      /** What is offered, in the borrower's language. */
      alternatives: z.array(z.strictObject({ kind: Alternative, text: z.string() })),
    }),
    refusals: ['NothingToReview', 'FourEyesViolated', 'TierTooLow', 'ReasonMissing'],
    events: ['CapacityReviewed', 'NoticePlanned'],
    rules: ['R30', '4.6', 'C35'],
    ifMatch: 'required',
    idempotent: true,
  }),
} as const;
