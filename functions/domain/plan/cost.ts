import { addMonths, daysBetween, monthsBetween } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { decimal, roundTo } from '#functions/domain/plan/rate.ts';
import type { Percent } from '#functions/domain/plan/rate.ts';
import { instalmentsPerYear, rowTotal } from '#functions/domain/plan/schedule-inputs.ts';
import type { Frequency, ScheduleRow } from '#functions/domain/plan/schedule-inputs.ts';

/** One payment, `wholeUnits` unit-periods and a fraction of one after the start. */
export interface Flow {
  readonly amountMinor: number;
  readonly wholeUnits: number;
  readonly fraction: number;
}

/** Multiplied step by step: Math.pow may differ in the last digit between engines. */
const whole = (base: number, exponent: number): number => {
  let result = 1;
  let square = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
};

const presentValue = (flows: readonly Flow[], rate: number): number =>
  flows.reduce(
    (sum, { amountMinor, wholeUnits, fraction }) =>
      sum + amountMinor / ((1 + fraction * rate) * whole(1 + rate, wholeUnits)),
    0,
  );

const highestUnitRate = 100;

/** 100 halvings leave less than 1e-28 of the interval. */
const halvings = 100;

/** The rate of one unit-period at which the payments are worth the amount: falling, so halving finds it. */
const unitRate = (amountMinor: number, flows: readonly Flow[]): number => {
  let low = 0;
  let high = highestUnitRate;
  for (let step = 0; step < halvings; step += 1) {
    const middle = (low + high) / 2;
    if (presentValue(flows, middle) > amountMinor) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/**
 * Actuarial annual percentage rate, half-up to 0.01 %: the rate of a unit-period times the
 * unit-periods of a year, odd days simple within their unit-period.
 */
export const actuarialRate = (amountMinor: number, flows: readonly Flow[], unitsPerYear: number): Percent => {
  const paid = flows.reduce((sum, flow) => sum + flow.amountMinor, 0);
  if (paid <= amountMinor) return '0.00';
  const rate = unitRate(amountMinor, flows);
  return roundTo(decimal(rate.toFixed(14)).times(unitsPerYear).times(100), 2, 'HALF_UP').toFixed(2);
};

const units = {
  MONTHLY: { perYear: instalmentsPerYear.MONTHLY, days: 30 },
  FORTNIGHTLY: { perYear: instalmentsPerYear.FORTNIGHTLY, days: 14 },
  WEEKLY: { perYear: instalmentsPerYear.WEEKLY, days: 7 },
} as const satisfies Record<Frequency, { perYear: number; days: number }>;

const flowOf = (row: ScheduleRow, startsOn: LocalDate, frequency: Frequency): Flow => {
  const amountMinor = rowTotal(row);
  const { days } = units[frequency];
  if (frequency === 'MONTHLY') {
    const wholeUnits = monthsBetween(startsOn, row.dueOn);
    const odd = daysBetween(addMonths(startsOn, wholeUnits), row.dueOn);
    return { amountMinor, wholeUnits, fraction: odd / days };
  }
  const elapsed = daysBetween(startsOn, row.dueOn);
  return {
    amountMinor,
    wholeUnits: Math.floor(elapsed / days),
    fraction: (elapsed % days) / days,
  };
};

export interface CostBasis {
  /** What the borrower has the use of: the principal less whatever is paid up front. */
  readonly principalMinor: number;
  readonly startsOn: LocalDate;
  readonly frequency?: Frequency | undefined;
  readonly rows: readonly ScheduleRow[];
}

/** Interest and fees of all instalments as a yearly percentage, for the cap of R32 and for the borrower's eyes. */
export const effectiveAnnualCost = ({ principalMinor, startsOn, frequency = 'MONTHLY', rows }: CostBasis): Percent =>
  actuarialRate(
    principalMinor,
    rows.map((row) => flowOf(row, startsOn, frequency)),
    units[frequency].perYear,
  );

/** Everything beyond the principal, in minor units. */
export const totalCost = (rows: readonly ScheduleRow[]): number =>
  rows.reduce((sum, row) => sum + row.interestMinor + row.feeMinor, 0);
