import * as z from 'zod';
import { filePrefix, partNameOf } from '#functions/adapters/dynamodb/keys.ts';
import type { Stored } from '#functions/adapters/dynamodb/table.ts';
import type { Id } from '#functions/domain/ids.ts';
import { Entry } from '#functions/domain/journal.ts';
import { CaseHeader, emptyFile, noParts, partKinds } from '#functions/domain/model.ts';
import { PrivateItem, privateKey } from '#functions/domain/private-items.ts';
import type { CaseFile, Part, PartKind, PartsInMaking } from '#functions/domain/model.ts';
import type { CaseSummary, WorkItem } from '#functions/usecases/ports.ts';
import { Facets } from '#functions/domain/listing.ts';

export const StoredWork = z.object({ assignee: z.string(), kind: z.string(), ref: z.string(), dueAt: z.string() });

/** What the header item holds; attributes for the indexes stand beside it. */
export const StoredHeader = z.object({
  header: CaseHeader,
  /** Sort keys of the items that the last write put: a load that lacks one of them is torn (architecture 3). */
  written: z.array(z.string()),
  /** Worklist lines that are stored, so that the next save knows which to take away. */
  work: z.array(StoredWork),
  nextDueAt: z.string().optional(),
  /** The agenda code that `nextDueAt` and the lines were derived by. */
  agendaVersion: z.string(),
});

const StoredPart = z.object({
  sk: z.string(),
  /** Version of the file that wrote this item. */
  writtenAt: z.int().positive(),
  /** Place among the parts of its kind: a file lists them in order of creation, the table by id. */
  place: z.int().nonnegative(),
  part: z.unknown(),
});

type PartTable = { readonly [K in PartKind]: { readonly word: string; readonly schema: z.ZodType<Part<K>> } };
export const partTable: PartTable = partKinds;

const isPartKind = (name: string): name is PartKind => Object.hasOwn(partKinds, name);
export const kindsOfPart: readonly PartKind[] = Object.keys(partKinds).filter(isPartKind);

const kindOfWord = new Map(kindsOfPart.map((kind) => [partTable[kind].word, kind]));

const collect = <K extends PartKind>(parts: Pick<PartsInMaking, K>, kind: K, id: string, part: unknown): void => {
  const byId: Record<string, Part<K>> = parts[kind];
  byId[id] = partTable[kind].schema.parse(part);
};

const bodiesOf = (
  stored: readonly z.infer<typeof StoredPart>[],
): PartsInMaking & { privates: Record<string, PrivateItem> } => {
  const parts = noParts();
  const privates: Record<string, PrivateItem> = {};
  for (const { sk, part } of stored.toSorted((a, b) => a.place - b.place)) {
    const { word, id, isPrivate } = partNameOf(sk);
    const kind = kindOfWord.get(word);
    if (isPrivate) {
      const item = PrivateItem.parse(part);
      privates[privateKey(item)] = item;
    } else if (kind === undefined) throw new TypeError(`a case file has no parts called ${word}`);
    else collect(parts, kind, id, part);
  }
  return { ...parts, privates };
};

const isTorn = (version: number, written: readonly string[], parts: readonly z.infer<typeof StoredPart>[]): boolean => {
  const writers = new Map(parts.map((part) => [part.sk, part.writtenAt]));
  return parts.some((part) => part.writtenAt > version) || written.some((sk) => writers.get(sk) !== version);
};

export interface Loaded {
  readonly file: CaseFile;
  /** Worklist lines that are stored for the case. */
  readonly work: readonly WorkItem[];
  /** Absent where nothing is stored. */
  readonly agendaVersion?: string;
}

/** The file from what one Query gave, or `torn` when a save was half visible to it. */
export const fileFrom = (caseId: Id, items: readonly Stored[]): Loaded | 'torn' => {
  const [first, ...rest] = items;
  if (first === undefined) return { file: emptyFile(caseId), work: [] };
  if (first['sk'] !== filePrefix) return 'torn';
  const { header, written, work, agendaVersion } = StoredHeader.parse(first);
  const stored = rest.map((item) => StoredPart.parse(item));
  if (isTorn(header.version, written, stored)) return 'torn';
  return { file: { ...bodiesOf(stored), ...header }, work, agendaVersion };
};

const StoredSummary = z.object({ header: CaseHeader, nextDueAt: z.string().optional(), facets: Facets.optional() });

export const summaryFrom = (item: Stored): CaseSummary => {
  const { header, nextDueAt, facets } = StoredSummary.parse(item);
  const { borrowerId, branch, region, ownerId, openedAt, endedAs } = header.meta;
  return {
    caseId: header.caseId,
    state: header.status.state,
    borrowerId,
    branch,
    region,
    ownerId,
    openedAt,
    nextDueAt,
    endedAs,
    ...facets,
  };
};

export const entryFrom = (item: Stored): Entry => z.object({ entry: Entry }).parse(item).entry;
