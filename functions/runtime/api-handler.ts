import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpSecurityHeaders from '@middy/http-security-headers';
import * as z from 'zod';
import type { Operation } from '#functions/contracts/operation.ts';
import type { Language } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { sealCursor } from '#functions/runtime/cursor.ts';
import { environment } from '#functions/runtime/env.ts';
import { asOfOf, checkedRequest, languageOf, ProxyEvent } from '#functions/runtime/http-request.ts';
import type { Checked } from '#functions/runtime/http-request.ts';
import { logged, loggedFault } from '#functions/runtime/logger.ts';
import { nobody, principalOf } from '#functions/runtime/principal.ts';
import { faultProblem, problemOf } from '#functions/runtime/problems.ts';
import { requestMeasured } from '#functions/runtime/request-metrics.ts';

/** What an act answers: `status` only where it differs from the row's; the body is parsed by the row before it leaves. */
export interface ApiAnswer {
  readonly status?: number | undefined;
  readonly body: unknown;
  readonly etag?: number | undefined;
  readonly replayed?: boolean | undefined;
  readonly next?: string | undefined;
  /** Set by acts that answer something else than JSON (CSV, iCalendar). */
  readonly contentType?: string | undefined;
}

/** The request of one row, typed by its schemas. */
export interface ApiRequest<Row extends Operation> extends Checked {
  readonly params: z.output<Row['params']>;
  readonly query: z.output<Row['query']>;
  readonly body: Row extends { readonly body: infer Body extends z.ZodType } ? z.output<Body> : undefined;
}

export type ApiActs<Rows extends Readonly<Record<string, Operation>>> = {
  readonly [Name in keyof Rows]: (request: ApiRequest<Rows[Name]>) => Promise<ApiAnswer>;
};

export interface ProxyResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

const notStored = { 'cache-control': 'no-store' };

/** Relative to the request's own address: the same query, so that the cursor still belongs to it. */
const linkTo = (query: Readonly<Record<string, string | undefined>>, cursor: string): string => {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, cursor })) if (value !== undefined) address.set(name, value);
  return `<?${address.toString()}>; rel="next"`;
};

const Members = z.record(z.string(), z.unknown());
const paged = (body: unknown, next: string): unknown => {
  const frame = Members.safeParse(body);
  return frame.success ? { ...frame.data, next } : body;
};

