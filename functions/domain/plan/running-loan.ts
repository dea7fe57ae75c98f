import { addDays } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { isPaused, rateOn } from '#functions/domain/plan/accrual.ts';
import type { InterestPause, RateFrom } from '#functions/domain/plan/accrual.ts';
import type { Part } from '#functions/domain/plan/amortise.ts';
import { yearsOf } from '#functions/domain/plan/day-count.ts';
import type { DayCount, Period } from '#functions/domain/plan/day-count.ts';
import { decimal, fractionOf, roundMinor } from '#functions/domain/plan/rate.ts';
import type { Decimal, Rounding } from '#functions/domain/plan/rate.ts';

/** A loan whose instalments stay as agreed while its interest follows what really happens. */
export interface RunningLoan {
  readonly principalMinor: number;
  readonly periods: readonly Period[];
  /** The agreed total of each instalment but the last, which takes the difference. */
  readonly totalsMinor: readonly number[];
  readonly rates: readonly RateFrom[];
  readonly pauses: readonly InterestPause[];
  readonly dayCount: DayCount;
  readonly rounding: Rounding;
  readonly receipts: readonly { readonly valueDate: LocalDate; readonly amountMinor: number }[];
  /** Parts of the principal that are lent later than the first day. */
  readonly advances?: readonly { readonly on: LocalDate; readonly amountMinor: number }[];
  /** Until this day unpaid instalments are overdue; afterwards everything is taken as paid when due. */
  readonly asOf: LocalDate;
}

interface Due extends Part {
  readonly dueOn: LocalDate;
  interestOpen: number;
  principalOpen: number;
}

interface Repaid {
  readonly on: LocalDate;
  readonly amountMinor: number;
}

interface Books {
  readonly due: Due[];
  readonly repaid: Repaid[];
  /** Principal paid before its instalment was due. */
  advance: number;
}

const outstandingAfter = (loan: RunningLoan, books: Books, day: LocalDate): number => {
  const repaid = books.repaid.filter(({ on }) => on <= day).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const later = (loan.advances ?? [])
    .filter(({ on }) => on > day)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (day < loan.asOf) return loan.principalMinor - later - repaid;
  const due = books.due
    .filter(({ dueOn }) => dueOn <= day)
    .reduce((sum, { principalMinor }) => sum + principalMinor, 0);
  return loan.principalMinor - later - Math.max(repaid, due);
};

interface Segment {
  readonly from: LocalDate;
  to: LocalDate;
  readonly balanceMinor: number;
  readonly ratePct: string;
}

/** The period cut wherever balance or rate changes; equal neighbours stay together, so that a whole period stays whole. */
const segmentsOf = (loan: RunningLoan, books: Books, period: Period): Segment[] => {
  const edges = [period.endsOn, loan.asOf, ...loan.receipts.map((receipt) => receipt.valueDate)];
  for (const { on } of loan.advances ?? []) edges.push(on);
  for (const rate of loan.rates) edges.push(addDays(rate.from, -1));
  for (const pause of loan.pauses) {
    edges.push(addDays(pause.from, -1));
    if (pause.to !== undefined) edges.push(pause.to);
  }
  const inside = edges.filter((edge) => edge > period.startsOn && edge <= period.endsOn);
  const segments: Segment[] = [];
  let from = period.startsOn;
  for (const to of [...new Set(inside)].sort()) {
    const firstDay = addDays(from, 1);
    const ratePct = isPaused(firstDay, loan.pauses) ? '0' : rateOn(firstDay, loan.rates);
    const balanceMinor = outstandingAfter(loan, books, from);
    const previous = segments.at(-1);
    if (previous?.balanceMinor === balanceMinor && previous.ratePct === ratePct) previous.to = to;
    else segments.push({ from, to, balanceMinor, ratePct });
    from = to;
  }
  return segments;
};

/** Rounded once per period, after its segments are added up. */
const interestFor = (loan: RunningLoan, segments: readonly Segment[], period: Period): number => {
  let interest: Decimal = decimal(0);
  for (const { from, to, balanceMinor, ratePct } of segments) {
    const { parts, whole } = yearsOf(loan.dayCount, period, from, to);
    const yearly = fractionOf(ratePct).times(balanceMinor);
    interest = interest.plus(yearly.times(parts).div(whole));
  }
  return roundMinor(interest, loan.rounding);
};

/** Oldest instalment first, interest before principal; what is left repays principal ahead of time. */
const receive = (books: Books, on: LocalDate, amountMinor: number): void => {
  let left = amountMinor;
  let principal = 0;
  for (const due of books.due) {
    const interestPaid = Math.min(due.interestOpen, left);
    due.interestOpen -= interestPaid;
    left -= interestPaid;
    const principalPaid = Math.min(due.principalOpen, left);
    due.principalOpen -= principalPaid;
    left -= principalPaid;
    principal += principalPaid;
  }
  books.advance += left;
  if (principal + left > 0) books.repaid.push({ on, amountMinor: principal + left });
};

/** Principal and interest of every instalment, given what was paid when and which days bear no interest. */
export const runLoan = (loan: RunningLoan): Part[] => {
  const books: Books = { due: [], repaid: [], advance: 0 };
  const receipts = [...loan.receipts].sort((left, right) => (left.valueDate < right.valueDate ? -1 : 1));
  let balanceMinor = loan.principalMinor;
  for (const [index, period] of loan.periods.entries()) {
    while (receipts[0] !== undefined && receipts[0].valueDate < period.endsOn) {
      const receipt = receipts.shift();
      if (receipt !== undefined) receive(books, receipt.valueDate, receipt.amountMinor);
    }
    const interestMinor = interestFor(loan, segmentsOf(loan, books, period), period);
    const isLast = index === loan.periods.length - 1;
    const agreed = Math.max(0, (loan.totalsMinor[index] ?? 0) - interestMinor);
    const principalMinor = isLast ? balanceMinor : Math.min(agreed, balanceMinor);
    const early = Math.min(books.advance, principalMinor);
    books.advance -= early;
    balanceMinor -= principalMinor;
    books.due.push({
      dueOn: period.endsOn,
      principalMinor,
      interestMinor,
      interestOpen: interestMinor,
      principalOpen: principalMinor - early,
    });
    while (receipts[0] !== undefined && receipts[0].valueDate === period.endsOn) {
      const receipt = receipts.shift();
      if (receipt !== undefined) receive(books, receipt.valueDate, receipt.amountMinor);
    }
  }
  return books.due.map(({ principalMinor, interestMinor }) => ({ principalMinor, interestMinor }));
};
