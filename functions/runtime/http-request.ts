import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Operation } from '#functions/contracts/operation.ts';
import { Instant } from '#functions/domain/calendar.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { Language } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { RefusedField } from '#functions/domain/refusal.ts';
import { openCursor } from '#functions/runtime/cursor.ts';

/** What the wrapper reads of an API Gateway proxy event; header names are lower-case by then. */
export const ProxyEvent = z.object({
  httpMethod: z.string(),
  resource: z.string(),
  headers: z.record(z.string(), z.string().optional()).nullish(),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  queryStringParameters: z.record(z.string(), z.string()).nullish(),
  multiValueQueryStringParameters: z.record(z.string(), z.array(z.string())).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
  requestContext: z.object({
    requestId: z.string().min(1),
    authorizer: z.unknown().optional(),
    identity: z.object({ sourceIp: z.string().nullish() }).nullish(),
  }),
});
export type ProxyEvent = z.infer<typeof ProxyEvent>;

const Key = z.uuid();
const Members = z.record(z.string(), z.unknown());

/** 256 kB: nothing that is posted here is larger; files go to the bucket by presigned POST. */
const largestBody = 262_144;

const invalid = (detail: string, fields: readonly RefusedField[] = []): Refusal =>
  new Refusal('InvalidRequest', detail, { fields });

const fieldsOf = (error: z.ZodError, root: string): RefusedField[] =>
  error.issues.flatMap(({ path, message, ...issue }) => {
    const places = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    return places.map((place) => ({ pointer: [root, ...place.map(pointerPart)].join('/'), message }));
  });

/** RFC 6901: `~` and `/` inside a name are escaped. */
const pointerPart = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

const parsed = (schema: z.ZodType, value: unknown, root: string, what: string): unknown => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(`${what} is not as the operation describes it`, fieldsOf(result.error, root));
};

export const headerOf = (event: ProxyEvent, name: string): string | undefined => event.headers?.[name];

/** RFC 9110, 12.5.4, for the three languages that the product speaks; Traditional Chinese unless asked otherwise is the pack's affair, English the API's. */
export const languageOf = (event: ProxyEvent): Language => {
  const wanted = (headerOf(event, 'accept-language') ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { tag: tag.trim().toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    if (/^zh(-hant|-tw|-hk|-mo)/.test(tag)) return 'zh-Hant';
    if (tag.startsWith('zh')) return 'zh-Hans';
    if (tag.startsWith('en')) return 'en';
  }
  return 'en';
};

const queryOf = (event: ProxyEvent): Record<string, string> => {
  const query: Record<string, string> = { ...event.queryStringParameters };
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    if (values.length > 1)
      throw invalid('a query parameter is given more than once', [
        { pointer: `/query/${name}`, message: 'given more than once' },
      ]);
    query[name] = values[0] ?? '';
  }
  return query;
};

const bodyOf = (event: ProxyEvent, row: Operation): unknown => {
  const text =
    event.isBase64Encoded === true ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '');
  if (row.body === undefined) {
    if (text.trim() !== '') throw invalid('this operation takes no body');
    return undefined;
  }
  const largest = row.largestBody ?? largestBody;
  if (Buffer.byteLength(text) > largest) throw new Refusal('RequestTooLarge', `a body may have ${largest} bytes`);
  const type = headerOf(event, 'content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refusal('MediaTypeNotSupported', 'send application/json');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('the body is not JSON');
  }
  return parsed(row.body, json, '/body', 'the body');
};

/** Version that the caller has read; who says that the thing must not exist yet has read none. */
const versionOf = (event: ProxyEvent, row: Operation): number | undefined => {
  const header = headerOf(event, 'if-match');
  if (header === undefined) {
    if (row.ifMatch === 'required' && !(row.creates === true && createsOnly(event)))
      throw new Refusal('VersionRequired', 'send If-Match with the ETag that you have read');
    return undefined;
  }
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (version === undefined)
    throw invalid('If-Match is not an ETag of this API', [
      { pointer: '/headers/If-Match', message: 'expected "<version>"' },
    ]);
  return Number(version);
};

