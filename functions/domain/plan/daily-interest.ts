import { addDays } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { decimal, fractionOf, roundMinor } from '#functions/domain/plan/rate.ts';
import type { Decimal, Percent } from '#functions/domain/plan/rate.ts';

export interface DailyRate {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dailyRatePct: Percent;
}

export interface DailyLoan {
  readonly principalMinor: number;
  /** Bears interest like the principal and is paid before it. */
  readonly feeMinor?: number | undefined;
  readonly startsOn: LocalDate;
  readonly dailyRatePct: Percent;
  /** Calendar days with a rate of their own, zero in an interest-free month. */
  readonly specialRates: readonly DailyRate[];
  /** All interest together never exceeds this part of the principal. */
  readonly totalInterestCapPct?: Percent | undefined;
}

export interface DailyEvent {
  readonly day: number;
  readonly paidMinor: number;
}

/** Interest keeps its fraction of a minor unit until a payment clears it. */
export interface DailyRow {
  readonly day: number;
  readonly newInterest: Decimal;
  readonly interestPaidMinor: number;
  readonly feePaidMinor: number;
  readonly principalPaidMinor: number;
  readonly interestBalance: Decimal;
  readonly feeMinor: number;
  readonly principalMinor: number;
}

const rateOn = (loan: DailyLoan, day: LocalDate): Decimal =>
  fractionOf(loan.specialRates.find(({ from, to }) => from <= day && day <= to)?.dailyRatePct ?? loan.dailyRatePct);

const accruedOver = (loan: DailyLoan, balanceMinor: number, from: number, to: number): Decimal => {
  let rates = decimal(0);
  for (let day = from + 1; day <= to; day += 1) {
    rates = rates.plus(rateOn(loan, addDays(loan.startsOn, day)));
  }
  return rates.times(balanceMinor);
};

const smaller = (left: Decimal, right: Decimal): Decimal => (left.lt(right) ? left : right);

/** Simple daily interest between events; a payment takes whole cents of interest first, then fee, then principal. */
export const runDaily = (loan: DailyLoan, events: readonly DailyEvent[]): DailyRow[] => {
  const cap =
    loan.totalInterestCapPct === undefined
      ? undefined
      : fractionOf(loan.totalInterestCapPct).times(loan.principalMinor);
  let principalMinor = loan.principalMinor;
  let feeMinor = loan.feeMinor ?? 0;
  let interest = decimal(0);
  let charged = decimal(0);
  let last = 0;
  return events.map(({ day, paidMinor }) => {
    const accrued = accruedOver(loan, principalMinor + feeMinor, last, day);
    const newInterest = cap === undefined ? accrued : smaller(accrued, cap.minus(charged));
    charged = charged.plus(newInterest);
    interest = interest.plus(newInterest);
    const wholeMinor = roundMinor(interest, 'DOWN');
    const interestPaidMinor = Math.min(wholeMinor, paidMinor);
    const feePaidMinor = Math.min(feeMinor, paidMinor - interestPaidMinor);
    const principalPaidMinor = Math.min(principalMinor, paidMinor - interestPaidMinor - feePaidMinor);
    const isCleared = paidMinor > 0 && interestPaidMinor === wholeMinor;
    interest = isCleared ? decimal(0) : interest.minus(interestPaidMinor);
    feeMinor -= feePaidMinor;
    principalMinor -= principalPaidMinor;
    last = day;
    return {
      day,
      newInterest,
      interestPaidMinor,
      feePaidMinor,
      principalPaidMinor,
      interestBalance: interest,
      feeMinor,
      principalMinor,
    };
  });
};
