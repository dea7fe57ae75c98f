import { openDayFinder } from '#functions/domain/calendar.ts';
import { dateOfDayNumber } from '#functions/domain/day-number.ts';
import { amortise } from '#functions/domain/plan/amortise.ts';
import type { Amortisation, Part } from '#functions/domain/plan/amortise.ts';
import { interestOf, nominalYears, yearsBetween } from '#functions/domain/plan/day-count.ts';
import type { Years } from '#functions/domain/plan/day-count.ts';
import { openDueDates } from '#functions/domain/plan/due-dates.ts';
import { gridOf, oddFirstYears, relievedYears, yearsIn } from '#functions/domain/plan/grid.ts';
import type { InterestBearing, Periodic } from '#functions/domain/plan/grid.ts';
import { decimal, fractionOf, roundMinor } from '#functions/domain/plan/rate.ts';
import { invalid, stepOf } from '#functions/domain/plan/schedule-inputs.ts';
import type { ScheduleInputs, ScheduleRow } from '#functions/domain/plan/schedule-inputs.ts';
import { splitMinor } from '#functions/domain/money.ts';

type Of<Type extends ScheduleInputs['type']> = Extract<ScheduleInputs, { type: Type }>;

interface Line extends Part {
  readonly feeMinor?: number;
}

const rowsOf = (inputs: ScheduleInputs, dueDates: readonly string[], lines: readonly Line[]): ScheduleRow[] => {
  const open = openDueDates(dueDates, inputs.calendar);
  return lines.map(({ principalMinor, interestMinor, feeMinor = 0 }, index) => ({
    no: index + 1,
    dueOn: open[index] ?? inputs.startsOn,
    principalMinor,
    interestMinor,
    feeMinor,
  }));
};

/** The same for days of a grid: a closed day moves later, and two dates never meet (C32). */
const gridRows = (inputs: Periodic, grid: readonly number[], lines: readonly Line[]): ScheduleRow[] => {
  const { calendar } = inputs;
  const openDay = calendar === undefined ? undefined : openDayFinder(calendar, 1);
  const rows: ScheduleRow[] = [];
  let previous = Number.MIN_SAFE_INTEGER;
  let no = 0;
  for (const { principalMinor, interestMinor, feeMinor = 0 } of lines) {
    const own = grid[no] ?? 0;
    const day = own > previous ? own : previous + 1;
    previous = openDay === undefined ? day : openDay(day);
    no += 1;
    rows.push({ no, dueOn: dateOfDayNumber(previous), principalMinor, interestMinor, feeMinor });
  }
  return rows;
};

interface Laying extends Omit<Amortisation, 'method'> {
  /** Years of a first period of odd length. */
  readonly oddYears: Years | undefined;
}

const planOf = (inputs: InterestBearing, grid: readonly number[]): Laying => {
  const { principalMinor, conventions, interestRelief } = inputs;
  const years = yearsIn(inputs, grid);
  const odd = oddFirstYears(inputs, grid);
  const relieved = relievedYears(inputs);
  return {
    principalMinor,
    annualRate: fractionOf(inputs.annualRatePct),
    years: interestRelief === undefined ? years : years.map(relieved),
    oddYears: odd === undefined ? undefined : relieved(odd, 0),
    rounding: conventions.rounding,
    smoothing: conventions.lastInstalment === 'SMOOTHED',
    ...(interestRelief === undefined ? { nominalYears: nominalYears(stepOf[inputs.frequency]) } : {}),
  };
};

/** The first instalment takes what a first period of odd length costs more or less: the others stay what they are. */
const withOddFirst = ({ oddYears, ...plan }: Laying, parts: readonly Part[]): readonly Part[] => {
  const [first, ...others] = parts;
  if (oddYears === undefined || first === undefined) return parts;
  const interestMinor = interestOf(plan.principalMinor, plan.annualRate, oddYears, plan.rounding);
  return [{ ...first, interestMinor }, ...others];
};

const methods = { EQUAL_INSTALMENT: 'ANNUITY', EQUAL_PRINCIPAL: 'EQUAL_PRINCIPAL' } as const;

const regular = (inputs: Of<'EQUAL_INSTALMENT'> | Of<'EQUAL_PRINCIPAL'>, grid: readonly number[]): readonly Line[] => {
  const plan = planOf(inputs, grid);
  return withOddFirst(plan, amortise({ ...plan, method: methods[inputs.type] }));
};

/** Interest-free, a fee instead: in every instalment, or whole in the first one. */
const feeBased = (inputs: Of<'FEE_BASED'>, grid: readonly number[]): Line[] => {
  const { rounding } = inputs.conventions;
  const feeMinor = roundMinor(fractionOf(inputs.feePerPeriodPct).times(inputs.principalMinor), rounding);
  const parts = amortise({
    principalMinor: inputs.principalMinor,
    annualRate: decimal(0),
    years: yearsIn(inputs, grid),
    method: 'EQUAL_PRINCIPAL',
    rounding,
  });
  return parts.map((part, index) => ({
    ...part,
    feeMinor: feeOf(inputs, feeMinor, index),
  }));
};

const feeOf = (inputs: Of<'FEE_BASED'>, feeMinor: number, index: number): number => {
  if (inputs.feeTiming === 'SPREAD') return feeMinor;
  return index === 0 ? feeMinor * inputs.periods : 0;
};

