import type * as z from 'zod';
import { logged, loggedFault } from '#functions/runtime/logger.ts';

/** A task of a machine: what it is given and what it answers with, each checked once. */
export interface TaskContract {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

export type Tasks<Contracts extends Readonly<Record<string, TaskContract>>> = {
  readonly [Name in keyof Contracts]: (
    input: z.output<Contracts[Name]['input']>,
  ) => Promise<z.input<Contracts[Name]['output']>>;
};

/** Says no more than the kind of fault: an execution's history is no place for what a file holds. */
export class TaskFault extends Error {
  override readonly name = 'TaskFault';
}

/** Keeps the schema's own output type, which a lookup by a generic name loses. */
const parsed = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => schema.parse(value);

/** Wraps the tasks of one machine as a Lambda: `task` in the payload chooses. A task answers with its whole result or throws. */
export const taskHandler = <const Contracts extends Readonly<Record<string, TaskContract>>>(
  contracts: Contracts,
  tasks: Tasks<Contracts>,
) => {
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ties the task to its own schemas, so that nothing is cast
  const run = async <Name extends keyof Contracts & string>(task: Name, payload: unknown): Promise<unknown> => {
    const contract: Contracts[Name] = contracts[task];
    return contract.output.parse(await tasks[task](parsed<Contracts[Name]['input']>(contract.input, payload)));
  };
  const isTask = (name: unknown): name is keyof Contracts & string =>
    typeof name === 'string' && Object.hasOwn(contracts, name);

  return async (event: { readonly task?: unknown; readonly caseId?: unknown }): Promise<unknown> => {
    const { task, ...payload } = event;
    if (!isTask(task)) throw new TaskFault('there is no such task');
    const about = typeof payload.caseId === 'string' ? { caseId: payload.caseId } : {};
    try {
      const result = await run(task, payload);
      logged('task', { task, ...about });
      return result;
    } catch (error) {
      loggedFault('task failed', error, { task, ...about });
      throw new TaskFault(`${task}: ${error instanceof Error ? error.name : 'fault'}`);
    }
  };
};
