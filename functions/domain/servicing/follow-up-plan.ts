import { addBusinessDays, addMonths, previousBusinessDayOnOrBefore } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { dayOf } from '#functions/domain/servicing/days.ts';
import { signedAgreement } from '#functions/domain/servicing/ledger.ts';
import type { Breach, FollowUp } from '#functions/domain/servicing-parts.ts';

/** Extra follow-ups (R44) are numbered from here, one for each breach: regular ones can never come this far in five years. */
const extraFrom = 1001;

/** Agenda kind of the reminder of an open one. */
export const followUpReminder = 'FOLLOW_UP_REMINDER';

/** R41, R42: E + (1 + 3(k-1)) months, always counted from E so that lateness does not drift; before a closed day, never after it. */
export const followUpDueOn = (effectiveOn: LocalDate, k: number, policy: PolicyPack): LocalDate => {
  const { firstMonths, everyMonths } = policy.followUp;
  return previousBusinessDayOnOrBefore(addMonths(effectiveOn, firstMonths + everyMonths * (k - 1)), policy.calendar);
};

export interface PlannedFollowUp {
  readonly no: number;
  readonly kind: FollowUp['kind'];
  readonly dueOn: LocalDate;
}

const breachesInOrder = (file: CaseFile): readonly Breach[] =>
  Object.values(file.breaches).toSorted((left, right) => (left.raisedAt < right.raisedAt ? -1 : 1));

export const breachOfExtra = (file: CaseFile, no: number): Breach | undefined => breachesInOrder(file)[no - extraFrom];

/** What the follow-up of this number is about and until when it must be done; undefined: none is called for. */
export const plannedFollowUp = (file: CaseFile, no: number, policy: PolicyPack): PlannedFollowUp | undefined => {
  if (no >= extraFrom) {
    const breach = breachOfExtra(file, no);
    if (breach === undefined) return undefined;
    const raisedOn = dayOf(file, policy, breach.raisedAt);
    return { no, kind: 'EXTRA', dueOn: addBusinessDays(raisedOn, policy.followUp.extraBusinessDays, policy.calendar) };
  }
  const effectiveOn = signedAgreement(file)?.effectiveOn;
  return effectiveOn === undefined
    ? undefined
    : { no, kind: no === 1 ? 'FIRST' : 'ROUTINE', dueOn: followUpDueOn(effectiveOn, no, policy) };
};

/** The next regular one that is not in the file yet: they never end before the debt does (R42). */
export const nextFollowUp = (file: CaseFile, policy: PolicyPack): PlannedFollowUp | undefined => {
  let no = 1;
  while (file.followUps[String(no)] !== undefined) no += 1;
  return plannedFollowUp(file, no, policy);
};

/** R44: breaches that run and have no extra follow-up yet. */
export const extraFollowUps = (file: CaseFile): readonly { readonly no: number; readonly breach: Breach }[] =>
  breachesInOrder(file).flatMap((breach, index) => {
    const no = extraFrom + index;
    return file.followUps[String(no)] === undefined && breach.status !== 'CURED' ? [{ no, breach }] : [];
  });
