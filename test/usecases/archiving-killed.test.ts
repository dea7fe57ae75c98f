import { beforeAll, describe, expect, test } from 'vitest';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import { executionName } from '#functions/domain/execution-name.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import type { Around } from '#test/usecases/around.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';
import { aSettledCase, caseId, folder, work } from '#test/usecases/packing.ts';

class Killed extends Error {
  override readonly name = 'Killed';
}

interface Host {
  /** Starts an attempt; its host is gone after so many tasks, before the next state is entered. */
  readonly attempt: (no: number, tasks: number) => Promise<'ended' | 'killed'>;
  readonly done: string[];
}

const hostOf = (ports: FakePorts): Host => {
  const done: string[] = [];
  let left = 0;
  const around: Around = async ({ label }, act) => {
    if (!label.startsWith('archiving: ')) return act(1);
    if (left === 0) throw new Killed(label);
    left -= 1;
    const result = await act(1);
    done.push(label);
    return result;
  };
  const machines = machinesInProcess(ports, around);
  return {
    done,
    attempt: async (no, tasks) => {
      left = tasks;
      await ports.workflows.start('archiving', executionName(work, no), work);
      try {
        await machines.settle();
        return 'ended';
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        return 'killed';
      }
    },
  };
};
const toItsEnd = 1000;

const packageIn = ({ documents }: FakePorts): string[] =>
  [...documents.objects]
    .filter(([name]) => name.startsWith(folder))
    .map(([name, { stored }]) => (name.endsWith('.jws') ? name : `${name} ${stored.sha256}`))
    .toSorted();

const eventsIn = ({ cases }: FakePorts): string[] => cases.entries(caseId).map(({ event }) => event);

const settled = async (signer: FakePorts['signer']): Promise<FakePorts> => {
  const ports = { ...fakePorts(), signer };
  await aSettledCase(ports);
  return ports;
};

const { signer } = fakePorts();
let wholePackage: string[] = [];
let wholeJournal: string[] = [];
let tasks: string[] = [];
beforeAll(async () => {
  const ports = await settled(signer);
  const { attempt, done } = hostOf(ports);
  expect(await attempt(1, toItsEnd)).toBe('ended');
  [wholePackage, wholeJournal, tasks] = [packageIn(ports), eventsIn(ports), done];
});

test('the machine goes through more than a handful of tasks', () => {
  expect(tasks.length).toBeGreaterThan(8);
  expect(wholeJournal.slice(-3)).toEqual(['ArchiveStarted', 'ArchiveSealed', 'ArchiveVerified']);
});

describe('R64: archiving is killed between any two states and started again as its next attempt', () => {
  test('the same package comes about, sealed once, wherever it was killed', async () => {
    for (let count = 0; count < tasks.length; count += 1) {
      const ports = await settled(signer);
      const { attempt } = hostOf(ports);
      expect(await attempt(1, count), tasks[count]).toBe('killed');
      expect(await attempt(2, toItsEnd), tasks[count]).toBe('ended');
      expect(packageIn(ports), `killed before ${tasks[count] ?? ''}`).toEqual(wholePackage);
      expect(eventsIn(ports), `killed before ${tasks[count] ?? ''}`).toEqual(wholeJournal);
      expect(firstBrokenSeq(ports.cases.entries(caseId))).toBeUndefined();
      expect((await ports.cases.load(caseId)).status.state).toBe('ARCHIVED');
    }
  });

  test('so it does when every attempt is killed one state later than the one before', async () => {
    const ports = await settled(signer);
    const { attempt } = hostOf(ports);
    for (let no = 1; no <= tasks.length; no += 1) expect(await attempt(no, no - 1)).toBe('killed');
    expect(await attempt(tasks.length + 1, toItsEnd)).toBe('ended');
    expect(packageIn(ports)).toEqual(wholePackage);
    expect(eventsIn(ports)).toEqual(wholeJournal);
  });
});
