import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { approvedCase, borrower, onDay, pay, play, runningCase } from '#test/domain/servicing/play.ts';

const refused = (refusal: string) => expect.objectContaining({ code: refusal });
const running = runningCase();

const quoteOn = (file: CaseFile, day: string, onDate?: string) => {
  const asked = play(file, 'quotePayoff', onDate === undefined ? {} : { onDate }, { asOf: onDay(day), by: borrower });
  const quote = asked.file.payoffs[asked.ids['quoteId'] ?? ''];
  if (quote === undefined) throw new Error('no quote');
  return { file: asked.file, quote, happened: asked.happened };
};
const now = (file: CaseFile, day: string) => {
  const found = standing(file, day);
  if (found === undefined) throw new Error('no standing');
  return found;
};
const instalment = now(running, '2026-03-12').instalments[0]?.dueMinor ?? 0;

test('R57, C27: a quote says line by line what settles, and for how long', () => {
  const { quote, happened } = quoteOn(running, '2026-03-20');
  expect(happened).toEqual(['PayoffQuoted']);
  const { principalMinor, interestMinor, feeMinor, penaltyMinor, costsMinor } = quote.lines;
  expect(principalMinor).toBe(1_200_000);
  // Carried from before: 30,000 interest and 5,000 penalty; eight of the 32 days to the first due date (12 April is a Sunday).
  expect(feeMinor).toBe(5000);
  expect(interestMinor).toBe(30_000 + Math.round((18_250 * 8) / 32));
  expect(quote.totalMinor).toBe(principalMinor + interestMinor + feeMinor + penaltyMinor + costsMinor);
  expect(quote).toMatchObject({ quotedOn: '2026-03-20', onDate: '2026-03-20', validUntil: '2026-03-30' });
  expect(quote.totalMinor + quote.sparedMinor).toBe(now(running, '2026-03-20').openMinor);
});

test('R58: the quoted amount settles on any day until its last one, and not a day later', () => {
  const { file, quote } = quoteOn(running, '2026-03-20');
  for (const day of ['2026-03-20', '2026-03-25', '2026-03-30']) {
    const paid = pay(file, day, quote.totalMinor);
    expect(paid.happened).toEqual(expect.arrayContaining(['PaymentReceived', 'PaymentAllocated', 'SettledInFull']));
    expect(paid.file.status.state).toBe('SETTLED');
    expect(now(paid.file, day)).toMatchObject({ openMinor: 0, settled: true, arrearsMinor: 0 });
    expect(now(paid.file, day).allocation.excessMinor).toBe(0);
  }
  const late = pay(file, '2026-03-31', quote.totalMinor);
  expect(late.file.status.state).toBe('ACTIVE');
  expect(now(late.file, '2026-03-31').openMinor).toBe(quote.sparedMinor);
});

test('R58: money that was on its way in time settles although it is booked later; one fen beyond the tolerance short does not', () => {
  const { file, quote } = quoteOn(running, '2026-03-20');
  expect(pay(file, '2026-04-02', quote.totalMinor, 'late', '2026-03-30').file.status.state).toBe('SETTLED');
  expect(pay(file, '2026-03-25', quote.totalMinor - 100).file.status.state).toBe('SETTLED');
  expect(pay(file, '2026-03-25', quote.totalMinor - 101).file.status.state).toBe('ACTIVE');
  const half = pay(file, '2026-03-22', 100_000);
  expect(half.file.status.state).toBe('ACTIVE');
  expect(pay(half.file, '2026-03-28', quote.totalMinor - 100_000).file.status.state).toBe('SETTLED');
});

test('C27: a quote for a later day charges no more than the days until the money came; the rest is refunded', () => {
  const { file, quote } = quoteOn(running, '2026-03-20', '2026-03-28');
  const paid = pay(file, '2026-03-22', quote.totalMinor);
  expect(paid.file.status.state).toBe('SETTLED');
  const { totalMinor } = quoteOn(running, '2026-03-22').quote;
  expect(now(paid.file, '2026-03-22').allocation.excessMinor).toBe(quote.totalMinor - totalMinor);
});

test('C27: interest and fees of instalments that were paid ahead are returned', () => {
  const ahead = pay(running, '2026-03-15', instalment * 3).file;
  const { quote } = quoteOn(ahead, '2026-03-20');
  const plain = quoteOn(running, '2026-03-20').quote;
  expect(quote.totalMinor).toBe(plain.totalMinor - instalment * 3);
  expect(quote.returnedMinor).toBeGreaterThan(0);
  const settled = pay(quoteOn(ahead, '2026-03-20').file, '2026-03-21', quote.totalMinor).file;
  expect(settled.status.state).toBe('SETTLED');
});

test('R58: a reversal of the money takes the settlement back, and the plan stands as it was', () => {
  const { file, quote } = quoteOn(running, '2026-03-20');
  const paid = pay(file, '2026-03-25', quote.totalMinor);
  const back = play(
    paid.file,
    'reversePayment',
    { paymentId: paid.ids['paymentId'] ?? '', sourceRef: 'back' },
    { asOf: onDay('2026-03-28') },
  );
  expect(back.happened).toContain('SettlementRevoked');
  expect(now(back.file, '2026-03-28').openMinor).toBe(now(running, '2026-03-28').openMinor);
});

