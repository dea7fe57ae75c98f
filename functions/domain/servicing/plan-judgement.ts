import { addMonths } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import type { FollowUp } from '#functions/domain/servicing-parts.ts';

type Course = NonNullable<FollowUp['result']>;

/** R54: so many instalments that were late and were made up for, within so many months, and help is offered first. */
const often = { times: 2, months: 6 };

const lateLately = (file: CaseFile, today: LocalDate): number =>
  Object.values(file.marks).filter(({ lateOn }) => lateOn !== undefined && addMonths(lateOn, often.months) > today)
    .length;

/**
 * R43, R54: how the plan is going. The borrower's word for hardship stands; a plan that is reported on track while
 * instalments are late is at risk, and whoever has been late twice in six months is offered help before anything else.
 */
export const howItGoes = (file: CaseFile, reported: Course, today: LocalDate): Course => {
  if (reported === 'HARDSHIP' || lateLately(file, today) >= often.times) return 'HARDSHIP';
  const isBehind = standing(file, today)?.instalments.some(({ status }) => status === 'LATE') === true;
  return isBehind ? 'AT_RISK' : reported;
};
