import { marshall } from '@aws-sdk/util-dynamodb';
import { journalKey } from '#functions/adapters/dynamodb/keys.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { dispatch } from '#functions/usecases/dispatch.ts';
import type { Machine, Ports } from '#functions/usecases/ports.ts';
import { listShards, reportSweep, startDue } from '#functions/usecases/workflows/sweep.ts';
import * as z from 'zod';
import { flowsOf, machineOf, taskOf } from '#test/statemachines/machine.ts';
import type { State } from '#test/statemachines/machine.ts';
import type { FakeCaseStore } from '#test/support/fake-case-store.ts';
import type { FakeWorkflows } from '#test/support/fake-services.ts';
import { undisturbed } from '#test/usecases/around.ts';
import type { Around } from '#test/usecases/around.ts';
import { handlersOf } from '#test/usecases/machine-handlers.ts';

const Answer = z.looseObject({
  outcome: z.string().optional(),
  objects: z.union([z.array(z.unknown()), z.number()]).optional(),
});

/** Ports whose executions and entries a test can see. */
type VisiblePorts = Ports & {
  readonly cases: Pick<FakeCaseStore, 'caseIds' | 'entries'>;
  readonly workflows: Pick<FakeWorkflows, 'started' | 'answers' | 'wait'>;
};

/** What a state hands to its task besides the execution's input, as its file says. */
const handedOn = (task: string, answer: z.infer<typeof Answer>): object => {
  if (task === 'writeManifest') return { objects: answer.objects };
  if (task === 'writePackageAnew') return { removed: answer };
  return task === 'recordDestruction' ? { gone: answer } : {};
};

/** An entry as the table's stream brings it. */
const recordOf = (entry: Entry): unknown => ({
  Records: [
    {
      eventID: `${entry.stream}-${entry.seq}`,
      eventName: 'INSERT',
      dynamodb: {
        NewImage: marshall({ ...journalKey(entry.stream, entry.seq), entry }, { removeUndefinedValues: true }),
      },
    },
  ],
});

const sweepOf = (shard: object) => ({ name: 'workflow-agenda', event: () => ({ ...shard, task: 'startDue' }) });

interface Running {
  readonly name: string;
  readonly machine: Exclude<Machine, 'agenda'>;
  readonly input: Readonly<Record<string, unknown>>;
  readonly state: string;
  readonly token?: string;
}

export interface InProcess {
  /** Runs what falls due until an instant, then everything that follows from it. */
  readonly sweep: (asOf: string) => Promise<ReturnType<typeof reportSweep>>;
  /** The stream, and the executions that it starts or wakes. */
  readonly settle: () => Promise<void>;
  /** What is started and awaited meanwhile is forgotten afterwards, as the world that it belongs to. */
  readonly aside: (act: () => Promise<void>) => Promise<void>;
  readonly ends: ReadonlyMap<string, string>;
  readonly waiting: () => readonly Running[];
  /** By machine: executions that were started and states that were entered; and how many tasks ran. */
  readonly counted: () => {
    readonly executions: ReadonlyMap<string, number>;
    readonly entered: ReadonlyMap<string, number>;
    readonly tasks: number;
  };
}

