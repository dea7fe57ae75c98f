import type { Kept, PackagedObject } from '#functions/domain/archive/package.ts';
import { packageIdOf } from '#functions/domain/archive/package.ts';
import { copyKept, listKept } from '#functions/usecases/archive-package.ts';
import type { Render } from '#functions/usecases/archive-package.ts';
import { alignLocks } from '#functions/usecases/archive-locks.ts';
import { countDamage, sealPackage, writeManifest } from '#functions/usecases/archive-seal.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { systemAct } from '#functions/usecases/workflows/system-act.ts';
import type { CaseWork } from '#functions/usecases/workflows/system-act.ts';

/** R63: from here on the case is read only. A repeat finds it frozen, or archived already; an incomplete one stays open. */
export const freezeCase = async (
  ports: Ports,
  work: CaseWork,
): Promise<{ outcome: 'frozen' | 'done' | 'incomplete' }> => {
  const reads = await ports.reads.head(work.caseId);
  const { state } = (await systemAct(ports, work, 'startArchive', { reads })).file.status;
  if (state === 'ARCHIVED') return { outcome: 'done' };
  return { outcome: state === 'ARCHIVING' ? 'frozen' : 'incomplete' };
};

export const listWhatIsKept = async (ports: Ports, { caseId }: CaseWork): Promise<{ objects: Kept[] }> => ({
  objects: [...(await listKept(ports, caseId))],
});

export const copyAndHash = async (
  ports: Ports,
  render: Render,
  { caseId, object }: CaseWork & { object: Kept },
): Promise<PackagedObject> => copyKept(ports, render, caseId, object);

export const manifestOf = async (
  ports: Ports,
  { caseId, objects }: CaseWork & { objects: readonly PackagedObject[] },
): Promise<{ manifestSha256: string }> => writeManifest(ports, caseId, objects);

/** R64: first the seal beside the package, then the event that says so. */
export const seal = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'sealed' }> => {
  await systemAct(ports, work, 'sealArchive', await sealPackage(ports, work.caseId));
  return { outcome: 'sealed' };
};

export const verifyPackage = async (
  ports: Ports,
  { caseId }: CaseWork,
): Promise<{ outcome: 'verified' | 'damaged' }> => ({
  outcome: (await countDamage(ports, caseId)) === 0 ? 'verified' : 'damaged',
});

/** 4.15, 16: from here on each class is locked for its time; then the hold that stood while the package was made goes. */
export const closeCase = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'archived' }> => {
  await alignLocks(ports, work.caseId);
  await systemAct(ports, work, 'verifyArchive', { packageId: packageIdOf(work.caseId), damaged: 0 });
  return { outcome: 'archived' };
};

export const recordDamage = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'recorded' }> => {
  await systemAct(ports, work, 'verifyArchive', {
    packageId: packageIdOf(work.caseId),
    damaged: Math.max(1, await countDamage(ports, work.caseId)),
  });
  return { outcome: 'recorded' };
};
