import type { LocalDate } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { splitMinor } from '#functions/domain/money.ts';
import type { Currency } from '#functions/domain/money.ts';
import { layOut } from '#functions/domain/plan/layout.ts';
import { instalmentsPerYear, invalid, rowTotal } from '#functions/domain/plan/schedule-inputs.ts';
import type { ScheduleInputs, ScheduleRow } from '#functions/domain/plan/schedule-inputs.ts';

export interface Schedule {
  readonly currency: Currency;
  readonly rows: ScheduleRow[];
  /** What is restructured: the principal less any discount. */
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feeMinor: number;
  readonly totalMinor: number;
  /** Affordability looks at the largest instalment, not at the average (4.4). */
  readonly largestMinor: number;
  /** The same for a month, which weekly instalments share. */
  readonly largestMonthMinor: number;
  readonly lastDueOn: LocalDate;
  /** Made when it is asked for: most schedules are only compared. */
  readonly hash: string;
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
};

/**
 * SHA-256 of the terms (JSON with sorted keys) and, a line each, of the rows. The calendar is left out: what it
 * did to the dates is in the rows, and a pack's next year must not change old hashes.
 */
export const scheduleHash = (inputs: ScheduleInputs, rows: readonly ScheduleRow[]): string => {
  let text = JSON.stringify(sorted({ ...inputs, calendar: undefined }));
  for (const { no, dueOn, principalMinor, interestMinor, feeMinor } of rows) {
    text += `\n${no} ${dueOn} ${principalMinor} ${interestMinor} ${feeMinor}`;
  }
  return sha256Hex(text);
};

const withCarried = (inputs: ScheduleInputs, rows: ScheduleRow[]): ScheduleRow[] => {
  const { carriedInterestMinor = 0, carriedFeeMinor = 0 } = inputs;
  if (carriedInterestMinor === 0 && carriedFeeMinor === 0) return rows;
  const interest = splitMinor(carriedInterestMinor, rows.length);
  const fees = splitMinor(carriedFeeMinor, rows.length);
  return rows.map((row, index) => ({
    ...row,
    interestMinor: row.interestMinor + (interest[index] ?? 0),
    feeMinor: row.feeMinor + (fees[index] ?? 0),
  }));
};

const restructured = (inputs: ScheduleInputs): number =>
  inputs.type === 'LUMP_SUM' ? inputs.principalMinor - inputs.discountMinor : inputs.principalMinor;

/** The invariants of 4.4, for every type alike: a wrong plan never reaches a signature. */
const check = (rows: readonly ScheduleRow[], principalMinor: number, startsOn: LocalDate): void => {
  let previous = startsOn;
  let sum = 0;
  for (const row of rows) {
    if (row.dueOn <= previous) throw invalid(`instalment ${row.no} is not due after ${previous}`);
    if (row.principalMinor < 0 || row.interestMinor < 0 || row.feeMinor < 0) {
      throw invalid(`instalment ${row.no} has a negative part`);
    }
    if (rowTotal(row) === 0) throw invalid(`instalment ${row.no} has nothing to pay`);
    previous = row.dueOn;
    sum += row.principalMinor;
  }
  if (sum !== principalMinor) {
    throw invalid(`the instalments repay ${sum} of ${principalMinor} minor units`);
  }
};

/** Weekly amounts as a monthly one, rounded up: 52 weeks are more than twelve times four. */
const largestMonth = (inputs: ScheduleInputs, rows: readonly ScheduleRow[], largestMinor: number): number => {
  if (inputs.type === 'LUMP_SUM') return largestMinor;
  if (inputs.type !== 'CUSTOM') return Math.ceil((largestMinor * instalmentsPerYear[inputs.frequency]) / 12);
  let largest = 0;
  let month = '';
  let sum = 0;
  for (const row of rows) {
    const own = row.dueOn.slice(0, 7);
    sum = (own === month ? sum : 0) + rowTotal(row);
    month = own;
    if (sum > largest) largest = sum;
  }
  return largest;
};

/** Totals and hash of rows that are already laid out. */
export const summarise = (inputs: ScheduleInputs, rows: ScheduleRow[]): Schedule => {
  let principalMinor = 0;
  let interestMinor = 0;
  let feeMinor = 0;
  let largestMinor = 0;
  for (const row of rows) {
    principalMinor += row.principalMinor;
    interestMinor += row.interestMinor;
    feeMinor += row.feeMinor;
    const own = rowTotal(row);
    if (own > largestMinor) largestMinor = own;
  }
  let hash: string | undefined;
  return {
    currency: inputs.currency,
    rows,
    principalMinor,
    interestMinor,
    feeMinor,
    totalMinor: principalMinor + interestMinor + feeMinor,
    largestMinor,
    largestMonthMinor: largestMonth(inputs, rows, largestMinor),
    lastDueOn: rows.at(-1)?.dueOn ?? inputs.startsOn,
    get hash() {
      hash ??= scheduleHash(inputs, rows);
      return hash;
    },
  };
};

/** Amount and due date of every period (R28): a pure function, so that what is signed can be computed again. */
export const buildSchedule = (inputs: ScheduleInputs): Schedule => {
  const rows = withCarried(inputs, layOut(inputs));
  check(rows, restructured(inputs), inputs.startsOn);
  return summarise(inputs, rows);
};
