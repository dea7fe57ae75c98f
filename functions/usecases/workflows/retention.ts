import { agenda } from '#functions/domain/agenda.ts';
import { destructionOf, purgeOf } from '#functions/domain/archive/destroyed.ts';
import { isHeld } from '#functions/domain/archive/legal-hold.ts';
import { packageIdOf } from '#functions/domain/archive/package.ts';
import type { PackagedObject } from '#functions/domain/archive/package.ts';
import type { NewSeal } from '#functions/domain/archive/destruction.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { alignLocks } from '#functions/usecases/archive-locks.ts';
import { countDamage } from '#functions/usecases/archive-seal.ts';
import { removeEnded, writeAnew } from '#functions/usecases/destroy-package.ts';
import type { Removed } from '#functions/usecases/destroy-package.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { loadCase, packFor, systemAct } from '#functions/usecases/workflows/system-act.ts';
import type { CaseWork } from '#functions/usecases/workflows/system-act.ts';

/** The kind of work that a hold or an extension sets off: no date of the agenda, so it is never closed. */
export const locksKind = 'LOCKS';

type Wanted = 'locks' | 'destroy' | 'check' | 'nothing';

/**
 * Asks the file again: a legal hold may have come since. A destruction that was recorded is gone through once more, so that
 * an interrupted one leaves nothing behind.
 */
export const lookAtPackage = async (ports: Ports, work: CaseWork): Promise<{ outcome: Wanted }> => {
  if (work.kind === locksKind) return { outcome: 'locks' };
  const file = await loadCase(ports, work.caseId);
  if (work.kind === 'DESTRUCTION') {
    const archive = file.archives[packageIdOf(work.caseId)];
    const ordered = archive === undefined ? undefined : destructionOf(archive, work.ref);
    const isWanted = archive !== undefined && ordered !== undefined && !isHeld(file, archive);
    return { outcome: isWanted ? 'destroy' : 'nothing' };
  }
  const isDue = agenda(file, packFor(file)).some(({ kind, dueAt }) => kind === work.kind && dueAt === work.dueAt);
  return { outcome: isDue ? 'check' : 'nothing' };
};

export const bringLocksInLine = async (ports: Ports, { caseId }: CaseWork): Promise<{ outcome: 'done' }> => {
  await alignLocks(ports, caseId);
  return { outcome: 'done' };
};

export const removeWhatEnded = async (ports: Ports, { caseId, ref }: CaseWork): Promise<Removed> =>
  removeEnded(ports, caseId, ref);

export const writePackageAnew = async (
  ports: Ports,
  { caseId, ref, removed }: CaseWork & { removed: Removed },
): Promise<Removed & { seal?: NewSeal }> => {
  const seal = await writeAnew(ports, caseId, ref);
  return seal === undefined ? removed : { ...removed, seal };
};

/** First the record, then the last traces: a repeat finds the record and does the rest. */
export const recordDestruction = async (
  ports: Ports,
  work: CaseWork & { gone: Removed & { seal?: NewSeal | undefined } },
): Promise<{ outcome: 'recorded' }> => {
  const { caseId, ref, gone } = work;
  const packageId = packageIdOf(caseId);
  const before = await loadCase(ports, caseId);
  await systemAct(ports, work, 'recordDestruction', { packageId, destructionId: ref, ...gone });
  const { status, archives } = await loadCase(ports, caseId);
  const record = archives[packageId] === undefined ? undefined : destructionOf(archives[packageId], ref);
  if (status.state === 'DESTROYED') await ports.cases.purge(caseId, 'all');
  else if (record !== undefined) {
    await ports.cases.purge(caseId, purgeOf(before, record));
    await alignLocks(ports, caseId);
  }
  return { outcome: 'recorded' };
};

const sampleSize = 5;

/** Others each time, and the same ones when the check is repeated. */
const sampleFor =
  (seed: string) =>
  (objects: readonly PackagedObject[]): readonly PackagedObject[] =>
    objects
      .map((object) => ({ object, place: sha256Hex(`${seed}|${object.path}`) }))
      .toSorted((a, b) => (a.place < b.place ? -1 : 1))
      .slice(0, sampleSize)
      .map(({ object }) => object);

/** R64: the seal, every tag file and a sample of the objects, read back and hashed again. */
export const checkSample = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'whole' | 'damaged' }> => {
  const damaged = await countDamage(ports, work.caseId, sampleFor(work.dueAt));
  await systemAct(ports, work, 'checkArchive', {
    packageId: packageIdOf(work.caseId),
    damaged,
    dueAt: work.dueAt,
  });
  return { outcome: damaged === 0 ? 'whole' : 'damaged' };
};
