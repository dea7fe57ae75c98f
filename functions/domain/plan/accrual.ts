import { addDays, daysBetween, earliest, latest } from '#functions/domain/calendar.ts';
import { isLeapYear, partsOf } from '#functions/domain/day-number.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { daysInYear, interestOf } from '#functions/domain/plan/day-count.ts';
import { fractionOf } from '#functions/domain/plan/rate.ts';
import type { Percent, Rounding } from '#functions/domain/plan/rate.ts';

/** A yearly rate that applies to this calendar day and later ones. */
export interface RateFrom {
  readonly from: LocalDate;
  readonly annualRatePct: Percent;
}

/** Calendar days that bear no interest, both ends included; without an end it is open. */
export interface InterestPause {
  readonly from: LocalDate;
  readonly to?: LocalDate | undefined;
}

export interface OverdueDebt {
  readonly amountMinor: number;
  /** Bears nothing itself: the first day of interest is the next one. */
  readonly interestFrom: LocalDate;
  readonly interestTo: LocalDate;
  readonly rates: readonly RateFrom[];
  readonly pauses: readonly InterestPause[];
  readonly payments: readonly { readonly paidOn: LocalDate; readonly amountMinor: number }[];
  readonly rounding: Rounding;
  /** Every year counts so many days; its own if absent. */
  readonly yearDays?: number;
}

/** Days of one rate and one length of year. */
export interface Window {
  readonly to: LocalDate;
  readonly days: number;
  readonly annualRatePct: Percent;
  readonly interestMinor: number;
}

export interface AccruedPart {
  readonly amountMinor: number;
  readonly until: LocalDate;
  readonly windows: readonly Window[];
}

export interface AccruedInterest {
  readonly parts: readonly AccruedPart[];
  readonly chargeableDays: number;
  readonly interestMinor: number;
  /** Debt still open, with all interest. */
  readonly owedMinor: number;
  /** What one more day would cost at the rate of the last day. */
  readonly dailyMinor: number;
}

export const isPaused = (day: LocalDate, pauses: readonly InterestPause[]): boolean =>
  pauses.some(({ from, to }) => from <= day && (to === undefined || day <= to));

export const rateOn = (day: LocalDate, rates: readonly RateFrom[]): Percent =>
  rates
    .filter((rate) => rate.from <= day)
    .reduce<RateFrom | undefined>(
      (last, rate) => (last === undefined || rate.from >= last.from ? rate : last),
      undefined,
    )?.annualRatePct ?? '0';

/** Last days before something changes: a rate, a pause, the length of the year. */
const edgesOf = (from: LocalDate, to: LocalDate, debt: OverdueDebt): LocalDate[] => {
  const edges = [to];
  for (const rate of debt.rates) edges.push(addDays(rate.from, -1));
  for (const pause of debt.pauses) {
    edges.push(addDays(pause.from, -1));
    if (pause.to !== undefined) edges.push(pause.to);
  }
  for (let { year } = partsOf(from); year < partsOf(to).year; year += 1) {
    if (debt.yearDays === undefined && isLeapYear(year) !== isLeapYear(year + 1)) edges.push(`${year}-12-31`);
  }
  return [...new Set(edges)].filter((edge) => edge > from && edge <= to).sort();
};

const windowsOf = (amountMinor: number, until: LocalDate, debt: OverdueDebt): Window[] => {
  let from = debt.interestFrom;
  return edgesOf(from, until, debt).map((to) => {
    const days = daysBetween(from, to);
    from = to;
    const annualRatePct = isPaused(to, debt.pauses) ? '0' : rateOn(to, debt.rates);
    const years = { parts: days, whole: debt.yearDays ?? daysInYear(partsOf(to).year) };
    const interestMinor = interestOf(amountMinor, fractionOf(annualRatePct), years, debt.rounding);
    return { to, days, annualRatePct, interestMinor };
  });
};

const total = (numbers: readonly number[]): number => numbers.reduce((sum, next) => sum + next, 0);

/** Every payment day closes one part of the debt; what is left runs to the end. */
const partsOfDebt = (debt: OverdueDebt): { amountMinor: number; until: LocalDate }[] => {
  const days = Map.groupBy(debt.payments, (payment) => payment.paidOn);
  const paid = [...days]
    .map(([until, payments]) => ({
      amountMinor: total(payments.map((payment) => payment.amountMinor)),
      until: earliest(latest(until, debt.interestFrom), debt.interestTo),
    }))
    .sort((left, right) => daysBetween(right.until, left.until));
  const rest = debt.amountMinor - total(paid.map((part) => part.amountMinor));
  return rest > 0 ? [...paid, { amountMinor: rest, until: debt.interestTo }] : paid;
};

/** Simple interest on an overdue debt, window by window, so that each figure can be read back. */
export const accrue = (debt: OverdueDebt): AccruedInterest => {
  const parts = partsOfDebt(debt).map((part) => ({
    ...part,
    windows: windowsOf(part.amountMinor, part.until, debt),
  }));
  const windows = parts.flatMap((part) => part.windows);
  const interestMinor = total(windows.map((window) => window.interestMinor));
  const openMinor = debt.amountMinor - total(debt.payments.map((payment) => payment.amountMinor));
  const lastRate = isPaused(debt.interestTo, debt.pauses) ? '0' : rateOn(debt.interestTo, debt.rates);
  const oneDay = { parts: 1, whole: debt.yearDays ?? daysInYear(partsOf(debt.interestTo).year) };
  return {
    parts,
    chargeableDays: total(
      windows.filter((window) => !/^0(\.0+)?$/u.test(window.annualRatePct)).map((window) => window.days),
    ),
    interestMinor,
    owedMinor: openMinor + interestMinor,
    dailyMinor: interestOf(openMinor, fractionOf(lastRate), oneDay, debt.rounding),
  };
};