/** Reads the files in `statemachines/` as Step Functions would, as far as they go, with the real tasks over ports in memory. */
export const machinesInProcess = (ports: VisiblePorts, around: Around = undisturbed): InProcess => {
  const handlers = handlersOf(ports);
  const perform = async (machine: Exclude<Machine, 'agenda'>, payload: Readonly<Record<string, unknown>>) => {
    tasks += 1;
    return around(
      {
        label: `${machine}: ${String(payload['task'])}`,
        isRead: false,
        hasKey: true,
        bundle: { name: `workflow-${machine}`, event: () => payload },
      },
      async () => handlers[machine](payload),
    );
  };
  const ends = new Map<string, string>();
  const executions = new Map<string, number>();
  const entered = new Map<string, number>();
  let tasks = 0;
  const count = (counts: Map<string, number>, machine: string): void =>
    void counts.set(machine, (counts.get(machine) ?? 0) + 1);
  let known = new Set<string>();
  let dispatched = new Map<string, number>();
  let running: Running[] = [];
  let tokens = 0;

  const call = async ({ machine, input }: Running, task: string, more: object = {}) =>
    Answer.parse(await perform(machine, { ...input, task, ...more }));

  const mapped = async (one: Running, objects: readonly unknown[]) => {
    const inner = Object.values(flowsOf(one.machine)[1]?.States ?? {}).flatMap((state) => taskOf(state) ?? []);
    const results = [];
    for (const object of objects) {
      for (const task of inner) {
        count(entered, one.machine);
        results.push(await perform(one.machine, { ...one.input, task, object }));
      }
    }
    return { objects: results };
  };

  const after = (state: State, outcome: string | undefined): string | undefined =>
    state.Type === 'Choice'
      ? (state.Choices?.find(({ Condition }) => Condition.includes(`'${outcome ?? ''}'`))?.Next ?? state.Default)
      : state.Next;

  /** Goes on until the execution ends or waits. */
  const advance = async (one: Running, start: z.infer<typeof Answer> = {}): Promise<Running | undefined> => {
    const { States } = machineOf(one.machine);
    let title: string | undefined = one.state;
    let answer = start;
    while (title !== undefined) {
      const state: State | undefined = States[title];
      if (state === undefined) throw new Error(`${one.machine} has no state ${title}`);
      const task = taskOf(state);
      count(entered, one.machine);
      if (state.Type === 'Fail') throw new Error(`${one.name}: ${title}`);
      if (state.Type === 'Map') answer = await mapped(one, Array.isArray(answer.objects) ? answer.objects : []);
      else if (task !== undefined && state.Resource?.endsWith('.waitForTaskToken') === true) {
        tokens += 1;
        const token = `token-${tokens}`;
        ports.workflows.wait(token);
        await call(one, task, { token, again: state.Arguments?.Payload.includes("'again': true") === true });
        const given = ports.workflows.answers.get(token);
        if (given === undefined) return { ...one, state: title, token };
        answer = Answer.parse(given);
      } else if (task !== undefined) answer = await call(one, task, handedOn(task, answer));
      const next = after(state, answer.outcome);
      if (next === undefined) ends.set(one.name, title);
      title = next;
    }
    return undefined;
  };

  const resume = async (one: Running): Promise<Running | undefined> => {
    const given = ports.workflows.answers.get(one.token ?? '');
    if (given === undefined) return one;
    const answer = Answer.parse(given);
    const next = after(machineOf(one.machine).States[one.state] ?? { Type: 'Fail' }, answer.outcome);
    return next === undefined
      ? undefined
      : advance({ name: one.name, machine: one.machine, input: one.input, state: next }, answer);
  };

  const drain = async (): Promise<boolean> => {
    const fresh: Entry[] = ports.cases
      .caseIds()
      .flatMap((id) => ports.cases.entries(id).filter(({ seq }) => seq > (dispatched.get(id) ?? 0)));
    for (const entry of fresh) {
      const bundle = { name: 'events-journal', event: () => recordOf(entry) };
      await around({ label: `stream: ${entry.event}`, isRead: false, hasKey: true, bundle }, async () =>
        dispatch(ports, entry),
      );
      dispatched.set(entry.stream, entry.seq);
    }
    return fresh.length > 0;
  };

  const startNew = async (): Promise<boolean> => {
    const fresh = [...ports.workflows.started].filter(([name]) => !known.has(name));
    for (const [name, { machine, input }] of fresh) {
      known.add(name);
      if (machine === 'agenda') continue;
      count(executions, machine);
      const waits = await advance({ name, machine, input, state: machineOf(machine).StartAt });
      if (waits !== undefined) running.push(waits);
    }
    return fresh.length > 0;
  };

  const settle = async (): Promise<void> => {
    let isBusy = true;
    while (isBusy) {
      const hasNew = await startNew();
      const hasNews = await drain();
      const still: Running[] = [];
      for (const one of running) {
        const next = await resume(one);
        if (next !== undefined) still.push(next);
      }
      running = still;
      isBusy = hasNew || hasNews;
    }
  };

  const aside = async (act: () => Promise<void>): Promise<void> => {
    const here = { known: new Set(known), dispatched: new Map(dispatched), running };
    await act();
    ({ known, dispatched, running } = here);
  };

  return {
    aside,
    ends,
    waiting: () => running,
    counted: () => ({ executions, entered, tasks }),
    settle,
    sweep: async (asOf) => {
      const reports = [];
      for (const shard of listShards({ asOf, startedAt: asOf }, 2).shards)
        reports.push(
          await around({ label: 'agenda: startDue', isRead: false, hasKey: true, bundle: sweepOf(shard) }, async () =>
            startDue(ports, shard, (error) => {
              throw error;
            }),
          ),
        );
      await settle();
      return reportSweep(reports);
    },
  };
};
