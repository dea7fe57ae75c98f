import { agenda } from '#functions/domain/agenda.ts';
import { addHours, instantAt } from '#functions/domain/calendar.ts';
import { dynamoCaseStore } from '#functions/adapters/dynamodb/case-store.ts';
import type { CommandName, InputOf } from '#functions/domain/decide.ts';
import { happened } from '#functions/domain/events.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { counted, startDynamoDb } from '#test/bench/counted-dynamodb.ts';
import type { Use } from '#test/bench/counted-dynamodb.ts';
import { heading, silently, table } from '#test/bench/figures.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { anAct, people } from '#test/support/acts.ts';
import { createTable } from '#test/support/dynamodb-local.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';
import type { InProcess } from '#test/usecases/machines-in-process.ts';

const policy = packOf('CN');
const zone = policy.timezone;

/** List prices in US dollars, us-east-1, on demand; each figure beside its unit. */
const price = {
  transition: 0.025 / 1_000,
  writeUnit: 0.625 / 1_000_000,
  readUnit: 0.125 / 1_000_000,
  invocation: 0.2 / 1_000_000,
  /** A task of 512 MB for a tenth of a second. */
  compute: 0.0000133334 * 0.5 * 0.1,
  request: 3.5 / 1_000_000,
};

const monthsFrom = (index: number): string => {
  const month = (3 + index) % 12;
  return `${2026 + Math.floor((3 + index) / 12)}-${String(month + 1).padStart(2, '0')}-12`;
};

/** The plan of the sample case over so many months, with interest. */
const longer = (file: CaseFile, months: number) => {
  const agreementId = Object.keys(file.agreements)[0] ?? '';
  const rows = Array.from({ length: months }, (_, index) => ({
    no: index + 1,
    dueOn: monthsFrom(index),
    principalMinor: 20_000,
    interestMinor: 200,
    feeMinor: 0,
  }));
  const schedule: Part<'schedules'> = {
    scheduleVersion: 2,
    currency: 'CNY',
    rows,
    annualRate: '0.12',
    fromOn: '2026-03-12',
    hash: 'a'.repeat(64),
    suspended: [],
  };
  const adjustment: Part<'adjustments'> = {
    adjustmentId: 'adjustment_0',
    agreementId,
    type: 'PLAN_REPLACEMENT',
    requestedBy: 'borrower-1',
    requestedAt: '2026-03-12T04:00:00Z',
    reason: { textId: 'text-1', hmac: 'a'.repeat(64) },
    evidenceIds: [],
    answerDueOn: '2026-03-19',
    tier: 'L2',
    costMinor: 0,
    status: 'APPLIED',
    appliedAt: '2026-03-12T04:00:00Z',
  };
  return anAct(file, {
    asOf: '2026-03-12T04:00:00Z',
    events: [happened('AdjustmentApplied', { adjustment, schedule })],
  });
};

interface Counted {
  readonly months: number;
  readonly executions: ReadonlyMap<string, number>;
  readonly entered: ReadonlyMap<string, number>;
  readonly tasks: number;
  readonly requests: number;
  readonly entries: number;
  readonly use: Use;
  readonly sweeps: number;
}

/** Ports over a real table, whose entries the machines in this process can see. */
const portsOver = (cases: Ports['cases']) => {
  const entries: Entry[] = [];
  const { caseId } = activeStory().file;
  return {
    ...fakePorts(),
    cases: {
      ...cases,
      save: async (act: Parameters<Ports['cases']['save']>[0]) => {
        const result = await cases.save(act);
        if (result.outcome === 'saved') entries.push(...act.entries);
        return result;
      },
      caseIds: () => [caseId],
      entries: () => entries,
    },
  };
};

type Act = <N extends CommandName>(asOf: string, actor: Actor, command: N, input: InputOf<N>) => Promise<void>;

/** R40-R43: the named person speaks with the borrower and reports. */
const report = async (file: () => Promise<CaseFile>, act: Act, asOf: string): Promise<void> => {
  const open = Object.values((await file()).followUps).find(({ status }) => status === 'OPEN' || status === 'OVERDUE');
  if (open === undefined) return;
  const call = {
    purpose: 'SERVICE',
    channel: 'PHONE',
    direction: 'INBOUND',
    party: 'BORROWER',
    contactPointId: 'phone-1',
  } as const;
  await act(asOf, people.officer, 'startContact', call);
  const contactId = Object.keys((await file()).contacts).at(-1);
  await act(asOf, people.officer, 'reportFollowUp', { followUpNo: open.no, result: 'ON_TRACK', contactId });
};

