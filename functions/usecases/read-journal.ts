import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { replay } from '#functions/domain/apply.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const pageSize = 200;

const wholeJournal = async (ports: Ports, caseId: string): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (;;) {
    const { items } = await ports.cases.journal(caseId, entries.length, pageSize);
    entries.push(...items);
    if (items.length === 0) return entries;
  }
};

/** The file as it stood at an instant: its journal up to there, and the private items of today. */
export const fileAt = async (ports: Ports, file: CaseFile, asOf: string): Promise<CaseFile> => {
  const entries = await wholeJournal(ports, file.caseId);
  return {
    ...replay(
      file.caseId,
      entries.filter((entry) => entry.asOf <= asOf),
    ),
    privates: file.privates,
  };
};

/** 4.11: the entries in order; `verify` recomputes every hash and compares the last with the head of the file. */
export const listJournal =
  (ports: Ports): ActFor<typeof caseOperations.listJournal> =>
  async ({ params, query, principal }) => {
    const file = await ports.cases.load(params.caseId);
    admitTo(principal)(file);
    const after = Number(query.cursor ?? '0');
    const { items } = await ports.cases.journal(params.caseId, after, query.limit);
    const last = items.at(-1)?.seq ?? after;
    const next = last < file.version && items.length > 0 ? String(last) : undefined;
    const body = { ...aboutCase(file), items };
    if (!query.verify) return { body, etag: file.version, next };
    const entries = await wholeJournal(ports, params.caseId);
    const broken = firstBrokenSeq(entries);
    const isWhole =
      broken === undefined && entries.length >= file.head.seq && entries[file.head.seq - 1]?.hash === file.head.hash;
    return {
      body: { ...body, verified: isWhole, ...(broken === undefined ? {} : { firstBrokenSeq: broken }) },
      etag: file.version,
      next,
    };
  };
