import { expect, test } from 'vitest';
import { Include } from '#functions/contracts/case-file.ts';
import { caseAnswer, Flag, PageQuery } from '#functions/contracts/schemas.ts';

test('a list has 25 lines unless asked otherwise, and at most 100', () => {
  expect(PageQuery.parse({}).limit).toBe(25);
  expect(PageQuery.parse({ limit: '100' }).limit).toBe(100);
  expect(PageQuery.safeParse({ limit: '101' }).success).toBe(false);
  expect(PageQuery.safeParse({ limit: '0' }).success).toBe(false);
});

test('unknown fields are refused in requests, and never leave in answers', () => {
  expect(PageQuery.safeParse({ offset: '3' }).success).toBe(false);
  expect(caseAnswer({}).safeParse({ caseId: 'case_1', version: 1, state: 'OPEN', name: 'Somebody' }).success).toBe(
    false,
  );
});

test('include names parts, comma-separated, and no others', () => {
  expect(Include.parse('accounts,holds')).toEqual(['accounts', 'holds']);
  expect(Include.safeParse('accounts,privates').success).toBe(false);
});

test('a switch is true or false', () => {
  expect(Flag.parse('true')).toBe(true);
  expect(Flag.safeParse('1').success).toBe(false);
});
