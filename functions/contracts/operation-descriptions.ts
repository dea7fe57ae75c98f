import * as z from 'zod';
import { createDocument } from 'zod-openapi';
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { componentNames } from '#functions/contracts/component-names.ts';
import type { Operation } from '#functions/contracts/operation.ts';
import { Instant } from '#functions/domain/calendar.ts';
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

const common: ReadonlySet<RefusalCode> = new Set([
  ...always,
  ...withToken,
  ...withCase,
  ...withCursor,
  ...withBody,
  ...withWrite,
]);

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

/** Headers and parameters are components too, said once: `header` and `param` give them their names. */
const header = (id: string, description: string): z.ZodType =>
  z.string().optional().meta({ description, header: { id } });
const param = (schema: z.ZodType, id: string, description: string): z.ZodType =>
  schema.meta({ description, param: { id } });

const headers = {
  retryAfter: header('RetryAfter', 'When to come again: seconds, or an HTTP date.'),
  allow: header('Allow', 'The methods of this path.'),
  asOf: Instant.meta({ header: { id: 'AsOf', description: 'The instant at which the act was judged.' } }),
  correlation: z
    .string()
    .meta({ header: { id: 'CorrelationId', description: "The caller's own, else the id of the request." } }),
  language: header('ContentLanguage', 'The language of its words.'),
  etag: header('ETag', 'Version of the case file, for If-Match.'),
  replayed: z
    .literal('true')
    .optional()
    .meta({ header: { id: 'IdempotencyReplayed', description: 'The first answer again.' } }),
  link: header('Link', 'The next page, rel="next".'),
};
const params = {
  language: param(z.string().optional(), 'AcceptLanguage', 'zh-Hant, zh-Hans or en'),
  clock: param(Instant.optional(), 'TestClock', 'Only on stages with a test clock.'),
  key: param(z.uuid(), 'IdempotencyKey', 'Kept 7 days for each caller.'),
  ifMatch: param(z.string().optional(), 'IfMatch', 'The ETag that was read.'),
  mustMatch: param(z.string(), 'IfMatchRequired', 'The ETag that was read.'),
  create: param(z.literal('*').optional(), 'IfNoneMatch', 'Only create.'),
  correlation: param(z.string().max(64).optional(), 'CorrelationIdGiven', 'Comes back in the answer.'),
};

const beside = (status: number): Pick<ZodOpenApiResponseObject, 'headers'> => {
  if (status === 429) return { headers: z.object({ 'Retry-After': headers.retryAfter }) };
  return status === 405 ? { headers: z.object({ Allow: headers.allow }) } : {};
};

/** Said once under the names of their codes: the same object, as often as it is asked for. */
const problems = new Map<string, ZodOpenApiResponseObject>();
const problemFor = (status: number, codes: readonly RefusalCode[]): ZodOpenApiResponseObject => {
  const said = problems.get(codes.join()) ?? {
    description: codes.join(', '),
    ...beside(status),
    content: problem,
    ...(codes.every((code) => common.has(code)) ? { id: codes.join('Or') } : {}),
  };
  problems.set(codes.join(), said);
  return said;
};
const fault = { description: 'A fault: says nothing of itself.', content: problem, id: 'Fault' };

const responsesOf = (row: Operation): ZodOpenApiResponsesObject => {
  const byStatus = new Map<number, Set<RefusalCode>>();
  for (const code of refusalsOf(row)) {
    const status = refusalStatus[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  const answer = {
    description: row.summary,
    headers: headersOf(row),
    content: Object.fromEntries(
      (row.produces ?? ['application/json']).map((mediaType) => [mediaType, { schema: row.response }]),
    ),
  };
  return Object.fromEntries<ZodOpenApiResponseObject>([
    [String(row.status), answer],
    ...[...byStatus].map(([status, codes]) => [String(status), problemFor(status, [...codes])] as const),
    ['500', fault],
  ]);
};

const headersOf = (row: Operation): z.ZodObject =>
  z.object({
    'As-Of': headers.asOf,
    'X-Correlation-Id': headers.correlation,
    'Content-Language': headers.language,
    ...(row.path.includes('{caseId}') ? { ETag: headers.etag } : {}),
    ...(row.idempotent ? { 'Idempotency-Replayed': headers.replayed } : {}),
    ...('cursor' in row.query.shape ? { Link: headers.link } : {}),
  });

const conventions = (row: Operation): z.ZodObject =>
  z.object({
    'Accept-Language': params.language,
    'Test-Clock': params.clock,
    ...(row.idempotent ? { 'Idempotency-Key': params.key } : {}),
    ...(row.method === 'GET'
      ? {}
      : { 'If-Match': row.ifMatch === 'required' && row.creates !== true ? params.mustMatch : params.ifMatch }),
    ...(row.creates === true ? { 'If-None-Match': params.create } : {}),
    'X-Correlation-Id': params.correlation,
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

type Document = ReturnType<typeof createDocument>;

/** Without the names that no row, and no named shape that a row leads to, refers to. */
const withoutUnused = (document: Document): Document => {
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
      schemas: componentNames(operations),
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    paths,
  });
};
