import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { Refusal, refusalStatus } from '#functions/domain/refusal.ts';
import type { RefusalCode } from '#functions/domain/refusal.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import type { ApiAnswer } from '#functions/runtime/api-handler.ts';
import { sealCursor } from '#functions/runtime/cursor.ts';
import { titleOf } from '#functions/runtime/problem-titles.ts';

vi.stubEnv('TEST_CLOCK', 'true');
const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);

const base = {
  resource: 'cases',
  params: z.strictObject({ thingId: z.string() }),
  query: z.strictObject({
    limit: z.coerce.number().int().max(100).default(25),
    cursor: z.string().optional(),
    of: z.string().optional(),
  }),
  refusals: [],
  rules: [],
} as const;

const rows = {
  readThing: operation({
    ...base,
    operationId: 'readThing',
    method: 'GET',
    path: '/things/{thingId}',
    summary: 'Reads',
    roles: ['agent'],
    status: 200,
    response: z.strictObject({ items: z.array(z.string()), next: z.string().optional() }),
    events: [],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  makeThing: operation({
    ...base,
    operationId: 'makeThing',
    method: 'POST',
    path: '/things/{thingId}',
    summary: 'Makes',
    roles: ['agent'],
    status: 201,
    body: z.strictObject({ size: z.int() }),
    response: z.strictObject({ size: z.int() }),
    events: [],
    ifMatch: 'required',
    idempotent: true,
  }),
};

const answers: { read: () => Promise<ApiAnswer>; make: () => Promise<ApiAnswer> } = {
  read: async () => ({ body: { items: ['a'], secret: 'x' } }),
  make: async () => ({ body: { size: 3 }, etag: 8 }),
};

const seen: { query?: unknown; asOf?: string } = {};
const handler = apiHandler(rows, {
  readThing: async (request) => {
    seen.query = request.query;
    seen.asOf = request.asOf;
    return answers.read();
  },
  makeThing: async () => answers.make(),
});

const key = '0b1f5a0e-8c1f-4a53-9a0e-3f5f6f0a7c11';
const anEvent = (over: Record<string, unknown> = {}) => ({
  httpMethod: 'GET',
  resource: '/v1/things/{thingId}',
  pathParameters: { thingId: 't1' },
  headers: {},
  body: null,
  requestContext: {
    requestId: 'req-1',
    authorizer: { actorId: 'agent-1', role: 'agent', branch: 'b1', region: '', borrowerId: '' },
  },
  ...over,
});
const aPost = (over: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  anEvent({
    httpMethod: 'POST',
    body: '{"size":3}',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, 'If-Match': '"7"', ...headers },
    ...over,
  });

const Result = z.object({ statusCode: z.number(), headers: z.record(z.string(), z.string()), body: z.string() });
const Body = z.record(z.string(), z.unknown());
const call = async (event: unknown) => {
  const context = { functionName: 'f', getRemainingTimeInMillis: () => 1000 };
  const result = Result.parse(await Reflect.apply(handler, undefined, [event, context]));
  return { status: result.statusCode, headers: result.headers, body: Body.parse(JSON.parse(result.body)) };
};

test('an act answers with status, version, instant and no-store', async () => {
  const { status, headers, body } = await call(aPost());
  expect(status).toBe(201);
  expect(body).toEqual({ size: 3 });
  expect(headers).toMatchObject({ etag: '"8"', 'cache-control': 'no-store', 'content-type': 'application/json' });
  expect(headers['as-of']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test('nothing that the response schema does not declare leaves', async () => {
  const { status, body } = await call(anEvent());
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('secret');
});

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

test('a cursor goes on for the same caller and query only', async () => {
  answers.read = async () => ({ body: { items: ['a'] }, next: 'place-2' });
  const first = await call(anEvent());
  const cursor = String(first.body['next']);
  expect(first.headers['link']).toContain('rel="next"');
  await call(anEvent({ queryStringParameters: { cursor } }));
  expect(seen.query).toMatchObject({ cursor: 'place-2' });
  const other = anEvent({
    queryStringParameters: { cursor },
    requestContext: { requestId: 'r', authorizer: { actorId: 'agent-2', role: 'agent' } },
  });
  expect((await call(other)).body['code']).toBe('CursorInvalid');
});

test('the link to the next page keeps the query, so that its cursor is accepted', async () => {
  answers.read = async () => ({ body: { items: ['a'] }, next: 'place-2' });
  const { headers } = await call(anEvent({ queryStringParameters: { limit: '1', of: 'é&b' } }));
  const next = Object.fromEntries(new URLSearchParams(/<\?(.*)>/.exec(headers['link'] ?? '')?.[1]));
  expect((await call(anEvent({ queryStringParameters: next }))).status).toBe(200);
  expect(seen.query).toMatchObject({ limit: 1, of: 'é&b', cursor: 'place-2' });
});

test('a cursor whose place was changed is refused', async () => {
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

test('a request is counted, and a refusal by its code, with nothing of the body', async () => {
  printed.mockClear();
  await call(aPost({ body: '{"size":"Li Ming"}' }));
  const lines = printed.mock.calls.map(([line]) => String(line));
  expect(lines.some((line) => line.includes('"refusal":"InvalidRequest"') && line.includes('"Requests":1'))).toBe(true);
  expect(lines.join('')).not.toContain('Li Ming');
});

test('If-None-Match may only be a star', async () => {
  const { body } = await call(aPost({}, { 'If-None-Match': '"7"' }));
  expect(body['fields']).toEqual([{ pointer: '/headers/If-None-Match', message: 'expected *' }]);
});

test('the test clock sets the instant at which an act is judged', async () => {
  await call(anEvent({ headers: { 'Test-Clock': '2027-02-23T01:00:00Z' } }));
  expect(seen.asOf).toBe('2027-02-23T01:00:00Z');
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
