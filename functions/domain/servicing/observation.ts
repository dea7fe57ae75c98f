import { addMonths, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { dayOf } from '#functions/domain/servicing/days.ts';
import { scheduleOf, signedAgreement } from '#functions/domain/servicing/ledger.ts';

export interface Observation {
  readonly startOn: LocalDate;
  readonly minEndOn: LocalDate;
}

/** C40: at least this many repayment periods in a row. */
const periods = 2;

/**
 * R50, C40: a year and two periods from the first repayment date after the last change; a miss starts it again.
 * `changedOn` is a change that this very act brings and the file does not know yet.
 */
export const observationOf = (file: CaseFile, policy: PolicyPack, changedOn?: LocalDate): Observation | undefined => {
  const agreement = signedAgreement(file);
  if (agreement?.effectiveOn === undefined) return undefined;
  const applied = Object.values(file.adjustments).flatMap(({ appliedAt }) =>
    appliedAt === undefined ? [] : [dayOf(file, policy, appliedAt)],
  );
  const missed = Object.values(file.marks).flatMap(({ lateOn }) => (lateOn === undefined ? [] : [lateOn]));
  const cured = Object.values(file.breaches).flatMap(({ endedAt }) =>
    endedAt === undefined ? [] : [dayOf(file, policy, endedAt)],
  );
  const base = latest(
    agreement.effectiveOn,
    ...applied,
    ...missed,
    ...cured,
    ...(changedOn === undefined ? [] : [changedOn]),
  );
  const later = scheduleOf(file, agreement)
    .rows.map((row) => row.dueOn)
    .filter((dueOn) => dueOn > base);
  const startOn = later[0] ?? base;
  return {
    startOn,
    minEndOn: latest(addMonths(startOn, policy.adjustment.observationMonths), later[periods - 1] ?? startOn),
  };
};
