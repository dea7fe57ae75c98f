import type * as z from 'zod';
import type { ComplaintEventName } from '#functions/domain/complaints/events.ts';
import type { EventName } from '#functions/domain/events.ts';
import type { OfficerEventName } from '#functions/domain/officers/register.ts';
import type { ReadEventName } from '#functions/domain/read-events.ts';
import type { RefusalCode } from '#functions/domain/refusal.ts';
import type { Role } from '#functions/domain/actor.ts';

/** The heading of api.md that an operation stands under: one Lambda each, `handlers/api/<resource>.ts`. */
export type Resource =
  | 'service'
  | 'cases'
  | 'contacts'
  | 'consents'
  | 'documents'
  | 'appointments'
  | 'visits'
  | 'plans'
  | 'agreements'
  | 'payments'
  | 'follow-ups'
  | 'holds'
  | 'complaints'
  | 'archive'
  | 'officers';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One row of the table of operations: the wrapper, the stack, the OpenAPI document and the tests read it. */
export interface Operation {
  readonly operationId: string;
  readonly method: Method;
  /** Below `/v1`, with `{parameters}`. */
  readonly path: `/${string}`;
  readonly resource: Resource;
  readonly summary: string;
  /** `public` needs no token, `any` any valid token. */
  readonly roles: readonly Role[] | 'public' | 'any';
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Absent: the operation takes no body. */
  readonly body?: z.ZodType;
  /** Bytes, where a request may be larger than others (413). */
  readonly largestBody?: number;
  readonly status: number;
  readonly response: z.ZodType;
  /** What it answers with besides, or instead of, JSON. */
  readonly produces?: readonly string[];
  readonly refusals: readonly RefusalCode[];
  /** A read that is on record names its event too: it stands in the access log, beside the journal. */
  readonly events: readonly (EventName | ReadEventName | OfficerEventName | ComplaintEventName)[];
  readonly rules: readonly string[];
  /** `required` where somebody judges what he has read († in api.md), else honoured. */
  readonly ifMatch: 'required' | 'honoured';
  /** A PUT that may create: takes `If-None-Match: *`, which stands for the version that nobody could have read. */
  readonly creates?: true;
  /** A POST that writes: `Idempotency-Key` is required. */
  readonly idempotent: boolean;
}

/** Keeps the exact schema types of a row, so that the act that answers it is typed by them. */
export const operation = <const Row extends Operation>(row: Row): Row => row;
