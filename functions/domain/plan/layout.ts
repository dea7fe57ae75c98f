import { earliest } from '#functions/domain/calendar.ts';
import { amortise } from '#functions/domain/plan/amortise.ts';
import type { Amortisation, Part } from '#functions/domain/plan/amortise.ts';
import { interestOf, nominalYears, yearsBetween, yearsOf } from '#functions/domain/plan/day-count.ts';
import type { Period, Years } from '#functions/domain/plan/day-count.ts';
import { openDueDates, periodsFrom, stepFrom } from '#functions/domain/plan/due-dates.ts';
import { decimal, fractionOf, roundMinor } from '#functions/domain/plan/rate.ts';
import { invalid, stepOf } from '#functions/domain/plan/schedule-inputs.ts';
import type { ScheduleInputs, ScheduleRow } from '#functions/domain/plan/schedule-inputs.ts';
import { splitMinor } from '#functions/domain/money.ts';

type Of<Type extends ScheduleInputs['type']> = Extract<ScheduleInputs, { type: Type }>;
type Periodic = Exclude<ScheduleInputs, { type: 'LUMP_SUM' | 'CUSTOM' }>;

interface Line extends Part {
  readonly feeMinor: number;
}

/** Counted from the pay day the borrower chose, else from the start: the 31st stays the 31st after a February. */
const gridOf = (inputs: Periodic): Period[] => {
  const step = stepOf[inputs.frequency];
  const { startsOn, firstDueOn } = inputs;
  return firstDueOn === undefined
    ? periodsFrom(startsOn, startsOn, step, inputs.periods, 1)
    : periodsFrom(startsOn, firstDueOn, step, inputs.periods, 0);
};

/** A first period of odd length is counted by its days; the others are whole. */
const yearsIn = (inputs: Periodic, period: Period): Years => {
  const { dayCount } = inputs.conventions;
  return stepFrom(period.startsOn, period.step, 1) === period.endsOn || period.startsOn !== inputs.startsOn
    ? yearsOf(dayCount, period)
    : yearsBetween(dayCount, period.startsOn, period.endsOn);
};

const rowsOf = (inputs: ScheduleInputs, dueDates: readonly string[], lines: readonly Line[]): ScheduleRow[] => {
  const open = openDueDates(dueDates, inputs.calendar);
  return lines.map((line, index) => ({
    no: index + 1,
    dueOn: open[index] ?? inputs.startsOn,
    ...line,
  }));
};

const planOf = (
  inputs: Exclude<Periodic, { type: 'FEE_BASED' }>,
  periods: readonly Period[],
): Omit<Amortisation, 'method'> => ({
  principalMinor: inputs.principalMinor,
  annualRate: fractionOf(inputs.annualRatePct),
  years: periods.map((period) => yearsIn(inputs, period)),
  rounding: inputs.conventions.rounding,
  nominalYears: nominalYears(stepOf[inputs.frequency]),
});

const free = (parts: readonly Part[]): Line[] => parts.map((part) => ({ ...part, feeMinor: 0 }));

const methods = { EQUAL_INSTALMENT: 'ANNUITY', EQUAL_PRINCIPAL: 'EQUAL_PRINCIPAL' } as const;

const regular = (inputs: Of<'EQUAL_INSTALMENT'> | Of<'EQUAL_PRINCIPAL'>): Line[] =>
  free(amortise({ ...planOf(inputs, gridOf(inputs)), method: methods[inputs.type] }));

/** Interest-free, a fee instead: in every instalment, or whole in the first one. */
const feeBased = (inputs: Of<'FEE_BASED'>): Line[] => {
  const { rounding } = inputs.conventions;
  const feeMinor = roundMinor(fractionOf(inputs.feePerPeriodPct).times(inputs.principalMinor), rounding);
  const parts = amortise({
    principalMinor: inputs.principalMinor,
    annualRate: decimal(0),
    years: gridOf(inputs).map((period) => yearsIn(inputs, period)),
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
const stepUp = (inputs: Of<'STEP_UP'>): Line[] => {
  if (inputs.lowPeriods >= inputs.periods) throw invalid('no period is left for the higher amount');
  const plan = planOf(inputs, gridOf(inputs));
  const low = amortise({
    ...plan,
    method: 'ANNUITY',
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
  return free([...low, ...high]);
};

/** Periods with nothing to pay have no row: a due date without an amount would only frighten. */
const moratorium = (inputs: Of<'MORATORIUM'>): ScheduleRow[] => {
  const { moratoriumPeriods: waiting, moratoriumInterest } = inputs;
  if (waiting >= inputs.periods) throw invalid('no period is left after the moratorium');
  const grid = gridOf(inputs);
  const parts = amortise({
    ...planOf(inputs, grid),
    method: methods[inputs.followedBy],
    interestOnlyPeriods: waiting,
  });
  const waited = parts.slice(0, waiting).reduce((sum, part) => sum + part.interestMinor, 0);
  const isPaid = moratoriumInterest === 'PAID' && waited > 0;
  const spread = splitMinor(moratoriumInterest === 'SPREAD' ? waited : 0, inputs.periods - waiting);
  const kept = isPaid
    ? parts
    : parts.slice(waiting).map((part, index) => ({
        ...part,
        interestMinor: part.interestMinor + (spread[index] ?? 0),
      }));
  const dueDates = grid.slice(-kept.length).map((period) => period.endsOn);
  return rowsOf(inputs, dueDates, free(kept));
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

const periodicRows = (inputs: Periodic, lines: readonly Line[]): ScheduleRow[] =>
  rowsOf(
    inputs,
    gridOf(inputs).map((period) => period.endsOn),
    lines,
  );

/** Rows of every plan type, before carried amounts; invariants are checked by the caller. */
export const layOut = (inputs: ScheduleInputs): ScheduleRow[] => {
  if ('firstDueOn' in inputs && inputs.firstDueOn !== undefined) {
    const first = earliest(inputs.firstDueOn, inputs.startsOn);
    if (first === inputs.firstDueOn) throw invalid('the first instalment is not due after the start');
  }
  switch (inputs.type) {
    case 'EQUAL_INSTALMENT':
    case 'EQUAL_PRINCIPAL':
      return periodicRows(inputs, regular(inputs));
    case 'FEE_BASED':
      return periodicRows(inputs, feeBased(inputs));
    case 'STEP_UP':
      return periodicRows(inputs, stepUp(inputs));
    case 'MORATORIUM':
      return moratorium(inputs);
    case 'LUMP_SUM':
      return lumpSum(inputs);
    case 'CUSTOM':
      return custom(inputs);
  }
};
