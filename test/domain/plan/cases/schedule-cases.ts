import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { amortise, levelOf } from '#functions/domain/plan/amortise.ts';
import { actuarialRate } from '#functions/domain/plan/cost.ts';
import { planOverDebts } from '#functions/domain/plan/debt-plan.ts';
import { interestOf, yearsBetween } from '#functions/domain/plan/day-count.ts';
import { stepFrom } from '#functions/domain/plan/due-dates.ts';
import { decimal, fractionOf, roundMinor } from '#functions/domain/plan/rate.ts';
import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import { defaultConventions } from '#functions/domain/plan/schedule-inputs.ts';
import { functionCase } from '#test/domain/plan/cases/function-cases.ts';
import { dailyCase, isDaily, runningCase } from '#test/domain/plan/cases/interest-cases.ts';
import { described, dueDatesOf, loanOf, PaymentDay, stepOfText } from '#test/domain/plan/cases/loan-shape.ts';
import { prepaymentCase } from '#test/domain/plan/cases/payoff-cases.ts';
import type { Loan } from '#test/domain/plan/cases/loan-shape.ts';
import {
  Amount,
  dayCountOf,
  scaleOf,
  scaleWith,
  text,
  unroundedPlaces,
} from '#test/domain/plan/cases/published-case.ts';
import type { Found, PublishedCase } from '#test/domain/plan/cases/published-case.ts';

const RateInputs = z.strictObject({
  amount_advanced: Amount,
  first_period: z.strictObject({
    full_unit_periods: z.int(),
    odd_days: z.int(),
    unit_period_days: z.int(),
  }),
  unit_periods_per_year: z.int(),
  payment: Amount.optional(),
  payments: z.array(Amount).optional(),
  count: z.int().optional(),
});

const rateCase = ({ inputs }: PublishedCase): Found => {
  const given = RateInputs.parse(inputs);
  const { minor } = scaleWith(2, 'HALF_UP');
  const { full_unit_periods: whole, odd_days: odd, unit_period_days: days } = given.first_period;
  const payments = given.payments ?? Array.from({ length: given.count ?? 0 }, () => given.payment ?? '0');
  const flows = payments.map((payment, index) => ({
    amountMinor: minor(payment),
    wholeUnits: whole + index,
    fraction: odd / days,
  }));
  const apr = actuarialRate(minor(given.amount_advanced), flows, given.unit_periods_per_year);
  return { apr_pct: decimal(apr) };
};

const DebtInputs = z.strictObject({
  debts: z.array(z.strictObject({ due_date: LocalDate, amount: Amount })),
  initial_payment: Amount,
  plan_start_date: LocalDate,
  due_dates: z.array(LocalDate),
  annual_rate_pct: Amount,
});

/** "taken 7 days after …": the source's own words are the only place where the number stands. */
const daysIn = (words: unknown): number | undefined => {
  const match = /(\d+) days?/u.exec(text(words));
  return match === null ? undefined : Number(match[1]);
};

const debtCase = (published: PublishedCase): Found => {
  const given = DebtInputs.parse(published.inputs);
  const { minor, major, mode } = scaleOf(published);
  const plan = planOverDebts({
    rounding: mode,
    collectionDays: daysIn(published.conventions['initial_payment']) ?? 7,
    debts: given.debts.map((debt) => ({ dueOn: debt.due_date, amountMinor: minor(debt.amount) })),
    initialPaymentMinor: minor(given.initial_payment),
    startsOn: given.plan_start_date,
    dueDates: given.due_dates,
    annualRatePct: given.annual_rate_pct,
  });
  return {
    number_of_instalments: given.due_dates.length,
    total_payable: major(plan.totalMinor),
    total_interest: major(plan.interestMinor),
    regular_instalment: major(plan.regularMinor),
    final_instalment: major(plan.finalMinor),
  };
};

const SpanInputs = z.strictObject({
  principal: Amount,
  annual_rate_pct: Amount,
  from: LocalDate,
  to: LocalDate,
});

const spanCase = (published: PublishedCase): Found => {
  const isSimple = published.conventions['day_count'] === 'DAILY_SIMPLE';
  const { principal, annual_rate_pct, from, to } = SpanInputs.parse(published.inputs);
  const { minor, major, mode } = scaleOf(published);
  const years = yearsBetween(isSimple ? 'ACT_365' : dayCountOf(published), from, to);
  return { interest: major(interestOf(minor(principal), fractionOf(annual_rate_pct), years, mode)) };
};

const DateInputs = z.strictObject({
  start_date: LocalDate,
  frequency: z.string().optional(),
  months_per_period: z.int().optional(),
  payment_day: PaymentDay.optional(),
  periods: z.int(),
});

const dateCase = (published: PublishedCase): Found => {
  const given = DateInputs.parse(published.inputs);
  return { due_dates: dueDatesOf(given, stepOfText(given.frequency, given.months_per_period)) };
};

