import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { ChainHead, Entry } from '#functions/domain/journal.ts';
import type { Page } from '#functions/usecases/paged-ports.ts';

const pageSize = 200;

/** A chain as it is stored: entries after a place, and where it ends. */
export interface Chain {
  readonly after: (seq: number, limit: number) => Promise<Page<Entry>>;
  readonly head: ChainHead;
}

/** Every entry of a chain, page after page. */
export const wholeChain = async (after: Chain['after']): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (;;) {
    const { items, next } = await after(entries.length, pageSize);
    entries.push(...items);
    if (next === undefined) return entries;
  }
};

/** Whether every hash holds and the chain ends where its head says. */
const verification = async ({ after, head }: Chain): Promise<{ verified: boolean; firstBrokenSeq?: number }> => {
  const entries = await wholeChain(after);
  const broken = firstBrokenSeq(entries);
  const endsRight = head.seq === 0 ? entries.length === 0 : entries[head.seq - 1]?.hash === head.hash;
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
