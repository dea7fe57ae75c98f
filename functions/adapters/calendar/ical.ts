import {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import type { ICalEventData } from 'ical-generator';
import type { CalendarEntry, CalendarText } from '#functions/domain/calendars/calendar-text.ts';

const methods = {
  PUBLISH: ICalCalendarMethod.PUBLISH,
  REQUEST: ICalCalendarMethod.REQUEST,
  CANCEL: ICalCalendarMethod.CANCEL,
} as const;
const statuses = {
  TENTATIVE: ICalEventStatus.TENTATIVE,
  CONFIRMED: ICalEventStatus.CONFIRMED,
  CANCELLED: ICalEventStatus.CANCELLED,
} as const;

const timeOf = ({ time }: CalendarEntry): Pick<ICalEventData, 'start' | 'end' | 'allDay'> =>
  'onDay' in time
    ? { start: new Date(`${time.onDay}T00:00:00Z`), allDay: true }
    : { start: new Date(time.startsAt), end: new Date(time.endsAt) };

const inviting = ({ attendee }: CalendarEntry): Pick<ICalEventData, 'attendees'> =>
  attendee === undefined
    ? {}
    : {
        attendees: [
          {
            email: attendee.address,
            name: attendee.name,
            rsvp: true,
            role: ICalAttendeeRole.REQ,
            status: ICalAttendeeStatus.NEEDSACTION,
            type: ICalAttendeeType.INDIVIDUAL,
          },
        ],
      };

/** RFC 5545: folded at 75 octets, CRLF, times in UTC; the same bytes for the same calendar. `sender` is who organises it. */
export const icalText = (calendar: CalendarText, sender: string): string => {
  const { method, name, organiser, language, entries } = calendar;
  const text = new ICalCalendar({
    method: methods[method],
    prodId: { company: 'Repayment assistance', product: 'Appointments', language: language.toUpperCase() },
    // A name is for a calendar that is subscribed to; an invitation goes into the reader's own.
    ...(method === 'PUBLISH' ? { name } : {}),
    events: entries.map((entry) => ({
      id: entry.uid,
      sequence: entry.sequence,
      stamp: new Date(entry.changedAt),
      ...timeOf(entry),
      summary: entry.summary,
      ...(entry.description === undefined ? {} : { description: entry.description }),
      ...(entry.location === undefined ? {} : { location: entry.location }),
      status: statuses[entry.status],
      organizer: { name: organiser, email: sender },
      ...inviting(entry),
    })),
  }).toString();
  return text.endsWith('\r\n') ? text : `${text}\r\n`;
};
