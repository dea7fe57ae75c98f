import {
  addDays,
  addHours,
  dateOf,
  epochMilliseconds,
  latest,
  minutesBetween,
  timeOf,
} from '#functions/domain/calendar.ts';
import { consentInForce } from '#functions/domain/consents.ts';
import type { Context } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Appointment } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export interface WantedSlot {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly atBorrowersRequest: boolean;
}

const hasVisit = (file: CaseFile, appointment: Appointment): boolean =>
  Object.values(file.visits).some((visit) => visit.appointmentId === appointment.appointmentId);

/** The one that is still to come: proposed, or confirmed and not yet visited. */
export const openAppointment = (file: CaseFile): Appointment | undefined =>
  Object.values(file.appointments).find(
    (one) => one.status === 'PROPOSED' || (one.status === 'CONFIRMED' && !hasVisit(file, one)),
  );

/** A calendar that has the earlier version takes the later one over it: every change raises the number (RFC 5545). */
export const revised = (appointment: Appointment): Appointment => ({
  ...appointment,
  revision: (appointment.revision ?? 0) + 1,
});

/** Default: longer than that nobody concentrates; it also bounds what one appointment takes of a calendar. */
const maxMinutes = 240;

/** R18, C10: beyond the outer hours, where nobody comes without the borrower's consent. */
export const isOutOfHours = (
  file: CaseFile,
  slot: Pick<WantedSlot, 'startsAt' | 'endsAt'>,
  { policy }: Pick<Context, 'policy'>,
): boolean => {
  const zone = zoneOf(file, policy);
  const { from, to } = policy.appointment.outerHours;
  return timeOf(slot.startsAt, zone) < from || timeOf(slot.endsAt, zone) > to;
};

/** R18: the same day, inside the day's hours; outer hours only at the borrower's request, beyond them with consent (4.15, 33). */
export const withinHours = (file: CaseFile, slot: WantedSlot, { policy }: Pick<Context, 'policy'>): void => {
  const zone = zoneOf(file, policy);
  const { hours, outerHours } = policy.appointment;
  const [from, to] = [timeOf(slot.startsAt, zone), timeOf(slot.endsAt, zone)];
  const isOneDay =
    dateOf(slot.startsAt, zone) === dateOf(slot.endsAt, zone) &&
    epochMilliseconds(slot.startsAt) < epochMilliseconds(slot.endsAt);
  if (isOneDay && minutesBetween(slot.startsAt, slot.endsAt) > maxMinutes)
    throw new Refusal('OutsideVisitHours', `a visit takes at most ${maxMinutes} minutes`, { rules: ['R18'] });
  const isInside = (window: { from: string; to: string }): boolean =>
    isOneDay && from >= window.from && to <= window.to;
  if (policy.contact.blackoutDays.includes(dateOf(slot.startsAt, zone)))
    throw new Refusal('BlackoutDay', 'no visits on this day', { rules: ['R18'] });
  if (isInside(hours) || (slot.atBorrowersRequest && isInside(outerHours))) return;
  if (!isOneDay || !slot.atBorrowersRequest) {
    throw new Refusal(
      'OutsideVisitHours',
      `visits are between ${hours.from} and ${hours.to}, and up to ${outerHours.from}-${outerHours.to} if the borrower asks`,
      {
        rules: ['R18'],
      },
    );
  }
  if (consentInForce(file, 'OUT_OF_HOURS') === undefined) {
    throw new Refusal(
      'OutOfHoursConsentMissing',
      `outside ${outerHours.from}-${outerHours.to} the borrower must have agreed`,
      { rules: ['R18', 'C10'] },
    );
  }
};

/**
 * R16: three local days after the last appointment that was kept or missed, the start day not counted; the first one
 * leaves the same time to prepare. A slot that was moved or called off does not count (4.15, 13).
 */
export const earliestDay = (file: CaseFile, preparedFrom: string, { policy }: Pick<Context, 'policy'>): string => {
  const zone = zoneOf(file, policy);
  const counted = Object.values(file.appointments).filter((one) => one.status === 'MISSED' || hasVisit(file, one));
  const days = counted.map((one) => dateOf(one.startsAt, zone));
  const [first, ...others] = days.length === 0 ? [dateOf(preparedFrom, zone)] : days;
  return addDays(latest(first ?? dateOf(preparedFrom, zone), ...others), policy.appointment.gapDays);
};

export const keepsGap = (
  file: CaseFile,
  slot: WantedSlot,
  preparedFrom: string,
  context: Pick<Context, 'policy' | 'asOf'>,
): boolean => dateOf(slot.startsAt, zoneOf(file, context.policy)) >= earliestDay(file, preparedFrom, context);

export const tooSoon = (file: CaseFile, preparedFrom: string, context: Pick<Context, 'policy'>): Refusal => {
  const earliest = earliestDay(file, preparedFrom, context);
  return new Refusal('AppointmentTooSoon', `the first possible day is ${earliest}`, { rules: ['R16'], earliest });
};

/** A slot in the past is a slip of the pen, whatever the gap says. */
export const isAhead = (slot: WantedSlot, asOf: string): boolean =>
  epochMilliseconds(slot.startsAt) > epochMilliseconds(asOf);

/** R17: the bank tells a day (24 h) before; the borrower may still ask on the day itself, which is flagged, never punished. */
export const changeNotice = (
  file: CaseFile,
  appointment: Appointment,
  side: 'BORROWER' | 'BANK',
  context: Context,
): { lateNotice: boolean } => {
  const { asOf, policy } = context;
  const zone = zoneOf(file, policy);
  // What nobody has agreed to yet is an offer: it may be answered with another one at any time.
  if (appointment.status === 'PROPOSED' && epochMilliseconds(asOf) <= epochMilliseconds(appointment.startsAt))
    return { lateNotice: false };
  const limit = side === 'BANK' ? addHours(appointment.startsAt, -24) : appointment.startsAt;
  if (epochMilliseconds(asOf) > epochMilliseconds(limit)) {
    throw new Refusal('ChangeTooLate', `the ${side.toLowerCase()} could change it until ${limit}`, { rules: ['R17'] });
  }
  return { lateNotice: side === 'BORROWER' && dateOf(asOf, zone) >= dateOf(appointment.startsAt, zone) };
};
