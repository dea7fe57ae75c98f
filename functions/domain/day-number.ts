interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Read digit by digit: a schedule asks for hundreds of them. */
const digits = (date: string, at: number): number => (date.charCodeAt(at) - 48) * 10 + date.charCodeAt(at + 1) - 48;

export const partsOf = (date: string): Parts => ({
  year: digits(date, 0) * 100 + digits(date, 2),
  month: digits(date, 5),
  day: digits(date, 8),
});

const twoDigits = Array.from({ length: 32 }, (_, number) => String(number).padStart(2, '0'));

export const dateFrom = ({ year, month, day }: Parts): string =>
  `${year > 999 ? year : String(year).padStart(4, '0')}-${twoDigits[month]}-${twoDigits[day]}`;

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);

const dayNumberOf = ({ year, month, day }: Parts): number => {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

/** Day count since 1970-01-01; years begin in March here, so that the leap day comes last. */
export const dayNumber = (date: string): number => dayNumberOf(partsOf(date));

const writtenDate = (days: number): string => {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return dateFrom({ year, month, day });
};

/** Each day is written once: every schedule of every case asks for the same few thousand. */
const written = new Map<number, string>();
const mostWritten = 20_000;

export const dateOfDayNumber = (days: number): string => {
  const known = written.get(days);
  if (known !== undefined) return known;
  const date = writtenDate(days);
  if (written.size < mostWritten) written.set(days, date);
  return date;
};

/** The day of the month `months` later, the last one where the month is too short, by number. */
export const monthlyDay = (origin: string, months: number, dayOfMonth: number): number => {
  const index = digits(origin, 0) * 1200 + digits(origin, 2) * 12 + digits(origin, 5) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return dayNumberOf({ year, month, day: Math.min(dayOfMonth, daysInMonth(year, month)) });
};

/** The same day of `count` months in a row, the first of them `months` after the origin's. */
export const monthlyDays = (origin: string, months: number, dayOfMonth: number, count: number): number[] => {
  const { year: originYear, month: originMonth } = partsOf(origin);
  const index = originYear * 12 + originMonth - 1 + months;
  let year = Math.floor(index / 12);
  let month = index - year * 12 + 1;
  let dayBefore = dayNumberOf({ year, month, day: 1 }) - 1;
  const days: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const length = daysInMonth(year, month);
    days.push(dayBefore + (dayOfMonth < length ? dayOfMonth : length));
    dayBefore += length;
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
  return days;
};
