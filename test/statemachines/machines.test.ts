import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { machineTasks, waitAnswers } from '#functions/contracts/workflows.ts';
import type { TaskContract } from '#functions/contracts/workflows.ts';
import {
  flowsOf,
  machineFiles,
  machineNames,
  machineOf,
  nextOf,
  placeholdersOf,
  statesOf,
  taskOf,
  textOf,
} from '#test/statemachines/machine.ts';
import type { MachineName } from '#test/statemachines/machine.ts';

const validator = z.function({
  input: [z.unknown()],
  output: z.object({ isValid: z.boolean(), errors: z.array(z.unknown()) }),
});
const validate = validator.implement((definition) => validated(definition));
const validated: (definition: unknown) => { isValid: boolean; errors: unknown[] } = createRequire(import.meta.url)(
  'asl-validator',
);

const withFunctions = (text: string): unknown =>
  JSON.parse(text.replaceAll(/\$\{\w+\}/g, 'arn:aws:lambda:eu-west-1:123456789012:function:tasks'));

test('every file of the folder is a machine that the tests know', () => {
  expect(machineFiles.toSorted()).toEqual(machineNames.toSorted());
});

describe.each(machineNames)('machine %s', (name) => {
  test('is valid Amazon States Language once its functions are filled in', () => {
    expect(validate(withFunctions(textOf(name)))).toMatchObject({ isValid: true });
  });

  test('says what triggers it, what it is given and how it ends', () => {
    expect(machineOf(name).Comment).toMatch(/^Trigger: .+ Input: \{.+\}.+ Ends: .+\.$/);
    expect(machineOf(name).QueryLanguage).toBe('JSONata');
  });

  test('names its states as sentences that fit', () => {
    for (const [title] of statesOf(name)) expect(title).toMatch(/^[A-Z][\w ?-]{3,79}$/);
  });

  test('has a literal timeout, a catch and, waits aside, retries with their arithmetic on every task', () => {
    for (const [title, state] of statesOf(name)) {
      if (state.Type !== 'Task') continue;
      expect(state.TimeoutSeconds, title).toBeGreaterThan(0);
      expect(state.Catch?.at(-1)?.ErrorEquals, title).toEqual(['States.ALL']);
      if (state.Resource?.endsWith('.waitForTaskToken') === true) {
        expect(state.Retry, title).toBeUndefined();
        continue;
      }
      expect(
        state.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals),
        title,
      ).toContain('States.TaskFailed');
      expect(state.Comment, title).toMatch(/Retries: .+ s\./);
    }
  });

  test('leads every catch to operations, or on so that operations are called at the end', () => {
    for (const { States } of flowsOf(name)) {
      for (const [title, state] of Object.entries(States)) {
        for (const { Next = '' } of state.Catch ?? []) {
          const end = States[Next];
          expect(end, `${title} → ${Next}`).toBeDefined();
          expect(end?.Type === 'Fail' || Next === 'Leave this shard to operations', `${title} → ${Next}`).toBe(true);
        }
      }
    }
  });

  test('goes only to states that exist, and reaches every state', () => {
    for (const { StartAt, States } of flowsOf(name)) {
      const reached = new Set([StartAt]);
      for (const title of reached) {
        const state = States[title];
        expect(state, title).toBeDefined();
        if (state !== undefined) for (const next of nextOf(state)) reached.add(next);
      }
      expect([...reached].toSorted()).toEqual(Object.keys(States).toSorted());
    }
  });

  test('asks each task of its contract, and no other', () => {
    const asked = new Set(statesOf(name).flatMap(([, state]) => taskOf(state) ?? []));
    expect([...asked].toSorted()).toEqual(Object.keys(machineTasks[name]).toSorted());
  });

  test('has one function, with a handler that names each of its tasks', () => {
    expect(placeholdersOf(name)).toHaveLength(1);
    const handler = `functions/handlers/workflow/${name}.ts`;
    expect(existsSync(handler)).toBe(true);
    for (const task of Object.keys(machineTasks[name]))
      expect(readFileSync(handler, 'utf8'), task).toMatch(new RegExp(`\\b${task}:`));
  });

  test('chooses by outcomes that its tasks know, and sends anything else to operations or to an end', () => {
    for (const { States } of flowsOf(name)) {
      for (const [title, state] of Object.entries(States)) {
        if (state.Type !== 'Choice') continue;
        for (const { Condition } of state.Choices ?? [])
          expect(Condition, title).toMatch(/^\{% \$states\.input\.(outcome = '\w+'|broken > 0) %\}$/);
        expect(state.Default, title).toBeDefined();
      }
    }
  });

  test('is described in the README of the machines with a picture', () => {
    const readme = readFileSync('statemachines/README.md', 'utf8');
    expect(readme).toContain(`## ${name}\n`);
    for (const [title] of statesOf(name)) expect(readme, title).toContain(title);
  });
});

const Outcomes = z.object({ shape: z.object({ outcome: z.object({ options: z.array(z.string()) }) }) });

/** What may come out of a task that a Choice reads next. */
const outcomesOf = (name: MachineName, task: string): readonly string[] => {
  const answers: Readonly<Record<string, unknown>> = waitAnswers;
  const tasks: Readonly<Record<string, TaskContract>> = machineTasks[name];
  return Outcomes.parse(answers[task] ?? tasks[task]?.output).shape.outcome.options;
};

test.each(['follow-up', 'instalment', 'adjustment', 'deadline', 'archiving', 'retention'] as const)(
  'every outcome of a task of %s has a way of its own',
  (name) => {
    const { States } = machineOf(name);
    for (const [title, state] of Object.entries(States)) {
      const task = taskOf(state);
      const next = States[state.Next ?? ''];
      if (task === undefined || next?.Type !== 'Choice') continue;
      const ways = (next.Choices ?? []).map(({ Condition }) => /'(\w+)'/.exec(Condition)?.[1]);
      expect(
        outcomesOf(name, task).filter((one) => !ways.includes(one)),
        title,
      ).toEqual([]);
    }
  },
);

test('a short-lived copy for tests differs from the deployed file in its timeouts alone', () => {
  for (const name of machineNames)
    expect(() => JSON.parse(textOf(name).replaceAll(/"TimeoutSeconds": \d+/g, '"TimeoutSeconds": 2'))).not.toThrow();
});