/** Low instalments while the income recovers; what they leave is an ordinary annuity. */
const stepUp = (inputs: Of<'STEP_UP'>, grid: readonly number[]): readonly Line[] => {
  if (inputs.lowPeriods >= inputs.periods) throw invalid('no period is left for the higher amount');
  const plan = planOf(inputs, grid);
  const low = amortise({
    ...plan,
    method: 'ANNUITY',
    smoothing: false,
    levelMinor: inputs.lowInstalmentMinor,
    years: plan.years.slice(0, inputs.lowPeriods + 1),
  }).slice(0, inputs.lowPeriods);
  const repaid = low.reduce((sum, part) => sum + part.principalMinor, 0);
  const high = amortise({
    ...plan,
    principalMinor: inputs.principalMinor - repaid,
    method: 'ANNUITY',
    years: plan.years.slice(inputs.lowPeriods),
  });
  const firstHigh = high[0];
  if (firstHigh === undefined || firstHigh.principalMinor + firstHigh.interestMinor < inputs.lowInstalmentMinor) {
    throw invalid('the low instalment is higher than the later ones');
  }
  return withOddFirst(plan, [...low, ...high]);
};

/** Periods with nothing to pay have no row: a due date without an amount would only frighten. */
const moratorium = (inputs: Of<'MORATORIUM'>, grid: readonly number[]): ScheduleRow[] => {
  const { moratoriumPeriods: waiting, moratoriumInterest } = inputs;
  if (waiting >= inputs.periods) throw invalid('no period is left after the moratorium');
  const plan = planOf(inputs, grid);
  const parts = withOddFirst(
    plan,
    amortise({ ...plan, method: methods[inputs.followedBy], interestOnlyPeriods: waiting }),
  );
  const waited = parts.slice(0, waiting).reduce((sum, part) => sum + part.interestMinor, 0);
  const isPaid = moratoriumInterest === 'PAID' && waited > 0;
  const spread = splitMinor(moratoriumInterest === 'SPREAD' ? waited : 0, inputs.periods - waiting);
  const kept = isPaid
    ? parts
    : parts.slice(waiting).map((part, index) => ({
        ...part,
        interestMinor: part.interestMinor + (spread[index] ?? 0),
      }));
  return gridRows(inputs, grid.slice(-kept.length), kept);
};

const interestUntil = (
  inputs: Of<'LUMP_SUM'> | Of<'CUSTOM'>,
  balanceMinor: number,
  from: string,
  to: string,
): number => {
  const years = yearsBetween(inputs.conventions.dayCount, from, to);
  const rate = fractionOf(inputs.annualRatePct);
  return interestOf(balanceMinor, rate, years, inputs.conventions.rounding);
};

const lumpSum = (inputs: Of<'LUMP_SUM'>): ScheduleRow[] => {
  const principalMinor = inputs.principalMinor - inputs.discountMinor;
  if (principalMinor <= 0) throw invalid('the discount leaves nothing to pay');
  if (inputs.dueOn <= inputs.startsOn) throw invalid('the payment is not due after the start');
  const interestMinor = interestUntil(inputs, principalMinor, inputs.startsOn, inputs.dueOn);
  return rowsOf(inputs, [inputs.dueOn], [{ principalMinor, interestMinor, feeMinor: 0 }]);
};

/** Principal and dates are the borrower's own; the interest follows from them. */
const custom = (inputs: Of<'CUSTOM'>): ScheduleRow[] => {
  let balanceMinor = inputs.principalMinor;
  let from = inputs.startsOn;
  const lines: Line[] = [];
  for (const { dueOn, principalMinor, feeMinor = 0 } of inputs.instalments) {
    if (dueOn <= from) throw invalid(`${dueOn} is not after ${from}`);
    const interestMinor = interestUntil(inputs, balanceMinor, from, dueOn);
    lines.push({ principalMinor, interestMinor, feeMinor });
    balanceMinor -= principalMinor;
    if (balanceMinor < 0) throw invalid('the instalments repay more than the principal');
    from = dueOn;
  }
  const dueDates = inputs.instalments.map((instalment) => instalment.dueOn);
  return rowsOf(inputs, dueDates, lines);
};

/** Rows of every plan type, before carried amounts; invariants are checked by the caller. */
export const layOut = (inputs: ScheduleInputs): ScheduleRow[] => {
  if (inputs.type === 'LUMP_SUM') return lumpSum(inputs);
  if (inputs.type === 'CUSTOM') return custom(inputs);
  if (inputs.firstDueOn !== undefined && inputs.firstDueOn <= inputs.startsOn)
    throw invalid('the first instalment is not due after the start');
  const grid = gridOf(inputs);
  switch (inputs.type) {
    case 'EQUAL_INSTALMENT':
    case 'EQUAL_PRINCIPAL':
      return gridRows(inputs, grid, regular(inputs, grid));
    case 'FEE_BASED':
      return gridRows(inputs, grid, feeBased(inputs, grid));
    case 'STEP_UP':
      return gridRows(inputs, grid, stepUp(inputs, grid));
    case 'MORATORIUM':
      return moratorium(inputs, grid);
  }
};
