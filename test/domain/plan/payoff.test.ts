import { test as property, fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { addDays } from '#functions/domain/calendar.ts';
import { allocate } from '#functions/domain/plan/allocation.ts';
import { contractualDpd, planDpd } from '#functions/domain/plan/delinquency.ts';
import { payoffOn } from '#functions/domain/plan/payoff.ts';

const startsOn = '2027-01-01';

const instalments = ['2027-02-01', '2027-03-01', '2027-04-01'].map((dueOn, index) => ({
  no: index + 1,
  dueOn,
  principalMinor: 1000,
  interestMinor: 310,
  feeMinor: 20,
}));

const standings = (paidMinor: number) =>
  allocate(
    instalments,
    paidMinor === 0 ? [] : [{ paymentId: 'a', amountMinor: paidMinor, valueDate: '2027-02-01' }],
    'PLAN_DEFAULT',
  ).instalments;

test('R58: a payoff charges interest to its day and spares what comes later', () => {
  expect(payoffOn(standings(1330), startsOn, '2027-02-15')).toEqual({
    feeMinor: 0,
    interestMinor: 155,
    principalMinor: 2000,
    penaltyMinor: 0,
    costsMinor: 0,
    totalMinor: 2155,
    sparedMinor: 505,
  });
});

test('R58: what is overdue is owed in full', () => {
  const payoff = payoffOn(standings(0), startsOn, '2027-03-01');
  expect(payoff).toMatchObject({ feeMinor: 40, interestMinor: 620, principalMinor: 3000, sparedMinor: 330 });
});

property.prop([fc.integer({ min: 0, max: 3990 }), fc.integer({ min: 0, max: 120 })])(
  'a payoff is never more than everything that is open, and waiting never makes it cheaper',
  (paidMinor, days) => {
    const open = standings(paidMinor).reduce((sum, standing) => sum + standing.openMinor, 0);
    const onDay = (day: number): number => payoffOn(standings(paidMinor), startsOn, addDays(startsOn, day)).totalMinor;
    expect(onDay(days)).toBeLessThanOrEqual(open);
    expect(onDay(days)).toBeLessThanOrEqual(onDay(days + 1));
  },
);

test('R58: interest and fees from before the plan were owed already and are not spared', () => {
  const plain = payoffOn(standings(1330), startsOn, '2027-02-15');
  const carrying = payoffOn(standings(1330), startsOn, '2027-02-15', { interestMinor: 300, feeMinor: 30 });
  expect(carrying.feeMinor - plain.feeMinor).toBe(20);
  expect(carrying.interestMinor).toBe(200 + 105);
});

test('R51: a pause stops the days of the plan, not those of the contract', () => {
  const pauses = [{ fromOn: '2027-02-10', toOn: '2027-02-20' }];
  expect(contractualDpd(standings(0), '2027-02-28')).toBe(27);
  expect(planDpd(standings(0), '2027-02-28', 3, pauses)).toBe(14);
});

test('R51: what is paid is not late', () => {
  expect(contractualDpd(standings(1330), '2027-02-28')).toBe(0);
  expect(planDpd(standings(1330), '2027-02-28', 3, [])).toBe(0);
});
