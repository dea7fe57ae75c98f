import type { QuoteBody } from '#functions/contracts/plans-operations.ts';
import { addDays, dateOf, instantAt } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Assessment } from '#functions/domain/assessment-part.ts';
import type { Affordability } from '#functions/domain/plan/affordability.ts';
import { tierOfPlan } from '#functions/domain/plan/approval-tier.ts';
import { capacityFor, latestAssessment } from '#functions/domain/plan/capacity.ts';
import { explain } from '#functions/domain/plan/capacity-words.ts';
import { whatFits } from '#functions/domain/plan/fit.ts';
import type { Wish } from '#functions/domain/plan/fit.ts';
import { fitnessOf, monthlyBurden, shareOfDisposable } from '#functions/domain/plan/fitness.ts';
import type { PlanTypeName, Terms } from '#functions/domain/plan/plan-terms.ts';
import { price } from '#functions/domain/plan/pricing.ts';
import type { PricedPlan } from '#functions/domain/plan/pricing.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const pinned = (file: CaseFile): PolicyPack => packOf(file.policy.jurisdiction, file.policy.version);

const shown = (file: CaseFile, judged: Affordability, instalmentMinor: number, { currency }: Assessment): object => {
  const { verdict, reasons, affordableMinor, disposableMinor, dsrBeforePct, dsrAfterPct, stress } = judged;
  return {
    verdict,
    reasons,
    ...explain(judged, instalmentMinor, currency, file.meta?.language ?? 'en'),
    affordableMinor,
    disposableMinor,
    dsrBeforePct,
    dsrAfterPct,
    stressVerdict: stress.verdict,
    stress: {
      incomeMinor: stress.incomeMinor,
      disposableMinor: stress.disposableMinor,
      dsrAfterPct: stress.dsrAfterPct,
    },
  };
};

/** 4.6: the verdict on an instalment, with reasons in the borrower's language. */
export const capacityShown = (file: CaseFile, assessment: Assessment, instalmentMinor: number): object =>
  shown(file, capacityFor(assessment, instalmentMinor, pinned(file)), instalmentMinor, assessment);

interface Option {
  readonly planType: PlanTypeName;
  readonly plan?: PricedPlan;
  readonly refusal?: Refusal;
  readonly neededMonthlyMinor?: number;
}

/** One option as the borrower sees it beside the others. */
const optionOf = (file: CaseFile, plan: PricedPlan, assessment: Assessment | undefined): object => {
  const policy = pinned(file);
  const { terms, inputs, rows, hash, currency, annualRate, graceDays, effectiveAnnualCost, lastDueOn, startsOn } = plan;
  const { principalMinor, interestMinor, feeMinor, totalMinor, totalCostMinor, largestMinor, reliefMinor } = plan;
  const { calendar: _, ...counted } = inputs;
  const usable = assessment?.currency === currency ? assessment : undefined;
  const judged = usable && fitnessOf(file, plan, usable, policy);
  const share = usable && shareOfDisposable(plan, usable);
  return {
    planType: terms.planType,
    terms,
    quote: { hash, quotedOn: startsOn, validUntil: addDays(startsOn, policy.plan.quoteDays) },
    inputs: counted,
    periods: rows.length,
    currency,
    annualRate,
    startsOn,
    rows,
    hash,
    principalMinor,
    interestMinor,
    feeMinor,
    totalMinor,
    totalCostMinor,
    largestMinor,
    largestMonthMinor: plan.largestMonthMinor,
    lastDueOn,
    termMonths: plan.termMonths,
    effectiveAnnualCost,
    graceDays,
    reliefMinor,
    ...(share === undefined ? {} : { shareOfDisposable: share }),
    ...(judged === undefined || usable === undefined
      ? {}
      : { capacity: shown(file, judged, monthlyBurden(file, plan), usable) }),
    ...(judged === undefined || judged.verdict === 'FAIL' ? {} : { tier: tierOfPlan(plan, judged.verdict, policy) }),
  };
};

const simple = ['EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL'] as const;

const termsAsked = (body: QuoteBody): readonly Terms[] => {
  const { options, periods = 1, planTypes, feePerPeriod, annualRate, interestRelief } = body;
  const { currency, frequency, firstDueOn, dueDay, graceDays, oneOff } = body;
  const shared = { currency, frequency, firstDueOn, dueDay, graceDays, oneOff };
  return (
    options ??
    (planTypes ?? simple).flatMap((planType): Terms[] => {
      if (planType === 'FEE_BASED') return [{ planType, ...shared, periods, feePerPeriod }];
      return planType === 'EQUAL_INSTALMENT' || planType === 'EQUAL_PRINCIPAL'
        ? [{ planType, ...shared, periods, annualRate, interestRelief }]
        : [];
    })
  );
};

const pricedOr = (file: CaseFile, terms: Terms, at: { asOf: string; policy: PolicyPack }): Option => {
  try {
    return { planType: terms.planType, plan: price(file, terms, at) };
  } catch (error) {
    if (error instanceof Refusal) return { planType: terms.planType, refusal: error };
    throw error;
  }
};

/** R28: the day from which a quote counts; another than today makes an old one again. */
const quotedAt = (file: CaseFile, quotedOn: string | undefined, asOf: string, policy: PolicyPack): string => {
  const zone = zoneOf(file, policy);
  if (quotedOn === undefined) return asOf;
  const today = dateOf(asOf, zone);
  if (quotedOn > today || today > addDays(quotedOn, policy.plan.quoteDays))
    throw new Refusal('QuoteExpired', `a quote is good for ${policy.plan.quoteDays} days`, { rules: ['R28'] });
  return instantAt(quotedOn, '12:00', zone);
};

const wishOf = (body: QuoteBody, amountMinor: number, { plan }: PolicyPack): Wish => {
  const { currency, frequency, firstDueOn, dueDay, annualRate, interestRelief, graceDays, oneOff } = body;
  const wish = { currency, frequency, firstDueOn, dueDay, annualRate, interestRelief, graceDays, oneOff };
  return { ...wish, monthlyAtMostMinor: amountMinor, planTypes: body.planTypes ?? plan.types };
};

/** Options side by side, or what fits (R28-R32); a type that no rule allows stands among `notOffered`, and if none is left its rule refuses. */
export const quotePlans = (file: CaseFile, body: QuoteBody, asOf: string): object => {
  const policy = pinned(file);
  const at = { asOf: quotedAt(file, body.quotedOn, asOf, policy), policy };
  const assessment = latestAssessment(file);
  const usable = assessment?.currency === body.currency ? assessment : undefined;
  const found: readonly Option[] =
    body.monthlyAtMost === undefined
      ? termsAsked(body).map((terms) => pricedOr(file, terms, at))
      : whatFits(file, wishOf(body, body.monthlyAtMost.amountMinor, policy), usable, at);
  const options = found.flatMap(({ plan }) => (plan === undefined ? [] : [optionOf(file, plan, assessment)]));
  const [first] = found;
  if (body.monthlyAtMost === undefined && options.length === 0 && first?.refusal !== undefined) throw first.refusal;
  return {
    options,
    notOffered: found.flatMap(({ planType, refusal, neededMonthlyMinor }) =>
      refusal === undefined
        ? []
        : [
            {
              planType,
              code: refusal.code,
              rules: refusal.rules,
              detail: refusal.message,
              ...(neededMonthlyMinor === undefined ? {} : { neededMonthlyMinor }),
            },
          ],
    ),
  };
};
