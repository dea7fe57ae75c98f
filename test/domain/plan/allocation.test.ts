import { test as property, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { dateOfDayNumber, dayNumber } from '#functions/domain/day-number.ts';
import { allocate } from '#functions/domain/plan/allocation.ts';
import type { Instalment, LedgerEntry } from '#functions/domain/plan/allocation.ts';

const instalment = (no: number, dueOn: string): Instalment => ({
  no,
  dueOn,
  principalMinor: 1000,
  interestMinor: 100,
  feeMinor: 10,
});

const plan = [instalment(1, '2027-02-01'), instalment(2, '2027-03-01'), instalment(3, '2027-04-01')];

const paid = (paymentId: string, amountMinor: number, valueDate: string, reversalOf?: string): LedgerEntry => ({
  paymentId,
  amountMinor,
  valueDate,
  reversalOf,
});

const openMinor = (ledger: readonly LedgerEntry[]): number[] =>
  allocate(plan, ledger, 'PLAN_DEFAULT').instalments.map((standing) => standing.openMinor);

describe('the waterfall inside an instalment', () => {
  const withCharges: Instalment = {
    ...instalment(1, '2027-02-01'),
    charges: [
      { line: 'penalty', amountMinor: 50, dueOn: '2027-02-01' },
      { line: 'costs', amountMinor: 40, dueOn: '2027-02-01' },
    ],
  };

  test.each([
    ['PLAN_DEFAULT', ['fee', 'interest', 'principal', 'penalty', 'costs']],
    ['STATUTORY', ['costs', 'interest', 'principal', 'fee', 'penalty']],
    ['PRINCIPAL_FIRST', ['principal', 'interest', 'fee', 'penalty', 'costs']],
  ] as const)('%s pays %j', (profile, order) => {
    const { payments } = allocate([withCharges], [paid('a', 1200, '2027-02-01')], profile);
    expect(payments[0]?.allocations.map((part) => part.line)).toEqual(order);
  });
});

describe('between instalments', () => {
  test('the oldest one is paid first, a later one only when it is closed', () => {
    expect(openMinor([paid('a', 1200, '2027-03-15')])).toEqual([0, 1020, 1110]);
  });

  test('a partial payment keeps the period open and does not date it', () => {
    const [first] = allocate(plan, [paid('a', 1109, '2027-02-01')], 'PLAN_DEFAULT').instalments;
    expect(first).toMatchObject({ openMinor: 1, paidOn: undefined, openByLine: { principal: 1 } });
  });

  test('R53: a shortfall within the tolerance counts as paid and stays open in the books', () => {
    const ledger = [paid('a', 1010, '2027-02-01')];
    const [first] = allocate(plan, ledger, 'PLAN_DEFAULT', { toleranceMinor: 100 }).instalments;
    expect(first).toMatchObject({ openMinor: 100, paidOn: '2027-02-01' });
  });

  test('the borrower may let an excess cut the principal from the end', () => {
    const ledger = [paid('a', 1110 + 600, '2027-02-01')];
    const { instalments } = allocate(plan, ledger, 'PLAN_DEFAULT', { excess: 'PRINCIPAL' });
    expect(instalments.map((standing) => standing.paid.principal)).toEqual([1000, 0, 600]);
  });

  test('money beyond everything owed is left for a refund', () => {
    const ledger = [paid('a', 4000, '2027-02-01'), paid('b', -600, '2027-02-03')];
    expect(allocate(plan, ledger.slice(0, 1), 'PLAN_DEFAULT').excessMinor).toBe(670);
    expect(allocate(plan, ledger, 'PLAN_DEFAULT').excessMinor).toBe(70);
  });
});

describe('reversal and replay', () => {
  test('after a reversal later payments close the older instalment', () => {
    const ledger = [paid('a', 1110, '2027-02-01'), paid('b', 1110, '2027-03-01'), paid('c', -1110, '2027-03-05', 'a')];
    const { instalments } = allocate(plan, ledger, 'PLAN_DEFAULT');
    expect(instalments.map((standing) => standing.paidOn)).toEqual(['2027-03-01', undefined, undefined]);
  });

  test('a payment entered late takes its place by value date', () => {
    const ledger = [paid('b', 1110, '2027-03-01'), paid('a', 1110, '2027-02-01')];
    const { instalments } = allocate(plan, ledger, 'PLAN_DEFAULT');
    expect(instalments.map((standing) => standing.paidOn)).toEqual(['2027-02-01', '2027-03-01', undefined]);
  });

  test('a refund beyond the excess reopens what was paid last', () => {
    expect(openMinor([paid('a', 2220, '2027-02-01'), paid('b', -500, '2027-02-02')])).toEqual([0, 500, 1110]);
  });
});

const anyPayment = fc.record({
  amountMinor: fc.integer({ min: 1, max: 3000 }),
  day: fc.integer({ min: 0, max: 120 }),
  isReversed: fc.boolean(),
});

const ledgerOf = (payments: readonly { amountMinor: number; day: number; isReversed: boolean }[]): LedgerEntry[] => {
  const entries = payments.map(({ amountMinor, day }, index) =>
    paid(`p${index}`, amountMinor, dateOfDayNumber(dayNumber('2027-01-15') + day)),
  );
  const reversals = payments.flatMap(({ amountMinor, isReversed }, index) =>
    isReversed ? [paid(`r${index}`, -amountMinor, '2027-06-01', `p${index}`)] : [],
  );
  return [...entries, ...reversals];
};

const anyProfile = fc.constantFrom('STATUTORY', 'PLAN_DEFAULT', 'PRINCIPAL_FIRST', 'SETTLEMENT');

property.prop([fc.array(anyPayment, { maxLength: 12 }), anyProfile])(
  'money is neither lost nor made',
  (payments, profile) => {
    const ledger = ledgerOf(payments);
    const { instalments, excessMinor } = allocate(plan, ledger, profile);
    const received = ledger.reduce((sum, entry) => sum + entry.amountMinor, 0);
    const used = instalments.reduce((sum, standing) => sum + standing.dueMinor - standing.openMinor, 0);
    expect(used + excessMinor).toBe(received);
    expect(excessMinor).toBeGreaterThanOrEqual(0);
    for (const { openMinor: open, dueMinor } of instalments) {
      expect(open).toBeGreaterThanOrEqual(0);
      expect(open).toBeLessThanOrEqual(dueMinor);
    }
  },
);

property.prop([fc.array(anyPayment, { maxLength: 12 }), anyProfile])(
  'no later instalment is touched while an older one is open',
  (payments, profile) => {
    const { instalments } = allocate(plan, ledgerOf(payments), profile);
    const firstOpen = instalments.findIndex((standing) => standing.openMinor > 0);
    for (const later of instalments.slice(firstOpen + 1)) {
      if (firstOpen >= 0) expect(later.openMinor).toBe(later.dueMinor);
    }
  },
);

property.prop([fc.array(anyPayment, { maxLength: 8 }), anyProfile])(
  'a reversed payment leaves the plan as if it had never been',
  (payments, profile) => {
    const kept = payments.filter((payment) => !payment.isReversed);
    const [after, never] = [payments, kept].map((list) => allocate(plan, ledgerOf(list), profile));
    expect(after?.instalments).toEqual(never?.instalments);
    expect(after?.excessMinor).toBe(never?.excessMinor);
  },
);