const FeeInputs = z.strictObject({
  principal: Amount,
  periods: z.int(),
  fee_rate_per_period_pct: Amount,
});

const feeCase = (published: PublishedCase): Found => {
  const { principal, periods, fee_rate_per_period_pct } = FeeInputs.parse(published.inputs);
  const { minor, major, mode } = scaleOf(published);
  const { rows, feeMinor } = buildSchedule({
    type: 'FEE_BASED',
    currency: 'CNY',
    principalMinor: minor(principal),
    startsOn: '2024-01-01',
    conventions: { ...defaultConventions, rounding: mode },
    frequency: 'MONTHLY',
    periods,
    feePerPeriodPct: fee_rate_per_period_pct,
    feeTiming: 'SPREAD',
  });
  const first = rows[0];
  if (first === undefined) throw new Error('no instalment');
  return {
    fee_per_period: major(first.feeMinor),
    principal_per_period: major(first.principalMinor),
    instalment: major(first.principalMinor + first.feeMinor),
    total_fee: major(feeMinor),
  };
};

const FixedInputs = z.strictObject({
  principal: Amount,
  instalment: Amount,
  first_due_date: LocalDate,
  frequency: z.string(),
});

const fixedCase = (published: PublishedCase): Found => {
  const given = FixedInputs.parse(published.inputs);
  const scale = scaleOf(published);
  const principalMinor = scale.minor(given.principal);
  const instalmentMinor = scale.minor(given.instalment);
  const count = Math.ceil(principalMinor / instalmentMinor);
  const step = stepOfText(given.frequency);
  const { rows } = buildSchedule({
    type: 'CUSTOM',
    currency: 'CNY',
    principalMinor,
    startsOn: stepFrom(given.first_due_date, step, -1),
    conventions: defaultConventions,
    annualRatePct: '0',
    instalments: Array.from({ length: count }, (_, index) => ({
      dueOn: stepFrom(given.first_due_date, step, index),
      principalMinor: Math.min(instalmentMinor, principalMinor - index * instalmentMinor),
    })),
  });
  return described(
    rows,
    rows.map((row) => row.dueOn),
    principalMinor,
    scale,
  );
};

const feeOf = (loan: Loan, principalMinor: number, interestMinor: number): number => {
  const fee = loan.inputs.instalment_fee;
  if (fee === undefined) return 0;
  const on = fee.basis.split('+').map((part) => part.trim());
  if (!on.every((part) => part === 'principal' || part === 'interest'))
    throw new RangeError(`fee on ${fee.basis} is not covered`);
  const base = (on.includes('principal') ? principalMinor : 0) + (on.includes('interest') ? interestMinor : 0);
  return roundMinor(fractionOf(fee.percent).times(base), loan.scale.mode);
};

/** A source that gives no rule for the last instalment gives the closed formula instead of the sum of rows. */
const isClosedFormula = ({ conventions, expected }: PublishedCase): boolean =>
  !('last_instalment' in conventions) && !('rows' in expected);

const loanCase = (published: PublishedCase): Found => {
  const isFormula = isClosedFormula(published);
  const isAnnuity = (published.inputs['method'] ?? 'annuity') === 'annuity';
  const scale = isFormula && !isAnnuity ? scaleWith(unroundedPlaces, 'HALF_UP') : scaleOf(published);
  const loan = loanOf(published, scale);
  const lines = amortise(loan.plan).map((part) => ({
    ...part,
    feeMinor: feeOf(loan, part.principalMinor, part.interestMinor),
  }));
  const dueDates = loan.periods.map((period) => period.endsOn);
  const found = described(lines, dueDates, loan.plan.principalMinor, scale);
  if (!isAnnuity) return found;
  const instalment = scale.major(loan.plan.levelMinor ?? levelOf(loan.plan));
  const total = instalment.times(lines.length);
  const formula = isFormula
    ? { total_payment: total, total_interest: total.minus(scale.major(loan.plan.principalMinor)) }
    : {};
  return { ...found, ...formula, instalment };
};

/** Which calculation a case asks for is told by the keys of its inputs, never by its id. */
export const scheduleCase = (published: PublishedCase): Found => {
  const asks = (key: string): boolean => key in published.inputs;
  if (asks('function')) return functionCase(published);
  if (asks('amount_advanced')) return rateCase(published);
  if (asks('debts')) return debtCase(published);
  if (isDaily(published)) return dailyCase(published);
  if (asks('early_payments')) return prepaymentCase(published);
  if (asks('from') && asks('to')) return spanCase(published);
  if (!asks('principal') && asks('start_date')) return dateCase(published);
  if (asks('fee_rate_per_period_pct')) return feeCase(published);
  if (asks('first_due_date')) return fixedCase(published);
  if (asks('as_of') || asks('rate_changes') || asks('pauses') || asks('disbursements')) return runningCase(published);
  return loanCase(published);
};