const answered = (row: Operation, event: ProxyEvent, request: Checked, answer: ApiAnswer): ProxyResult => {
  const next =
    answer.next === undefined
      ? undefined
      : sealCursor(answer.next, row.operationId, request.principal.id, request.query);
  const body = row.response.parse(next === undefined ? answer.body : paged(answer.body, next));
  return {
    statusCode: answer.status ?? row.status,
    headers: {
      ...notStored,
      'content-type': answer.contentType ?? 'application/json',
      'content-language': request.language,
      'as-of': request.asOf,
      ...(answer.etag === undefined ? {} : { etag: `"${answer.etag}"` }),
      ...(answer.replayed === true ? { 'idempotency-replayed': 'true' } : {}),
      ...(next === undefined ? {} : { link: linkTo(event.queryStringParameters ?? {}, next) }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
};

/** Stands for an event of which nothing is known. */
const unreadable: ProxyEvent = { httpMethod: 'none', resource: '', requestContext: { requestId: 'unknown' } };

const faulty = (language: Language, requestId: string, timed: { 'as-of'?: string } = {}): ProxyResult => ({
  statusCode: 500,
  headers: { ...notStored, 'content-type': 'application/problem+json', 'content-language': language, ...timed },
  body: JSON.stringify(faultProblem(language, requestId)),
});

/** Finds the row, or says which methods this path has. */
const rowFor = (rows: readonly Operation[], event: ProxyEvent): Operation | readonly string[] => {
  const path = event.resource.replace(/^\/v1/, '');
  const here = rows.filter((row) => row.path === path);
  return here.find((row) => row.method === event.httpMethod) ?? here.map((row) => row.method);
};

const statusHeaders = ({ code, facts: { earliest } }: Refusal): Record<string, string> =>
  code === 'TooManyRequests' ? { 'retry-after': earliest === undefined ? '1' : new Date(earliest).toUTCString() } : {};

/** A caseworker's id in the log, never a URL or a body. */
const caseIdOf = (event: ProxyEvent): { caseId?: string } => {
  const caseId = event.pathParameters?.['caseId'];
  return caseId === undefined ? {} : { caseId };
};

/**
 * Wraps the acts of one resource as a Lambda: routes by method and path, checks everything, shapes every answer and every
 * error. `acts` names one act for each row (api.md, conventions).
 */
export const apiHandler = <const Rows extends Readonly<Record<string, Operation>>>(rows: Rows, acts: ApiActs<Rows>) => {
  const list = Object.values<Operation>(rows);
  // The row that was found by method and path is the one whose schemas the request has passed; the compiler cannot follow that.
  const table = new Map<string, (request: never) => Promise<ApiAnswer>>(Object.entries(acts));
  const actOf = (row: Operation): ((request: Checked) => Promise<ApiAnswer>) => {
    const act = table.get(row.operationId);
    if (act === undefined) throw new TypeError(`no act answers ${row.operationId}`);
    // oxlint-disable-next-line typescript/consistent-type-assertions -- true: see the comment on `table`
    return act as (request: Checked) => Promise<ApiAnswer>;
  };

  const answer = async (input: unknown): Promise<ProxyResult> => {
    const started = performance.now();
    const read = ProxyEvent.safeParse(input);
    const event = read.success ? read.data : unreadable;
    const { requestId } = event.requestContext;
    const language = languageOf(event);
    let operationId = 'none';
    let role = 'none';
    let timed: { 'as-of'?: string } = {};
    const tell = (status: number, code?: string): void => {
      const milliseconds = Math.round(performance.now() - started);
      requestMeasured({ operationId, status, code, milliseconds });
      logged('request', {
        requestId,
        operationId,
        role,
        status,
        ...caseIdOf(event),
        ...(code === undefined ? {} : { code }),
        milliseconds,
      });
    };
    const refused = (refusal: Refusal, headers: Record<string, string> = {}): ProxyResult => {
      const problem = problemOf(refusal, language, requestId);
      tell(problem.status, problem.code);
      return {
        statusCode: problem.status,
        headers: {
          ...notStored,
          'content-type': 'application/problem+json',
          'content-language': language,
          ...timed,
          ...statusHeaders(refusal),
          ...headers,
        },
        body: JSON.stringify(problem),
      };
    };
    try {
      if (!read.success) throw new Refusal('InvalidRequest', 'the request cannot be read');
      const row = rowFor(list, event);
      if (!('operationId' in row)) {
        if (row.length === 0) throw new Refusal('NotFound', 'there is no such path');
        return refused(new Refusal('MethodNotAllowed', `this path has ${row.join(', ')}`), { allow: row.join(', ') });
      }
      operationId = row.operationId;
      const principal = row.roles === 'public' ? nobody : principalOf(event.requestContext.authorizer);
      role = principal.role;
      const asOf = asOfOf(event, environment().TEST_CLOCK === 'true', new Date());
      timed = { 'as-of': asOf };
      const request = checkedRequest(event, row, principal, asOf);
      const result = answered(row, event, request, await actOf(row)(request));
      tell(result.statusCode);
      return result;
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      loggedFault('request failed', error, { requestId, operationId, ...caseIdOf(event) });
      tell(500, 'Fault');
      return faulty(language, requestId, timed);
    }
  };

  return middy()
    .use(httpHeaderNormalizer())
    .use(httpSecurityHeaders())
    .use({
      after: (request: { event: unknown; response: ProxyResult | null | undefined }) => {
        const { data = unreadable } = ProxyEvent.safeParse(request.event);
        const given = data.headers?.['x-correlation-id'];
        const correlation = given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : data.requestContext.requestId;
        if (request.response) request.response.headers['x-correlation-id'] = correlation;
      },
      // What the chain itself chokes on: no event makes a Lambda answer nothing, which the gateway would tell as a 502.
      onError: (request: { error?: unknown; response?: ProxyResult | null | undefined }) => {
        loggedFault('the chain failed', request.error);
        request.response ??= faulty('en', unreadable.requestContext.requestId);
      },
    })
    .handler(answer);
};
