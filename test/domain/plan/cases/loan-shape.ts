import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { daysInMonth, partsOf } from '#functions/domain/day-number.ts';
import type { Amortisation, Part } from '#functions/domain/plan/amortise.ts';
import { nominalYears, yearsOf } from '#functions/domain/plan/day-count.ts';
import type { Period, Step } from '#functions/domain/plan/day-count.ts';
import { periodsOf, stepFrom } from '#functions/domain/plan/due-dates.ts';
import { fractionOf } from '#functions/domain/plan/rate.ts';
import { Amount, dayCountOf, scaleOf, text } from '#test/domain/plan/cases/published-case.ts';
import type { Found, PublishedCase, Scale } from '#test/domain/plan/cases/published-case.ts';

const Method = z.enum(['annuity', 'equal_principal', 'flat', 'bullet']);

export const PaymentDay = z.coerce.number().pipe(z.int().min(1).max(31));

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
  payment_day: PaymentDay.optional(),
  grace_principal_periods: z.int().optional(),
  interest_free_periods_deferred: z.int().optional(),
  instalment: Amount.optional(),
  instalment_fee: z.strictObject({ percent: Amount, basis: z.string() }).optional(),
};
const LoanInputs = z.strictObject(loanKeys);
export type LoanInputs = z.infer<typeof LoanInputs>;

const unitOf = {
  year: { unit: 'MONTH', times: 12 },
  month: { unit: 'MONTH', times: 1 },
  week: { unit: 'DAY', times: 7 },
  day: { unit: 'DAY', times: 1 },
} as const;

export const stepOfText = (frequency: string | undefined, months = 1): Step => {
  if (frequency === undefined) return { unit: 'MONTH', count: months };
  const match = /^(\d+) (year|month|week|day)s?$/iu.exec(frequency);
  if (match === null) throw new RangeError(`frequency ${frequency} is not known`);
  const count = Number(match[1]);
  const word = z.enum(['year', 'month', 'week', 'day']).parse(match[2]?.toLowerCase());
  const { unit, times } = unitOf[word];
  return { unit, count: count * times };
};

interface Dates {
  readonly start_date: string;
  readonly due_dates?: readonly string[] | undefined;
  readonly periods?: number | undefined;
  readonly payment_day?: number | undefined;
}

/** From the start date, or on a day of the months that follow the start's own; a short month ends earlier. */
export const dueDatesOf = ({ start_date, due_dates, periods, payment_day }: Dates, step: Step): string[] => {
  if (due_dates !== undefined) return [...due_dates];
  if (periods === undefined) throw new RangeError('neither due dates nor a number of periods');
  const numbers = Array.from({ length: periods }, (_, index) => index + 1);
  if (payment_day === undefined) return numbers.map((number) => stepFrom(start_date, step, number));
  if (step.unit !== 'MONTH') throw new RangeError('a day of the month is for monthly instalments');
  const month = `${start_date.slice(0, 8)}01`;
  return numbers.map((number) => {
    const { year, month: own } = partsOf(stepFrom(month, step, number));
    const day = Math.min(payment_day, daysInMonth(year, own));
    return `${stepFrom(month, step, number).slice(0, 8)}${String(day).padStart(2, '0')}`;
  });
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

interface Level {
  /** The discount factors of the actual periods, not of equal ones. */
  readonly isActual: boolean;
  /** Rounded up to a multiple of so much, in major units. */
  readonly upTo: string | undefined;
}

const ceiling = /round(?:ed)? up|ceiling/iu;

/**
 * How the level instalment is found: by the actual periods where the source says so or counts days without another word,
 * else by equal ones. Words that say neither are refused, so that no figure rests on a guess.
 */
const levelRuleOf = ({ conventions, inputs }: PublishedCase): Level => {
  const words = text(conventions['instalment']);
  const countsDays = /^(?:ACT|PREV)/u.test(text(conventions['day_count']));
  const upTo = ceiling.test(words) ? (/multiple of (\d+(?:\.\d+)?)/u.exec(words)?.[1] ?? '1') : undefined;
  if (words === '') return { isActual: countsDays, upTo };
  if (/actual/iu.test(words)) return { isActual: true, upTo };
  if (/annual\s*\/\s*12|30\/360|pmt|formula|level|annuity|nominal/iu.test(words)) return { isActual: false, upTo };
  const isLevel = (inputs['method'] ?? 'annuity') === 'annuity' && !('instalment' in inputs);
  if (isLevel) throw new RangeError(`the rule for the instalment is not understood: ${words}`);
  return { isActual: countsDays, upTo };
};

const multipleOf = (published: PublishedCase, method: string, scale: Scale): Amortisation['multiple'] => {
  const { conventions } = published;
  const given = conventions['instalment_multiple'];
  const { upTo } = levelRuleOf(published);
  if ((given === undefined && upTo === undefined) || method === 'equal_principal') return undefined;
  return {
    minor: scale.minor(given === undefined ? (upTo ?? '1') : Amount.parse(given)),
    rounding: upTo === undefined ? scale.mode : 'UP',
    of:
      z.enum(['principal', 'total']).default('principal').parse(conventions['flat_multiple_on']) === 'total'
        ? 'TOTAL'
        : 'PRINCIPAL',
  };
};

export const loanOf = (published: PublishedCase, scale = scaleOf(published), given?: unknown): Loan => {
  const inputs = LoanInputs.parse(given ?? published.inputs);
  const step = stepOfText(inputs.frequency, inputs.months_per_period);
  const periods = periodsOf(inputs.start_date, dueDatesOf(inputs, step), step);
  const { isActual } = levelRuleOf(published);
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
