import { addDays, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import type { InstalmentNow, Standing } from '#functions/domain/servicing/ledger.ts';

/** R55: more than a fifth of everything that has fallen due. */
const shortfallShare = 5;

const inARow = ({ instalments }: Standing): readonly InstalmentNow[] =>
  instalments.filter(
    ({ status }, index) =>
      status === 'LATE' && (instalments[index - 1]?.status === 'LATE' || instalments[index + 1]?.status === 'LATE'),
  );

/** Two late instalments that are no neighbours: together more than a fifth. A single one has until D+15. */
const isFarShort = ({ instalments, arrearsMinor }: Standing, onDate: LocalDate): boolean => {
  const dueMinor = instalments.filter(({ dueOn }) => dueOn <= onDate).reduce((sum, one) => sum + one.dueMinor, 0);
  return instalments.filter(({ status }) => status === 'LATE').length > 1 && arrearsMinor * shortfallShare > dueMinor;
};

/** R55: one unpaid at D+15, two late in a row, or far short: the instalments over which the plan is breached on that day. */
export const breachedOn = (file: CaseFile, onDate: LocalDate): readonly number[] => {
  const now = standing(file, onDate);
  if (now === undefined) return [];
  const { breachDays } = packOf(file.policy.jurisdiction, file.policy.version).instalment;
  const late = now.instalments.filter(({ status }) => status === 'LATE');
  const old = late.filter(({ dueOn }) => onDate >= addDays(dueOn, breachDays));
  const reasons = isFarShort(now, onDate) ? late : [...old, ...inARow(now)];
  return [...new Set(reasons.map(({ no }) => no))].toSorted((left, right) => left - right);
};

/** The first day on which the plan is breached if no more money comes. A day of breach is a day after grace, or D+15. */
export const firstBreach = (
  file: CaseFile,
  standingNow: Standing,
): { readonly on: LocalDate; readonly no: number } | undefined => {
  const { breachDays } = packOf(file.policy.jurisdiction, file.policy.version).instalment;
  const unpaid = standingNow.instalments.filter(({ status }) => status !== 'PAID');
  const oldest = unpaid[0];
  if (oldest === undefined) return undefined;
  const latestDay = latest(addDays(oldest.dueOn, breachDays), addDays(oldest.graceEndsOn, 1));
  const days = [
    latestDay,
    ...unpaid.map(({ graceEndsOn }) => addDays(graceEndsOn, 1)).filter((day) => day < latestDay),
  ].toSorted();
  for (const on of days) {
    const no = breachedOn(file, on)[0];
    if (no !== undefined) return { on, no };
  }
  return undefined;
};
