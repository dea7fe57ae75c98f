import { globSync } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod';
import { pdfSealer } from '#functions/adapters/pdf/sealer.ts';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import type { Operation } from '#functions/contracts/operation.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import type { ApiActs } from '#functions/runtime/api-handler.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { spelled } from '#test/support/calendars.ts';

type Rows = Readonly<Record<string, Operation>>;
const Rows = z.custom<Rows>((value) => typeof value === 'object' && value !== null);
type MakeActs = (...given: readonly unknown[]) => ApiActs<Rows>;
const MakeActs = z.custom<MakeActs>((value) => typeof value === 'function');

const Result = z.object({ statusCode: z.number(), headers: z.record(z.string(), z.string()), body: z.string() });
const Body = z.record(z.string(), z.unknown());

/** One request as API Gateway hands it over, the caller already known. */
export interface Request {
  /** Undefined: the request came without a token. */
  readonly by: Actor | undefined;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly requestId?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** As it came: an answer that is no JSON has no body above. */
  readonly text: string;
}

/** The whole API in this process: the rows, the wrapper and the acts as they are deployed, over the ports given. */
export interface Api {
  readonly rows: readonly Operation[];
  readonly call: (row: Operation, request: Request) => Promise<Answer>;
}

/** Headings that have a contract, as the folder says: none can be forgotten here. */
export const resources: readonly string[] = globSync('functions/contracts/*-operations.ts')
  .map((file) => basename(file, '-operations.ts'))
  .sort();

const exported = (module: unknown, ending: string): unknown => {
  const found = Object.entries(z.custom<object>((value) => typeof value === 'object').parse(module)).find(([name]) =>
    name.endsWith(ending),
  );
  if (found === undefined) throw new Error(`a module exports nothing that ends in ${ending}`);
  return found[1];
};

const contractOf = async (resource: string): Promise<Rows> =>
  Rows.parse(exported(await import(`#functions/contracts/${resource}-operations.ts`), 'Operations'));

const actsOf = async (resource: string, ports: Ports): Promise<ApiActs<Rows>> => {
  const make = MakeActs.parse(exported(await import(`#functions/usecases/acts/${resource}.ts`), 'Acts'));
  switch (resource) {
    case 'service':
      return make('test', async () => ({ openapi: '3.1.0' }));
    case 'appointments':
      return make(ports, spelled, renderPdf);
    case 'officers':
    case 'cases':
      return make(ports, spelled);
    default:
      return make(ports, renderPdf, pdfSealer(ports.signer, {}));
  }
};

/** A request as API Gateway hands it to a function, its caller known already. */
export const eventOf = (
  row: Operation,
  { by, params, query, body, headers, requestId = 'request-1' }: Request,
): object => ({
  httpMethod: row.method,
  resource: `/v1${row.path}`,
  pathParameters: params ?? null,
  queryStringParameters: query ?? null,
  headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
  body: body === undefined ? null : JSON.stringify(body),
  requestContext: {
    requestId,
    ...(by === undefined
      ? {}
      : {
          authorizer: {
            actorId: by.id,
            role: by.role,
            branch: by.branch ?? '',
            region: by.region ?? '',
            borrowerId: by.borrowerId ?? '',
          },
        }),
  },
});

const context = { functionName: 'test', getRemainingTimeInMillis: () => 60_000 };

export const apiOver = async (ports: Ports): Promise<Api> => {
  const headings = await Promise.all(
    resources.map(async (resource) => {
      const rows = await contractOf(resource);
      return { rows: Object.values(rows), handle: apiHandler(rows, await actsOf(resource, ports)) };
    }),
  );
  const handlers = new Map(
    headings.flatMap(({ rows, handle }) => rows.map((row) => [row.operationId, handle] as const)),
  );
  return {
    rows: headings.flatMap(({ rows }) => rows),
    call: async (row, request) => {
      const handle = handlers.get(row.operationId);
      if (handle === undefined) throw new Error(`${row.operationId} has no handler`);
      const result = Result.parse(await Reflect.apply(handle, undefined, [eventOf(row, request), context]));
      return {
        status: result.statusCode,
        headers: result.headers,
        body: (result.headers['content-type'] ?? '').includes('json')
          ? Body.parse(JSON.parse(result.body === '' ? '{}' : result.body))
          : {},
        text: result.body,
      };
    },
  };
};
