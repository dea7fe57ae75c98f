import { borrowerOf } from '#functions/domain/borrower.ts';
import type { Instant } from '#functions/domain/calendar.ts';
import type { CalendarEntry, CalendarText } from '#functions/domain/calendars/calendar-text.ts';
import { calendarWords } from '#functions/domain/calendars/words.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { listedOfficers } from '#functions/domain/notice-text.ts';
import type { OfficerNames } from '#functions/domain/notice-text.ts';
import type { Appointment, Language } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import type { Notice } from '#functions/domain/servicing-parts.ts';

/** Ends every identifier: whose calendar entry it is, wherever it has been copied to. */
export const uidOf = (id: string): string => `${id}@repayment-assistance`;

export const statusOf = ({ status }: Pick<Appointment, 'status'>): CalendarEntry['status'] =>
  status === 'PROPOSED' ? 'TENTATIVE' : status === 'CANCELLED' || status === 'MISSED' ? 'CANCELLED' : 'CONFIRMED';

/** R15-R19: the appointment as an invitation, or as its withdrawal: who comes, how to check them, how to change it. */
export const invitationOf = (
  file: CaseFile,
  policy: PolicyPack,
  appointment: Appointment,
  told: {
    readonly language: Language;
    readonly at: Instant;
    readonly names: OfficerNames;
    readonly to?: string;
    /** An officer is invited, not the borrower. */
    readonly officerId?: string | undefined;
  },
): CalendarText => {
  const { language, names, to } = told;
  const words = calendarWords[language];
  const { appointmentId, officers, startsAt, endsAt, place, revision = 0 } = appointment;
  const isOff = told.officerId !== undefined && !officers.includes(told.officerId);
  const status = isOff ? 'CANCELLED' : statusOf(appointment);
  const who = officers.length === 0 ? [] : [words.officers(listedOfficers(officers, names, language))];
  const name = told.officerId === undefined ? borrowerOf(file)?.name : (names[told.officerId] ?? told.officerId);
  const entry: CalendarEntry = {
    uid: uidOf(appointmentId),
    sequence: revision,
    changedAt: told.at,
    time: { startsAt, endsAt },
    summary: `${policy.lender[language]}: ${words.appointment}`,
    description: [...who, words.check(policy.hotline), words.change].join('\n'),
    location: words.places[place],
    status,
    ...(to === undefined ? {} : { attendee: { address: to, name: name ?? to } }),
  };
  return {
    method: status === 'CANCELLED' ? 'CANCEL' : to === undefined ? 'PUBLISH' : 'REQUEST',
    name: words.calendar,
    organiser: policy.lender[language],
    language,
    entries: [entry],
  };
};

const invites: readonly Notice['kind'][] = [
  'APPOINTMENT_CONFIRMED',
  'APPOINTMENT_CHANGED',
  'APPOINTMENT_CANCELLED',
  'OFFICER_INVITATION',
];

/** The invitation that goes out with an e-mail about an appointment; other messages carry none. */
export const invitationWith = (
  file: CaseFile,
  policy: PolicyPack,
  notice: Pick<Notice, 'kind' | 'about' | 'channel' | 'language' | 'officerId'>,
  told: { readonly at: Instant; readonly names: OfficerNames; readonly to: string },
): CalendarText | undefined => {
  const appointment = file.appointments[notice.about ?? ''];
  if (notice.channel !== 'EMAIL' || appointment === undefined || !invites.includes(notice.kind)) return undefined;
  return invitationOf(file, policy, appointment, { ...told, language: notice.language, officerId: notice.officerId });
};
