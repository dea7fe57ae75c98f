import { addMonths } from '#functions/domain/calendar.ts';
import type { Context } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Currency } from '#functions/domain/money.ts';
import { splitMinor } from '#functions/domain/money.ts';
import type { Assessment } from '#functions/domain/assessment-part.ts';
import { interestOf, yearsBetween } from '#functions/domain/plan/day-count.ts';
import { fitnessOf, monthlyBurden } from '#functions/domain/plan/fitness.ts';
import type { OneOff, PlanTypeName, Terms } from '#functions/domain/plan/plan-terms.ts';
import { layPlan, priced } from '#functions/domain/plan/pricing.ts';
import type { PricedPlan } from '#functions/domain/plan/pricing.ts';
import { decimal } from '#functions/domain/plan/rate.ts';
import { instalmentsPerYear } from '#functions/domain/plan/schedule-inputs.ts';
import type { Frequency } from '#functions/domain/plan/schedule-inputs.ts';
import { debtOf } from '#functions/domain/plan/terms.ts';
import type { Debt } from '#functions/domain/plan/terms.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** What the borrower can pay a month, and what he wishes besides. */
export interface Wish {
  readonly currency: Currency;
  readonly monthlyAtMostMinor: number;
  readonly planTypes: readonly PlanTypeName[];
  readonly frequency?: Frequency | undefined;
  readonly firstDueOn?: string | undefined;
  readonly dueDay?: number | undefined;
  readonly annualRate?: string | undefined;
  readonly interestRelief?: { readonly periods: number; readonly annualRate?: string | undefined } | undefined;
  readonly graceDays?: number | undefined;
  readonly oneOff?: OneOff | undefined;
}

/** The shortest plan of a type that satisfies every rule, or the rule that the longest one still breaks. */
export type Fit =
  | { readonly planType: PlanTypeName; readonly plan: PricedPlan }
  | { readonly planType: PlanTypeName; readonly refusal: Refusal; readonly neededMonthlyMinor?: number };

type At = Pick<Context, 'asOf' | 'policy'>;

const waitingPeriods = 3;
const lowPeriods = 6;

/** What is paid each month until nothing is left: the borrower's own amount, not a level one. Undefined if it takes longer than `months`. */
const paidDown = (wish: Wish, debt: Debt, months: number, { policy }: At): Terms | undefined => {
  const rate = decimal(wish.annualRate ?? debt.annualRate);
  const { dayCount, rounding } = policy.plan.conventions;
  const carried = splitMinor(debt.interestMinor, months).map(
    (share, index) => share + (splitMinor(debt.feeMinor, months)[index] ?? 0),
  );
  const instalments: { dueOn: string; principalMinor: number }[] = [];
  let balanceMinor = debt.principalMinor;
  let from = debt.startsOn;
  for (const [index, share] of carried.entries()) {
    const dueOn =
      wish.firstDueOn === undefined ? addMonths(debt.startsOn, index + 1) : addMonths(wish.firstDueOn, index);
    if (dueOn <= from) return undefined;
    const interestMinor = interestOf(balanceMinor, rate, yearsBetween(dayCount, from, dueOn), rounding);
    const principalMinor = Math.min(balanceMinor, wish.monthlyAtMostMinor - share - interestMinor);
    if (principalMinor <= 0) return undefined;
    instalments.push({ dueOn, principalMinor });
    balanceMinor -= principalMinor;
    from = dueOn;
  }
  const { currency, annualRate, graceDays } = wish;
  return balanceMinor > 0 ? undefined : { planType: 'CUSTOM', currency, annualRate, graceDays, instalments };
};

