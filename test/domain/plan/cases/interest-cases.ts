import * as z from 'zod';
import { daysBetween, LocalDate } from '#functions/domain/calendar.ts';
import { accrue } from '#functions/domain/plan/accrual.ts';
import { levelOf } from '#functions/domain/plan/amortise.ts';
import { runDaily } from '#functions/domain/plan/daily-interest.ts';
import { decimal, roundMinor } from '#functions/domain/plan/rate.ts';
import { runLoan } from '#functions/domain/plan/running-loan.ts';
import { described, loanOf } from '#test/domain/plan/cases/loan-shape.ts';
import { Amount, dayCountOf, scaleOf, scaleWith } from '#test/domain/plan/cases/published-case.ts';
import type { Found, PublishedCase } from '#test/domain/plan/cases/published-case.ts';

const Pauses = z.array(z.strictObject({ from: LocalDate, to: LocalDate.optional() }));
const Rates = z.array(z.strictObject({ from: LocalDate, annual_rate_pct: Amount }));

const RunningInputs = z.object({
  as_of: LocalDate.default('0001-01-01'),
  payments: z.array(z.strictObject({ date: LocalDate, amount: Amount })).default([]),
  pauses: Pauses.default([]),
  rate_changes: Rates.default([]),
});

/** An instalment loan whose interest follows payments, pauses and changes of rate. */
export const runningCase = (published: PublishedCase): Found => {
  const { as_of, payments, pauses, rate_changes } = RunningInputs.parse(published.inputs);
  const { as_of: _a, payments: _b, pauses: _c, rate_changes: _d, ...agreed } = published.inputs;
  const { inputs, scale, periods, plan } = loanOf(published, scaleOf(published), agreed);
  const levelMinor = levelOf({ ...plan, nominalYears: { parts: 1, whole: 12 } });
  const parts = runLoan({
    principalMinor: plan.principalMinor,
    periods,
    totalsMinor: periods.map(() => plan.levelMinor ?? levelMinor),
    rates: [
      { from: inputs.start_date, annualRatePct: inputs.annual_rate_pct },
      ...rate_changes.map((rate) => ({ from: rate.from, annualRatePct: rate.annual_rate_pct })),
    ],
    pauses,
    dayCount: dayCountOf(published),
    rounding: scale.mode,
    receipts: payments.map(({ date, amount }) => ({
      valueDate: date,
      amountMinor: scale.minor(amount),
    })),
    asOf: as_of,
  });
  const dueDates = periods.map((period) => period.endsOn);
  const lines = parts.map((part) => ({ ...part, feeMinor: 0 }));
  return described(lines, dueDates, plan.principalMinor, scale);
};

const DailyInputs = z.strictObject({
  principal: Amount,
  start_date: LocalDate,
  daily_rate_pct: Amount,
  event_days: z.array(z.int()),
  zero_or_special_rates: z
    .array(z.strictObject({ from: LocalDate, to: LocalDate, daily_rate_pct: Amount }))
    .default([]),
  payments: z.array(z.strictObject({ day: z.int(), amount: Amount })).default([]),
  quote: z.boolean().optional(),
});

/** Simple daily interest between events. */
export const dailyCase = (published: PublishedCase): Found => {
  const given = DailyInputs.parse(published.inputs);
  const { minor, major } = scaleWith(2, 'DOWN');
  const cap = Amount.optional().parse(published.conventions['total_interest_cap_pct']);
  const paidOn = (day: number): number =>
    given.payments.filter((payment) => payment.day === day).reduce((sum, payment) => sum + minor(payment.amount), 0);
  const rows = runDaily(
    {
      principalMinor: minor(given.principal),
      startsOn: given.start_date,
      dailyRatePct: given.daily_rate_pct,
      specialRates: given.zero_or_special_rates.map(({ from, to, daily_rate_pct }) => ({
        from,
        to,
        dailyRatePct: daily_rate_pct,
      })),
      totalInterestCapPct: cap,
    },
    given.event_days.map((day) => ({ day, paidMinor: paidOn(day) })),
  );
  const last = rows.at(-1);
  const interestMinor = roundMinor(last?.interestBalance ?? decimal(0), 'DOWN');
  const principalMinor = last?.principalMinor ?? 0;
  return {
    rows: rows.map((row) => ({
      day: row.day,
      new_interest: row.newInterest.div(100),
      interest_paid: major(row.interestPaidMinor),
      principal_paid: major(row.principalPaidMinor),
      interest_balance: row.interestBalance.div(100),
      principal_balance: major(row.principalMinor),
    })),
    quote: {
      principal: major(principalMinor),
      interest: major(interestMinor),
      payoff: major(principalMinor + interestMinor),
    },
  };
};

const AccrualInputs = z.strictObject({
  amount_pence: z.string(),
  interest_start_date: LocalDate,
  interest_to: LocalDate,
  rates: Rates,
  pauses: Pauses.default([]),
  payments: z.array(z.strictObject({ date: LocalDate, amount_pence: z.string() })).default([]),
});

/** Interest on an overdue debt, window by window. */
export const accrualCase = (published: PublishedCase): Found => {
  const given = AccrualInputs.parse(published.inputs);
  const pence = (minor: number): Found => decimal(minor);
  const found = accrue({
    amountMinor: Number(given.amount_pence),
    interestFrom: given.interest_start_date,
    interestTo: given.interest_to,
    rates: given.rates.map((rate) => ({ from: rate.from, annualRatePct: rate.annual_rate_pct })),
    pauses: given.pauses,
    payments: given.payments.map((payment) => ({
      paidOn: payment.date,
      amountMinor: Number(payment.amount_pence),
    })),
    rounding: scaleOf(published).mode,
  });
  return {
    chargeable_days: found.chargeableDays,
    interest_pence: pence(found.interestMinor),
    total_owed_pence: pence(found.owedMinor),
    daily_accrual_pence: pence(found.dailyMinor),
    parts: found.parts.map((part) => ({
      amount_pence: pence(part.amountMinor),
      until: part.until,
      days: daysBetween(given.interest_start_date, part.until),
      windows: part.windows.map((window) => ({
        to: window.to,
        days: window.days,
        annual_rate_pct: decimal(window.annualRatePct),
        interest_pence: pence(window.interestMinor),
      })),
    })),
  };
};

export const pauseCase = (published: PublishedCase): Found => {
  if ('amount_pence' in published.inputs) return accrualCase(published);
  if ('daily_rate_pct' in published.inputs) return dailyCase(published);
  return runningCase(published);
};
