import type { CaseFile } from '#functions/domain/model.ts';
import type { Assessment } from '#functions/domain/assessment-part.ts';
import type { Affordability } from '#functions/domain/plan/affordability.ts';
import { capacityFor } from '#functions/domain/plan/capacity.ts';
import type { LaidPlan } from '#functions/domain/plan/pricing.ts';
import { decimal, roundTo } from '#functions/domain/plan/rate.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** What income must carry of the largest month: proven savings of the borrower's own choice may pay one large payment. */
export const monthlyBurden = (file: CaseFile, { terms, largestMonthMinor }: LaidPlan): number => {
  const { oneOff, planType } = terms;
  if (oneOff === undefined || oneOff.source === 'INCOME' || planType !== 'LUMP_SUM') return largestMonthMinor;
  const isProven =
    oneOff.evidenceIds.length > 0 && oneOff.evidenceIds.every((id) => file.documents[id]?.status === 'ACCEPTED');
  return isProven ? Math.max(0, largestMonthMinor - oneOff.amountMinor) : largestMonthMinor;
};

/** 4.6: the verdict on a plan, by its largest month. */
export const fitnessOf = (file: CaseFile, plan: LaidPlan, assessment: Assessment, policy: PolicyPack): Affordability =>
  capacityFor(assessment, monthlyBurden(file, plan), policy);

/** Of what is left to live on, the largest month as a ratio; undefined where nothing is left. */
export const shareOfDisposable = (plan: LaidPlan, { disposableMinor }: Assessment): string | undefined =>
  disposableMinor > 0
    ? roundTo(decimal(plan.largestMonthMinor).div(disposableMinor), 4, 'HALF_UP').toFixed(4)
    : undefined;
