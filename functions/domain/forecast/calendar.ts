import { addMinutes } from '#functions/domain/calendar.ts';
import type { CalendarText } from '#functions/domain/calendars/calendar-text.ts';
import { uidOf } from '#functions/domain/calendars/invitation.ts';
import { calendarWords } from '#functions/domain/calendars/words.ts';
import type { Coming } from '#functions/domain/forecast/forecast.ts';
import { reasonOf } from '#functions/domain/forecast/reasons.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Language } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** How long an entry is shown for: what falls due has no length of its own. */
const shownMinutes = 15;

/** The future of a case as a calendar: the same things, the same names from one reading to the next. */
export const forecastCalendar = (
  file: CaseFile,
  policy: PolicyPack,
  coming: readonly Coming[],
  language: Language,
): CalendarText => ({
  method: 'PUBLISH',
  name: calendarWords[language].calendar,
  organiser: policy.lender[language],
  language,
  entries: coming.map(({ kind, ref, dueAt, rule, basis }) => ({
    uid: uidOf(`${file.caseId}-${kind}-${sha256Hex(`${ref}|${dueAt}`).slice(0, 12)}`),
    sequence: 0,
    changedAt: file.lastAsOf,
    time: { startsAt: dueAt, endsAt: addMinutes(dueAt, shownMinutes) },
    summary: reasonOf(kind, language),
    description: `${kind} · ${rule}\n${calendarWords[language].reference(file.caseId)}`,
    status: basis === 'SET' ? 'CONFIRMED' : 'TENTATIVE',
  })),
});
