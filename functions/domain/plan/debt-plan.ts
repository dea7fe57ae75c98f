import { addDays, daysBetween, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { decimal, fractionOf, roundMinor } from '#functions/domain/plan/rate.ts';
import type { Decimal, Percent, Rounding } from '#functions/domain/plan/rate.ts';

export interface OverdueAccount {
  readonly dueOn: LocalDate;
  readonly amountMinor: number;
}

export interface DebtPlanInputs {
  readonly debts: readonly OverdueAccount[];
  readonly initialPaymentMinor: number;
  readonly startsOn: LocalDate;
  readonly dueDates: readonly LocalDate[];
  readonly annualRatePct: Percent;
  readonly rounding: Rounding;
  /** Days that pass before the initial payment is collected. */
  readonly collectionDays: number;
}

export interface DebtPlan {
  readonly regularMinor: number;
  readonly finalMinor: number;
  readonly interestMinor: number;
  readonly totalMinor: number;
}

interface Spread extends OverdueAccount {
  readonly initialMinor: number;
}

/** The initial payment goes to the oldest debts first. */
const spreadInitial = (inputs: DebtPlanInputs): Spread[] => {
  let leftMinor = inputs.initialPaymentMinor;
  return [...inputs.debts]
    .sort((left, right) => daysBetween(right.dueOn, left.dueOn))
    .map((debt) => {
      const initialMinor = Math.min(leftMinor, debt.amountMinor);
      leftMinor -= initialMinor;
      return { ...debt, initialMinor };
    });
};

const partOf = (debt: Spread, { dueDates, rounding }: DebtPlanInputs): number =>
  roundMinor(decimal(debt.amountMinor - debt.initialMinor).div(dueDates.length), rounding);

/** Minor units times days: simple interest is this times the daily rate. */
const weightOf = (debt: Spread, inputs: DebtPlanInputs): Decimal => {
  const collectedOn = addDays(inputs.startsOn, inputs.collectionDays);
  const historicDays = Math.max(0, daysBetween(debt.dueOn, inputs.startsOn));
  const untilCollected = daysBetween(latest(inputs.startsOn, debt.dueOn), collectedOn);
  const partsFrom = latest(debt.initialMinor > 0 ? collectedOn : inputs.startsOn, debt.dueOn);
  const partDays = inputs.dueDates
    .map((dueOn) => Math.max(0, daysBetween(partsFrom, dueOn) + 1))
    .reduce((sum, days) => sum + days, 0);
  const waitingMinor = debt.initialMinor > 0 ? debt.amountMinor : 0;
  return decimal(debt.amountMinor)
    .times(historicDays)
    .plus(decimal(waitingMinor).times(Math.max(0, untilCollected)))
    .plus(decimal(partOf(debt, inputs)).times(partDays));
};

/** One plan over several overdue debts: equal principal, and all interest with the last instalment, so that it bears none itself. */
export const planOverDebts = (inputs: DebtPlanInputs): DebtPlan => {
  const debts = spreadInitial(inputs);
  const regularMinor = debts.reduce((sum, debt) => sum + partOf(debt, inputs), 0);
  const weight = debts.reduce((sum, debt) => sum.plus(weightOf(debt, inputs)), decimal(0));
  const interest = weight.times(fractionOf(inputs.annualRatePct)).div(365);
  const interestMinor = roundMinor(interest, inputs.rounding);
  return {
    regularMinor,
    finalMinor: regularMinor + interestMinor,
    interestMinor,
    totalMinor: debts.reduce((sum, debt) => sum + debt.amountMinor, 0) + interestMinor,
  };
};
