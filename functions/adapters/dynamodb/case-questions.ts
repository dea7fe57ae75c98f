import * as z from 'zod';
import { StoredWork, summaryFrom } from '#functions/adapters/dynamodb/items.ts';
import {
  headerKey,
  indexes,
  journalKey,
  lastJournalSeq,
  officerPartition,
  openCaseKey,
  originalKey,
  paymentKey,
  statePartition,
} from '#functions/adapters/dynamodb/keys.ts';
import { entriesBetween } from '#functions/adapters/dynamodb/entries.ts';
import { takenCells } from '#functions/adapters/dynamodb/officer-days.ts';
import { get, getAll, page } from '#functions/adapters/dynamodb/table.ts';
import type { Stored, Table } from '#functions/adapters/dynamodb/table.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { PlacedPage } from '#functions/usecases/paged-ports.ts';
import type { CaseStore, CaseSummary } from '#functions/usecases/ports.ts';

type Questions = Pick<
  CaseStore,
  | 'journal'
  | 'openCaseOf'
  | 'paymentCase'
  | 'originalOf'
  | 'casesByBorrower'
  | 'casesByState'
  | 'casesByOfficer'
  | 'takenCells'
  | 'dueBefore'
  | 'workOf'
>;

const mapped = <T>({ items, ...page }: PlacedPage<Stored>, read: (item: Stored) => T): PlacedPage<T> => ({
  ...page,
  items: items.map(read),
});

const ShardCursor = z.tuple([z.coerce.number().int().nonnegative(), z.string()]);

/** Walks the shards of a state one after the other; the cursor names the shard and the place in it. */
const casesInState = async (
  table: Table,
  state: string,
  limit: number,
  from: string | undefined,
): Promise<PlacedPage<CaseSummary>> => {
  const parsed = ShardCursor.safeParse((from ?? '0.').split('.'));
  if (!parsed.success) throw new Refusal('CursorInvalid', 'this cursor was not issued here');
  let [shard, place] = parsed.data;
  const found: CaseSummary[] = [];
  const places: string[] = [];
  for (; shard < table.shards; shard += 1) {
    const question = { index: indexes.byState, partition: statePartition(state, shard) };
    const here = shard;
    const { items, next, ...read } = await page(
      table,
      question,
      limit - found.length,
      place === '' ? undefined : place,
    );
    found.push(...items.map(summaryFrom));
    places.push(...read.places.map((one) => `${here}.${one}`));
    if (next !== undefined) return { items: found, places, next: `${shard}.${next}` };
    place = '';
    const isFull = found.length >= limit;
    if (isFull) return { items: found, places, next: await laterShardWithCases(table, state, shard + 1) };
  }
  return { items: found, places, next: undefined };
};

const laterShardWithCases = async (table: Table, state: string, firstShard: number): Promise<string | undefined> => {
  for (let shard = firstShard; shard < table.shards; shard += 1) {
    const { items } = await page(table, { index: indexes.byState, partition: statePartition(state, shard) }, 1);
    if (items.length > 0) return `${shard}.`;
  }
  return undefined;
};

/** Instants without and with fractions do not compare as strings; a bound in whole seconds lets at most a second too much in. */
const wholeSecond = (instant: string): string => `${instant.slice(0, 19)}Z`;

const StoredDue = z.object({ caseId: z.string(), nextDueAt: z.string() });
/** A header, or a line that leads to one (keys.ts). */
const StoredConcern = z.object({ caseId: z.string(), header: z.unknown().optional() });
const StoredLine = z.object({ caseId: z.string().optional(), work: StoredWork });
const StoredOriginal = z.object({ caseId: z.string(), agreementId: z.string() });
const StoredPaymentCase = z.object({ caseId: z.string().optional(), paymentId: z.string() });

/** What is asked about cases besides a whole file. */
export const caseQuestions = (table: Table): Questions => ({
  takenCells: async (officerId, fromDay, toDay) => await takenCells(table, officerId, fromDay, toDay),
  journal: (caseId, afterSeq, limit) =>
    entriesBetween(table, journalKey(caseId, afterSeq + 1), journalKey(caseId, lastJournalSeq), limit),
  openCaseOf: async (borrowerId) => {
    const claim = await get(table, openCaseKey(borrowerId));
    return claim === undefined ? undefined : z.object({ caseId: z.string() }).parse(claim).caseId;
  },
  originalOf: async (sha256) => {
    const stored = await get(table, originalKey(sha256));
    return stored === undefined ? undefined : StoredOriginal.parse(stored);
  },
  paymentCase: async (sourceRef) => {
    const claim = await get(table, paymentKey(sourceRef));
    if (claim === undefined) return undefined;
    const { caseId, paymentId } = StoredPaymentCase.parse(claim);
    return { caseId, paymentId };
  },
  casesByBorrower: async (borrowerId, limit, from) =>
    mapped(await page(table, { index: indexes.byBorrower, partition: borrowerId }, limit, from), summaryFrom),
  casesByState: (state, limit, from) => casesInState(table, state, limit, from),
  casesByOfficer: async (officerId, limit, from) => {
    const question = { index: indexes.byOfficer, partition: officerPartition(officerId) };
    const { items, ...found } = await page(table, question, limit, from);
    const lines = items.map((item) => StoredConcern.parse(item));
    const elsewhere = lines.flatMap(({ caseId, header }) => (header === undefined ? [headerKey(caseId)] : []));
    const headers = new Map((await getAll(table, elsewhere)).map((item) => [item['caseId'], item]));
    const summaries = items.map((item) =>
      summaryFrom(item['header'] === undefined ? (headers.get(item['caseId']) ?? item) : item),
    );
    return { ...found, items: summaries };
  },
  dueBefore: async (shard, instant, limit, from) =>
    mapped(
      await page(table, { index: indexes.due, partition: shard, upTo: wholeSecond(instant) }, limit, from),
      (item) => StoredDue.parse(item),
    ),
  workOf: async (assignee, limit, from) =>
    mapped(await page(table, { index: indexes.byWork, partition: assignee }, limit, from), (item) => {
      const { caseId, work } = StoredLine.parse(item);
      return { ...work, caseId };
    }),
});
