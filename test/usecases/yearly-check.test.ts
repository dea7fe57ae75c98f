import { expect, test } from 'vitest';
import { workItems } from '#functions/domain/work.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';
import { aSettledCase, caseId, folder } from '#test/usecases/packing.ts';
import { allEnd, archived, by, inFolder, namesOf, pack, risk1, risk2 } from '#test/usecases/retaining.ts';

test('R64: once a year a sample is read back; damage is journalled, stands on a list, and calls operations', async () => {
  const ports = await archived(aSettledCase);
  const machines = machinesInProcess(ports);
  await machines.sweep('2028-03-02T09:00:00Z');
  expect(namesOf(ports).at(-1)).toBe('ArchiveChecked');
  const damaged: FakePorts = {
    ...ports,
    documents: { ...ports.documents, digest: async () => ({ sha256: 'f'.repeat(64), size: 1 }) },
  };
  await expect(machinesInProcess(damaged).sweep('2029-03-02T09:00:00Z')).rejects.toThrow('Call operations');
  expect(namesOf(ports).at(-1)).toBe('ArchiveDamaged');
  expect(workItems(await ports.cases.load(caseId), pack)).toContainEqual(
    expect.objectContaining({ kind: 'PACKAGE_DAMAGED' }),
  );
});

test('R64, R66: a package whose payload lies in the coldest class is still checked each year, and destroyed without being brought back', async () => {
  const ports = await archived(aSettledCase);
  const machines = machinesInProcess(ports);
  for (const [name] of inFolder(ports))
    if (name.startsWith(`${folder}data/`)) ports.documents.warm(name.slice('archive/'.length), 'cold');
  await machines.sweep('2030-03-02T09:00:00Z');
  expect(namesOf(ports).at(-1)).toBe('ArchiveChecked');
  await machines.sweep(allEnd);
  await by(ports, risk1, allEnd).retention('DESTROY');
  await by(ports, risk2, allEnd).retention('DESTROY');
  await machines.settle();
  expect((await ports.cases.load(caseId)).status.state).toBe('DESTROYED');
  expect([...ports.documents.objects.keys()]).toEqual([]);
  expect(ports.documents.restored).toEqual([]);
});
