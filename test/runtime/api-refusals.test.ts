import { expect, test } from 'vitest';
import * as z from 'zod';
import { Refusal, refusalStatus } from '#functions/domain/refusal.ts';
import type { RefusalCode } from '#functions/domain/refusal.ts';
import { sealCursor } from '#functions/runtime/cursor.ts';
import { titleOf } from '#functions/runtime/problem-titles.ts';
import { answers, key, anEvent, aPost, call } from '#test/runtime/handled.ts';

test.each([
  ['an unknown method', anEvent({ httpMethod: 'DELETE' }), 405, 'MethodNotAllowed'],
  [
    'another role',
    anEvent({ requestContext: { requestId: 'r', authorizer: { actorId: 'x', role: 'risk' } } }),
    403,
    'RoleNotAllowed',
  ],
  ['no caller', anEvent({ requestContext: { requestId: 'r' } }), 401, 'Unauthenticated'],
  ['another content type', aPost({}, { 'Content-Type': 'text/plain' }), 415, 'MediaTypeNotSupported'],
  ['no JSON', aPost({ body: '{' }), 400, 'InvalidRequest'],
  ['an unknown field', aPost({ body: '{"size":1,"x":2}' }), 400, 'InvalidRequest'],
  [
    'a body of more than 256 kB',
    aPost({ body: JSON.stringify({ size: 'x'.repeat(300_000) }) }),
    413,
    'RequestTooLarge',
  ],
  ['no key', aPost({}, { 'Idempotency-Key': 'none' }), 400, 'InvalidRequest'],
  ['an If-Match that is no ETag', aPost({}, { 'If-Match': 'seven' }), 400, 'InvalidRequest'],
  [
    'a query parameter given twice',
    anEvent({ multiValueQueryStringParameters: { limit: ['1', '2'] } }),
    400,
    'InvalidRequest',
  ],
  ['a cursor from elsewhere', anEvent({ queryStringParameters: { cursor: 'abc' } }), 400, 'CursorInvalid'],
  ['a test clock that is no instant', anEvent({ headers: { 'Test-Clock': 'now' } }), 400, 'InvalidRequest'],
] as const)('%s is refused with a problem', async (_, event, status, code) => {
  const answer = await call(event);
  expect([answer.status, answer.body['code'], answer.headers['content-type']]).toEqual([
    status,
    code,
    'application/problem+json',
  ]);
});

test('without If-Match a judging act wants the version', async () => {
  const event = aPost();
  expect(
    (await call({ ...event, headers: { 'content-type': 'application/json', 'idempotency-key': key } })).body['code'],
  ).toBe('VersionRequired');
});

test('a method that is not there is told which are', async () => {
  expect((await call(anEvent({ httpMethod: 'PUT' }))).headers['allow']).toBe('GET, POST');
});

test('a refusal carries its rules and the earliest date, in the language asked for', async () => {
  answers.make = async () => {
    throw new Refusal('AppointmentTooSoon', 'three days are needed', { rules: ['R16'], earliest: '2026-03-04' });
  };
  const { status, body } = await call(aPost({}, { 'Accept-Language': 'zh-TW,en;q=0.3' }));
  expect([status, body['title'], body['rules'], body['earliest'], body['type']]).toEqual([
    409,
    '預約太早',
    ['R16'],
    '2026-03-04',
    'urn:problem:AppointmentTooSoon',
  ]);
});

test('a fault is answered 500 without a word of what happened', async () => {
  answers.make = async () => {
    throw new Error('the borrower Li Ming lives at 5 River Road');
  };
  const { status, body } = await call(aPost());
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('Li Ming');
});

test('a cursor whose place was changed is refused', async () => {
  answers.read = async () => ({ body: { items: ['a'] } });
  const sealed = sealCursor('place-2', 'readThing', 'agent-1', { limit: 25 });
  const { of } = z.object({ of: z.string() }).parse(JSON.parse(Buffer.from(sealed, 'base64url').toString()));
  const forged = Buffer.from(JSON.stringify({ at: 'place-3', of })).toString('base64url');
  expect((await call(anEvent({ queryStringParameters: { cursor: sealed } }))).status).toBe(200);
  expect((await call(anEvent({ queryStringParameters: { cursor: forged } }))).body['code']).toBe('CursorInvalid');
});

test('a refusal too says when it was judged, in which language, and under which correlation', async () => {
  const { headers } = await call(aPost({ body: '{' }, { 'Accept-Language': 'zh-CN', 'X-Correlation-Id': 'branch-7' }));
  expect(headers).toMatchObject({
    'content-language': 'zh-Hans',
    'x-correlation-id': 'branch-7',
    'cache-control': 'no-store',
  });
  expect(headers['as-of']).toBeDefined();
  expect((await call(anEvent())).headers['x-correlation-id']).toBe('req-1');
});

test('a refused field is named by its own pointer', async () => {
  const { body } = await call(aPost({ body: '{"size":"three","na/me":1}' }));
  const fields = z.array(z.object({ pointer: z.string() })).parse(body['fields']);
  expect(fields.map(({ pointer }) => pointer).toSorted()).toEqual(['/body/na~1me', '/body/size']);
});

test('If-None-Match may only be a star', async () => {
  const { body } = await call(aPost({}, { 'If-None-Match': '"7"' }));
  expect(body['fields']).toEqual([{ pointer: '/headers/If-None-Match', message: 'expected *' }]);
});

const isCode = (name: string): name is RefusalCode => Object.hasOwn(refusalStatus, name);

test('every refusal has a title in three languages', () => {
  for (const code of Object.keys(refusalStatus).filter(isCode)) {
    const titles = (['en', 'zh-Hant', 'zh-Hans'] as const).map((language) => titleOf(code, language));
    expect([code, titles.filter((title) => title.length > 1).length, /^[A-Z]/.test(titles[0] ?? '')]).toEqual([
      code,
      3,
      true,
    ]);
  }
});
