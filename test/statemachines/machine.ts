import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod';
import type { machineTasks } from '#functions/contracts/workflows.ts';

const Named = z.array(z.object({ ErrorEquals: z.array(z.string()).min(1), Next: z.string().optional() }));
const Flow = z.looseObject({
  Type: z.enum(['Task', 'Choice', 'Map', 'Pass', 'Succeed', 'Fail']),
  Comment: z.string().optional(),
  Resource: z.string().optional(),
  Arguments: z.object({ FunctionName: z.string(), Payload: z.string() }).optional(),
  TimeoutSeconds: z.number().optional(),
  Retry: Named.optional(),
  Catch: Named.optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.object({ Condition: z.string(), Next: z.string() })).optional(),
  ItemProcessor: z.unknown().optional(),
});
export type State = z.infer<typeof Flow>;
const Machine = z.object({
  Comment: z.string(),
  QueryLanguage: z.literal('JSONata').optional(),
  StartAt: z.string(),
  States: z.record(z.string(), Flow),
});
const Inner = z.object({ StartAt: z.string(), States: z.record(z.string(), Flow) });

export type MachineName = keyof typeof machineTasks;
/** As the folder says, so that no file is forgotten. */
export const machineFiles: readonly string[] = globSync('statemachines/*.asl.json').map((file) =>
  basename(file, '.asl.json'),
);
export const machineNames: readonly MachineName[] = [
  'agenda',
  'follow-up',
  'instalment',
  'adjustment',
  'deadline',
  'archiving',
  'retention',
];

export const textOf = (name: MachineName): string => readFileSync(`statemachines/${name}.asl.json`, 'utf8');
export const machineOf = (name: MachineName): z.infer<typeof Machine> => Machine.parse(JSON.parse(textOf(name)));

/** Every flow of a machine: its own states, and those of its maps. */
export const flowsOf = (name: MachineName): readonly z.infer<typeof Inner>[] => {
  const machine = machineOf(name);
  const inner = Object.values(machine.States).flatMap((state) =>
    state.Type === 'Map' ? [Inner.parse(state.ItemProcessor)] : [],
  );
  return [machine, ...inner];
};

/** The flow in which a state stands: the machine's own, or that of a map. */
export const flowWith = (name: MachineName, title: string): z.infer<typeof Inner> => {
  const flow = flowsOf(name).find(({ States }) => States[title] !== undefined);
  if (flow === undefined) throw new Error(`${name} has no state ${title}`);
  return flow;
};

/** Every state of a machine with its name, those of its maps included. */
export const statesOf = (name: MachineName): readonly (readonly [string, State])[] =>
  flowsOf(name).flatMap(({ States }) => Object.entries(States));

export const nextOf = (state: State): readonly string[] => [
  ...(state.Next === undefined ? [] : [state.Next]),
  ...(state.Default === undefined ? [] : [state.Default]),
  ...(state.Choices ?? []).map(({ Next }) => Next),
  ...(state.Catch ?? []).flatMap(({ Next }) => (Next === undefined ? [] : [Next])),
];

export const taskOf = (state: State): string | undefined => /'task': '(\w+)'/.exec(state.Arguments?.Payload ?? '')?.[1];

export const placeholdersOf = (name: MachineName): readonly string[] => [
  ...new Set([...textOf(name).matchAll(/\$\{(\w+)\}/g)].map(([, one = '']) => one)),
];
