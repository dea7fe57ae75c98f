import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { dateOfDayNumber, dayNumber, monthlyDay, partsOf } from '#functions/domain/day-number.ts';

/** A calendar day without zone, 'YYYY-MM-DD'; such strings sort by time. */
export const LocalDate = z.iso.date();
export type LocalDate = z.infer<typeof LocalDate>;

/** A moment in UTC, RFC 3339 with 'Z'. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** A wall-clock time of day, 'HH:mm'. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u);
export type TimeOfDay = z.infer<typeof TimeOfDay>;

const zoneIds = new Set<string>();

const isZone = (zone: string): boolean => {
  if (zoneIds.has(zone)) return true;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    zoneIds.add(zone);
    return true;
  } catch {
    return false;
  }
};

/** An IANA zone such as 'Asia/Shanghai'. */
export const Zone = z.string().refine(isZone, 'is not a time zone');
export type Zone = z.infer<typeof Zone>;

/**
 * Which days a bank is closed. `workdays` are the weekend days that a government declares
 * working days, as mainland China does around its long holidays; they win over the other two.
 */
export const BusinessCalendar = z.object({
  holidays: z.array(LocalDate).readonly(),
  weekend: z.array(z.int().min(1).max(7)).readonly(),
  workdays: z.array(LocalDate).readonly().optional(),
});
export type BusinessCalendar = {
  readonly holidays: readonly LocalDate[];
  readonly weekend: readonly number[];
  readonly workdays?: readonly LocalDate[] | undefined;
};

export const addDays = (date: LocalDate, days: number): LocalDate => dateOfDayNumber(dayNumber(date) + days);

/**
 * Month end clamps (31 Jan + 1 = 28 Feb). Always count from the origin, never from the previous
 * result: 31 Jan + 2 is 31 Mar, while two single steps would give 28 Mar (R42).
 */
export const addMonths = (origin: LocalDate, months: number): LocalDate =>
  dateOfDayNumber(monthlyDay(origin, months, partsOf(origin).day));

/** The first day is not counted: 1 Mar to 4 Mar is 3 (R16). */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

/** Whole months between two days of any length, counted as addMonths does. */
export const monthsBetween = (from: LocalDate, to: LocalDate): number => {
  const left = partsOf(from);
  const right = partsOf(to);
  const months = (right.year - left.year) * 12 + right.month - left.month;
  return addMonths(from, months) > to ? months - 1 : months;
};

const weekday = (day: number): number => (day >= 0 ? (day + 3) % 7 : (((day + 3) % 7) + 7) % 7) + 1;

/** ISO weekday, Monday 1 to Sunday 7. */
export const weekdayOf = (date: LocalDate): number => weekday(dayNumber(date));

