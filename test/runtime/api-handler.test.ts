import { expect, test } from 'vitest';
import { printed, answers, seen, anEvent, aPost, call } from '#test/runtime/handled.ts';

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

test('a request is counted, and a refusal by its code, with nothing of the body', async () => {
  printed.mockClear();
  await call(aPost({ body: '{"size":"Li Ming"}' }));
  const lines = printed.mock.calls.map(([line]) => String(line));
  expect(lines.some((line) => line.includes('"refusal":"InvalidRequest"') && line.includes('"Requests":1'))).toBe(true);
  expect(lines.join('')).not.toContain('Li Ming');
});

test('the test clock sets the instant at which an act is judged', async () => {
  await call(anEvent({ headers: { 'Test-Clock': '2027-02-23T01:00:00Z' } }));
  expect(seen.asOf).toBe('2027-02-23T01:00:00Z');
});
