import { classesOf, lastDay } from '#functions/domain/archive/classes.ts';
import { isHeld } from '#functions/domain/archive/legal-hold.ts';
import { folderOf, packageIdOf } from '#functions/domain/archive/package.ts';
import { hasLongRetention } from '#functions/domain/archive/retention.ts';
import { inventoryAt } from '#functions/usecases/archive-seal.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { loadCase, packFor } from '#functions/usecases/workflows/system-act.ts';

/**
 * R66: brings the locks in the bucket in line with the file: each version is kept until the day of its class, and a legal hold
 * stands on all or on none. A class's day is set before its hold goes, so that nothing is ever without a lock. Only lengthens.
 */
export const alignLocks = async (ports: Ports, caseId: string): Promise<void> => {
  const file = await loadCase(ports, caseId);
  const packageId = packageIdOf(caseId);
  const archive = file.archives[packageId];
  if (archive === undefined || file.status.state === 'DESTROYED') return;
  const folder = folderOf(packageId);
  const classes = classesOf(file, packFor(file), archive);
  const dayOf = new Map(classes.map((kept) => [kept.class, kept.retainUntil]));
  const classAt = new Map((await inventoryAt(ports, folder)).objects.map((object) => [object.path, object.class]));
  const longest = lastDay(classes.filter(({ destroyedAt }) => destroyedAt === undefined));
  const held = isHeld(file, archive);
  for (const { key, versionId } of await ports.vault.versions('archive', folder)) {
    const kind = classAt.get(key.slice(folder.length));
    const until = (kind === undefined ? undefined : dayOf.get(kind)) ?? longest;
    if (until !== undefined && hasLongRetention(file))
      await ports.vault.retain(key, versionId, `${until}T00:00:00.000Z`);
    await ports.documents.hold('archive', key, versionId, held);
  }
};
