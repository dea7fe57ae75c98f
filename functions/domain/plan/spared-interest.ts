import { daysBetween, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { splitMinor } from '#functions/domain/money.ts';
import { decimal, roundMinor } from '#functions/domain/plan/rate.ts';

/** Principal that was repaid ahead of the day on which its instalment is due. */
export interface PrincipalCut {
  readonly instalmentNo: number;
  readonly valueDate: LocalDate;
  readonly amountMinor: number;
}

interface Bearing {
  readonly no: number;
  readonly dueOn: LocalDate;
  readonly principalMinor: number;
  readonly interestMinor: number;
}

/** When the plan began to bear interest, and how much of its interest was owed before and bears nothing. */
export interface Bears {
  readonly startsOn: LocalDate;
  readonly carriedInterestMinor: number;
  /** The rows bear interest to this day and no further: the debt is paid off then. */
  readonly untilOn?: LocalDate | undefined;
}

/**
 * C27: principal that is repaid early bears no interest from that day on. Of each later period's own interest falls away
 * what the cut had borne of the balance, for the days that were left. Sums of cuts add up, so their order does not matter.
 */
export const sparedInterest = (
  instalments: readonly Bearing[],
  cuts: readonly PrincipalCut[],
  { startsOn, carriedInterestMinor, untilOn }: Bears,
): ReadonlyMap<number, number> => {
  const carried = splitMinor(carriedInterestMinor, Math.max(1, instalments.length));
  const places = new Map(instalments.map(({ no }, index) => [no, index]));
  let balanceMinor = instalments.reduce((sum, { principalMinor }) => sum + principalMinor, 0);
  let from = startsOn;
  return new Map(
    instalments.map(({ no, dueOn, principalMinor, interestMinor }, index) => {
      const end = untilOn !== undefined && untilOn < dueOn ? untilOn : dueOn;
      const days = daysBetween(from, end);
      const own = interestMinor - Math.min(interestMinor, carried[index] ?? 0);
      // Minor units times days that bear nothing any more.
      const weight = cuts
        .filter((cut) => (places.get(cut.instalmentNo) ?? -1) >= index && cut.valueDate < end)
        .reduce(
          (sum, cut) => sum.plus(decimal(cut.amountMinor).times(daysBetween(latest(from, cut.valueDate), end))),
          decimal(0),
        );
      const spared =
        days <= 0 || balanceMinor <= 0 || own === 0
          ? 0
          : Math.min(own, roundMinor(weight.times(own).div(balanceMinor).div(days), 'HALF_UP'));
      balanceMinor -= principalMinor;
      from = dueOn;
      return [no, spared] as const;
    }),
  );
};
