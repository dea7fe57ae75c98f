import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { operations } from '#functions/contracts/operations.ts';
import type { Operation } from '#functions/contracts/operation.ts';
import { Role } from '#functions/domain/actor.ts';
import { castOf, registerOfficers, report } from '#infra/local/demo/first-half.ts';
import { storyOf } from '#infra/local/demo/teller.ts';
import { sampleBody, sampleParams, sampleQuery } from '#test/contracts/samples.ts';

const service = inject('service');
const Problem = z.looseObject({ code: z.string().optional(), message: z.string().optional() });

interface Told {
  readonly status: number;
  readonly code: string | undefined;
}

const pathOf = (row: Operation, given: Readonly<Record<string, string>>): string => {
  const params = sampleParams(row, given);
  const path = row.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const query = new URLSearchParams(sampleQuery(row)).toString();
  return query === '' ? path : `${path}?${query}`;
};

/** The stage throttles for real: whoever is told to wait waits. */
const patiently = async (act: () => Promise<Response>): Promise<Response> => {
  for (let tries = 0; tries < 20; tries += 1) {
    const response = await act();
    if (response.status !== 429) return response;
    await delay(200);
  }
  throw new Error('still throttled after twenty attempts');
};

const ask = async (
  row: Operation,
  token: string | undefined,
  given: Readonly<Record<string, string>> = {},
): Promise<Told> => {
  const body = sampleBody(row);
  const response = await patiently(async () =>
    fetch(`${service.apiUrl}${pathOf(row, given)}`, {
      method: row.method,
      headers: {
        'test-clock': '2026-03-20T02:00:00Z',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(row.idempotent ? { 'idempotency-key': randomUUID() } : {}),
        ...(row.ifMatch === 'required' ? { 'if-match': '"1"' } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const { code } = text.startsWith('{') ? Problem.parse(JSON.parse(text)) : { code: undefined };
  return { status: response.status, code };
};

const isFor = (row: Operation, role: Role): boolean =>
  row.roles === 'public' || row.roles === 'any' || row.roles.includes(role);

test.each(Role.options)('the role %s is let in to its own operations and to no other', async (role) => {
  const token = service.tokens[role];
  for (const row of operations) {
    const { status, code } = await ask(row, token);
    const what = `${row.operationId} answered ${status} ${code ?? ''}`;
    if (isFor(row, role)) expect(code, what).not.toBe('RoleNotAllowed');
    else expect([status, code], what).toEqual([403, 'RoleNotAllowed']);
    expect(status, what).not.toBe(401);
    expect(status, what).toBeLessThan(500);
  }
});

const closed = operations.filter(({ roles }) => roles !== 'public');
const oneOfEachHeading = closed.filter(
  (row, index) => closed.findIndex(({ resource }) => resource === row.resource) === index,
);

test.each([
  ['no token', undefined, closed],
  ['a token that nobody issued', 'eyJhbGciOiJub25lIn0.eyJyb2xlIjoic3lzdGVtIn0.bm9ib2R5', oneOfEachHeading],
  ['a word that is no token', 'secret', oneOfEachHeading],
] as const)('with %s nobody is let in', async (_, token, rows) => {
  for (const row of rows) {
    const { status } = await ask(row, token);
    expect([401, 403], row.operationId).toContain(status);
  }
});

test('a case of somebody else is not there: for another borrower, an officer who is not assigned, the committee', async () => {
  const story = storyOf(service, () => {});
  await registerOfficers(story, castOf(service));
  const person = {
    borrowerId: `other-${randomUUID().slice(0, 8)}`,
    name: 'Wu Fang',
    idNo: '110101199001013333',
    phone: '+8613800003333',
    language: 'en',
  } as const;
  const caseId = await report(story, person, `account-${person.borrowerId}`, '2026-03-02T01:00:00Z');
  const getCase = operations.find((row) => row.operationId === 'getCase');
  if (getCase === undefined) throw new Error('the table has no getCase');
  for (const role of ['borrower', 'officer', 'officer2', 'committee']) {
    expect(await ask(getCase, service.tokens[role], { caseId }), role).toEqual({ status: 404, code: 'NotFound' });
  }
  for (const role of ['agent', 'supervisor', 'risk', 'auditor', 'system']) {
    expect((await ask(getCase, service.tokens[role], { caseId })).status, role).toBe(200);
  }
});
