import { test as property, fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { addDays } from '#functions/domain/calendar.ts';
import { allocate } from '#functions/domain/plan/allocation.ts';
import { contractualDpd, planDpd } from '#functions/domain/plan/delinquency.ts';
import type { Row, ScheduleVersion } from '#functions/domain/plan-parts.ts';
import { settledRows } from '#functions/domain/plan/settlement.ts';

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

const schedule: ScheduleVersion = {
  scheduleVersion: 1,
  currency: 'CNY',
  rows: instalments,
  annualRate: '0.12',
  fromOn: startsOn,
  hash: 'a'.repeat(64),
  suspended: [],
};
const sumOf = (rows: readonly Row[], part: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + part(row), 0);
const charged = (on: string, more: Partial<ScheduleVersion> = {}) => {
  const rows = settledRows({ ...schedule, ...more }, on);
  return {
    principalMinor: sumOf(rows, (row) => row.principalMinor),
    interestMinor: sumOf(rows, (row) => row.interestMinor),
    feeMinor: sumOf(rows, (row) => row.feeMinor),
  };
};

test('C27: a payoff charges interest and fees of the days that have passed, and all principal', () => {
  expect(charged('2027-02-01')).toEqual({ principalMinor: 3000, interestMinor: 310, feeMinor: 20 });
  expect(charged('2027-02-15')).toEqual({ principalMinor: 3000, interestMinor: 465, feeMinor: 30 });
  expect(charged(startsOn)).toEqual({ principalMinor: 3000, interestMinor: 0, feeMinor: 0 });
  expect(charged('2028-01-01')).toEqual({ principalMinor: 3000, interestMinor: 930, feeMinor: 60 });
});

test('C27: interest and fees from before the plan were owed already and are not spared', () => {
  const carrying = { carriedInterestMinor: 300, carriedFeeMinor: 30 };
  expect(charged(startsOn, carrying)).toMatchObject({ interestMinor: 300, feeMinor: 30 });
  expect(charged('2027-02-15', carrying)).toMatchObject({ interestMinor: 300 + 210 + 105, feeMinor: 30 + 10 + 5 });
});

test('R51, C27: days on which interest is suspended bear none of it on payoff either', () => {
  const suspended = [{ fromOn: '2027-02-02', toOn: '2027-02-15' }];
  expect(charged('2027-02-15', { suspended }).interestMinor).toBe(310);
  expect(charged('2027-02-22', { suspended }).interestMinor).toBe(310 + 155);
});

test('R57, C27: of a fee that was paid up front the days to come are returned', () => {
  const rows = instalments.map((row, index) => ({ ...row, interestMinor: 0, feeMinor: index === 0 ? 60 : 0 }));
  const upFront = { rows, upFrontFeeMinor: 60 };
  expect(charged('2027-02-01', upFront).feeMinor).toBe(20);
  expect(charged('2027-02-15', upFront).feeMinor).toBe(30);
  expect(charged('2027-04-01', upFront).feeMinor).toBe(60);
});

test('C27: interest of a moratorium is earned while it runs, although it is paid later', () => {
  const deferred = { interestMinor: 300, untilOn: '2027-01-21' };
  expect(charged('2027-01-11', { deferred }).interestMinor).toBe(150);
  expect(charged('2027-01-21', { deferred }).interestMinor).toBe(300);
  expect(charged('2027-02-01', { deferred }).interestMinor).toBe(300 + 210);
  expect(charged('2027-04-01', { deferred }).interestMinor).toBe(930);
});

property.prop([
  fc.integer({ min: 0, max: 120 }),
  fc.integer({ min: 0, max: 900 }),
  fc.integer({ min: 0, max: 50 }),
  fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 40 })), { maxLength: 2 }),
])('C27: a payoff is never more than everything, and waiting never makes it cheaper', (days, carried, fee, pauses) => {
  const more = {
    carriedInterestMinor: carried,
    carriedFeeMinor: fee,
    suspended: pauses.map(([from, length], index) => ({
      fromOn: addDays(startsOn, from + index * 150),
      toOn: addDays(startsOn, from + length + index * 150),
    })),
  };
  const totalOn = (day: number): number => {
    const { principalMinor, interestMinor, feeMinor } = charged(addDays(startsOn, day), more);
    return principalMinor + interestMinor + feeMinor;
  };
  expect(totalOn(days)).toBeLessThanOrEqual(3990);
  expect(totalOn(days)).toBeLessThanOrEqual(totalOn(days + 1));
  expect(totalOn(days)).toBeGreaterThanOrEqual(3000);
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
