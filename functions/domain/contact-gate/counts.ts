import { addDays, dateOf } from '#functions/domain/calendar.ts';
import { fromPack } from '#functions/domain/contact-gate/planned-contact.ts';
import type { Attempt, Moment, PlannedContact, Spoken } from '#functions/domain/contact-gate/planned-contact.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Cap } from '#functions/domain/policy/pack.ts';

/**
 * Everything that was tried with the borrower, or else with third persons. A call that is still going on may turn out to
 * be answered, so it counts as answered: two at once cannot both be the last one.
 */
export const attemptsOf = (file: CaseFile, contact: PlannedContact, zone: string): readonly Attempt[] => {
  const isThirdParty = contact.party === 'THIRD_PARTY';
  const made = Object.values(file.contacts)
    .filter(
      (one) =>
        one.direction === 'OUTBOUND' && one.status !== 'BLOCKED' && (one.party === 'THIRD_PARTY') === isThirdParty,
    )
    .map((one): Attempt => ({
      channel: one.channel,
      on: dateOf(one.startedAt, zone),
      contactPointId: one.contactPointId,
      answered: one.answered ?? one.status === 'STARTED',
    }));
  const sent = Object.values(file.notices).flatMap(({ channel, claimedAt, contactPointId }): Attempt[] =>
    claimedAt === undefined || isThirdParty
      ? []
      : [{ channel, on: dateOf(claimedAt, zone), contactPointId, answered: false }],
  );
  return [...made, ...sent];
};

const countOf = (moment: Moment, cap: Omit<Cap, 'key' | 'max'>): number => {
  const since = addDays(moment.today, 1 - cap.days);
  return moment.attempts.filter(
    ({ channel, on, contactPointId, answered }) =>
      cap.of.includes(channel) &&
      on >= since &&
      (cap.counts === 'ATTEMPTS' || answered) &&
      (cap.per === 'BORROWER' || contactPointId === moment.contact.contactPointId),
  ).length;
};

/** Answered calls to the borrower within so many local days, today included. */
export const answeredWithin = (moment: Moment, days: number): number =>
  countOf(moment, { counts: 'ANSWERED', of: ['PHONE'], per: 'BORROWER', days });

/** C11, C12 and the like: how many there were, and whether one more may follow. */
export const capsSpeak = (moment: Moment): readonly Spoken[] =>
  moment.policy.contact.caps
    .filter(({ of }) => of.includes(moment.contact.channel))
    .map((cap): Spoken => {
      const made = countOf(moment, cap);
      return {
        ...fromPack(moment.policy, `contact.caps.${cap.key}`),
        says: made < cap.max ? 'PASS' : 'FORBID',
        limit: `${made} of ${cap.max} in ${cap.days === 1 ? 'a day' : `${cap.days} days`}`,
        waitingHelps: cap.max > 0,
      };
    });
