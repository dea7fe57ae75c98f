import type { LocalDate } from '#functions/domain/calendar.ts';
import { amortise, levelOf } from '#functions/domain/plan/amortise.ts';
import type { Amortisation, Part } from '#functions/domain/plan/amortise.ts';
import { interestOf, nominalYears, yearsOf } from '#functions/domain/plan/day-count.ts';
import type { DayCount, Period } from '#functions/domain/plan/day-count.ts';
import { decimal, fractionOf, levelInstalment, roundMinor } from '#functions/domain/plan/rate.ts';
import type { Percent, Rounding } from '#functions/domain/plan/rate.ts';

export interface Prepayment {
  /** Paid together with the instalment of this number, all of it to principal. */
  readonly no: number;
  readonly amountMinor: number;
  /** The same instalments for a shorter time, or smaller ones for the same time. */
  readonly effect: 'REDUCE_TERM' | 'REDUCE_INSTALMENT';
}

/** An annuity after extra payments; the principal of the instalment includes the extra. */
export const amortiseWithPrepayments = (plan: Amortisation, prepayments: readonly Prepayment[]): Part[] => {
  let levelMinor = plan.levelMinor ?? levelOf(plan);
  let rest: Amortisation = { ...plan, levelMinor };
  const done: Part[] = [];
  for (const { no, amountMinor, effect } of [...prepayments].sort((a, b) => a.no - b.no)) {
    const parts = amortise(rest).slice(0, no - done.length);
    const paid = parts.reduce((sum, part) => sum + part.principalMinor, 0);
    const extraMinor = Math.min(amountMinor, rest.principalMinor - paid);
    done.push(...withExtra(parts, extraMinor));
    const principalMinor = rest.principalMinor - paid - extraMinor;
    const years = plan.years.slice(no);
    const { levelMinor: _, ...open } = { ...rest, principalMinor, years };
    if (principalMinor === 0 || years.length === 0) return done;
    if (effect === 'REDUCE_INSTALMENT') levelMinor = levelOf(open);
    rest = { ...open, levelMinor };
  }
  return [...done, ...amortise(rest).filter((part) => part.principalMinor + part.interestMinor > 0)];
};

const withExtra = (parts: readonly Part[], extraMinor: number): Part[] =>
  parts.map((part, index) =>
    index === parts.length - 1 ? { ...part, principalMinor: part.principalMinor + extraMinor } : part,
  );

export interface DatedPrepayment {
  readonly on: LocalDate;
  readonly amountMinor: number;
  /** Absent: the instalment is found anew over the points that are left, extra payments counted as points. */
  readonly effect?: Prepayment['effect'] | undefined;
}

export interface DatedLoan {
  readonly principalMinor: number;
  readonly annualRatePct: Percent;
  readonly periods: readonly Period[];
  readonly dayCount: DayCount;
  readonly rounding: Rounding;
  /** The agreed instalment, which then never changes. */
  readonly levelMinor?: number | undefined;
  readonly prepayments: readonly DatedPrepayment[];
}

const levelFrom = ({ annualRatePct, periods, rounding }: DatedLoan, principalMinor: number, count: number): number => {
  const { parts, whole } = nominalYears(periods[0]?.step ?? { unit: 'MONTH', count: 1 });
  const rate = fractionOf(annualRatePct).times(parts).div(whole);
  return roundMinor(levelInstalment(decimal(principalMinor), rate, Math.max(1, count)), rounding);
};

/**
 * An annuity with extra payments on days of their own: interest is rounded between any two events and paid with the next
 * instalment (what it cannot pay, with the one after), the extra goes to principal, and an instalment that reaches what
 * is left is the last one.
 */
export const amortiseWithDatedPrepayments = (loan: DatedLoan): Part[] => {
  const { annualRatePct, dayCount, rounding, periods } = loan;
  const rate = fractionOf(annualRatePct);
  const extras = loan.prepayments.toSorted((left, right) => (left.on < right.on ? -1 : 1));
  let levelMinor = loan.levelMinor ?? levelFrom(loan, loan.principalMinor, periods.length);
  let balanceMinor = loan.principalMinor;
  let accruedMinor = 0;
  let points = 0;
  const parts: Part[] = [];
  for (const [index, period] of periods.entries()) {
    let from = period.startsOn;
    let extraMinor = 0;
    const accrueTo = (to: LocalDate): void => {
      accruedMinor += interestOf(balanceMinor, rate, yearsOf(dayCount, period, from, to), rounding);
      from = to;
    };
    /** One of the period's first day came after the instalment of that day. */
    while (extras[0] !== undefined && extras[0].on < period.endsOn) {
      const { on, amountMinor, effect } = extras.shift() ?? extras[0];
      if (on > from) accrueTo(on);
      balanceMinor -= Math.min(balanceMinor, amountMinor);
      extraMinor += amountMinor;
      points += 1;
      const left = periods.length - index - (effect === undefined ? points : 0);
      if (loan.levelMinor === undefined && effect !== 'REDUCE_TERM') levelMinor = levelFrom(loan, balanceMinor, left);
    }
    accrueTo(period.endsOn);
    const isLast = index === periods.length - 1 || levelMinor >= balanceMinor;
    const interestMinor = isLast ? accruedMinor : Math.min(accruedMinor, levelMinor);
    const principalMinor = isLast ? balanceMinor : levelMinor - interestMinor;
    accruedMinor -= interestMinor;
    balanceMinor -= principalMinor;
    parts.push({ principalMinor: principalMinor + extraMinor, interestMinor });
    if (balanceMinor === 0) return parts;
  }
  return parts;
};
