import { test as property, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  addBusinessDays,
  addDays,
  addHours,
  addMinutes,
  addMonths,
  dateOf,
  daysBetween,
  earliest,
  instantAt,
  isBusinessDay,
  isHoliday,
  latest,
  LocalDate,
  minutesBetween,
  monthsBetween,
  nextBusinessDayOnOrAfter,
  previousBusinessDayOnOrBefore,
  timeOf,
  weekdayOf,
  Zone,
} from '#functions/domain/calendar.ts';
import { dateOfDayNumber, dayNumber } from '#functions/domain/day-number.ts';

const date = fc.integer({ min: dayNumber('1970-01-01'), max: dayNumber('2199-12-31') }).map(dateOfDayNumber);

/** Mainland China, National Day 2027: a holiday week with a working Sunday before it. */
const chinese = {
  holidays: ['2027-10-01', '2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07'],
  weekend: [6, 7],
  workdays: ['2027-09-26'],
};

property.prop([date, fc.integer({ min: -40_000, max: 40_000 })])('days added are days between', (day, days) => {
  expect(daysBetween(day, addDays(day, days))).toBe(days);
});

property.prop([date])('a day agrees with the calendar of the platform', (day) => {
  const platform = new Date(`${day}T00:00:00Z`);
  expect(dayNumber(day) * 86_400_000).toBe(platform.getTime());
  expect(weekdayOf(day) % 7).toBe(platform.getUTCDay());
  expect(LocalDate.safeParse(day).success).toBe(true);
});

property.prop([date, fc.integer({ min: 0, max: 720 })])('months added are months between', (day, months) => {
  const later = addMonths(day, months);
  expect(monthsBetween(day, later)).toBe(months);
  expect(later.slice(8) <= day.slice(8)).toBe(true);
});

test('C32: a month that is too short ends the period on its last day, and the next one has the day again', () => {
  const months = [1, 2, 3, 13, -2].map((count) => addMonths('2027-01-31', count));
  expect(months).toEqual(['2027-02-28', '2027-03-31', '2027-04-30', '2028-02-29', '2026-11-30']);
});

test('R16: the start day is not counted', () => {
  expect(daysBetween('2027-03-01', '2027-03-04')).toBe(3);
});

describe('closed days', () => {
  test('a weekend day that the government made a working day is open', () => {
    expect(isHoliday('2027-09-26', chinese)).toBe(false);
    expect(isBusinessDay('2027-10-02', chinese)).toBe(false);
    expect(isBusinessDay('2027-10-07', chinese)).toBe(false);
  });

  test('a payment moves past the holiday, a task comes before it', () => {
    expect(nextBusinessDayOnOrAfter('2027-10-01', chinese)).toBe('2027-10-08');
    expect(previousBusinessDayOnOrBefore('2027-10-03', chinese)).toBe('2027-09-30');
    expect(nextBusinessDayOnOrAfter('2027-10-08', chinese)).toBe('2027-10-08');
  });

  test('business days skip what is closed, in both directions', () => {
    expect(addBusinessDays('2027-09-30', 1, chinese)).toBe('2027-10-08');
    expect(addBusinessDays('2027-10-08', -1, chinese)).toBe('2027-09-30');
    expect(addBusinessDays('2027-09-24', 1, chinese)).toBe('2027-09-26');
    expect(addBusinessDays('2027-10-02', 0, chinese)).toBe('2027-10-02');
  });

  test('a calendar that never opens is a fault, not an endless search', () => {
    const shut = { holidays: [], weekend: [1, 2, 3, 4, 5, 6, 7] };
    expect(() => nextBusinessDayOnOrAfter('2027-10-01', shut)).toThrow('no business day');
  });
});

describe('zones', () => {
  test('the local day is that of the people, not of the server', () => {
    expect(dateOf('2027-03-01T17:30:00Z', 'Asia/Shanghai')).toBe('2027-03-02');
    expect(timeOf('2027-03-01T17:30:59Z', 'Asia/Shanghai')).toBe('01:30');
    expect(dateOf('2027-03-01T17:30:00Z', 'Europe/London')).toBe('2027-03-01');
  });

  test('a local time becomes one moment, also where summer time skips it', () => {
    expect(instantAt('2027-03-01', '09:00', 'Asia/Taipei')).toBe('2027-03-01T01:00:00.000Z');
    expect(instantAt('2027-03-28', '01:30', 'Europe/London')).toBe('2027-03-28T01:30:00.000Z');
  });

  test('minutes and hours are real ones', () => {
    expect(addMinutes('2027-03-01T00:00:00Z', -1)).toBe('2027-02-28T23:59:00.000Z');
    expect(addHours('2027-03-01T00:00:00Z', 24)).toBe('2027-03-02T00:00:00.000Z');
    expect(minutesBetween('2027-03-01T00:00:00Z', '2027-03-01T01:30:00Z')).toBe(90);
  });

  test('a zone is checked', () => {
    expect(Zone.safeParse('Asia/Hong_Kong').success).toBe(true);
    expect(Zone.safeParse('Asia/Atlantis').success).toBe(false);
  });
});

test('the earliest and the latest day are found as text', () => {
  expect(earliest('2027-03-01', '2026-12-31', '2027-01-01')).toBe('2026-12-31');
  expect(latest('2027-03-01', '2026-12-31')).toBe('2027-03-01');
});
