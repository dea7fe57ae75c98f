import { addDays, addMonths, dateOf, instantAt } from '#functions/domain/calendar.ts';
import type { Instant } from '#functions/domain/calendar.ts';
import type { CalendarEntry } from '#functions/domain/calendars/calendar-text.ts';
import { statusOf, uidOf } from '#functions/domain/calendars/invitation.ts';
import { calendarWords } from '#functions/domain/calendars/words.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Appointment, Language } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import type { FollowUp } from '#functions/domain/servicing-parts.ts';

/** Whose calendar it is: the borrower's own case, or what one officer has to do in it. */
export type FeedReader = { readonly role: 'borrower' } | { readonly role: 'officer'; readonly officerId: string };

/** Default: what lies further back has left the calendar. */
const pastDays = 31;

interface View {
  readonly file: CaseFile;
  readonly policy: PolicyPack;
  readonly language: Language;
  readonly asOf: Instant;
}

const ofAppointment = (
  { file, language }: View,
  { appointmentId, revision = 0, startsAt, endsAt, place, ...appointment }: Appointment,
  summary: string,
): CalendarEntry => ({
  uid: uidOf(appointmentId),
  sequence: revision,
  changedAt: file.lastAsOf,
  time: { startsAt, endsAt },
  summary,
  description: calendarWords[language].reference(file.caseId),
  location: calendarWords[language].places[place],
  status: statusOf(appointment),
});

const ofFollowUp = ({ file, language }: View, { no, dueOn, status }: FollowUp): CalendarEntry => ({
  uid: uidOf(`${file.caseId}-follow-up-${no}`),
  sequence: status === 'CANCELLED' ? 1 : 0,
  changedAt: file.lastAsOf,
  time: { onDay: dueOn },
  summary: calendarWords[language].followUp,
  description: calendarWords[language].reference(file.caseId),
  status: status === 'CANCELLED' ? 'CANCELLED' : 'CONFIRMED',
});

const openStates: readonly string[] = ['SIGNING', 'ACTIVE', 'BREACHED'];

/** Unpaid due dates of the next year, by the schedule in force: its version is their sequence. */
const instalmentsOf = ({ file, policy, language, asOf }: View): CalendarEntry[] => {
  const today = dateOf(asOf, zoneOf(file, policy));
  const now = openStates.includes(file.status.state) ? standing(file, today) : undefined;
  const last = addMonths(today, 12);
  return (now?.instalments ?? [])
    .filter(({ status, dueOn }) => status !== 'PAID' && dueOn >= addDays(today, -pastDays) && dueOn <= last)
    .map(({ no, dueOn }) => ({
      uid: uidOf(`${file.caseId}-instalment-${no}`),
      sequence: now?.agreement.scheduleVersion ?? 0,
      changedAt: file.lastAsOf,
      time: { onDay: dueOn },
      summary: calendarWords[language].instalment,
      description: calendarWords[language].reference(file.caseId),
      status: 'CONFIRMED',
    }));
};

const endedStates: readonly string[] = ['WITHDRAWN', 'CANCELLED', 'DECLINED', 'ARCHIVING', 'ARCHIVED', 'DESTROYED'];

/**
 * What stands in a subscribed calendar of one case: appointments, due dates and follow-ups, without a name or an amount
 * (api.md). What was called off is shown as cancelled for a month, since a calendar keeps what merely vanishes.
 */
export const feedEntries = (view: View, reader: FeedReader): CalendarEntry[] => {
  const { file, policy, asOf, language } = view;
  const words = calendarWords[language];
  const since = instantAt(addDays(dateOf(asOf, zoneOf(file, policy)), -pastDays), '00:00', zoneOf(file, policy));
  const isOver = endedStates.includes(file.status.state);
  const isMine = (officers: readonly string[]): boolean =>
    reader.role === 'borrower' || officers.includes(reader.officerId);
  const appointments = Object.values(file.appointments)
    .filter(({ startsAt, officers }) => startsAt >= since && isMine(officers))
    .map((one) => (isOver && one.status !== 'DONE' ? { ...one, status: 'CANCELLED' as const } : one))
    .map((one) => ofAppointment(view, one, reader.role === 'borrower' ? words.appointment : words.visit));
  const followUps = Object.values(file.followUps)
    .filter(({ ownerId, dueOn }) => dueOn >= since.slice(0, 10) && isMine([ownerId]))
    .map((one) => ofFollowUp(view, one));
  return [...appointments, ...followUps, ...(reader.role === 'borrower' ? instalmentsOf(view) : [])];
};