/** `If-None-Match: *` alone: a PUT that must create. */
const createsOnly = (event: ProxyEvent): boolean => {
  const header = headerOf(event, 'if-none-match')?.trim();
  if (header === undefined) return false;
  if (header !== '*')
    throw invalid('If-None-Match may only be *', [{ pointer: '/headers/If-None-Match', message: 'expected *' }]);
  return true;
};

const keyOf = (event: ProxyEvent, row: Operation): string | undefined => {
  if (!row.idempotent) return undefined;
  const key = Key.safeParse(headerOf(event, 'idempotency-key'));
  if (!key.success)
    throw invalid('Idempotency-Key must be a UUID', [
      { pointer: '/headers/Idempotency-Key', message: 'a UUID is required' },
    ]);
  return key.data.toLowerCase();
};

/** The instant at which the act is judged: the test clock where the stage has one, else the clock, read here and nowhere else. */
export const asOfOf = (event: ProxyEvent, testClock: boolean, now: Date): string => {
  const header = headerOf(event, 'test-clock');
  if (header === undefined) return `${now.toISOString().slice(0, 19)}Z`;
  if (!testClock) throw new Refusal('TestClockNotAllowed', 'this stage has no test clock');
  const instant = Instant.safeParse(header);
  if (!instant.success)
    throw invalid('Test-Clock is not an instant', [
      { pointer: '/headers/Test-Clock', message: 'expected 2026-03-01T02:00:00Z' },
    ]);
  return `${new Date(instant.data).toISOString().slice(0, 19)}Z`;
};

/** Caller and key, or the call itself: ids of everything that the act makes follow from it. */
const requestIdOf = (event: ProxyEvent, principal: Actor, key: string | undefined): string =>
  key === undefined
    ? event.requestContext.requestId
    : createHash('sha256').update(`${principal.id}|${key}`).digest('hex').slice(0, 32);

export interface Checked {
  readonly operationId: string;
  readonly params: unknown;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
  readonly asOf: string;
  readonly principal: Actor;
  readonly requestId: string;
  readonly idempotencyKey: string | undefined;
  readonly ifMatch: number | undefined;
  /** True: the thing must not exist yet. */
  readonly ifNoneMatch: boolean;
  readonly language: Language;
  readonly accept: string | undefined;
  /** Address that the request came from. */
  readonly caller: string | undefined;
}

/** A request that has passed every check of its row; a `Refusal` names the first thing that is wrong. */
export const checkedRequest = (event: ProxyEvent, row: Operation, principal: Actor, asOf: string): Checked => {
  if (row.roles !== 'public' && row.roles !== 'any' && !row.roles.includes(principal.role)) {
    throw new Refusal('RoleNotAllowed', `${row.operationId} is not for the role ${principal.role}`);
  }
  const rawQuery = queryOf(event);
  const { cursor } = rawQuery;
  const query = Members.parse(parsed(row.query, rawQuery, '/query', 'the query'));
  const idempotencyKey = keyOf(event, row);
  return {
    operationId: row.operationId,
    params: parsed(row.params, event.pathParameters ?? {}, '/path', 'the path'),
    query:
      cursor === undefined ? query : { ...query, cursor: openCursor(cursor, row.operationId, principal.id, query) },
    body: bodyOf(event, row),
    asOf,
    principal,
    requestId: requestIdOf(event, principal, idempotencyKey),
    idempotencyKey,
    ifMatch: versionOf(event, row),
    ifNoneMatch: row.method !== 'GET' && createsOnly(event),
    language: languageOf(event),
    accept: headerOf(event, 'accept'),
    caller: event.requestContext.identity?.sourceIp ?? undefined,
  };
};
