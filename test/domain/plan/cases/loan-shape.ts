import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { partsOf } from '#functions/domain/day-number.ts';
import type { Amortisation, Part } from '#functions/domain/plan/amortise.ts';
import { nominalYears, yearsOf } from '#functions/domain/plan/day-count.ts';
import type { Period, Step } from '#functions/domain/plan/day-count.ts';
import { periodsOf, stepFrom } from '#functions/domain/plan/due-dates.ts';
import { fractionOf } from '#functions/domain/plan/rate.ts';
import { Amount, dayCountOf, scaleOf, text } from '#test/domain/plan/cases/published-case.ts';
import type { Found, PublishedCase, Scale } from '#test/domain/plan/cases/published-case.ts';

const Method = z.enum(['annuity', 'equal_principal', 'flat', 'bullet']);

/** The keys by which a case describes an instalment loan; an unknown key fails, so that nothing is silently left out. */
export const loanKeys = {
  principal: Amount,
  annual_rate_pct: Amount.default('0'),
  method: Method.default('annuity'),
  start_date: LocalDate.default('2024-01-01'),
  due_dates: z.array(LocalDate).optional(),
  periods: z.int().optional(),
  frequency: z.string().optional(),
  months_per_period: z.int().optional(),
  payment_day: z.string().optional(),
  grace_principal_periods: z.int().optional(),
  interest_free_periods_deferred: z.int().optional(),
  instalment: Amount.optional(),
  instalment_fee: z.strictObject({ percent: Amount, basis: z.string() }).optional(),
};
const LoanInputs = z.strictObject(loanKeys);
export type LoanInputs = z.infer<typeof LoanInputs>;

export const stepOfText = (frequency: string | undefined, months = 1): Step => {
  if (frequency === undefined) return { unit: 'MONTH', count: months };
  const match = /^(\d+) (month|week|day)s?$/u.exec(frequency);
  if (match === null) throw new RangeError(`frequency ${frequency} is not known`);
  const count = Number(match[1]);
  if (match[2] === 'month') return { unit: 'MONTH', count };
  return { unit: 'DAY', count: match[2] === 'week' ? count * 7 : count };
};

const dueDatesOf = (inputs: LoanInputs, step: Step): string[] => {
  if (inputs.due_dates !== undefined) return inputs.due_dates;
  if (inputs.periods === undefined) throw new RangeError('neither due dates nor a number of periods');
  const start = inputs.start_date;
  const day = inputs.payment_day;
  const origin = day === undefined ? start : `${start.slice(0, 8)}${day.padStart(2, '0')}`;
  if (partsOf(origin).day < partsOf(start).day) throw new RangeError('payment day before the start day');
  return Array.from({ length: inputs.periods }, (_, index) => stepFrom(origin, step, index + 1));
};

export interface Loan {
  readonly inputs: LoanInputs;
  readonly scale: Scale;
  readonly periods: Period[];
  readonly plan: Amortisation;
}

const methods = {
  annuity: 'ANNUITY',
  equal_principal: 'EQUAL_PRINCIPAL',
  flat: 'FLAT',
  bullet: 'BULLET',
} as const;

const multipleOf = (published: PublishedCase, method: string, scale: Scale): Amortisation['multiple'] => {
  const { conventions } = published;
  const given = conventions['instalment_multiple'];
  const isRoundedUp = /rounded UP/u.test(text(conventions['instalment']));
  if (given === undefined && !isRoundedUp) return undefined;
  if (method === 'equal_principal') return undefined;
  return {
    minor: scale.minor(given === undefined ? '1' : text(given)),
    rounding: isRoundedUp ? 'UP' : scale.mode,
    of: conventions['flat_multiple_on'] === 'total' ? 'TOTAL' : 'PRINCIPAL',
  };
};

export const loanOf = (published: PublishedCase, scale = scaleOf(published), given?: unknown): Loan => {
  const inputs = LoanInputs.parse(given ?? published.inputs);
  const step = stepOfText(inputs.frequency, inputs.months_per_period);
  const periods = periodsOf(inputs.start_date, dueDatesOf(inputs, step), step);
  const isActual = /actual period factors/u.test(text(published.conventions['instalment']));
  const multiple = multipleOf(published, inputs.method, scale);
  const plan: Amortisation = {
    principalMinor: scale.minor(inputs.principal),
    annualRate: fractionOf(inputs.annual_rate_pct),
    years: periods.map((period) => yearsOf(dayCountOf(published), period)),
    method: methods[inputs.method],
    rounding: scale.mode,
    interestOnlyPeriods: inputs.grace_principal_periods ?? 0,
    deferredInterestPeriods: inputs.interest_free_periods_deferred ?? 0,
    smoothing: 'instalment_smoothing' in published.conventions,
    ...(isActual ? {} : { nominalYears: nominalYears(step) }),
    ...(multiple === undefined ? {} : { multiple }),
    ...(inputs.instalment === undefined ? {} : { levelMinor: scale.minor(inputs.instalment) }),
  };
  return { inputs, scale, periods, plan };
};

export interface LoanLine extends Part {
  readonly feeMinor: number;
}

/** Rows and totals by the names that the cases use. */
export const described = (
  lines: readonly LoanLine[],
  dueDates: readonly string[],
  principalMinor: number,
  scale: Scale,
): { readonly [key: string]: Found } => {
  let balance = principalMinor;
  const rows = lines.map((line, index) => {
    balance -= line.principalMinor;
    return {
      n: index + 1,
      due_date: dueDates[index],
      principal: scale.major(line.principalMinor),
      interest: scale.major(line.interestMinor),
      fees: scale.major(line.feeMinor),
      total: scale.major(line.principalMinor + line.interestMinor + line.feeMinor),
      balance: scale.major(balance),
    };
  });
  const sum = (part: (line: LoanLine) => number): Found =>
    scale.major(lines.reduce((total, line) => total + part(line), 0));
  const all = (line: LoanLine): number => line.principalMinor + line.interestMinor + line.feeMinor;
  const [first, second] = rows;
  return {
    rows,
    totals: {
      principal: sum((line) => line.principalMinor),
      interest: sum((line) => line.interestMinor),
      fees: sum((line) => line.feeMinor),
      total: sum(all),
    },
    number_of_instalments: lines.length,
    due_dates: dueDates,
    total_interest: sum((line) => line.interestMinor),
    total_payment: sum(all),
    first_instalment: first?.total,
    first_interest: first?.interest,
    first_principal: first?.principal,
    second_interest: second?.interest,
    second_principal: second?.principal,
    last_payment: rows.at(-1)?.total,
    monthly_decrease: first === undefined || second === undefined ? undefined : first.total.minus(second.total),
  };
};
