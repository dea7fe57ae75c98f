import type { Archive, ClassKept } from '#functions/domain/archive-parts.ts';
import { whatIsKept } from '#functions/domain/archive/kept.ts';
import type { RetentionClass } from '#functions/domain/archive/package.ts';
import { closedAt, retainUntil } from '#functions/domain/archive/retention.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** The last day of a package: that of the class that is kept longest. */
export const lastDay = (classes: readonly Pick<ClassKept, 'retainUntil'>[]): LocalDate | undefined =>
  classes
    .map((one) => one.retainUntil)
    .toSorted()
    .at(-1);

/** What a package has of each class, the shortest kept first; an older one is counted anew from the file. */
export const classesOf = (file: CaseFile, policy: PolicyPack, archive: Archive): readonly ClassKept[] => {
  if (archive.classes !== undefined) return archive.classes;
  const counts = new Map<RetentionClass, number>();
  for (const { retentionClass } of whatIsKept(file)) counts.set(retentionClass, (counts.get(retentionClass) ?? 0) + 1);
  return [...counts]
    .map(([kind, objects]) => ({
      class: kind,
      objects,
      retainUntil: retainUntil(file, policy, kind, closedAt(archive)),
    }))
    .toSorted((a, b) => (a.retainUntil < b.retainUntil ? -1 : 1));
};
