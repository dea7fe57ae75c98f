import { fc, test } from '@fast-check/vitest';
import { expect, vi } from 'vitest';
import * as z from 'zod';
import { answers, anEvent, aPost, call } from '#test/runtime/handled.ts';

vi.spyOn(console, 'error').mockReturnValue();

answers.read = async () => ({ body: { items: ['a'] } });

const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  instance: z.string(),
  code: z.string().regex(/^[A-Z]\w+$/),
});

/** Every answer has a status; what is refused is a problem under its code, and nothing is ever thrown. */
const isAnswered = async (event: unknown): Promise<void> => {
  const { status, headers, body } = await call(event);
  expect(headers['x-correlation-id'] ?? 'unknown').toMatch(/./);
  expect(headers['cache-control']).toBe('no-store');
  if (status < 300) return;
  expect(headers['content-type']).toBe('application/problem+json');
  expect(Problem.parse(body).status).toBe(status);
};

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', '\u0000', '%00', '%%%', '{}', '[]', 'null', '\ud800', 'application/json'),
);
const values = fc.oneof(texts, fc.anything());
const names = fc.oneof(
  fc.constantFrom(
    'Idempotency-Key',
    'If-Match',
    'If-None-Match',
    'Test-Clock',
    'Accept-Language',
    'Content-Type',
    'X-Correlation-Id',
    'content-type',
  ),
  texts,
);
const members = fc.oneof(fc.dictionary(names, values), fc.constant(null), fc.anything());

const noise = fc.record(
  {
    headers: members,
    multiValueHeaders: members,
    queryStringParameters: fc.oneof(
      fc.dictionary(fc.oneof(fc.constantFrom('limit', 'cursor', 'of'), texts), values),
      members,
    ),
    multiValueQueryStringParameters: members,
    pathParameters: members,
    body: values,
    isBase64Encoded: fc.oneof(fc.boolean(), fc.anything()),
    httpMethod: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'get'), values),
    resource: fc.oneof(fc.constantFrom('/v1/things/{thingId}', '/v1', ''), values),
    requestContext: fc.oneof(fc.record({ requestId: values, authorizer: values }), fc.anything()),
  },
  { requiredKeys: [] },
);

test.prop([noise, fc.boolean()], { numRuns: 1500 })(
  'whatever the gateway hands over, the answer is a status or a problem',
  async (over, isPost) => {
    await isAnswered(isPost ? aPost(over) : anEvent(over));
  },
);

test.prop([fc.anything()], { numRuns: 500 })('what is no event at all is a problem too', async (event) => {
  await isAnswered(event);
});

test.prop([fc.uint8Array({ maxLength: 200 }), fc.boolean()], { numRuns: 300 })(
  'a body of any bytes, in base64 or not, is refused as content',
  async (bytes, isBase64Encoded) => {
    const body = isBase64Encoded ? Buffer.from(bytes).toString('base64') : Buffer.from(bytes).toString('latin1');
    const { status } = await call(aPost({ body, isBase64Encoded }));
    expect([201, 400]).toContain(status);
  },
);

test('a request that cannot be read is told so, and a path that no row has is not found', async () => {
  for (const event of [{}, { httpMethod: 'GET' }, anEvent({ requestContext: {} }), anEvent({ body: 7 })])
    expect(await call(event)).toMatchObject({ status: 400, body: { code: 'InvalidRequest' } });
  expect(await call(anEvent({ resource: '/v1/nothing' }))).toMatchObject({ status: 404, body: { code: 'NotFound' } });
});