/** The terms of a type for a number of periods; undefined where the type needs more of them. */
const termsFor = (planType: PlanTypeName, wish: Wish, debt: Debt, periods: number, context: At): Terms | undefined => {
  const { monthlyAtMostMinor, planTypes: _, annualRate, interestRelief, oneOff, ...shared } = wish;
  const { frequency = 'MONTHLY' } = wish;
  const interest = { ...shared, periods, annualRate, interestRelief };
  switch (planType) {
    case 'EQUAL_INSTALMENT':
    case 'EQUAL_PRINCIPAL':
      return { planType, ...interest };
    case 'FEE_BASED':
      return { planType, ...shared, periods };
    case 'STEP_UP': {
      const perPeriod = Math.floor((monthlyAtMostMinor * 12) / instalmentsPerYear[frequency]);
      const low = Math.min(lowPeriods, periods - 1);
      return low < 1
        ? undefined
        : { planType, ...interest, lowPeriods: low, lowInstalmentMinor: Math.max(1, Math.floor(perPeriod / 2)) };
    }
    case 'MORATORIUM':
      return periods <= waitingPeriods ? undefined : { planType, ...interest, moratoriumPeriods: waitingPeriods };
    case 'LUMP_SUM': {
      const { currency, graceDays } = shared;
      const dueOn = wish.firstDueOn ?? addMonths(debt.startsOn, 1);
      return periods > 1 ? undefined : { planType, currency, graceDays, annualRate, dueOn, oneOff };
    }
    case 'CUSTOM':
      return frequency === 'MONTHLY' ? paidDown(wish, debt, periods, context) : undefined;
  }
};

const tooSmall = (wish: Wish, neededMinor: number | undefined): Refusal =>
  new Refusal(
    'TermTooLong',
    neededMinor === undefined
      ? `${wish.monthlyAtMostMinor} a month does not repay the debt within the longest term`
      : `even over the longest term ${neededMinor} a month would be needed`,
    { rules: ['R31', '4.6'] },
  );

/** From the shortest to the longest: what is too dear a month is not priced, what a rule refuses is tried longer. */
const fitOfType = (
  file: CaseFile,
  planType: PlanTypeName,
  wish: Wish,
  assessment: Assessment | undefined,
  context: At,
): Fit => {
  const debt = debtOf(file, wish.currency, context);
  const { policy } = context;
  const most = Math.ceil((policy.plan.maxMonths * instalmentsPerYear[wish.frequency ?? 'MONTHLY']) / 12);
  let refusal: Refusal | undefined;
  let neededMonthlyMinor: number | undefined;
  for (let periods = 1; periods <= most; periods += 1) {
    const terms = termsFor(planType, wish, debt, periods, context);
    if (terms === undefined) continue;
    try {
      const laid = layPlan(file, terms, context);
      const burden = monthlyBurden(file, laid);
      neededMonthlyMinor = Math.min(neededMonthlyMinor ?? burden, burden);
      if (burden > wish.monthlyAtMostMinor) continue;
      const judged = assessment === undefined ? undefined : fitnessOf(file, laid, assessment, policy);
      if (judged?.verdict !== 'FAIL') return { planType, plan: priced(laid, context) };
      refusal = new Refusal('NotAffordable', `beyond capacity: ${judged.reasons.join(', ')}`, {
        rules: ['R30', '4.6'],
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusal = error;
      if (error.code === 'PlanTypeOff' || error.code === 'PressureNotAllowed') break;
    }
  }
  const isTooSmall = neededMonthlyMinor !== undefined && neededMonthlyMinor > wish.monthlyAtMostMinor;
  const why = isTooSmall || refusal === undefined ? tooSmall(wish, neededMonthlyMinor) : refusal;
  return { planType, refusal: why, ...(neededMonthlyMinor === undefined ? {} : { neededMonthlyMinor }) };
};

/** What fits: given what can be paid a month, the shortest plan of each type, or why there is none (R28-R32). */
export const whatFits = (file: CaseFile, wish: Wish, assessment: Assessment | undefined, context: At): readonly Fit[] =>
  wish.planTypes.map((planType) => fitOfType(file, planType, wish, assessment, context));
