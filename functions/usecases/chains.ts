import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { ChainHead, Entry } from '#functions/domain/journal.ts';
import type { Page } from '#functions/usecases/paged-ports.ts';

const pageSize = 200;

/** A chain as it is stored: entries after a place, and where it ends. */
export interface Chain {
  readonly after: (seq: number, limit: number) => Promise<Page<Entry>>;
  readonly head: ChainHead;
  /** Where what is left of it begins; absent: at its beginning. */
  readonly from?: ChainHead;
}

/** Every entry of a chain, page after page. */
export const wholeChain = async (after: Chain['after']): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (;;) {
    const { items, next } = await after(entries.at(-1)?.seq ?? 0, pageSize);
    entries.push(...items);
    if (next === undefined) return entries;
  }
};

/**
 * Whether every hash holds and the chain ends where its head says. Of a destroyed case one entry is left, behind the hash that
 * its record names (4.15, 14).
 */
const verification = async ({ after, head, from }: Chain): Promise<{ verified: boolean; firstBrokenSeq?: number }> => {
  const entries = await wholeChain(after);
  const broken = firstBrokenSeq(entries, from);
  // What was written since the head was read comes after it, and breaks nothing.
  const begin = from?.seq ?? 0;
  const endsRight = head.seq === begin ? entries.length === 0 : entries[head.seq - begin - 1]?.hash === head.hash;
  return { verified: broken === undefined && endsRight, ...(broken === undefined ? {} : { firstBrokenSeq: broken }) };
};

/** 4.11: a page of the entries in order; `verify` recomputes every hash of the whole chain. */
export const pageOfChain = async (
  chain: Chain,
  { limit, cursor, verify }: { readonly limit: number; readonly cursor?: string | undefined; readonly verify: boolean },
): Promise<{ readonly shown: object; readonly next: string | undefined }> => {
  const { items, next } = await chain.after(Number(cursor ?? '0'), limit);
  return { shown: { items, ...(verify ? await verification(chain) : {}) }, next };
};
