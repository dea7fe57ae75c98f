import { expect, test } from 'vitest';
import { executionName } from '#functions/domain/execution-name.ts';

const work = { caseId: 'case_0123456789abcdefghjkmnpqrs', kind: 'FOLLOW_UP', ref: '3', dueAt: '2027-02-23T14:00:00Z' };

test('an execution is named for case, kind, day and what it is about', () => {
  expect(executionName(work)).toMatch(/^case_0123456789abcdefghjkmnpqrs-FOLLOW_UP-20270223-[0-9a-f]{6}-1$/);
});

test('the same work is the same name; a moved date, another matter and an operator’s attempt are others', () => {
  const names = [
    executionName(work),
    executionName({ ...work, dueAt: '2027-02-24T14:00:00Z' }),
    executionName({ ...work, ref: '4' }),
    executionName(work, 2),
  ];
  expect(executionName({ ...work })).toBe(names[0]);
  expect(new Set(names).size).toBe(4);
});

test('a name has at most 80 characters that Step Functions takes, however long the kind', () => {
  const name = executionName({ ...work, kind: 'a kind.with/odd letters '.repeat(5) });
  expect(name).toMatch(/^[0-9A-Za-z_-]{1,80}$/);
  expect(name).toMatch(/-20270223-[0-9a-f]{6}-1$/);
});
