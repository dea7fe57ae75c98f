import { describe, expect, test } from 'vitest';
import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import { defaultConventions, rowTotal } from '#functions/domain/plan/schedule-inputs.ts';
import { common, loan, weekends } from '#test/domain/plan/loans.ts';

describe('due dates', () => {
  test('C32: a plan that starts on the 31st is due at the end of shorter months', () => {
    const { rows } = buildSchedule({ ...loan, periods: 3 });
    expect(rows.map((row) => row.dueOn)).toEqual(['2027-02-28', '2027-03-31', '2027-04-30']);
  });

  test('C32: a due date on a closed day moves later, the following ones keep their day', () => {
    const { rows } = buildSchedule({ ...loan, periods: 3, calendar: weekends });
    expect(rows.map((row) => row.dueOn)).toEqual(['2027-03-01', '2027-04-01', '2027-04-30']);
  });

  test.each([
    [31, ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']],
    [30, ['2027-02-28', '2027-03-30', '2027-04-30', '2027-05-30']],
    [29, ['2027-02-28', '2027-03-29', '2027-04-29', '2027-05-29']],
  ])('C32: whoever is paid on day %i is not held to the 28th by a first date in February', (dueDay, dates) => {
    const from = { ...loan, startsOn: '2027-01-10', periods: 4, dueDay } as const;
    expect(buildSchedule({ ...from, firstDueOn: '2027-02-28' }).rows.map((row) => row.dueOn)).toEqual(dates);
    expect(buildSchedule(from).rows.map((row) => row.dueOn)).toEqual(dates);
    expect(() => buildSchedule({ ...from, firstDueOn: '2027-02-27' })).toThrow('is not day');
    expect(() => buildSchedule({ ...from, frequency: 'WEEKLY' })).toThrow('monthly');
  });

  test('R28: a first period of another length is charged by its days, the amounts in between stay level', () => {
    const dayLoan = { ...loan, type: 'EQUAL_PRINCIPAL', startsOn: '2027-01-10' } as const;
    const first = (firstDueOn: string) => buildSchedule({ ...dayLoan, firstDueOn }).rows[0]?.interestMinor;
    expect([first('2027-01-11'), first('2027-02-10'), first('2027-03-12')]).toEqual([395, 12_000, 24_789]);
  });

  test('R29: interest is relieved in the leading periods and never caught up', () => {
    const relief = { periods: 3, annualRatePct: '0' };
    const { rows } = buildSchedule({ ...loan, type: 'EQUAL_PRINCIPAL', interestRelief: relief });
    const full = buildSchedule({ ...loan, type: 'EQUAL_PRINCIPAL' }).rows;
    expect(rows.slice(0, 3).map((row) => row.interestMinor)).toEqual([0, 0, 0]);
    expect(rows.slice(3)).toEqual(full.slice(3));
    const level = buildSchedule({ ...loan, interestRelief: { periods: 3, annualRatePct: '6' } });
    expect(level.rows[0]?.interestMinor).toBe(6000);
    expect(() => buildSchedule({ ...loan, interestRelief: { periods: 3, annualRatePct: '13' } })).toThrow('lowers');
  });

  test('R28: SMOOTHED spreads what rounding leaves, where the last instalment would differ much', () => {
    const odd = { ...loan, principalMinor: 100_021, periods: 30, annualRatePct: '0' } as const;
    const last = (lastInstalment: 'SMOOTHED' | 'TAKES_THE_REMAINDER') =>
      buildSchedule({ ...odd, conventions: { ...defaultConventions, rounding: 'UP', lastInstalment } }).rows.map(
        rowTotal,
      )[29];
    expect(last('TAKES_THE_REMAINDER')).toBe(3306);
    expect(last('SMOOTHED')).toBe(3335);
  });

  test('two weekly dates inside one long holiday do not meet on the same day', () => {
    const holidays = ['2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-02-12', '2027-02-15'];
    const { rows } = buildSchedule({
      ...loan,
      frequency: 'WEEKLY',
      firstDueOn: '2027-02-08',
      periods: 3,
      calendar: { holidays, weekend: [6, 7] },
    });
    expect(rows.map((row) => row.dueOn)).toEqual(['2027-02-16', '2027-02-17', '2027-02-22']);
  });
});

describe('plan types', () => {
  test('a level instalment is the same every month, the last one takes the rounding', () => {
    const { rows, largestMinor } = buildSchedule(loan);
    expect(rows.map(rowTotal)).toEqual([...Array.from({ length: 11 }, () => 106_619), 106_614]);
    expect(largestMinor).toBe(106_619);
  });

  test('interest that ends in half a cent is rounded up, although a twelfth has no end', () => {
    const { rows } = buildSchedule({ ...loan, type: 'EQUAL_PRINCIPAL', principalMinor: 500_050, periods: 2 });
    expect(rows[0]?.interestMinor).toBe(5001);
  });

  test('equal principal begins with the largest instalment', () => {
    const { rows, largestMinor } = buildSchedule({ ...loan, type: 'EQUAL_PRINCIPAL' });
    expect(rows.slice(0, 2).map(rowTotal)).toEqual([112_000, 111_000]);
    expect(largestMinor).toBe(112_000);
  });

  test('a fee may be spread or paid up front', () => {
    const fee = { ...common, type: 'FEE_BASED', frequency: 'MONTHLY', periods: 3, feePerPeriodPct: '0.6' } as const;
    const fees = (feeTiming: 'SPREAD' | 'UP_FRONT'): number[] =>
      buildSchedule({ ...fee, feeTiming }).rows.map((row) => row.feeMinor);
    expect(fees('SPREAD')).toEqual([7200, 7200, 7200]);
    expect(fees('UP_FRONT')).toEqual([21_600, 0, 0]);
  });

  test('a stepped plan has low instalments first and higher ones after them', () => {
    const { rows } = buildSchedule({ ...loan, type: 'STEP_UP', lowPeriods: 3, lowInstalmentMinor: 30_000 });
    expect(rows.slice(0, 3).map(rowTotal)).toEqual([30_000, 30_000, 30_000]);
    expect(rows.slice(3, 11).every((row) => rowTotal(row) === rowTotal(rows[3] ?? row))).toBe(true);
    expect(rowTotal(rows[3] ?? { principalMinor: 0, interestMinor: 0, feeMinor: 0 })).toBeGreaterThan(106_619);
  });

  test.each([
    ['PAID', 12, 36_000],
    ['WAIVED', 9, 0],
    ['SPREAD', 9, 36_000],
  ] as const)('moratorium interest %s leaves %i due dates', (moratoriumInterest, dueDates, spreadMinor) => {
    const terms = { ...loan, type: 'MORATORIUM', moratoriumPeriods: 3, followedBy: 'EQUAL_PRINCIPAL' } as const;
    const { rows, interestMinor } = buildSchedule({ ...terms, moratoriumInterest });
    const waived = buildSchedule({ ...terms, moratoriumInterest: 'WAIVED' });
    expect(rows).toHaveLength(dueDates);
    expect(interestMinor - waived.interestMinor).toBe(spreadMinor);
  });

  test('a discount for one payment never enters the schedule', () => {
    const { rows } = buildSchedule({
      ...common,
      type: 'LUMP_SUM',
      annualRatePct: '0',
      dueOn: '2027-03-15',
      discountMinor: 200_000,
    });
    expect(rows).toEqual([{ no: 1, dueOn: '2027-03-15', principalMinor: 1_000_000, interestMinor: 0, feeMinor: 0 }]);
  });

  test('a plan of the borrower’s own amounts bears interest on what is left', () => {
    const { rows } = buildSchedule({
      ...common,
      type: 'CUSTOM',
      annualRatePct: '12',
      instalments: [
        { dueOn: '2027-02-28', principalMinor: 200_000 },
        { dueOn: '2027-03-28', principalMinor: 1_000_000, feeMinor: 500 },
      ],
    });
    expect(rows.map((row) => row.interestMinor)).toEqual([12_000, 10_000]);
    expect(rows[1]?.feeMinor).toBe(500);
  });

  test('unpaid interest and fees of the past are spread and bear nothing', () => {
    const plain = buildSchedule(loan);
    const carrying = buildSchedule({ ...loan, carriedInterestMinor: 10_000, carriedFeeMinor: 130 });
    expect(carrying.interestMinor - plain.interestMinor).toBe(10_000);
    expect(carrying.rows.map((row) => row.feeMinor)).toEqual([...Array.from({ length: 11 }, () => 10), 20]);
  });

  test('weekly instalments are weighed as a monthly burden', () => {
    const { largestMonthMinor } = buildSchedule({ ...loan, annualRatePct: '0', frequency: 'WEEKLY' });
    expect(largestMonthMinor).toBe(433_334);
  });
});
