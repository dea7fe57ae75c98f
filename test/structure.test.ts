import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operations } from '#functions/contracts/operations.ts';
import { complaintEventSchemas } from '#functions/domain/complaints/events.ts';
import { eventSchemas } from '#functions/domain/events.ts';
import { officerEventSchemas } from '#functions/domain/officers/register.ts';
import { readEventSchemas } from '#functions/domain/read-events.ts';
import { refusalStatus } from '#functions/domain/refusal.ts';

const sources = (folder: string): string[] => globSync(`${folder}/**/*.ts`).map((file) => file.replaceAll('\\', '/'));
const text = (file: string): string => readFileSync(file, 'utf8');

test('every operation has an id, a method with a path, and a handler file of its own heading', () => {
  const ids = operations.map((row) => row.operationId);
  const routes = operations.map((row) => `${row.method} ${row.path}`);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(routes).size).toBe(routes.length);
  for (const row of operations) {
    const handler = `functions/handlers/api/${row.resource}.ts`;
    expect(existsSync(handler), handler).toBe(true);
    expect(text(handler), `${row.operationId} in ${handler}`).toMatch(new RegExp(`\\b${row.operationId}\\b|Acts\\(`));
  }
});

test('every rule from the first report to the signed original has a test under its name and an operation that shows it', () => {
  const rules = ['R9a', ...Array.from({ length: 39 }, (_, index) => `R${index + 1}`)];
  const titles = [...globSync('test/**/*.test.ts'), ...globSync('test/**/*-suite.ts')].map(text).join('\n');
  for (const rule of rules) {
    expect(titles, `a test of ${rule}`).toMatch(new RegExp(`['\`"]${rule}[:,; ]`));
    expect(
      operations.some((row) => row.rules.includes(rule)),
      `an operation of ${rule}`,
    ).toBe(true);
  }
});

test('every path parameter has a schema, and every schema a parameter', () => {
  for (const row of operations) {
    const named = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(new Set(Object.keys(row.params.shape)), row.operationId).toEqual(new Set(named));
  }
});

test('every POST that has events wants an Idempotency-Key, and no GET writes anything but the access log', () => {
  for (const row of operations) {
    if (row.method === 'POST' && row.events.length > 0) expect(row.idempotent, row.operationId).toBe(true);
    if (row.method === 'GET')
      expect(Object.keys(readEventSchemas), row.operationId).toEqual(expect.arrayContaining([...row.events]));
  }
});

test('every event of the table of operations exists, and every refusal has a status', () => {
  for (const row of operations) {
    const known = [
      ...Object.keys(eventSchemas),
      ...Object.keys(readEventSchemas),
      ...Object.keys(officerEventSchemas),
      ...Object.keys(complaintEventSchemas),
    ];
    for (const event of row.events) expect(known, row.operationId).toContain(event);
    for (const code of row.refusals) expect(Object.keys(refusalStatus), row.operationId).toContain(code);
  }
});

test('the domain never asks the clock, and nothing but adapters knows the AWS SDK', () => {
  for (const file of [...sources('functions/domain'), ...sources('functions/usecases')]) {
    expect(text(file), file).not.toMatch(/new Date\(\)|Date\.now\(\)/);
  }
  const elsewhere = sources('functions').filter((file) => !file.startsWith('functions/adapters/'));
  for (const file of elsewhere) expect(text(file), file).not.toContain("from '@aws-sdk");
});

test('table keys are spelled in one file', () => {
  for (const file of sources('functions').filter((name) => name !== 'functions/adapters/dynamodb/keys.ts')) {
    expect(text(file), file).not.toMatch(/[`'"](CASE|REQUEST|OFFICER|CONTROL)#\$?\{?[a-z]/);
  }
});
