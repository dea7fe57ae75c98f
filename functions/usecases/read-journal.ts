import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { replay } from '#functions/domain/apply.ts';
import type { Destruction } from '#functions/domain/archive-parts.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { shownDestruction } from '#functions/usecases/archive-view.ts';
import { pageOfChain, wholeChain } from '#functions/usecases/chains.ts';
import type { Chain } from '#functions/usecases/chains.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** R66, C39: the record of a destroyed case: what went, by whose order, and where its chain stood. */
const destructionRecord = ({ status, archives }: CaseFile): Destruction | undefined =>
  status.state === 'DESTROYED' ? archives[status.packageId]?.destructions?.at(-1) : undefined;

const journalOf = (ports: Ports, file: CaseFile): Chain => {
  const { caseId, head } = file;
  const headHash = destructionRecord(file)?.headHash;
  return {
    after: (seq, limit) => ports.cases.journal(caseId, seq, limit),
    head,
    ...(headHash === undefined ? {} : { from: { seq: head.seq - 1, hash: headHash } }),
  };
};

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

/**
 * 4.11: the entries of the journal, or of the access log beside it, in order; `verify` recomputes every hash and compares with
 * the head. Of a destroyed case it says so, with the record (4.15, 14).
 */
export const listJournal =
  (ports: Ports): ActFor<typeof caseOperations.listJournal> =>
  async ({ params, query, principal }) => {
    const file = await ports.cases.load(params.caseId);
    admitTo(principal)(file);
    const chain = query.chain === 'reads' ? await accessLogOf(ports, file) : journalOf(ports, file);
    const { shown, next } = await pageOfChain(chain, query);
    const record = destructionRecord(file);
    const destroyed = record === undefined ? {} : { destroyed: shownDestruction(record) };
    return { body: { ...aboutCase(file), ...shown, ...destroyed }, etag: file.version, next };
  };