test('R57: nothing owed, nothing quoted; and no payoff before both have signed', () => {
  const { file, quote } = quoteOn(running, '2026-03-20');
  const settled = pay(file, '2026-03-20', quote.totalMinor).file;
  expect(() => quoteOn(settled, '2026-03-21')).toThrow(refused('NothingOwed'));
  expect(() => quoteOn(approvedCase(), '2026-03-20')).toThrow(refused('StateForbids'));
  expect(() => quoteOn(running, '2026-03-20', '2026-03-19')).toThrow(refused('InvalidRequest'));
});

test('R57, C27: where money paid ahead covers the days that have passed, the quote is nought and settles; the rest goes back', () => {
  const { quote: plain } = quoteOn(running, '2026-03-20');
  for (const short of [0, 100]) {
    const ahead = pay(running, '2026-03-15', plain.totalMinor - short).file;
    expect(ahead.status.state).toBe('ACTIVE');
    const { file, quote, happened } = quoteOn(ahead, '2026-03-20', '2026-03-28');
    expect(quote).toMatchObject({ totalMinor: short, onDate: '2026-03-20' });
    expect(happened).toEqual(expect.arrayContaining(['PayoffQuoted', 'SettledInFull', 'NoticePlanned']));
    expect(file.status.state).toBe('SETTLED');
    expect(now(file, '2026-04-13')).toMatchObject({ settled: true, arrearsMinor: 0 });
    expect(() => quoteOn(file, '2026-03-21')).toThrow(refused('NothingOwed'));
  }
  const more = pay(running, '2026-03-15', plain.totalMinor + 5000).file;
  const settled = quoteOn(more, '2026-03-20').file;
  expect(now(settled, '2026-03-20').allocation.excessMinor).toBe(5000);
  const short = quoteOn(pay(running, '2026-03-15', plain.totalMinor - 101).file, '2026-03-20');
  expect(short.happened).toEqual(['PayoffQuoted']);
  expect(short.file.status.state).toBe('ACTIVE');
});

test('R57: of a fee paid up front the months to come are returned', () => {
  const file = runningCase({ planType: 'FEE_BASED', feeTiming: 'UP_FRONT', periods: 12, currency: 'CNY' });
  const rows = now(file, '2026-03-12').instalments;
  const first = rows[0]?.dueMinor ?? 0;
  const second = rows[1]?.dueMinor ?? 0;
  const paid = pay(pay(file, '2026-04-13', first).file, '2026-05-12', second).file;
  const { quote } = quoteOn(paid, '2026-05-12');
  // 12 months at 0.5 % of 1,200,000 were paid, two are used.
  expect(quote.returnedMinor).toBe(60_000);
  expect(quote.totalMinor).toBe(now(paid, '2026-05-12').openMinor - 60_000);
  expect(pay(quoteOn(paid, '2026-05-12').file, '2026-05-20', quote.totalMinor).file.status.state).toBe('SETTLED');
});

test('C27: interest of a moratorium counts from its first day', () => {
  const file = runningCase({
    planType: 'MORATORIUM',
    moratoriumPeriods: 3,
    moratoriumInterest: 'SPREAD',
    periods: 12,
    currency: 'CNY',
  });
  const { quote } = quoteOn(file, '2026-05-12');
  expect(quote.lines.interestMinor).toBe(30_000 + 2 * 18_250 + expectedDrift);
});
/** Two months of 1,200,000 at 18.25 %, by days: 61 of the 92 days of the three months. */
const expectedDrift = Math.round((3 * 18_250 * 61) / 92) - 2 * 18_250;

test('C27: whatever came in and whenever it is asked, the total settles and is never more than what is open', () => {
  const receipts = fc.array(
    fc.record({ day: fc.nat({ max: 100 }), amountMinor: fc.integer({ min: 1, max: 200_000 }) }),
    {
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(receipts, fc.nat({ max: 300 }), fc.nat({ max: 10 }), (all, wait, later) => {
      const start = '2026-03-13';
      const last = addDays(start, 100);
      const file = all.reduce(
        (before, { day, amountMinor }, index) =>
          pay(before, last, amountMinor, `ref-${index}`, addDays(start, day)).file,
        running,
      );
      const day = addDays(last, wait);
      if (now(file, day).settled) return;
      const { quote, file: quoted } = quoteOn(file, day);
      expect(quote.totalMinor).toBeLessThanOrEqual(now(file, day).openMinor);
      expect(quote.totalMinor + quote.sparedMinor).toBe(now(file, day).openMinor);
      const settled = pay(quoted, addDays(day, later), quote.totalMinor).file;
      expect(settled.status.state).toBe('SETTLED');
      expect(now(settled, addDays(day, later)).allocation.excessMinor).toBe(0);
    }),
    { numRuns: 60 },
  );
});
