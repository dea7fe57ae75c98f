import * as z from 'zod';
import { createDocument } from 'zod-openapi';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Operation } from '#functions/contracts/operation.ts';
import * as money from '#functions/domain/money.ts';
import * as parts from '#functions/domain/parts.ts';
import * as servicing from '#functions/domain/servicing-parts.ts';
import { refusalStatus } from '#functions/domain/refusal.ts';
import type { RefusalCode } from '#functions/domain/refusal.ts';

/** RFC 9457 as this API fills it (api.md, conventions). */
const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string(),
    code: z.string(),
    rules: z.array(z.string()).optional(),
    earliest: z.string().optional(),
    fields: z.array(z.strictObject({ pointer: z.string(), message: z.string() })).optional(),
    state: z.string().optional(),
    hold: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'What said no and why, under a stable code.' });

/** Possible everywhere, so that each row lists only its own. */
const always: readonly RefusalCode[] = ['InvalidRequest', 'MethodNotAllowed', 'TestClockNotAllowed', 'TooManyRequests'];
const withToken: readonly RefusalCode[] = ['Unauthenticated', 'RoleNotAllowed'];
const withCase: readonly RefusalCode[] = ['NotFound'];
const withCursor: readonly RefusalCode[] = ['CursorInvalid'];
const withBody: readonly RefusalCode[] = ['MediaTypeNotSupported', 'RequestTooLarge'];
const withWrite: readonly RefusalCode[] = [
  'StateForbids',
  'OnHold',
  'ConcurrentChange',
  'StaleVersion',
  'TestClockBehind',
];

const refusalsOf = (row: Operation): readonly RefusalCode[] => [
  ...always,
  ...(row.roles === 'public' ? [] : withToken),
  ...(row.path.includes('{') ? withCase : []),
  ...('cursor' in row.query.shape ? withCursor : []),
  ...(row.body === undefined ? [] : withBody),
  ...(row.method === 'GET' ? [] : withWrite),
  ...(row.idempotent ? (['IdempotencyKeyReused'] as const) : []),
  ...(row.ifMatch === 'required' ? (['VersionRequired'] as const) : []),
  ...row.refusals,
];

const problem = { 'application/problem+json': { schema: Problem } };
const retryAfter = z.object({ 'Retry-After': z.string().optional().meta({ description: 'Seconds.' }) });
const allow = z.object({ Allow: z.string().optional().meta({ description: 'The methods of this path.' }) });

const responsesOf = (row: Operation): ZodOpenApiResponsesObject => {
  const byStatus = new Map<number, Set<RefusalCode>>();
  for (const code of refusalsOf(row)) {
    const status = refusalStatus[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  const problems = [...byStatus].map(
    ([status, codes]) =>
      [
        String(status),
        {
          description: [...codes].join(', '),
          ...(status === 429 ? { headers: retryAfter } : status === 405 ? { headers: allow } : {}),
          content: problem,
        },
      ] as const,
  );
  return Object.fromEntries([
    [
      String(row.status),
      { description: row.summary, headers: headersOf(row), content: { 'application/json': { schema: row.response } } },
    ],
    ...problems,
    ['500', { description: 'A fault: says nothing of itself.', content: problem }],
  ]);
};

const headersOf = (row: Operation): z.ZodObject =>
  z.object({
    'As-Of': z.iso.datetime().meta({ description: 'The instant at which the act was judged.' }),
    'X-Correlation-Id': z.string().meta({ description: "The caller's own, else the id of the request." }),
    'Content-Language': z.string().optional(),
    ...(row.path.includes('{caseId}')
      ? { ETag: z.string().optional().meta({ description: 'Version of the case file, for If-Match.' }) }
      : {}),
    ...(row.idempotent
      ? { 'Idempotency-Replayed': z.literal('true').optional().meta({ description: 'The first answer again.' }) }
      : {}),
    ...('cursor' in row.query.shape
      ? { Link: z.string().optional().meta({ description: 'The next page, rel="next".' }) }
      : {}),
  });

const ifMatchOf = (row: Operation): z.ZodType => {
  const etag = z.string().meta({ description: 'The ETag that was read.' });
  return row.ifMatch === 'required' ? etag : etag.optional();
};

const conventions = (row: Operation): z.ZodObject =>
  z.object({
    'Accept-Language': z.string().optional().meta({ description: 'zh-Hant, zh-Hans or en' }),
    'Test-Clock': z.iso.datetime().optional().meta({ description: 'Only on stages with a test clock.' }),
    ...(row.idempotent ? { 'Idempotency-Key': z.uuid().meta({ description: 'Kept 7 days for each caller.' }) } : {}),
    ...(row.method === 'GET' ? {} : { 'If-Match': ifMatchOf(row) }),
    ...(row.method === 'PUT'
      ? { 'If-None-Match': z.literal('*').optional().meta({ description: 'Only create.' }) }
      : {}),
    'X-Correlation-Id': z.string().max(64).optional().meta({ description: 'Comes back in the answer.' }),
  });

const describe = (row: Operation): ZodOpenApiOperationObject => ({
  operationId: row.operationId,
  summary: row.summary,
  description: [
    row.rules.length > 0 ? `Rules: ${row.rules.join(', ')}.` : '',
    row.roles === 'public' ? '' : row.roles === 'any' ? 'Any valid token.' : `Roles: ${row.roles.join(', ')}.`,
    row.events.length > 0 ? `Journal: ${row.events.join(', ')}.` : '',
  ]
    .filter((line) => line !== '')
    .join(' '),
  tags: [row.resource],
  ...(row.roles === 'public' ? { security: [] } : {}),
  requestParams: { path: row.params, query: row.query, header: conventions(row) },
  ...(row.body === undefined
    ? {}
    : { requestBody: { required: true, content: { 'application/json': { schema: row.body } } } }),
  responses: responsesOf(row),
});

/** Parts of a case file go by their own names, so that a client gets one type for each. */
const named = (): Record<string, z.ZodObject> => {
  const shapes: Record<string, z.ZodObject> = {};
  for (const [name, schema] of Object.entries({ ...money, ...parts, ...servicing }))
    if (schema instanceof z.ZodObject) shapes[name] = schema;
  return shapes;
};

/** Without the names that no row, and no named shape that a row leads to, refers to. */
const withoutUnused = (document: ReturnType<typeof createDocument>): ReturnType<typeof createDocument> => {
  const schemas = document.components?.schemas ?? {};
  const text = JSON.stringify(document);
  const used = Object.entries(schemas).filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
  if (used.length === Object.keys(schemas).length) return document;
  return withoutUnused({ ...document, components: { ...document.components, schemas: Object.fromEntries(used) } });
};

/** The OpenAPI 3.1 document of these rows. */
export const documentOf = (operations: readonly Operation[]) => withoutUnused(documentWithNames(operations));

const documentWithNames = (operations: readonly Operation[]) => {
  const paths: ZodOpenApiPathsObject = {};
  for (const row of operations) paths[row.path] = { ...paths[row.path], [row.method.toLowerCase()]: describe(row) };
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Repayment assistance',
      version: '1',
      description:
        'From the first contact to a sealed archive. Money is integer minor units; dates are local, instants UTC; refusals are RFC 9457 problems with a stable code.',
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: '/v1', description: 'below the address of the stage' }],
    security: [{ accessToken: [] }],
    tags: [...new Set(operations.map((row) => row.resource))].map((name) => ({
      name,
      description: `Operations under ${name}`,
    })),
    components: {
      schemas: named(),
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    paths,
  });
};