/** Jumps from one due date to the next; whoever is named reports as soon as a follow-up has opened. */
const advanced = async (file: () => Promise<CaseFile>, machines: InProcess, act: Act, to: string): Promise<number> => {
  let sweeps = 0;
  for (;;) {
    const next = agenda(await file(), policy)[0];
    if (next === undefined || next.dueAt > to) return sweeps;
    await machines.sweep(next.dueAt);
    await report(file, act, addHours(next.dueAt, 1));
    sweeps += 1;
  }
};

/** A case that is kept to, month by month, and archived at its end. */
const lived = async (url: string, months: number): Promise<Counted> => {
  const stored = await createTable(url);
  const { since } = counted(stored);
  const ports = portsOver(dynamoCaseStore(stored));
  const story = activeStory();
  for (const act of story.acts) await ports.cases.save(act);
  const act = longer(story.file, months);
  await ports.cases.save({ ...act, nextDueAt: agenda(act.after, policy)[0]?.dueAt });
  for (const { key } of [...Object.values(story.file.documents), ...Object.values(story.file.agreements)])
    if (key !== undefined)
      await ports.documents.write('documents', key, Buffer.from(key), { mediaType: 'application/pdf' });
  const machines = machinesInProcess(ports);
  await machines.settle();
  since();
  const file = async (): Promise<CaseFile> => ports.cases.load(story.file.caseId);
  const before = ports.cases.entries().length;
  let requests = 0;
  let sweeps = 0;
  const does: Act = async (asOf, actor, command, input) => {
    requests += 1;
    await perform(ports, story.file.caseId, command, input, { asOf, actor, requestId: `life-${requests}` });
    await machines.settle();
  };
  for (let index = 0; index < months; index += 1) {
    const day = monthsFrom(index);
    sweeps += await advanced(file, machines, does, instantAt(day, '09:30', zone));
    const receipt = {
      sourceRef: `receipt-${index}`,
      amountMinor: 20_200,
      currency: 'CNY',
      valueDate: day,
      channel: 'TRANSFER',
    } as const;
    await does(instantAt(day, '10:00', zone), people.system, 'recordPayment', receipt);
  }
  const { state } = (await file()).status;
  if (state !== 'SETTLED') throw new Error(`after ${months} months the case is ${state}`);
  const { executions, entered, tasks } = machines.counted();
  return {
    months,
    executions,
    entered,
    tasks,
    requests,
    entries: ports.cases.entries().length - before,
    use: since(),
    sweeps,
  };
};

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((all, one) => all + one, 0);

const costOf = ({ entered, tasks, requests, entries, use }: Counted): [string, number][] => [
  ['Step Functions', sum(entered) * price.transition],
  ['DynamoDB', use.writeUnits * price.writeUnit + use.readUnits * price.readUnit],
  // Tasks, requests with their authorizer, and the stream's reader.
  ['Lambda', (tasks + 2 * requests + entries) * (price.invocation + price.compute)],
  ['API Gateway', requests * price.request],
];

/** From the second signature to settlement, counted on DynamoDB Local, with the definitions in `statemachines/`. */
export const sixtyMonths = async (): Promise<void> => {
  const { url, child } = await startDynamoDb();
  try {
    for (const months of [24, 60]) {
      const life = await silently(async () => lived(url, months));
      heading(
        `${months} months of one case that is kept to: ${life.requests} requests, ${life.entries} journal entries, ${life.sweeps} sweeps with something due`,
      );
      table([
        ['machine', 'executions', 'states entered'],
        ...[...life.executions].map(([machine, times]) => [
          machine,
          String(times),
          String(life.entered.get(machine) ?? 0),
        ]),
        ['all', String(sum(life.executions)), String(sum(life.entered))],
      ]);
      table([
        ['units', 'read', 'write'],
        ['DynamoDB', life.use.readUnits.toFixed(1), life.use.writeUnits.toFixed(1)],
      ]);
      const costs = costOf(life);
      const total = costs.reduce((all, [, cost]) => all + cost, 0);
      table([
        ['at list prices', 'US$'],
        ...costs.map(([name, cost]) => [name, cost.toFixed(5)]),
        ['all', total.toFixed(5)],
      ]);
    }
  } finally {
    child.kill('SIGKILL');
  }
};
