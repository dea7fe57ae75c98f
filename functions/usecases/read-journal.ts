import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { replay } from '#functions/domain/apply.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { ChainHead, Entry } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { Page } from '#functions/usecases/paged-ports.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const pageSize = 200;

/** A chain as it is stored: entries after a place, and where it ends. */
interface Chain {
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

const journalOf = (ports: Ports, { caseId, head }: CaseFile): Chain => ({
  after: (seq, limit) => ports.cases.journal(caseId, seq, limit),
  head,
});

/** The head first: what is appended meanwhile comes after it. */
const accessLogOf = async (ports: Ports, { caseId }: CaseFile): Promise<Chain> => ({
  head: await ports.reads.head(caseId),
  after: (seq, limit) => ports.reads.entries(caseId, seq, limit),
});

/** The file as it stood at an instant: its journal up to there, and the private items of today. */
export const fileAt = async (ports: Ports, file: CaseFile, asOf: string): Promise<CaseFile> => {
  const entries = await wholeChain(journalOf(ports, file).after);
  return {
    ...replay(
      file.caseId,
      entries.filter((entry) => entry.asOf <= asOf),
    ),
    privates: file.privates,
  };
};

/** Whether every hash holds and the chain ends where its head says. */
const verification = async ({ after, head }: Chain): Promise<{ verified: boolean; firstBrokenSeq?: number }> => {
  const entries = await wholeChain(after);
  const broken = firstBrokenSeq(entries);
  const endsRight = head.seq === 0 ? entries.length === 0 : entries[head.seq - 1]?.hash === head.hash;
  return { verified: broken === undefined && endsRight, ...(broken === undefined ? {} : { firstBrokenSeq: broken }) };
};

/** 4.11: the entries of the journal, or of the access log beside it, in order; `verify` recomputes every hash and compares with the head. */
export const listJournal =
  (ports: Ports): ActFor<typeof caseOperations.listJournal> =>
  async ({ params, query, principal }) => {
    const file = await ports.cases.load(params.caseId);
    admitTo(principal)(file);
    const chain = query.chain === 'reads' ? await accessLogOf(ports, file) : journalOf(ports, file);
    const { items, next } = await chain.after(Number(query.cursor ?? '0'), query.limit);
    const verified = query.verify ? await verification(chain) : {};
    return { body: { ...aboutCase(file), items, ...verified }, etag: file.version, next };
  };
