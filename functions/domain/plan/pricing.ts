import { addMonths, monthsBetween, nextBusinessDayOnOrAfter } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { Context } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { effectiveAnnualCost } from '#functions/domain/plan/cost.ts';
import { ordinaryInterest } from '#functions/domain/plan/ordinary-interest.ts';
import type { Terms } from '#functions/domain/plan/plan-terms.ts';
import { decimal } from '#functions/domain/plan/rate.ts';
import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import type { Schedule } from '#functions/domain/plan/schedule.ts';
import type { ScheduleInputs } from '#functions/domain/plan/schedule-inputs.ts';
import { cutOf, debtOf, inputsOf, lastDay, percent } from '#functions/domain/plan/terms.ts';
import type { Debt } from '#functions/domain/plan/terms.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** A plan laid out, whatever it costs. */
export interface LaidPlan extends Schedule {
  readonly terms: Terms;
  readonly inputs: ScheduleInputs;
  readonly debt: Debt;
}

export interface PricedPlan extends LaidPlan {
  readonly annualRate: string;
  readonly startsOn: LocalDate;
  readonly graceDays: number;
  /** As a ratio, like every rate on the wire. */
  readonly effectiveAnnualCost: string;
  /** Interest and fees that the plan itself charges, without what was owed before. */
  readonly totalCostMinor: number;
  /** What the accounts' own rate would have charged beyond this plan, discounts included. */
  readonly reliefMinor: number;
  /** Of it, principal given up: the committee's alone (4.7). */
  readonly forgivenMinor: number;
  /** Everything owed at the start. */
  readonly owedMinor: number;
  /** From the start to the last due date, begun months counted. */
  readonly termMonths: number;
}

type At = Pick<Context, 'asOf' | 'policy'>;

/** C17, 4.6: nobody is made to borrow or to sell his home, and nobody but himself decides on a payment in one sum. */
const withoutPressure = ({ planType, oneOff }: Terms): void => {
  const rules = { rules: ['R30', 'C17', '4.6'] };
  if (oneOff?.source === 'NEW_BORROWING' || oneOff?.source === 'SALE_OF_HOME')
    throw new Refusal('PressureNotAllowed', 'no plan rests on new borrowing or on the sale of the home', rules);
  if (oneOff?.atBorrowersWish === false || (planType === 'LUMP_SUM' && oneOff === undefined))
    throw new Refusal('PressureNotAllowed', 'one large payment is made only where the borrower proposes it', rules);
};

const requireTypeOn = ({ planType }: Terms, { plan }: PolicyPack): void => {
  if (!plan.types.includes(planType))
    throw new Refusal('PlanTypeOff', `${planType} is not offered`, { rules: ['R28', '4.4'] });
};

/** R31: extensions included; a last day on a closed day moves later by law (C32). */
const requireTerm = ({ lastDueOn }: Schedule, { startsOn }: Debt, policy: PolicyPack): void => {
  const last = nextBusinessDayOnOrAfter(lastDay(startsOn, policy), policy.calendar);
  if (lastDueOn > last)
    throw new Refusal('TermTooLong', `at most ${policy.plan.maxMonths} months, until ${last}`, {
      rules: ['R31', 'C6'],
    });
};

/** Amounts and dates (R28) within the term cap (R31); a pure function of file, terms and day. */
export const layPlan = (file: CaseFile, terms: Terms, context: At): LaidPlan => {
  const { policy } = context;
  requireTypeOn(terms, policy);
  const debt = debtOf(file, terms.currency, context);
  const inputs = inputsOf(terms, debt, policy);
  const schedule = buildSchedule(inputs);
  requireTerm(schedule, debt, policy);
  return { ...schedule, hash: schedule.hash, terms, inputs, debt };
};

const aboveCap = (detail: string, rules: readonly string[]): Refusal => new Refusal('CostAboveCap', detail, { rules });

/** Effective yearly cost with everything that is charged, against the cap (R32) and against the debt itself (C17). */
const costOf = ({ inputs, rows, debt, terms }: LaidPlan, cutMinor: number, { plan }: PolicyPack): string => {
  const frequency = 'frequency' in inputs ? inputs.frequency : 'MONTHLY';
  const basis = { principalMinor: debt.owedMinor - cutMinor, startsOn: debt.startsOn, frequency, rows };
  const cost = decimal(effectiveAnnualCost(basis)).div(100).toFixed();
  if ('annualRate' in terms && decimal(terms.annualRate ?? '0').gt(debt.annualRate))
    throw aboveCap(`a plan bears no more interest than the debt it restructures: ${debt.annualRate}`, ['R32', 'C17']);
  if (decimal(cost).gt(plan.maxAnnualCost))
    throw aboveCap(`the plan costs ${cost} a year, at most ${plan.maxAnnualCost}`, ['R32', 'C30']);
  return cost;
};

/** Begun months; what a closed day adds to the last one does not begin another (C32). */
const termMonths = (startsOn: LocalDate, lastDueOn: LocalDate, { calendar }: PolicyPack): number => {
  const months = monthsBetween(startsOn, lastDueOn);
  return nextBusinessDayOnOrAfter(addMonths(startsOn, months), calendar) < lastDueOn ? months + 1 : months;
};

/** Cost and relief of a plan that is laid out, within the law's limits (R29, R32, 4.6). */
export const priced = (laid: LaidPlan, { policy }: At): PricedPlan => {
  const { terms, inputs, debt, rows } = laid;
  withoutPressure(terms);
  const discountMinor = terms.planType === 'LUMP_SUM' ? (terms.discountMinor ?? 0) : 0;
  const cost = costOf(laid, discountMinor, policy);
  const ordinaryMinor = ordinaryInterest(inputs, rows, percent(debt.annualRate));
  const { carriedInterestMinor = 0, carriedFeeMinor = 0 } = inputs;
  const chargedMinor = laid.interestMinor - carriedInterestMinor + laid.feeMinor - carriedFeeMinor;
  if (chargedMinor > ordinaryMinor)
    throw aboveCap(`the plan charges ${chargedMinor}, the debt itself would bear ${ordinaryMinor}`, ['R32', 'C17']);
  return {
    ...laid,
    annualRate: terms.planType === 'FEE_BASED' ? '0' : (terms.annualRate ?? debt.annualRate),
    startsOn: debt.startsOn,
    graceDays: terms.graceDays ?? policy.plan.graceDays,
    effectiveAnnualCost: cost,
    totalCostMinor: chargedMinor,
    reliefMinor: Math.max(0, ordinaryMinor - chargedMinor) + discountMinor,
    forgivenMinor: cutOf(debt, discountMinor).principalMinor,
    owedMinor: debt.owedMinor,
    termMonths: termMonths(debt.startsOn, laid.lastDueOn, policy),
  };
};

/** Amounts, dates and cost of one plan, within the law's limits (R28-R32). */
export const price = (file: CaseFile, terms: Terms, context: At): PricedPlan =>
  priced(layPlan(file, terms, context), context);
