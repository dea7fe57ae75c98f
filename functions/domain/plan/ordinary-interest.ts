import { interestOf, yearsBetween } from '#functions/domain/plan/day-count.ts';
import { gridOf, oddFirstYears, yearsIn } from '#functions/domain/plan/grid.ts';
import { fractionOf } from '#functions/domain/plan/rate.ts';
import type { Percent } from '#functions/domain/plan/rate.ts';
import type { ScheduleInputs, ScheduleRow } from '#functions/domain/plan/schedule-inputs.ts';

/**
 * What another rate would have charged for repaying the same principal on the same days. Against the accounts' own rate
 * it says what a plan gives up (R46) and that it never costs more than the debt it restructures (C17).
 */
export const ordinaryInterest = (
  inputs: ScheduleInputs,
  rows: readonly ScheduleRow[],
  annualRatePct: Percent,
): number => {
  const rate = fractionOf(annualRatePct);
  const { rounding, dayCount } = inputs.conventions;
  let balanceMinor = inputs.principalMinor;
  let interestMinor = 0;
  if (inputs.type === 'LUMP_SUM' || inputs.type === 'CUSTOM') {
    const dates = inputs.type === 'LUMP_SUM' ? [inputs.dueOn] : inputs.instalments.map(({ dueOn }) => dueOn);
    let from = inputs.startsOn;
    for (const [index, dueOn] of dates.entries()) {
      interestMinor += interestOf(balanceMinor, rate, yearsBetween(dayCount, from, dueOn), rounding);
      balanceMinor -= rows[index]?.principalMinor ?? 0;
      from = dueOn;
    }
    return interestMinor;
  }
  const grid = gridOf(inputs);
  const odd = oddFirstYears(inputs, grid);
  const waiting = grid.length - rows.length;
  for (const [index, years] of yearsIn(inputs, grid).entries()) {
    interestMinor += interestOf(balanceMinor, rate, index === 0 && odd !== undefined ? odd : years, rounding);
    balanceMinor -= rows[index - waiting]?.principalMinor ?? 0;
  }
  return interestMinor;
};
