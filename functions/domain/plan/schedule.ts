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

/** The calendar is left out: what it did to the dates is in the rows, and a pack's next year must not change old hashes. */
export const scheduleHash = (inputs: ScheduleInputs, rows: readonly ScheduleRow[]): string =>
  sha256Hex(JSON.stringify(sorted({ inputs: { ...inputs, calendar: undefined }, rows })));

const carried = (totalMinor: number | undefined, count: number): number[] => splitMinor(totalMinor ?? 0, count);

const withCarried = (inputs: ScheduleInputs, rows: readonly ScheduleRow[]): ScheduleRow[] => {
  const interest = carried(inputs.carriedInterestMinor, rows.length);
  const fees = carried(inputs.carriedFeeMinor, rows.length);
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
  for (const row of rows) {
    if (row.dueOn <= previous) throw invalid(`instalment ${row.no} is not due after ${previous}`);
    if (Math.min(row.principalMinor, row.interestMinor, row.feeMinor) < 0) {
      throw invalid(`instalment ${row.no} has a negative part`);
    }
    if (rowTotal(row) === 0) throw invalid(`instalment ${row.no} has nothing to pay`);
    previous = row.dueOn;
  }
  const sum = total(rows, (row) => row.principalMinor);
  if (sum !== principalMinor) {
    throw invalid(`the instalments repay ${sum} of ${principalMinor} minor units`);
  }
};

const total = (rows: readonly ScheduleRow[], part: (row: ScheduleRow) => number): number =>
  rows.reduce((sum, row) => sum + part(row), 0);

/** Weekly amounts as a monthly one, rounded up: 52 weeks are more than twelve times four. */
const largestMonth = (inputs: ScheduleInputs, rows: readonly ScheduleRow[]): number => {
  if (inputs.type === 'CUSTOM') {
    const months = Map.groupBy(rows, (row) => row.dueOn.slice(0, 7));
    return Math.max(...[...months.values()].map((month) => total(month, rowTotal)));
  }
  const perYear = inputs.type === 'LUMP_SUM' ? 12 : instalmentsPerYear[inputs.frequency];
  return Math.max(...rows.map((row) => Math.ceil((rowTotal(row) * perYear) / 12)));
};

/** Totals and hash of rows that are already laid out. */
export const summarise = (inputs: ScheduleInputs, rows: readonly ScheduleRow[]): Schedule => ({
  currency: inputs.currency,
  rows: [...rows],
  principalMinor: total(rows, (row) => row.principalMinor),
  interestMinor: total(rows, (row) => row.interestMinor),
  feeMinor: total(rows, (row) => row.feeMinor),
  totalMinor: total(rows, rowTotal),
  largestMinor: Math.max(...rows.map(rowTotal)),
  largestMonthMinor: largestMonth(inputs, rows),
  lastDueOn: rows.at(-1)?.dueOn ?? inputs.startsOn,
  hash: scheduleHash(inputs, rows),
});

/** Amount and due date of every period (R28): a pure function, so that what is signed can be computed again. */
export const buildSchedule = (inputs: ScheduleInputs): Schedule => {
  const rows = withCarried(inputs, layOut(inputs));
  check(rows, restructured(inputs), inputs.startsOn);
  return summarise(inputs, rows);
};
