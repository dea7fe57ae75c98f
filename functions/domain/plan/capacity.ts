import { addDays, dateOf } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Currency } from '#functions/domain/money.ts';
import type { Assessment } from '#functions/domain/plan-parts.ts';
import { assess, defaultAffordabilityPolicy } from '#functions/domain/plan/affordability.ts';
import type { Affordability, AffordabilityPolicy } from '#functions/domain/plan/affordability.ts';
import { decimal } from '#functions/domain/plan/rate.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const percent = (share: string): string => decimal(share).times(100).toFixed();

const limitsOf = ({ plan }: PolicyPack): AffordabilityPolicy => ({
  ...defaultAffordabilityPolicy,
  essentialsFloorMinor: plan.essentialsFloorMinor,
  passDisposablePct: percent(plan.passShare),
  amberDisposablePct: percent(plan.amberShare),
  passDsrPct: percent(plan.passDsr),
  amberDsrPct: percent(plan.amberDsr),
});

export interface Means {
  readonly currency: Currency;
  readonly provenIncomeMinor: number;
  readonly unprovenIncomeMinor: number;
  readonly essentialsMinor: number;
  readonly otherDebtServiceMinor: number;
  readonly evidenceIds: readonly string[];
}

/** The verdict on an instalment, from an assessment that was made before (4.6): unproven income is discounted already. */
export const capacityFor = (
  assessment: Assessment,
  largestInstalmentMinor: number,
  policy: PolicyPack,
): Affordability =>
  assess(
    {
      provenIncomeMinor: assessment.incomeMinor,
      unprovenIncomeMinor: 0,
      declaredEssentialsMinor: assessment.essentialsMinor,
      otherDebtServiceMinor: assessment.otherDebtServiceMinor,
      largestInstalmentMinor,
    },
    limitsOf(policy),
  );

/** R30: a plan rests on an assessment, and on one that is not older than 90 days. */
export const freshAssessment = (
  file: CaseFile,
  assessmentId: string | undefined,
  context: Pick<Context, 'asOf' | 'policy'>,
): Assessment => {
  const made = Object.values(file.assessments).toSorted((left, right) => (left.assessedAt < right.assessedAt ? -1 : 1));
  const assessment = assessmentId === undefined ? made.at(-1) : file.assessments[assessmentId];
  if (assessment === undefined)
    throw new Refusal('AffordabilityMissing', 'no affordability assessment was made', { rules: ['R30'] });
  const zone = zoneOf(file, context.policy);
  const validUntil = addDays(dateOf(assessment.assessedAt, zone), context.policy.plan.assessmentValidDays);
  if (dateOf(context.asOf, zone) > validUntil)
    throw new Refusal('AffordabilityStale', `the assessment was good until ${validUntil}`, { rules: ['R30', 'R50'] });
  return assessment;
};

const requireProof = (file: CaseFile, { provenIncomeMinor, evidenceIds }: Means): void => {
  const isProof = (id: string): boolean => file.documents[id]?.status === 'ACCEPTED';
  if ((provenIncomeMinor > 0 && evidenceIds.length === 0) || !evidenceIds.every(isProof)) {
    throw new Refusal('EvidenceMissing', 'proven income names accepted documents of this case', { rules: ['R30'] });
  }
};

/** R30, 4.6: what is left to pay with. It never refuses anybody by itself. */
export const assessAffordability: Decider<Means> = (file, means, context) => {
  inState(file, 'NEGOTIATING', 'PLAN_REVIEW', 'ACTIVE', 'BREACHED');
  if (!Object.values(file.visits).some((visit) => visit.verification?.result === 'PASSED')) {
    throw new Refusal('VerificationNotPassed', 'papers and person are verified first', { rules: ['R25', 'R30'] });
  }
  requireProof(file, means);
  const { incomeMinor, essentialsMinor, disposableMinor } = assess(
    {
      provenIncomeMinor: means.provenIncomeMinor,
      unprovenIncomeMinor: means.unprovenIncomeMinor,
      declaredEssentialsMinor: means.essentialsMinor,
      otherDebtServiceMinor: means.otherDebtServiceMinor,
      largestInstalmentMinor: 0,
    },
    limitsOf(context.policy),
  );
  const assessment: Assessment = {
    assessmentId: context.newId('assessment'),
    assessedAt: context.asOf,
    by: context.actor.id,
    currency: means.currency,
    incomeMinor,
    essentialsMinor,
    otherDebtServiceMinor: means.otherDebtServiceMinor,
    disposableMinor,
    evidenceIds: [...means.evidenceIds],
  };
  return {
    events: [happened('AffordabilityAssessed', { assessment })],
    ids: { assessmentId: assessment.assessmentId },
  };
};
