import { expect } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import { instantAt } from '#functions/domain/calendar.ts';
import type { CommandName, InputOf } from '#functions/domain/decide.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { perform } from '#functions/usecases/perform.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { people } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';
import type { InProcess } from '#test/usecases/machines-in-process.ts';

export const zone = 'Asia/Shanghai';
export const { caseId } = activeStory().file;

export interface Life {
  readonly ports: FakePorts;
  readonly machines: InProcess;
  readonly file: () => Promise<CaseFile>;
  readonly act: <N extends CommandName>(asOf: string, actor: Actor, command: N, input: InputOf<N>) => Promise<void>;
  /** Jumps from one due date to the next, as `npm run advance` does. */
  readonly advance: (to: string) => Promise<void>;
}

/** The builders hash a word for each object; the object is that word. */
const storePapers = async (ports: FakePorts): Promise<void> => {
  const { file, seed } = activeStory();
  const words = [`${seed} agreement`, ...['ID', 'RESIDENCE', 'INCOME_OR_ASSET'].map((one) => `${seed} ${one}`)];
  for (const { key, sha256 } of [...Object.values(file.documents), ...Object.values(file.agreements)]) {
    const word = words.find((one) => sha256Hex(one) === sha256);
    if (key === undefined || word === undefined) throw new Error(`no word has the hash of ${key ?? 'a paper'}`);
    await ports.documents.write('documents', key, Buffer.from(word), { mediaType: 'application/pdf' });
  }
};

export const aLife = async (): Promise<Life> => {
  const ports = fakePorts();
  for (const act of activeStory().acts)
    await ports.cases.save({ ...act, nextDueAt: agenda(act.after, packOf('CN'))[0]?.dueAt });
  await storePapers(ports);
  const machines = machinesInProcess(ports);
  await machines.settle();
  let count = 0;
  const file = async (): Promise<CaseFile> => ports.cases.load(caseId);
  return {
    ports,
    machines,
    file,
    act: async (asOf, actor, command, input) => {
      count += 1;
      await perform(ports, caseId, command, input, { asOf, actor, requestId: `life-${count}` });
      await machines.settle();
    },
    advance: async (to) => {
      for (let jump = 0; jump < 200; jump += 1) {
        const next = agenda(await file(), packOf('CN'))[0];
        if (next === undefined || next.dueAt > to) return;
        const before = (await file()).version;
        expect(await machines.sweep(next.dueAt), next.kind).toMatchObject({ stuck: 0, broken: 0 });
        expect((await file()).version, `${next.kind} ${next.ref} of ${next.dueAt} is still due`).toBeGreaterThan(
          before,
        );
      }
      throw new Error('the agenda does not come to an end');
    },
  };
};

export const pay = async ({ act }: Life, no: number, on: string, amountMinor = 100_000): Promise<void> =>
  act(instantAt(on, '10:00', zone), people.system, 'recordPayment', {
    sourceRef: `receipt-${no}`,
    amountMinor,
    currency: 'CNY',
    valueDate: on,
    channel: 'TRANSFER',
  });

export const report = async ({ file, act }: Life, result: 'ON_TRACK' | 'AT_RISK' | 'HARDSHIP'): Promise<void> => {
  const { followUps, lastAsOf } = await file();
  const open = Object.values(followUps).find(({ status }) => status === 'OPEN' || status === 'OVERDUE');
  if (open === undefined) throw new Error('no follow-up is open');
  await act(lastAsOf, people.officer, 'startContact', {
    purpose: 'SERVICE',
    channel: 'PHONE',
    direction: 'INBOUND',
    party: 'BORROWER',
    contactPointId: 'phone-1',
  });
  const { contacts } = await file();
  await act(lastAsOf, people.officer, 'reportFollowUp', {
    followUpNo: open.no,
    result,
    contactId: Object.keys(contacts).at(-1),
  });
};

export const events = ({ ports }: Life): string[] => ports.cases.entries(caseId).map(({ event }) => event);
