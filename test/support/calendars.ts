import { icalText } from '#functions/adapters/calendar/ical.ts';
import type { CalendarText } from '#functions/domain/calendars/calendar-text.ts';

/** As the deployed functions spell a calendar. */
export const spelled = (calendar: CalendarText): string => icalText(calendar, 'service@bank.example');
