import * as z from 'zod';
import { daysBetween, LocalDate } from '#functions/domain/calendar.ts';
import { accrue } from '#functions/domain/plan/accrual.ts';
import { levelOf } from '#functions/domain/plan/amortise.ts';
import { nominalYears } from '#functions/domain/plan/day-count.ts';
import { runDaily } from '#functions/domain/plan/daily-interest.ts';
import { decimal, roundMinor } from '#functions/domain/plan/rate.ts';
import { runLoan } from '#functions/domain/plan/running-loan.ts';
import { described, loanOf, stepOfText } from '#test/domain/plan/cases/loan-shape.ts';
import { Amount, dayCountOf, notCovered, scaleOf } from '#test/domain/plan/cases/published-case.ts';
import type { Found, PublishedCase } from '#test/domain/plan/cases/published-case.ts';

const Pauses = z.array(z.strictObject({ from: LocalDate, to: LocalDate.optional() }));
const Rates = z.array(z.strictObject({ from: LocalDate, annual_rate_pct: Amount }));

const RunningInputs = z.object({
  as_of: LocalDate.default('0001-01-01'),
  payments: z.array(z.strictObject({ date: LocalDate, amount: Amount })).default([]),
  pauses: Pauses.default([]),
  rate_changes: Rates.default([]),
  /** Money that was lent later than the start; the first part may be too. */
  disbursements: z.array(z.strictObject({ date: LocalDate, amount: Amount })).default([]),
});

/** An instalment loan whose interest follows payments, pauses and changes of rate. */
export const runningCase = (published: PublishedCase): Found => {
  const { as_of, payments, pauses, rate_changes, disbursements } = RunningInputs.parse(published.inputs);
  const { as_of: _a, payments: _b, pauses: _c, rate_changes: _d, disbursements: _e, ...agreed } = published.inputs;
  const { inputs, scale, periods, plan } = loanOf(published, scaleOf(published), agreed);
  if (inputs.method !== 'annuity') return notCovered(published, `a running loan by ${inputs.method}`);
  const nominal = nominalYears(stepOfText(inputs.frequency, inputs.months_per_period));
  const levelMinor = levelOf({ nominalYears: nominal, ...plan });
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
    advances: disbursements.map(({ date, amount }) => ({ on: date, amountMinor: scale.minor(amount) })),
  });
  const dueDates = periods.map((period) => period.endsOn);
  const lines = parts.map((part) => ({ ...part, feeMinor: 0 }));
  return described(lines, dueDates, plan.principalMinor, scale);
};

/** By the day, or by the year of 365 days. */
const rate = { daily_rate_pct: Amount.optional(), annual_rate_pct: Amount.optional() };
const dailyOf = (given: { daily_rate_pct?: string | undefined; annual_rate_pct?: string | undefined }): string => {
  if (given.daily_rate_pct !== undefined) return given.daily_rate_pct;
  if (given.annual_rate_pct === undefined) throw new RangeError('neither a daily nor an annual rate');
  return decimal(given.annual_rate_pct).div(365).toFixed(12);
};

export const isDaily = ({ conventions, inputs }: PublishedCase): boolean =>
  'daily_rate_pct' in inputs || (conventions['day_count'] === 'DAILY_SIMPLE' && 'event_days' in inputs);

const DailyInputs = z.strictObject({
  principal: Amount,
  fee: Amount.optional(),
  start_date: LocalDate,
  ...rate,
  event_days: z.array(z.int()),
  zero_or_special_rates: z.array(z.strictObject({ from: LocalDate, to: LocalDate, ...rate })).default([]),
  payments: z.array(z.strictObject({ day: z.int(), amount: Amount })).default([]),
  quote: z.boolean().optional(),
});

/** Simple daily interest between events. */
export const dailyCase = (published: PublishedCase): Found => {
  const given = DailyInputs.parse(published.inputs);
  const { minor, major, places, mode } = scaleOf(published);
  if (mode !== 'DOWN') return notCovered(published, `daily interest rounded ${mode}`);
  const unit = 10 ** places;
  const cap = Amount.optional().parse(published.conventions['total_interest_cap_pct']);
  const paidOn = (day: number): number =>
    given.payments.filter((payment) => payment.day === day).reduce((sum, payment) => sum + minor(payment.amount), 0);
  const rows = runDaily(
    {
      principalMinor: minor(given.principal),
      feeMinor: given.fee === undefined ? undefined : minor(given.fee),
      startsOn: given.start_date,
      dailyRatePct: dailyOf(given),
      specialRates: given.zero_or_special_rates.map((special) => ({
        from: special.from,
        to: special.to,
        dailyRatePct: dailyOf(special),
      })),
      totalInterestCapPct: cap,
    },
    given.event_days.map((day) => ({ day, paidMinor: paidOn(day) })),
  );
  const last = rows.at(-1);
  const interestMinor = roundMinor(last?.interestBalance ?? decimal(0), 'DOWN');
  const principalMinor = last?.principalMinor ?? 0;
  const feeMinor = last?.feeMinor ?? 0;
  return {
    rows: rows.map((row) => ({
      day: row.day,
      new_interest: row.newInterest.div(unit),
      interest_paid: major(row.interestPaidMinor),
      fee_paid: major(row.feePaidMinor),
      principal_paid: major(row.principalPaidMinor),
      interest_balance: row.interestBalance.div(unit),
      fee_balance: major(row.feeMinor),
      principal_balance: major(row.principalMinor),
    })),
    quote: {
      principal: major(principalMinor),
      interest: major(interestMinor),
      fee: major(feeMinor),
      payoff: major(principalMinor + feeMinor + interestMinor),
    },
  };
};

const Pence = z.union([z.string().regex(/^\d+$/u), z.int().nonnegative()]);

const AccrualInputs = z.strictObject({
  amount_pence: Pence,
  interest_start_date: LocalDate,
  interest_to: LocalDate,
  rates: Rates,
  pauses: Pauses.default([]),
  payments: z.array(z.strictObject({ date: LocalDate, amount_pence: Pence })).default([]),
});

/** Years of their own length, or all of one. */
const yearDaysOf = (published: PublishedCase): number | undefined => {
  const dayCount = dayCountOf(published);
  if (dayCount === 'ACT_ACT_SPLIT') return undefined;
  if (dayCount === 'ACT_365') return 365;
  if (dayCount === 'ACT_364') return 364;
  return dayCount === 'ACT_360' ? 360 : notCovered(published, `an overdue debt by ${dayCount}`);
};

/** Interest on an overdue debt, window by window. */
export const accrualCase = (published: PublishedCase): Found => {
  const yearDays = yearDaysOf(published);
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
    ...(yearDays === undefined ? {} : { yearDays }),
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
  if (isDaily(published)) return dailyCase(published);
  return runningCase(published);
};
