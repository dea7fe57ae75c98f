import { vi } from 'vitest';
import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import type { ApiAnswer } from '#functions/runtime/api-handler.ts';

vi.stubEnv('TEST_CLOCK', 'true');
export const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);

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

export const answers: { read: () => Promise<ApiAnswer>; make: () => Promise<ApiAnswer> } = {
  read: async () => ({ body: { items: ['a'], secret: 'x' } }),
  make: async () => ({ body: { size: 3 }, etag: 8 }),
};

export const seen: { query?: unknown; asOf?: string } = {};
const handler = apiHandler(rows, {
  readThing: async (request) => {
    seen.query = request.query;
    seen.asOf = request.asOf;
    return answers.read();
  },
  makeThing: async () => answers.make(),
});

export const key = '0b1f5a0e-8c1f-4a53-9a0e-3f5f6f0a7c11';
export const anEvent = (over: Record<string, unknown> = {}) => ({
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
export const aPost = (over: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  anEvent({
    httpMethod: 'POST',
    body: '{"size":3}',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, 'If-Match': '"7"', ...headers },
    ...over,
  });

const Result = z.object({ statusCode: z.number(), headers: z.record(z.string(), z.string()), body: z.string() });
const Body = z.record(z.string(), z.unknown());
export const call = async (event: unknown) => {
  const context = { functionName: 'f', getRemainingTimeInMillis: () => 1000 };
  const result = Result.parse(await Reflect.apply(handler, undefined, [event, context]));
  return { status: result.statusCode, headers: result.headers, body: Body.parse(JSON.parse(result.body)) };
};
