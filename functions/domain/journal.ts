import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import { eventSchemas, isEventName } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { Id, Sha256, sha256Hex } from '#functions/domain/ids.ts';
import { Role } from '#functions/domain/actor.ts';
import { firstPreviousHash } from '#functions/domain/model.ts';

/** Whatever JSON can say. */
export const JsonValue = z.json();
const JsonMembers = z.record(z.string(), JsonValue);

/** One line of the journal as outsiders read it (api.md, "Journal"). */
export const Entry = z.strictObject({
  stream: z.string().max(80),
  seq: z.int().positive(),
  event: z.string().max(60),
  v: z.int().positive(),
  asOf: Instant,
  recordedAt: Instant,
  actor: z.strictObject({ id: Id, role: Role }),
  requestId: z.string().max(120),
  data: JsonMembers,
  previousHash: Sha256,
  hash: Sha256,
});
export type Entry = z.infer<typeof Entry>;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * RFC 8785 (JCS) for what a journal may hold: strings, safe integers, booleans, null, arrays and objects.
 * Numbers are integers, so there is one spelling; keys sort by UTF-16 code units, as JavaScript's own sort does.
 */
export const canonical = (value: Json): string => {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('a journal holds integers only');
    return JSON.stringify(value);
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonical(member)}`);
  }
  return `{${members.join(',')}}`;
};

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Lower-case hex SHA-256 of the canonical bytes of the entry without `hash`. */
export const entryHash = (entry: Omit<Entry, 'hash'>): string => sha256Hex(canonical(entry));

export interface Stamp {
  readonly stream: string;
  readonly asOf: string;
  readonly recordedAt: string;
  readonly actor: { readonly id: string; readonly role: Role };
  readonly requestId: string;
}

/** The event's data as JSON says it: what is undefined is left out. The canonical form refuses what a journal cannot hold. */
const plain = (data: object): Entry['data'] => JSON.parse(JSON.stringify(data));

/** Where a chain ends: the last entry's place and hash. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}
/** Before the first entry. */
export const noEntries: ChainHead = { seq: 0, hash: firstPreviousHash };

/** What may be stamped: an event of a case, or of a chain beside it. */
interface Stampable {
  readonly event: string;
  readonly v: number;
  readonly data: object;
}

/** Chains events behind a head: the only place where a hash is made. */
export const chain = (head: ChainHead, events: readonly Stampable[], stamp: Stamp): Entry[] => {
  const entries: Entry[] = [];
  let { seq, hash } = head;
  for (const { event, v, data } of events) {
    seq += 1;
    const open = {
      stream: stamp.stream,
      seq,
      event,
      v,
      asOf: stamp.asOf,
      recordedAt: stamp.recordedAt,
      actor: { id: stamp.actor.id, role: stamp.actor.role },
      requestId: stamp.requestId,
      data: plain(data),
      previousHash: hash,
    };
    hash = entryHash(open);
    entries.push({ ...open, hash });
  }
  return entries;
};

/** The first entry at which the chain does not hold, or undefined when it does. */
export const firstBrokenSeq = (entries: readonly Entry[], from: ChainHead = noEntries): number | undefined => {
  let { seq, hash } = from;
  for (const { hash: claimed, ...open } of entries) {
    if (open.seq !== seq + 1 || open.previousHash !== hash || entryHash(open) !== claimed) return open.seq;
    seq = open.seq;
    hash = claimed;
  }
  return undefined;
};

const eventUnion: z.ZodType<CaseEvent> = z.custom<CaseEvent>((value) => {
  const shell = Shell.safeParse(value);
  return (
    shell.success && isEventName(shell.data.event) && eventSchemas[shell.data.event].safeParse(shell.data.data).success
  );
}, 'not an event of this release');
const Shell = z.strictObject({ event: z.string(), v: z.literal(1), data: z.unknown() });

/**
 * Reads an entry's event back, checked against the schema of its version and given as it was written: no schema of an event has
 * a default (a test says so), so that a file is what its journal replays to, whichever release has written the entry.
 */
export const eventOf = (entry: Entry): CaseEvent => {
  if (!isEventName(entry.event)) throw new TypeError(`journal entry ${entry.seq} has the unknown event ${entry.event}`);
  if (entry.v !== 1) throw new TypeError(`journal entry ${entry.seq}: version ${entry.v} of ${entry.event} is unknown`);
  return eventUnion.parse({ event: entry.event, v: 1, data: entry.data });
};
