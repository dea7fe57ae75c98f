import { weekdayOf } from '#functions/domain/calendar.ts';
import { answeredWithin } from '#functions/domain/contact-gate/counts.ts';
import type { Moment, Spoken } from '#functions/domain/contact-gate/planned-contact.ts';
import type { ContactLimits } from '#functions/domain/contact-parts.ts';
import type { CaseFile } from '#functions/domain/model.ts';

/** Whose limits they are. */
export interface Asked {
  readonly origin: 'PREFERENCE' | 'AGREEMENT';
  readonly limits: ContactLimits;
}

/** What the borrower asked for and what was agreed; the strictest of these and the pack wins (domain.md 1.2). */
export const askedLimits = (file: CaseFile): readonly Asked[] => {
  const preference = file.preferences['contact'];
  const agreed = Object.values(file.agreements).find(({ effectiveOn }) => effectiveOn !== undefined)?.contact;
  return [
    ...(preference === undefined ? [] : [{ origin: 'PREFERENCE' as const, limits: preference }]),
    ...(agreed === undefined ? [] : [{ origin: 'AGREEMENT' as const, limits: agreed }]),
  ];
};

type Said = Pick<Spoken, 'key' | 'limit' | 'waitingHelps'> & { readonly isKept: boolean };

const whenSaid = ({ window, weekdays, noHolidays, quietUntil }: ContactLimits, moment: Moment): Said[] => {
  const { today, time, policy } = moment;
  const said: Said[] = [];
  if (window !== undefined) {
    const isKept = time >= window.from && time < window.to;
    said.push({ key: 'window', limit: `${window.from}-${window.to} ${moment.zone}`, isKept, waitingHelps: true });
  }
  if (weekdays !== undefined) {
    const isKept = weekdays.includes(weekdayOf(today));
    said.push({ key: 'weekdays', limit: weekdays.join(), isKept, waitingHelps: true });
  }
  if (noHolidays === true) {
    const isKept = !policy.calendar.holidays.includes(today);
    said.push({ key: 'noHolidays', limit: 'no public holidays', isKept, waitingHelps: true });
  }
  if (quietUntil !== undefined)
    said.push({ key: 'quietUntil', limit: quietUntil, isKept: today >= quietUntil, waitingHelps: true });
  return said;
};

const howSaid = (
  { refusedChannels = [], refusedPointIds = [], maxAnsweredPerWeek }: ContactLimits,
  moment: Moment,
): Said[] => {
  const { channel, contactPointId } = moment.contact;
  const said: Said[] = [];
  if (refusedChannels.length > 0) {
    const isKept = refusedChannels.every((one) => one !== channel);
    said.push({ key: 'refusedChannels', limit: refusedChannels.join(), isKept, waitingHelps: false });
  }
  if (contactPointId !== undefined && refusedPointIds.length > 0) {
    const isKept = !refusedPointIds.includes(contactPointId);
    said.push({ key: 'refusedPointIds', limit: refusedPointIds.join(), isKept, waitingHelps: false });
  }
  if (maxAnsweredPerWeek !== undefined && channel === 'PHONE') {
    const made = answeredWithin(moment, 7);
    const limit = `${made} of ${maxAnsweredPerWeek} in 7 days`;
    // None at all is not a matter of waiting.
    const waitingHelps = maxAnsweredPerWeek > 0;
    said.push({ key: 'maxAnsweredPerWeek', limit, isKept: made < maxAnsweredPerWeek, waitingHelps });
  }
  return said;
};

const sourceOf = { PREFERENCE: 'stated by the borrower', AGREEMENT: 'the signed agreement' } as const;

/** What the borrower's wishes and the agreement say about a contact. */
export const limitsSpeak = (moment: Moment): readonly Spoken[] =>
  moment.contact.party === 'THIRD_PARTY'
    ? []
    : askedLimits(moment.file).flatMap(({ origin, limits }) =>
        [...whenSaid(limits, moment), ...howSaid(limits, moment)].map(
          ({ key, limit, isKept, waitingHelps }): Spoken => ({
            rules: ['1.2'],
            key: `${origin.toLowerCase()}.${key}`,
            says: isKept ? 'PASS' : 'FORBID',
            origin,
            source: sourceOf[origin],
            limit,
            waitingHelps,
          }),
        ),
      );
