import type * as z from 'zod';
import type { Operation } from '#functions/contracts/operation.ts';
import { admitTo } from '#functions/domain/access.ts';
import type { CommandName, InputOf } from '#functions/domain/decide.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { canonical } from '#functions/domain/journal.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Language } from '#functions/domain/parts.ts';
import type { ReadEvent } from '#functions/domain/read-events.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { logRead } from '#functions/usecases/log-read.ts';
import { performOn } from '#functions/usecases/perform.ts';
import type { Asking, Performed } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** A request that has passed every check of its row. */
export interface Asked<Params, Query, Body> {
  readonly operationId: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly asOf: string;
  readonly principal: Actor;
  readonly requestId: string;
  readonly idempotencyKey?: string | undefined;
  readonly ifMatch?: number | undefined;
  /** True: the thing must not exist yet. */
  readonly ifNoneMatch?: boolean | undefined;
  readonly language: Language;
  /** The Accept header, for what can be answered in more than one way. */
  readonly accept?: string | undefined;
  /** Address that the request came from, where the gateway says it. */
  readonly caller?: string | undefined;
}

/** `status` only where it differs from the row's; the body is parsed by the row's response before it leaves. */
export interface Answered {
  readonly status?: number | undefined;
  readonly body: unknown;
  /** Version of the case file that the answer speaks of. */
  readonly etag?: number | undefined;
  readonly replayed?: boolean | undefined;
  /** Where the answer is no JSON. */
  readonly contentType?: string | undefined;
  /** Cursor of the next page: becomes the `Link` header. */
  readonly next?: string | undefined;
}

export type Act<Params, Query, Body> = (asked: Asked<Params, Query, Body>) => Promise<Answered>;

type BodyOf<Row extends Operation> = Row extends { readonly body: infer Body extends z.ZodType }
  ? z.output<Body>
  : undefined;
export type AskedFor<Row extends Operation> = Asked<z.output<Row['params']>, z.output<Row['query']>, BodyOf<Row>>;
export type ActFor<Row extends Operation> = Act<z.output<Row['params']>, z.output<Row['query']>, BodyOf<Row>>;
/** One act for each row of a resource: what a handler needs. */
export type ActsOf<Rows extends Readonly<Record<string, Operation>>> = {
  readonly [Name in keyof Rows]: ActFor<Rows[Name]>;
};

type Ids = Readonly<Record<string, string>>;

/** The frame of every answer about a case. */
export const aboutCase = (file: CaseFile): { caseId: string; version: number; state: string } => ({
  caseId: file.caseId,
  version: file.version,
  state: file.status.state,
});

/** Ids of the path and the body together are the input of most commands. */
export const fromRequest = <Params extends { caseId: string }, Body>(asked: {
  params: Params;
  body: Body;
}): Omit<Params, 'caseId'> & Body => {
  const { caseId: _, ...ids } = asked.params;
  return { ...ids, ...asked.body };
};

/** Operation, path and content: another content under the same Idempotency-Key is refused. */
export const fingerprintOf = (asked: { operationId: string; params: unknown; query: unknown; body: unknown }): string =>
  sha256Hex(
    canonical(JSON.parse(JSON.stringify([asked.operationId, asked.params, asked.query, asked.body ?? null], spelled))),
  );

/** Fractions (coordinates) are spelled as text: the canonical form knows integers only. */
const spelled = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value;

/** Everything that `perform` must know about a request besides its content. */
export const askingOf = <Params, Query, Body>(asked: Asked<Params, Query, Body>): Asking => ({
  asOf: asked.asOf,
  actor: asked.principal,
  requestId: asked.requestId,
  ifMatch: asked.ifMatch,
  request:
    asked.idempotencyKey === undefined
      ? undefined
      : { key: asked.idempotencyKey, fingerprint: fingerprintOf(asked), operationId: asked.operationId },
  admit: admitTo(asked.principal),
});

/** The caller's view, and with `If-None-Match: *` that the thing is not there yet. */
export const absent =
  (
    { principal, ifNoneMatch }: { readonly principal: Actor; readonly ifNoneMatch?: boolean | undefined },
    exists: (file: CaseFile) => boolean,
    admit: (file: CaseFile) => void = admitTo(principal),
  ) =>
  (file: CaseFile): void => {
    admit(file);
    if (ifNoneMatch === true && exists(file))
      throw new Refusal('StaleVersion', 'it exists already; send If-Match with the ETag that you have read');
  };