/** The rules of a zone are slow to ask and a file asks for the same few days again and again; an answer never changes. */
const remembering = <T>(ask: (text: string, zone: Zone) => T): ((text: string, zone: Zone) => T) => {
  const known = new Map<string, T>();
  return (text, zone) => {
    const key = `${text}|${zone}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    // Forgets all at once: simpler than an order of use, and as good at this size.
    if (known.size >= 5000) known.clear();
    const answer = ask(text, zone);
    known.set(key, answer);
    return answer;
  };
};

const zonedAt = (instant: Instant, zone: Zone): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

const wallAt = remembering((instant, zone): { readonly date: LocalDate; readonly time: TimeOfDay } => {
  const zoned = zonedAt(instant, zone);
  return {
    date: zoned.toPlainDate().toString(),
    time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
});

/** The calendar day on which the moment falls for people in that zone. */
export const dateOf = (instant: Instant, zone: Zone): LocalDate => wallAt(instant, zone).date;

/** The clock on the wall in that zone, 'HH:mm'. */
export const timeOf = (instant: Instant, zone: Zone): TimeOfDay => wallAt(instant, zone).time;

const instantOf = (epochMilliseconds: number): Instant =>
  Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toString({
    smallestUnit: 'millisecond',
  });

const instantOfWall = remembering((wall, zone) =>
  instantOf(Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds),
);

/** A clock time that summer time skips moves later by the gap, as calendars commonly do. */
export const instantAt = (date: LocalDate, time: TimeOfDay, zone: Zone): Instant =>
  instantOfWall(`${date}T${time}:00`, zone);

export const epochMilliseconds = (instant: Instant): number => Temporal.Instant.from(instant).epochMilliseconds;

export const addMinutes = (instant: Instant, minutes: number): Instant =>
  instantOf(epochMilliseconds(instant) + minutes * 60_000);

export const addHours = (instant: Instant, hours: number): Instant => addMinutes(instant, hours * 60);

export const minutesBetween = (from: Instant, to: Instant): number =>
  (epochMilliseconds(to) - epochMilliseconds(from)) / 60_000;

interface ClosedDays {
  /** By ISO weekday. */
  readonly weekend: readonly boolean[];
  readonly holidays: ReadonlySet<number>;
  readonly workdays: ReadonlySet<number>;
}

/** By day number, looked up once for each calendar, which never changes. */
const closedDays = new WeakMap<BusinessCalendar, ClosedDays>();

const closedDaysOf = (calendar: BusinessCalendar): ClosedDays => {
  const known = closedDays.get(calendar);
  if (known !== undefined) return known;
  const made = {
    weekend: [0, 1, 2, 3, 4, 5, 6, 7].map((day) => calendar.weekend.includes(day)),
    holidays: new Set(calendar.holidays.map(dayNumber)),
    workdays: new Set((calendar.workdays ?? []).map(dayNumber)),
  };
  closedDays.set(calendar, made);
  return made;
};

const isClosed = (day: number, { weekend, holidays, workdays }: ClosedDays): boolean =>
  (weekend[weekday(day)] === true || holidays.has(day)) && (workdays.size === 0 || !workdays.has(day));

/** A closed day: a weekend or public holiday that is not declared a working day. */
export const isHoliday = (date: LocalDate, calendar: BusinessCalendar): boolean =>
  isClosed(dayNumber(date), closedDaysOf(calendar));

export const isBusinessDay = (date: LocalDate, calendar: BusinessCalendar): boolean => !isHoliday(date, calendar);

/** A calendar without an open day is broken; a year of search proves it. */
const searchLimitDays = 366;

/** Finds the day itself if the bank is open, else the nearest open one in that direction; days by number. */
export const openDayFinder = (calendar: BusinessCalendar, step: 1 | -1): ((day: number) => number) => {
  const closed = closedDaysOf(calendar);
  return (day) => {
    let candidate = day;
    while (isClosed(candidate, closed)) {
      candidate += step;
      if (Math.abs(candidate - day) > searchLimitDays)
        throw new RangeError(`the calendar has no business day near ${dateOfDayNumber(day)}`);
    }
    return candidate;
  };
};

const nearestBusinessDay = (date: LocalDate, step: 1 | -1, calendar: BusinessCalendar): LocalDate =>
  dateOfDayNumber(openDayFinder(calendar, step)(dayNumber(date)));

/** A payment date that falls on a closed day moves later (C32). */
export const nextBusinessDayOnOrAfter = (date: LocalDate, calendar: BusinessCalendar): LocalDate =>
  nearestBusinessDay(date, 1, calendar);

/** A task of the bank is done before the closed day (R42). */
export const previousBusinessDayOnOrBefore = (date: LocalDate, calendar: BusinessCalendar): LocalDate =>
  nearestBusinessDay(date, -1, calendar);

/** The start day is not counted: one business day after a Friday is the Monday. */
export const addBusinessDays = (date: LocalDate, days: number, calendar: BusinessCalendar): LocalDate => {
  const step = days < 0 ? -1 : 1;
  let result = date;
  for (let left = Math.abs(days); left > 0; left -= 1) {
    result = nearestBusinessDay(addDays(result, step), step, calendar);
  }
  return result;
};

/** Works for days and for instants in UTC of one precision: both sort as text. */
export const earliest = (first: string, ...others: readonly string[]): string =>
  others.reduce((least, candidate) => (candidate < least ? candidate : least), first);

export const latest = (first: string, ...others: readonly string[]): string =>
  others.reduce((most, candidate) => (candidate > most ? candidate : most), first);

/** When the clocks of a zone are moved next after an instant, if they are. */
export const nextShift = (after: Instant, zone: Zone): Instant | undefined => {
  const next = zonedAt(after, zone).getTimeZoneTransition('next');
  return next === null ? undefined : instantOf(next.epochMilliseconds);
};
