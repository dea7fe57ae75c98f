import { test as property, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { addDays } from '#functions/domain/calendar.ts';
import {
  extendTerm,
  moveDueDates,
  pausePrincipal,
  postponeInstalment,
  spreadArrears,
  suspendInterest,
} from '#functions/domain/plan/reschedule.ts';
import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import { defaultConventions, rowTotal } from '#functions/domain/plan/schedule-inputs.ts';
import type { ScheduleRow } from '#functions/domain/plan/schedule-inputs.ts';

const startsOn = '2027-01-01';

const { rows } = buildSchedule({
  type: 'EQUAL_INSTALMENT',
  currency: 'CNY',
  principalMinor: 1_200_000,
  startsOn,
  conventions: defaultConventions,
  annualRatePct: '12',
  frequency: 'MONTHLY',
  periods: 12,
  carriedFeeMinor: 1200,
});

const running = { rows, startsOn, openFromNo: 3 };

const step = { unit: 'MONTH', count: 1 } as const;

const plan = { fromNo: 3, step, method: 'ANNUITY', annualRatePct: '12', rounding: 'HALF_UP' } as const;

const principal = (list: readonly ScheduleRow[]): number[] => list.map((row) => row.principalMinor);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0);

describe('R49: the past is fixed', () => {
  const refused = expect.objectContaining({ code: 'PastIsFixed', rules: ['R49'] });

  test('R49: a paid instalment cannot be moved or replanned', () => {
    expect(() => moveDueDates(running, 2, '2027-03-10', step)).toThrow(refused);
    expect(() => postponeInstalment(running, 1, '2027-02-10')).toThrow(refused);
    expect(() => extendTerm(running, { ...plan, fromNo: 2 }, 6)).toThrow(refused);
  });

  test('R49: interest of paid periods stays, even if the pause reaches back', () => {
    expect(suspendInterest(running, '2027-01-01', '2027-12-31').slice(0, 2)).toEqual(rows.slice(0, 2));
  });
});

describe('interest suspension', () => {
  test('whole periods bear nothing, principal and dates stay', () => {
    const suspended = suspendInterest(running, '2027-03-02', '2027-06-01');
    expect(suspended.slice(2, 5).map((row) => row.interestMinor)).toEqual([0, 0, 0]);
    expect(suspended.slice(5)).toEqual(rows.slice(5));
    expect(principal(suspended)).toEqual(principal(rows));
  });

  test('interest of before the plan is not suspended', () => {
    const suspended = suspendInterest({ ...running, carriedInterestMinor: 1200 }, '2027-03-02', '2027-06-01');
    expect(suspended.slice(2, 5).map((row) => row.interestMinor)).toEqual([100, 100, 100]);
  });

  test('a part of a period bears its part, both ends of the pause included', () => {
    const [, , third] = suspendInterest(running, '2027-03-02', '2027-03-10');
    const full = rows[2]?.interestMinor ?? 0;
    expect(third?.interestMinor).toBe(Math.round((full * 22) / 31));
  });
});

property.prop([fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 180 })])(
  'a pause never costs the borrower anything, and a longer one never less',
  (offset, days) => {
    const from = addDays(startsOn, offset);
    const interest = (to: string): number => sum(suspendInterest(running, from, to).map((row) => row.interestMinor));
    const short = interest(addDays(from, days));
    expect(short).toBeLessThanOrEqual(sum(rows.map((row) => row.interestMinor)));
    expect(interest(addDays(from, days + 1))).toBeLessThanOrEqual(short);
  },
);

property.prop([fc.integer({ min: 3, max: 12 }), fc.integer({ min: 1, max: 48 })])(
  'a longer term keeps principal and fees and makes every amount smaller',
  (fromNo, extra) => {
    const longer = extendTerm(running, { ...plan, fromNo }, extra);
    expect(longer).toHaveLength(12 + extra);
    expect(sum(principal(longer))).toBe(1_200_000);
    expect(sum(longer.map((row) => row.feeMinor))).toBe(1200);
    expect(longer.slice(0, fromNo - 1)).toEqual(rows.slice(0, fromNo - 1));
    for (const row of longer.slice(fromNo - 1)) expect(rowTotal(row)).toBeLessThan(rowTotal(rows[3] ?? row));
    const dueDates = longer.map((row) => row.dueOn);
    expect(dueDates).toEqual([...new Set(dueDates)].sort());
  },
);

describe('dates', () => {
  test('a new pay day moves every later date and no amount', () => {
    const moved = moveDueDates(running, 3, '2027-04-15', step);
    expect(moved.slice(1, 5).map((row) => row.dueOn)).toEqual(['2027-03-01', '2027-04-15', '2027-05-15', '2027-06-15']);
    expect(moved.map(rowTotal)).toEqual(rows.map(rowTotal));
  });

  test('longer grace moves one date only, and never past the next one', () => {
    const moved = postponeInstalment(running, 3, '2027-04-30');
    expect(moved.filter((row, index) => row.dueOn !== rows[index]?.dueOn)).toHaveLength(1);
    expect(() => postponeInstalment(running, 3, '2027-05-01')).toThrow(
      expect.objectContaining({ code: 'ScheduleInvalid' }),
    );
  });

  test('an instalment that does not exist is refused', () => {
    expect(() => moveDueDates(running, 13, '2028-04-15', step)).toThrow('no instalment 13');
  });
});

test('periods without principal make the plan longer and bear interest', () => {
  const paused = pausePrincipal(running, plan, 2);
  expect(paused).toHaveLength(14);
  expect(sum(principal(paused))).toBe(1_200_000);
  expect(paused.slice(2, 4).map((row) => [row.principalMinor, row.interestMinor])).toEqual([
    [0, 10_098],
    [0, 10_098],
  ]);
});

test('arrears are spread over what is still to come, or refused when nothing is', () => {
  const instalments = [
    { dueOn: '2027-02-01', openMinor: 100 },
    { dueOn: '2027-03-01', openMinor: 100 },
    { dueOn: '2027-04-01', openMinor: 100 },
    { dueOn: '2027-05-01', openMinor: 101 },
  ];
  expect(spreadArrears(instalments, '2027-02-15').instalments.map((row) => row.openMinor)).toEqual([0, 133, 133, 135]);
  expect(() => spreadArrears(instalments, '2027-05-01')).toThrow(expect.objectContaining({ code: 'ScheduleInvalid' }));
});
