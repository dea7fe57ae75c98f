import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { placeholdersOf } from '#infra/constructs/workflow.ts';

const folder = new URL('../../statemachines/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.asl.json'));
const text = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const validate: (definition: unknown) => { isValid: boolean } = createRequire(import.meta.url)('asl-validator');

test('there are the seven machines', () => {
  expect(files.toSorted()).toEqual(
    ['adjustment', 'agenda', 'archiving', 'deadline', 'follow-up', 'instalment', 'retention'].map(
      (name) => `${name}.asl.json`,
    ),
  );
});

test.each(files)('%s is a valid definition with its placeholder filled in', (file) => {
  const definition: unknown = JSON.parse(
    text(file).replaceAll(/\$\{\w+\}/g, 'arn:aws:lambda:us-east-1:000000000000:function:x'),
  );
  expect(validate(definition).isValid).toBe(true);
});

test('placeholders are found once each, JSONata expressions are none', () => {
  expect(placeholdersOf('"${FollowUpTasks}" "{% $states.input.a %}" "${FollowUpTasks}"')).toEqual(['FollowUpTasks']);
});
