import * as z from 'zod';
import { BusinessCalendar, LocalDate } from '#functions/domain/calendar.ts';
import { Currency } from '#functions/domain/money.ts';
import { DayCount } from '#functions/domain/plan/day-count.ts';
import type { Step } from '#functions/domain/plan/day-count.ts';
import { Percent, Rounding } from '#functions/domain/plan/rate.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const Minor = z.int().nonnegative();
const Positive = z.int().positive();
const Periods = z.int().min(1).max(360);

export const Frequency = z.enum(['MONTHLY', 'FORTNIGHTLY', 'WEEKLY']);
export type Frequency = z.infer<typeof Frequency>;

export const stepOf = {
  MONTHLY: { unit: 'MONTH', count: 1 },
  FORTNIGHTLY: { unit: 'DAY', count: 14 },
  WEEKLY: { unit: 'DAY', count: 7 },
} as const satisfies Record<Frequency, Step>;

export const instalmentsPerYear = { MONTHLY: 12, FORTNIGHTLY: 26, WEEKLY: 52 } as const satisfies Record<
  Frequency,
  number
>;

/** Spelled out in every agreement, because "12 % a year" alone does not fix an amount to the cent. */
export const Conventions = z.strictObject({
  dayCount: DayCount,
  rounding: Rounding,
  /** The last one takes what rounding leaves; SMOOTHED: a level instalment first takes its share of a large difference. */
  lastInstalment: z.enum(['TAKES_THE_REMAINDER', 'SMOOTHED']),
});
export type Conventions = z.infer<typeof Conventions>;

export const defaultConventions: Conventions = {
  dayCount: 'MONTHLY',
  rounding: 'HALF_UP',
  lastInstalment: 'TAKES_THE_REMAINDER',
};

const common = {
  currency: Currency,
  /** Unpaid principal only: no interest on interest (4.4). */
  principalMinor: Positive,
  startsOn: LocalDate,
  conventions: Conventions,
  calendar: BusinessCalendar.optional(),
  /** Unpaid interest and fees of the past: lines of their own, spread evenly, bearing nothing. */
  carriedInterestMinor: Minor.optional(),
  carriedFeeMinor: Minor.optional(),
};

const periodic = {
  ...common,
  firstDueOn: LocalDate.optional(),
  /** The borrower's day of the month; in a shorter month the last one. Without it the first date's. */
  dueDay: z.int().min(1).max(31).optional(),
  frequency: Frequency,
  periods: Periods,
};

/** A lower rate in the leading periods; what they would have borne is not caught up later (R29). */
const InterestRelief = z.strictObject({ periods: z.int().positive(), annualRatePct: Percent });

const interestBearing = { ...periodic, annualRatePct: Percent, interestRelief: InterestRelief.optional() };

/** What a schedule is a pure function of: one shape for each plan type (4.4). */
export const ScheduleInputs = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('EQUAL_INSTALMENT'), ...interestBearing }),
  z.strictObject({ type: z.literal('EQUAL_PRINCIPAL'), ...interestBearing }),
  z.strictObject({
    type: z.literal('FEE_BASED'),
    ...periodic,
    /** Percent of the original principal for each period. */
    feePerPeriodPct: Percent,
    feeTiming: z.enum(['SPREAD', 'UP_FRONT']),
  }),
  z.strictObject({
    type: z.literal('STEP_UP'),
    ...interestBearing,
    lowPeriods: z.int().positive(),
    lowInstalmentMinor: Positive,
  }),
  z.strictObject({
    type: z.literal('MORATORIUM'),
    ...interestBearing,
    /** Of `periods`, how many come before the plan proper. */
    moratoriumPeriods: z.int().positive(),
    /** Paid as it falls due, given up, or spread evenly over the later instalments without bearing any. */
    moratoriumInterest: z.enum(['PAID', 'WAIVED', 'SPREAD']),
    followedBy: z.enum(['EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL']),
  }),
  z.strictObject({
    type: z.literal('LUMP_SUM'),
    ...common,
    annualRatePct: Percent,
    dueOn: LocalDate,
    /** Given up if the rest is paid by the day; it never enters the schedule. */
    discountMinor: Minor,
  }),
  z.strictObject({
    type: z.literal('CUSTOM'),
    ...common,
    annualRatePct: Percent,
    instalments: z
      .array(z.strictObject({ dueOn: LocalDate, principalMinor: Minor, feeMinor: Minor.optional() }))
      .min(1)
      .max(360),
  }),
]);
export type ScheduleInputs = z.infer<typeof ScheduleInputs>;

export interface ScheduleRow {
  readonly no: number;
  readonly dueOn: LocalDate;
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feeMinor: number;
}

export const invalid = (detail: string): Refusal => new Refusal('ScheduleInvalid', detail, { rules: ['R28'] });

export const rowTotal = (row: Omit<ScheduleRow, 'no' | 'dueOn'>): number =>
  row.principalMinor + row.interestMinor + row.feeMinor;
