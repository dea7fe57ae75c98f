import type { Progress, Shard, ShardReport } from '#functions/contracts/workflows.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { complaintAgenda, complaintWork } from '#functions/domain/complaints/agenda.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { stateGraph } from '#functions/domain/state-graph.ts';
import { workItems } from '#functions/domain/work.ts';
import { loadComplaint } from '#functions/usecases/perform-complaint.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { loadCase, packFor } from '#functions/usecases/workflows/system-act.ts';

/** Cases of one task, each a load and a write: some ten seconds. At seven events a task 1.4 million cases fit into one execution's 25,000. */
const pageSize = 400;

/** Not states of a case: complaints, open and answered, which are streams with deadlines of their own. */
const complaintLists: readonly string[] = ['COMPLAINTS', 'ANSWERED_COMPLAINTS'];

/** Every state that a stored case can be in, and the complaints. */
export const statesToRecompute: readonly string[] = [...Object.keys(stateGraph), ...complaintLists];

const recomputeCase = async (ports: Ports, caseId: string): Promise<void> => {
  const file = await loadCase(ports, caseId);
  const policy = packFor(file);
  // A conflict is a save meanwhile, and every save derives the agenda itself.
  await ports.cases.recompute(file, { nextDueAt: agenda(file, policy)[0]?.dueAt, work: workItems(file, policy) });
};

const recomputeComplaint = async (ports: Ports, complaintId: string): Promise<void> => {
  const file = await loadComplaint(ports, complaintId);
  const { jurisdiction, version } = file.complaint.policy;
  const policy = packOf(jurisdiction, version);
  const nextDueAt = complaintAgenda(file.complaint, policy)[0]?.dueAt;
  await ports.complaints.recompute(file, { nextDueAt, work: complaintWork(file.complaint, policy) });
};

/** A page of what stands in a state, and how one of it is derived anew. */
const pageOf = async (ports: Ports, state: string, cursor: string | undefined) => {
  if (!complaintLists.includes(state)) {
    const { items, next } = await ports.cases.casesByState(state, pageSize, cursor);
    return { ids: items.map(({ caseId }) => caseId), next, recompute: recomputeCase };
  }
  const { items, next } = await ports.complaints.list({ of: 'ALL', open: state === 'COMPLAINTS' }, pageSize, cursor);
  return { ids: items.map(({ complaintId }) => complaintId), next, recompute: recomputeComplaint };
};

type Going = Shard & { readonly [K in keyof ShardReport]?: number | undefined } & {
  readonly cursor?: string | undefined;
  readonly state: string;
};

/**
 * Architecture 4: what falls due next, and for whom it is work, is kept on the header; after a change of agenda, pack or
 * holidays it is derived anew, a page at a time, without an event. A case that cannot be read is counted and reported.
 */
export const recomputePage = async (
  ports: Ports,
  { shard, asOf, state, cursor, cases = 0, broken = 0 }: Going,
  report: (error: unknown, caseId: string) => void,
): Promise<Progress> => {
  const { ids, next, recompute } = await pageOf(ports, state, cursor);
  let failed = broken;
  for (const id of ids) {
    try {
      await recompute(ports, id);
    } catch (error) {
      report(error, id);
      failed += 1;
    }
  }
  const here = { shard, asOf, state, started: 0, stuck: 0, cases: cases + ids.length, broken: failed };
  return next === undefined ? { ...here, outcome: 'done' } : { ...here, cursor: next, outcome: 'more' };
};
