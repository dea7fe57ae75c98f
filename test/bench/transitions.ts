import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod';
import { heading, table } from '#test/bench/figures.ts';

const State = z.object({
  Type: z.string(),
  Resource: z.string().optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.object({ Next: z.string() })).optional(),
});
const Machine = z.object({ StartAt: z.string(), States: z.record(z.string(), State) });
type Machine = z.infer<typeof Machine>;

const nextOf = (state: z.infer<typeof State>): string[] => [
  ...(state.Next === undefined ? [] : [state.Next]),
  ...(state.Choices ?? []).map(({ Next }) => Next),
  ...(state.Default === undefined ? [] : [state.Default]),
];

/** Ways from the start to a good end, no state twice; a catch, an alarm and a failure are no part of them. */
const waysThrough = ({ StartAt, States }: Machine): string[][] => {
  const ways: string[][] = [];
  const walk = (name: string, before: readonly string[]): void => {
    const state = States[name];
    if (state === undefined || before.includes(name) || state.Type === 'Fail' || name === 'Call operations') return;
    const way = [...before, name];
    if (state.Type === 'Succeed' || state.End === true) ways.push(way);
    else for (const next of nextOf(state)) walk(next, way);
  };
  walk(StartAt, []);
  return ways;
};

/** Every state that is entered is one paid transition of a standard workflow. */
export const transitions = (): void => {
  heading('State transitions per execution, from the definitions (no retries; one item where a map is)');
  const lines = globSync('statemachines/*.asl.json')
    .toSorted()
    .map((file) => {
      const ways = waysThrough(Machine.parse(JSON.parse(readFileSync(file, 'utf8')))).toSorted(
        (a, b) => a.length - b.length,
      );
      return [
        basename(file, '.asl.json'),
        String(ways.length),
        String(ways[0]?.length ?? 0),
        String(ways.at(-1)?.length ?? 0),
        ways.at(-1)?.at(-1) ?? '',
      ];
    });
  table([['machine', 'ways', 'shortest', 'longest', 'longest ends at'], ...lines]);
};
