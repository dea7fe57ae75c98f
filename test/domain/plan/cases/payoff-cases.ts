import * as z from 'zod';
import { LocalDate, monthsBetween } from '#functions/domain/calendar.ts';
import { levelOf } from '#functions/domain/plan/amortise.ts';
import { monthlyRateOf, runningInterest, settlementRebate } from '#functions/domain/plan/payoff.ts';
import { amortiseWithDatedPrepayments, amortiseWithPrepayments } from '#functions/domain/plan/prepayment.ts';
import { accrualCase, dailyCase, isDaily } from '#test/domain/plan/cases/interest-cases.ts';
import { described, loanOf, stepOfText } from '#test/domain/plan/cases/loan-shape.ts';
import { Amount, dayCountOf, notCovered, scaleOf } from '#test/domain/plan/cases/published-case.ts';
import type { Found, PublishedCase } from '#test/domain/plan/cases/published-case.ts';

const PeriodInputs = z.strictObject({
  outstanding_principal: Amount,
  annual_rate_pct: Amount,
  last_interest_date: LocalDate,
  period_start: LocalDate,
  period_due: LocalDate,
  payoff_date: LocalDate,
  frequency: z.string().optional(),
  months_per_period: z.int().optional(),
});

const runningPeriodCase = (published: PublishedCase): Found => {
  const given = PeriodInputs.parse(published.inputs);
  const { minor, major, mode } = scaleOf(published);
  const interestTo = z.enum(['payoff_date', 'period_due']).parse(published.conventions['interest_to']);
  const principalMinor = minor(given.outstanding_principal);
  const months = given.months_per_period ?? Math.max(1, monthsBetween(given.period_start, given.period_due));
  const interestMinor = runningInterest(
    principalMinor,
    given.annual_rate_pct,
    dayCountOf(published),
    { startsOn: given.period_start, endsOn: given.period_due, step: stepOfText(given.frequency, months) },
    given.last_interest_date,
    given[interestTo],
    mode,
  );
  return {
    principal: major(principalMinor),
    interest: major(interestMinor),
    payoff: major(principalMinor + interestMinor),
  };
};

const Strategy = z.enum(['REDUCE_TERM', 'REDUCE_INSTALMENT']);
const Early = z.array(
  z.strictObject({
    n: z.int(),
    amount: Amount,
    strategy: Strategy,
  }),
);

const Dated = z.array(z.strictObject({ date: LocalDate, amount: Amount, strategy: Strategy.optional() }));

/** Extra amounts on days of their own: interest is rounded between any two events. */
const datedPrepaymentCase = (published: PublishedCase): Found => {
  const { early_payments: early, ...agreed } = published.inputs;
  const { inputs, plan, periods, scale } = loanOf(published, scaleOf(published), agreed);
  if (inputs.method !== 'annuity') return notCovered(published, `extra amounts on an ${inputs.method} loan`);
  const parts = amortiseWithDatedPrepayments({
    principalMinor: plan.principalMinor,
    annualRatePct: inputs.annual_rate_pct,
    periods,
    dayCount: dayCountOf(published),
    rounding: plan.rounding,
    levelMinor: plan.levelMinor,
    prepayments: Dated.parse(early).map(({ date, amount, strategy }) => ({
      on: date,
      amountMinor: scale.minor(amount),
      effect: strategy,
    })),
  });
  const lines = parts.map((part) => ({ ...part, feeMinor: 0 }));
  const dueDates = periods.map((period) => period.endsOn);
  return described(lines, dueDates, plan.principalMinor, scale);
};

export const prepaymentCase = (published: PublishedCase): Found => {
  if (Dated.safeParse(published.inputs['early_payments']).success) return datedPrepaymentCase(published);
  const { early_payments: early, ...agreed } = published.inputs;
  const { plan, periods, scale } = loanOf(published, scaleOf(published), agreed);
  const parts = amortiseWithPrepayments(
    plan,
    Early.parse(early).map(({ n, amount, strategy }) => ({
      no: n,
      amountMinor: scale.minor(amount),
      effect: strategy,
    })),
  );
  const lines = parts.map((part) => ({ ...part, feeMinor: 0 }));
  const dueDates = periods.map((period) => period.endsOn);
  return {
    ...described(lines, dueDates, plan.principalMinor, scale),
    instalment: scale.major(plan.levelMinor ?? levelOf(plan)),
  };
};

const RebateInputs = z.strictObject({
  principal: Amount,
  instalment: Amount,
  count: z.int(),
  instalments_paid: z.int(),
  apr_pct: Amount,
  settlement_after: z.strictObject({ months: z.int(), days: z.int(), days_in_month: z.int() }),
});

const rebateCase = (published: PublishedCase): Found => {
  const given = RebateInputs.parse(published.inputs);
  const { minor, major } = scaleOf(published);
  const places = Number(Amount.default('6').parse(published.conventions['rate_places']));
  const rebateMinor = settlementRebate({
    principalMinor: minor(given.principal),
    instalmentMinor: minor(given.instalment),
    count: given.count,
    paid: given.instalments_paid,
    monthlyRate: monthlyRateOf(given.apr_pct, places),
    settledAfter: {
      months: given.settlement_after.months,
      days: given.settlement_after.days,
      daysInMonth: given.settlement_after.days_in_month,
    },
  });
  return { rebate: major(rebateMinor) };
};

export const payoffCase = (published: PublishedCase): Found => {
  const asks = (key: string): boolean => key in published.inputs;
  if (asks('outstanding_principal')) return runningPeriodCase(published);
  if (asks('early_payments')) return prepaymentCase(published);
  if (asks('settlement_after')) return rebateCase(published);
  if (isDaily(published)) return dailyCase(published);
  if (asks('amount_pence')) return accrualCase(published);
  return notCovered(published, 'this set of inputs');
};
