import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod';

const Service = z.object({
  apiUrl: z.string(),
  awsEndpointUrl: z.string(),
  region: z.string(),
  tokens: z.record(z.string(), z.string()),
  stateMachines: z.record(z.string(), z.string()),
  buckets: z.record(z.string(), z.string()),
  table: z.string(),
  people: z.record(z.string(), z.object({ actorId: z.string(), borrowerId: z.string().optional() })),
  deadLetterQueueUrl: z.string(),
});
export type Service = z.infer<typeof Service>;

export const serviceFile = '.local/service.json';

/** The started service as `npm start` wrote it down, or one clear line. */
export const readService = (): Service => {
  try {
    return Service.parse(JSON.parse(readFileSync(serviceFile, 'utf8')));
  } catch (error) {
    throw new Error(`no running service: ${serviceFile} is not there. Start it with: npm start`, { cause: error });
  }
};

export interface Call {
  readonly body?: unknown;
  /** Instant at which the act happens (`Test-Clock`). */
  readonly at?: string;
  readonly ifMatch?: number;
  readonly key?: string;
  readonly language?: 'zh-Hant' | 'zh-Hans' | 'en';
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly etag: number | undefined;
  readonly headers: Headers;
}

/** A client app of one role: every call carries its token, a test clock and, on POST, a key of its own. */
export const apiClient =
  (service: Service) =>
  (token: string) =>
  async (method: string, path: string, call: Call = {}): Promise<Answer> => {
    const headers: Record<string, string> = { authorization: `Bearer ${service.tokens[token] ?? token}` };
    if (call.body !== undefined) headers['content-type'] = 'application/json';
    if (call.at !== undefined) headers['test-clock'] = call.at;
    if (call.ifMatch !== undefined) headers['if-match'] = `"${call.ifMatch}"`;
    if (call.language !== undefined) headers['accept-language'] = call.language;
    if (method === 'POST') headers['idempotency-key'] = call.key ?? randomUUID();
    const response = await fetch(`${service.apiUrl}${path}`, {
      method,
      headers,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    const etag = response.headers.get('etag');
    return {
      status: response.status,
      body: text === '' ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(text)),
      etag: etag === null ? undefined : Number(etag.replaceAll('"', '')),
      headers: response.headers,
    };
  };
export type Client = ReturnType<ReturnType<typeof apiClient>>;
