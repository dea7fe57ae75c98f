import type { RetentionClass } from '#functions/domain/archive/package.ts';
import { addDays, addMonths, dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** Ends after which something was agreed: their records are evidence of a contract. The others are kept short (C35). */
const withAgreement: readonly string[] = ['SETTLED', 'TERMINATED'];

/** As what the case ended: before archiving its state, afterwards what the first archive event kept of it. */
export const endedAs = (file: CaseFile): string => file.meta?.endedAs ?? file.status.state;

export const hasLongRetention = (file: CaseFile): boolean => withAgreement.includes(endedAs(file));

const yearsOf = (policy: PolicyPack, kind: Exclude<RetentionClass, 'SHORT'>): number =>
  policy.archive.classYears[kind] ?? policy.archive.retentionYears;

/** Last day on which an object of a class must be there, counted from the day on which archiving began (4.11). */
export const retainUntil = (file: CaseFile, policy: PolicyPack, kind: RetentionClass, startedAt: string): string => {
  const from = dateOf(startedAt, zoneOf(file, policy));
  if (kind === 'SHORT' || !hasLongRetention(file)) return addDays(from, policy.archive.shortDays);
  return addMonths(from, 12 * yearsOf(policy, kind));
};
