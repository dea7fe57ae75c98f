import { addDays, addMonths, dateOf, daysBetween } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Currency } from '#functions/domain/money.ts';
import type { Assessment } from '#functions/domain/assessment-part.ts';
import { assess, defaultAffordabilityPolicy } from '#functions/domain/plan/affordability.ts';
import type { Affordability, AffordabilityPolicy } from '#functions/domain/plan/affordability.ts';
import { essentialsFloor } from '#functions/domain/plan/essentials.ts';
import type { Household } from '#functions/domain/plan/essentials.ts';
import { percent } from '#functions/domain/plan/terms.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const limitsOf = ({ plan }: PolicyPack, floorMinor: number | undefined): AffordabilityPolicy => ({
  ...defaultAffordabilityPolicy,
  essentialsFloorMinor: floorMinor,
  passDisposablePct: percent(plan.passShare),
  amberDisposablePct: percent(plan.amberShare),
  passDsrPct: percent(plan.passDsr),
  amberDsrPct: percent(plan.amberDsr),
});

/** Net income of one month, and the paper that shows it. */
export interface MonthlyIncome {
  readonly month: string;
  readonly netMinor: number;
  readonly evidenceId: string;
}

export interface Means {
  readonly currency: Currency;
  /** Average net of the last three months; or the months themselves, from which it follows. */
  readonly provenIncomeMinor?: number | undefined;
  readonly incomes?: readonly MonthlyIncome[] | undefined;
  readonly unprovenIncomeMinor: number;
  readonly essentialsMinor: number;
  readonly otherDebtServiceMinor: number;
  readonly evidenceIds: readonly string[];
  readonly household?: Household | undefined;
  /** ISO 3166-2, where the household lives; the case's own region if silent. */
  readonly region?: string | undefined;
  /** An instalment to be judged along the way. */
  readonly instalmentMinor?: number | undefined;
}

/** Older assessments kept no floor: the pack's stood for them. */
const floorOf = ({ currency, floorMinor }: Assessment, policy: PolicyPack): number | undefined =>
  floorMinor ?? (currency === policy.currency ? policy.plan.essentialsFloorMinor : undefined);

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
    limitsOf(policy, floorOf(assessment, policy)),
  );

export const latestAssessment = (file: CaseFile): Assessment | undefined =>
  Object.values(file.assessments)
    .toSorted((left, right) => (left.assessedAt < right.assessedAt ? -1 : 1))
    .at(-1);

/** R30, 4.6: a plan rests on an assessment that is not older than 90 days, and was made after the last breach. */
export const freshAssessment = (
  file: CaseFile,
  assessmentId: string | undefined,
  context: Pick<Context, 'asOf' | 'policy'>,
): Assessment => {
  const assessment = assessmentId === undefined ? latestAssessment(file) : file.assessments[assessmentId];
  if (assessment === undefined)
    throw new Refusal('AffordabilityMissing', 'no affordability assessment was made', { rules: ['R30'] });
  const zone = zoneOf(file, context.policy);
  const validUntil = addDays(dateOf(assessment.assessedAt, zone), context.policy.plan.assessmentValidDays);
  if (dateOf(context.asOf, zone) > validUntil)
    throw new Refusal('AffordabilityStale', `the assessment was good until ${validUntil}`, { rules: ['R30', 'R50'] });
  if (Object.values(file.breaches).some(({ raisedAt }) => raisedAt > assessment.assessedAt))
    throw new Refusal('AffordabilityStale', 'the plan was breached after the assessment', { rules: ['R30', '4.6'] });
  return assessment;
};

const missing = (detail: string): Refusal => new Refusal('EvidenceMissing', detail, { rules: ['R30', 'R13'] });

/** Accepted proof of income of this case, issued recently enough for today (R13). */
const requireProof = (file: CaseFile, ids: readonly string[], { asOf, policy }: Context): void => {
  const today = dateOf(asOf, zoneOf(file, policy));
  for (const id of ids) {
    const paper = file.documents[id];
    if (paper?.status !== 'ACCEPTED' || paper.documentClass !== 'INCOME_OR_ASSET')
      throw missing('proven income names accepted proof of income or assets of this case');
    if (paper.issuedOn !== undefined && daysBetween(paper.issuedOn, today) > policy.documents.recentDays)
      throw missing(`proof of income is at most ${policy.documents.recentDays} days old`);
  }
};

const averagedMonths = 3;

/** 4.6: a month without proof counts as one without income. */
const averageOf = (file: CaseFile, incomes: readonly MonthlyIncome[], { asOf, policy }: Context): number => {
  const thisMonth = `${dateOf(asOf, zoneOf(file, policy)).slice(0, 7)}-01`;
  const months = [1, 2, 3].map((back) => addMonths(thisMonth, -back).slice(0, 7));
  if (!incomes.every(({ month }) => months.includes(month)))
    throw missing(`the months are ${months.toReversed().join(', ')}`);
  return Math.floor(incomes.reduce((sum, { netMinor }) => sum + netMinor, 0) / averagedMonths);
};

const provenIncome = (file: CaseFile, means: Means, context: Context): { amountMinor: number; ids: string[] } => {
  const { incomes, provenIncomeMinor = 0, evidenceIds } = means;
  const ids = [...new Set([...evidenceIds, ...(incomes ?? []).map(({ evidenceId }) => evidenceId)])];
  const amountMinor = incomes === undefined ? provenIncomeMinor : averageOf(file, incomes, context);
  if (amountMinor > 0 && ids.length === 0) throw missing('proven income names its proof');
  requireProof(file, ids, context);
  return { amountMinor, ids };
};

/** R30, 4.6: what is left to pay with. It never refuses anybody by itself: a failed one is a supervisor's task. */
export const assessAffordability: Decider<Means> = (file, means, context) => {
  inState(file, 'NEGOTIATING', 'PLAN_REVIEW', 'ACTIVE', 'BREACHED');
  if (!Object.values(file.visits).some((visit) => visit.verification?.result === 'PASSED')) {
    throw new Refusal('VerificationNotPassed', 'papers and person are verified first', { rules: ['R25', 'R30'] });
  }
  const { amountMinor, ids } = provenIncome(file, means, context);
  const { household, instalmentMinor, region, unprovenIncomeMinor, otherDebtServiceMinor } = means;
  const floorMinor = essentialsFloor(context.policy, region ?? file.meta?.region, means.currency, household);
  const judged = assess(
    {
      provenIncomeMinor: amountMinor,
      unprovenIncomeMinor,
      declaredEssentialsMinor: means.essentialsMinor,
      otherDebtServiceMinor,
      largestInstalmentMinor: instalmentMinor ?? 0,
    },
    limitsOf(context.policy, floorMinor),
  );
  const assessment: Assessment = {
    assessmentId: context.newId('assessment'),
    assessedAt: context.asOf,
    by: context.actor.id,
    currency: means.currency,
    incomeMinor: judged.incomeMinor,
    essentialsMinor: judged.essentialsMinor,
    otherDebtServiceMinor,
    disposableMinor: judged.disposableMinor,
    evidenceIds: ids,
    verdict: judged.verdict,
    reasons: [...judged.reasons],
    unprovenIncomeMinor,
    ...(instalmentMinor === undefined ? {} : { instalmentMinor }),
    ...(household === undefined ? {} : { household }),
    ...(region === undefined ? {} : { region }),
    ...(floorMinor === undefined ? {} : { floorMinor }),
  };
  return {
    events: [happened('AffordabilityAssessed', { assessment })],
    ids: { assessmentId: assessment.assessmentId },
  };
};
