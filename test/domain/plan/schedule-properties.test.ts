import { test as property, fc } from '@fast-check/vitest';
import { expect } from 'vitest';
import { isBusinessDay } from '#functions/domain/calendar.ts';
import { dateOfDayNumber, dayNumber } from '#functions/domain/day-number.ts';
import { buildSchedule, scheduleHash } from '#functions/domain/plan/schedule.ts';
import { rowTotal, ScheduleInputs } from '#functions/domain/plan/schedule-inputs.ts';
import { weekends } from '#test/domain/plan/loans.ts';

const anyDate = fc.integer({ min: dayNumber('2020-01-01'), max: dayNumber('2060-12-31') }).map(dateOfDayNumber);

const anyCommon = {
  currency: fc.constantFrom('CNY', 'TWD', 'HKD', 'JPY'),
  principalMinor: fc.integer({ min: 100_000, max: 500_000_000 }),
  startsOn: anyDate,
  conventions: fc.record({
    dayCount: fc.constantFrom('MONTHLY', 'ACT_365', 'ACT_360', 'ACT_ACT_SPLIT'),
    rounding: fc.constantFrom('HALF_UP', 'HALF_EVEN', 'DOWN', 'UP'),
    lastInstalment: fc.constantFrom('TAKES_THE_REMAINDER', 'SMOOTHED'),
  }),
  calendar: fc.option(fc.constant(weekends), { nil: undefined }),
  carriedInterestMinor: fc.integer({ min: 0, max: 100_000 }),
  carriedFeeMinor: fc.integer({ min: 0, max: 10_000 }),
};

const anyPeriodic = {
  ...anyCommon,
  frequency: fc.constantFrom('MONTHLY', 'FORTNIGHTLY', 'WEEKLY'),
  periods: fc.integer({ min: 3, max: 60 }),
};

/** A first period of one day to three months, whatever the frequency. */
const withFirst = <T extends { startsOn: string }>({ inputs, days }: { inputs: T; days: number | undefined }) =>
  days === undefined ? inputs : { ...inputs, firstDueOn: dateOfDayNumber(dayNumber(inputs.startsOn) + days) };
const anyFirst = fc.option(fc.integer({ min: 1, max: 92 }), { nil: undefined });

const anyRate = fc.integer({ min: 0, max: 2400 }).map((hundredths) => (hundredths / 100).toFixed(2));

const relieved = (type: 'EQUAL_INSTALMENT' | 'EQUAL_PRINCIPAL') =>
  fc.record({
    ...anyPeriodic,
    type: fc.constant(type),
    annualRatePct: fc.constantFrom('3', '9.75', '24'),
    interestRelief: fc.record({ periods: fc.integer({ min: 1, max: 70 }), annualRatePct: fc.constantFrom('0', '2.5') }),
  });

const anyInputs = fc
  .oneof(
    fc
      .record({
        inputs: fc.record({
          ...anyPeriodic,
          type: fc.constantFrom('EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL'),
          annualRatePct: anyRate,
        }),
        days: anyFirst,
      })
      .map(withFirst),
    relieved('EQUAL_INSTALMENT'),
    relieved('EQUAL_PRINCIPAL'),
    fc.record({
      ...anyPeriodic,
      type: fc.constant('EQUAL_PRINCIPAL'),
      frequency: fc.constant('MONTHLY'),
      dueDay: fc.integer({ min: 1, max: 31 }),
      annualRatePct: anyRate,
    }),
    fc.record({
      ...anyPeriodic,
      type: fc.constant('STEP_UP'),
      annualRatePct: fc.constantFrom('0', '6', '12'),
      principalMinor: fc.integer({ min: 1_000_000, max: 1_200_000 }),
      lowPeriods: fc.constantFrom(1, 2),
      lowInstalmentMinor: fc.constantFrom(15_000, 16_000),
    }),
    fc
      .record({
        ...anyCommon,
        type: fc.constant('CUSTOM'),
        annualRatePct: anyRate,
        parts: fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 60 }),
        gap: fc.integer({ min: 4, max: 45 }),
      })
      .map(({ parts, gap, ...inputs }) => ({
        ...inputs,
        principalMinor: parts.reduce((sum, part) => sum + part, 0),
        instalments: parts.map((principalMinor, index) => ({
          dueOn: dateOfDayNumber(dayNumber(inputs.startsOn) + (index + 1) * gap),
          principalMinor,
          feeMinor: index % 3,
        })),
      })),
    fc.record({
      ...anyPeriodic,
      type: fc.constant('FEE_BASED'),
      feePerPeriodPct: fc.constantFrom('0', '0.6', '0.75'),
      feeTiming: fc.constantFrom('SPREAD', 'UP_FRONT'),
    }),
    fc.record({
      ...anyPeriodic,
      type: fc.constant('MORATORIUM'),
      annualRatePct: anyRate,
      moratoriumPeriods: fc.constantFrom(1, 2),
      moratoriumInterest: fc.constantFrom('PAID', 'WAIVED', 'SPREAD'),
      followedBy: fc.constantFrom('EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL'),
    }),
    fc.record({
      ...anyCommon,
      type: fc.constant('LUMP_SUM'),
      annualRatePct: anyRate,
      dueOn: fc.constant('2061-06-30'),
      discountMinor: fc.integer({ min: 0, max: 50_000 }),
    }),
  )
  .map((inputs) => ScheduleInputs.parse(inputs));

property.prop([anyInputs])(
  'whatever the terms, the principal is repaid to the cent and nothing is negative',
  (inputs) => {
    const { rows, principalMinor, totalMinor } = buildSchedule(inputs);
    const discount = inputs.type === 'LUMP_SUM' ? inputs.discountMinor : 0;
    expect(principalMinor).toBe(inputs.principalMinor - discount);
    expect(rows.reduce((sum, row) => sum + rowTotal(row), 0)).toBe(totalMinor);
    for (const row of rows) {
      expect(Math.min(row.principalMinor, row.interestMinor, row.feeMinor)).toBeGreaterThanOrEqual(0);
      expect(rowTotal(row)).toBeGreaterThan(0);
    }
  },
);

property.prop([anyInputs])('due dates rise strictly and fall on open days', (inputs) => {
  const { rows } = buildSchedule(inputs);
  const dueDates = rows.map((row) => row.dueOn);
  expect(dueDates).toEqual([...new Set(dueDates)].sort());
  expect(rows.map((row) => row.no)).toEqual(rows.map((_, index) => index + 1));
  if (inputs.calendar === undefined) return;
  for (const dueOn of dueDates) expect(isBusinessDay(dueOn, inputs.calendar)).toBe(true);
});

property.prop([anyInputs])('the same terms give the same schedule and the same hash', (inputs) => {
  const first = buildSchedule(inputs);
  const reordered = ScheduleInputs.parse(Object.fromEntries(Object.entries(inputs).reverse()));
  expect(buildSchedule(reordered)).toEqual(first);
  expect(scheduleHash(reordered, first.rows)).toBe(first.hash);
});

property.prop([anyInputs])('closed days move dates and never amounts', (inputs) => {
  const { calendar: _, ...open } = inputs;
  const amounts = (built: ReturnType<typeof buildSchedule>): number[] => built.rows.map(rowTotal);
  expect(amounts(buildSchedule(inputs))).toEqual(amounts(buildSchedule(open)));
});