interface CommandParts<N extends CommandName, Params, Query, Body> {
  /** Default: the path's `caseId`. */
  readonly caseId?: (asked: Asked<Params, Query, Body>) => string;
  /** Made when the file has been read and the caller may see it, so that nothing is read twice. */
  readonly input: (asked: Asked<Params, Query, Body>, before: CaseFile) => InputOf<N> | Promise<InputOf<N>>;
  /** The part concerned; the frame `{ caseId, version, state }` is put around it. Links are made anew on each answer. */
  readonly answer: (file: CaseFile, ids: Ids, asked: Asked<Params, Query, Body>) => object | Promise<object>;
  readonly status?: number;
  /** Where a PUT may create: whether what it would put is there already, so that `If-None-Match: *` is refused (412). */
  readonly exists?: (file: CaseFile, asked: Asked<Params, Query, Body>) => boolean;
  /** The one refusal that writes: a blocked contact is journalled first (R6). */
  readonly refuse?: (performed: Performed) => Refusal | undefined;
}

/** An act that may change one case: load, decide, save, then tell what came of it. */
export const command =
  <N extends CommandName, Params extends { caseId: string }, Query, Body>(
    ports: Ports,
    name: N,
    { caseId, input, answer, status, refuse, exists }: CommandParts<N, Params, Query, Body>,
  ): Act<Params, Query, Body> =>
  async (asked) => {
    const performed = await performOn(
      ports,
      caseId?.(asked) ?? asked.params.caseId,
      name,
      (before) => input(asked, before),
      {
        ...askingOf(asked),
        ...(exists === undefined ? {} : { admit: absent(asked, (file) => exists(file, asked)) }),
      },
    );
    const refusal = refuse?.(performed);
    if (refusal !== undefined) throw refusal;
    const { file, ids, replayed } = performed;
    return { status, body: { ...aboutCase(file), ...(await answer(file, ids, asked)) }, etag: file.version, replayed };
  };

interface ReadingParts<Params, Query, Body> {
  readonly caseId?: (asked: Asked<Params, Query, Body>) => string;
  readonly show: (file: CaseFile, asked: Asked<Params, Query, Body>) => object | Promise<object>;
  /** A read that must be on record is, before it is answered (4.15, 17). */
  readonly logs?: (file: CaseFile, asked: Asked<Params, Query, Body>) => ReadEvent;
}

/** An act that only reads one case, within the caller's view. */
export const reading =
  <Params extends { caseId: string }, Query, Body>(
    ports: Ports,
    { caseId, show, logs }: ReadingParts<Params, Query, Body>,
  ): Act<Params, Query, Body> =>
  async (asked) => {
    const file = await ports.cases.load(caseId?.(asked) ?? asked.params.caseId);
    admitTo(asked.principal)(file);
    const shown = await show(file, asked);
    if (logs !== undefined) await logRead(ports, file.caseId, logs(file, asked), asked);
    return { body: { ...aboutCase(file), ...shown }, etag: file.version };
  };

interface ListingParts<Params, Query, Body, Part> {
  readonly parts: (file: CaseFile, asked: Asked<Params, Query, Body>) => readonly Part[];
  /** What stands beside the page. */
  readonly more?: (file: CaseFile, asked: Asked<Params, Query, Body>) => object;
}

/** A list of parts of one case, page by page, in order of creation. */
export const listing =
  <Params extends { caseId: string }, Query extends { limit: number; cursor?: string | undefined }, Body, Part>(
    ports: Ports,
    { parts, more }: ListingParts<Params, Query, Body, Part>,
  ): Act<Params, Query, Body> =>
  async (asked) => {
    const file = await ports.cases.load(asked.params.caseId);
    admitTo(asked.principal)(file);
    const all = parts(file, asked);
    const from = Number(asked.query.cursor ?? '0');
    const to = from + asked.query.limit;
    const body = { ...aboutCase(file), items: all.slice(from, to), ...more?.(file, asked) };
    return { body, etag: file.version, next: to < all.length ? String(to) : undefined };
  };

/** A part that a command has just written or a path names: unknown ids are `NotFound`. */
export const partOf = <Part>(parts: Readonly<Record<string, Part>>, id: string | undefined): Part => {
  const found = id === undefined ? undefined : parts[id];
  if (found === undefined) throw new Refusal('NotFound', 'there is no such part of this case');
  return found;
};
