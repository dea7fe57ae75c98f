import type { Archive } from '#functions/domain/archive-parts.ts';
import type { RetentionClass } from '#functions/domain/archive/package.ts';
import { addDays, addMonths, dateOf } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
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

/** When the case came to its end (4.11 counts from closing); packages of earlier releases count from their start. */
export const closedAt = ({ endedAt, startedAt }: Pick<Archive, 'endedAt' | 'startedAt'>): string =>
  endedAt ?? startedAt;

/** C23: a contract can be sued upon for some years from its last due date, and its text is kept a margin longer. */
const limitationEnd = (file: CaseFile, { archive }: PolicyPack): LocalDate =>
  Object.values(file.schedules)
    .flatMap(({ rows }) => rows.map(({ dueOn }) => dueOn))
    .map((dueOn) => addMonths(dueOn, 12 * (archive.limitationYears + archive.limitationMarginYears)))
    .reduce((last, day) => (day > last ? day : last), '');

/** Last day on which an object of a class must be there, counted from the day on which the case came to its end (4.11). */
export const retainUntil = (file: CaseFile, policy: PolicyPack, kind: RetentionClass, closed: string): LocalDate => {
  const from = dateOf(closed, zoneOf(file, policy));
  if (kind === 'SHORT' || !hasLongRetention(file)) return addDays(from, policy.archive.shortDays);
  const term = addMonths(from, 12 * yearsOf(policy, kind));
  const limitation = kind === 'AGREEMENT' ? limitationEnd(file, policy) : '';
  return limitation > term ? limitation : term;
};
