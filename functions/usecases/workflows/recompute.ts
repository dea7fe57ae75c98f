import type { Progress, Shard, ShardReport } from '#functions/contracts/workflows.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { stateGraph } from '#functions/domain/state-graph.ts';
import { workItems } from '#functions/domain/work.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { loadCase, packFor } from '#functions/usecases/workflows/system-act.ts';

/** Cases of one task, each a load and a write: some ten seconds. At seven events a task 1.4 million cases fit into one execution's 25,000. */
const pageSize = 400;

/** Every state that a stored case can be in. */
export const statesToRecompute: readonly string[] = Object.keys(stateGraph);

const recomputeCase = async (ports: Ports, caseId: string): Promise<void> => {
  const file = await loadCase(ports, caseId);
  const policy = packFor(file);
  // A conflict is a save meanwhile, and every save derives the agenda itself.
  await ports.cases.recompute(file, { nextDueAt: agenda(file, policy)[0]?.dueAt, work: workItems(file, policy) });
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
  const page = await ports.cases.casesByState(state, pageSize, cursor);
  let failed = broken;
  for (const { caseId } of page.items) {
    try {
      await recomputeCase(ports, caseId);
    } catch (error) {
      report(error, caseId);
      failed += 1;
    }
  }
  const here = { shard, asOf, state, started: 0, stuck: 0, cases: cases + page.items.length, broken: failed };
  return page.next === undefined ? { ...here, outcome: 'done' } : { ...here, cursor: page.next, outcome: 'more' };
};
