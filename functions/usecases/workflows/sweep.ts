import type { Progress, Shard, ShardReport } from '#functions/contracts/workflows.ts';
import { agenda } from '#functions/domain/agenda.ts';
import type { AgendaItem } from '#functions/domain/agenda-item.ts';
import { addHours, Instant } from '#functions/domain/calendar.ts';
import { complaintAgenda } from '#functions/domain/complaints/agenda.ts';
import { isComplaintId } from '#functions/domain/complaints/complaint.ts';
import { executionName } from '#functions/domain/execution-name.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { recomputePage, statesToRecompute } from '#functions/usecases/workflows/recompute.ts';
import { loadCase, packFor } from '#functions/usecases/workflows/system-act.ts';

/** Cases of one task: some 100 loads and starts fit well into its timeout, and 350,000 cases into one execution's 25,000 events. */
const pageSize = 100;
/** Work that is due longer than this without having been done: somebody should look (architecture 4). */
const stuckAfterHours = 24;

interface Asked {
  readonly mode?: 'due' | 'recompute' | undefined;
  readonly asOf?: string | undefined;
  readonly caseId?: string | undefined;
  readonly startedAt: string | number;
}

/** The emulator gives the start as text, and the scheduler's placeholder as it stands: then the start of the sweep counts. */
const instantOfSweep = ({ asOf, startedAt }: Asked): string => {
  if (asOf !== undefined && Instant.safeParse(asOf).success) return asOf;
  const start = typeof startedAt === 'number' ? startedAt * 1000 : startedAt;
  return new Date(start).toISOString();
};

/** One part for each shard of the index, or for each state to recompute; a single part when only one case is meant. */
export const listShards = (asked: Asked, shards: number): { shards: Shard[] } => {
  const asOf = instantOfSweep(asked);
  if (asked.caseId !== undefined) return { shards: [{ shard: 0, asOf, caseId: asked.caseId }] };
  if (asked.mode === 'recompute') return { shards: statesToRecompute.map((state) => ({ shard: 0, asOf, state })) };
  return { shards: Array.from({ length: shards }, (_, shard) => ({ shard, asOf })) };
};

const start = async (ports: Ports, caseId: string, item: AgendaItem, asOf: string): Promise<boolean> => {
  const work = { caseId, kind: item.kind, ref: item.ref, dueAt: item.dueAt };
  return (await ports.workflows.start(item.machine, executionName(work), { ...work, asOf })) === 'started';
};

/** Of a case, or of a complaint: both are swept alike. */
export const agendaOf = async (ports: Ports, streamId: string): Promise<readonly AgendaItem[]> => {
  if (isComplaintId(streamId)) {
    // Destroyed (R66), by an execution that was killed before it could say so: nothing is due any more.
    const complaint = (await ports.complaints.load(streamId))?.complaint;
    if (complaint === undefined) return [];
    return complaintAgenda(complaint, packOf(complaint.policy.jurisdiction, complaint.policy.version));
  }
  const file = await loadCase(ports, streamId);
  return agenda(file, packFor(file));
};

const sweepCase = async (ports: Ports, caseId: string, asOf: string): Promise<{ started: number; stuck: number }> => {
  const due = (await agendaOf(ports, caseId)).filter(({ dueAt }) => dueAt <= asOf);
  const stuckBefore = addHours(asOf, -stuckAfterHours);
  let started = 0;
  let stuck = 0;
  for (const item of due) {
    if (await start(ports, caseId, item, asOf)) started += 1;
    else if (item.dueAt < stuckBefore) stuck += 1;
  }
  return { started, stuck };
};

interface DuePage {
  readonly cases: readonly string[];
  readonly next: string | undefined;
}

const duePage = async (
  ports: Ports,
  { shard, asOf, caseId, cursor }: Shard & { cursor?: string | undefined },
): Promise<DuePage> => {
  if (caseId !== undefined) return { cases: [caseId], next: undefined };
  const page = await ports.cases.dueBefore(shard, asOf, pageSize, cursor);
  return { cases: page.items.map((one) => one.caseId), next: page.next };
};

type Going = Shard & { readonly [K in keyof ShardReport]?: number | undefined } & {
  readonly cursor?: string | undefined;
};

/**
 * One page of due cases: an execution for each due item. The name follows from the work, so a sweep that overlaps another
 * starts nothing twice. One case that cannot be read must not keep the others waiting: it is counted and reported.
 */
export const startDue = async (
  ports: Ports,
  going: Going,
  report: (error: unknown, caseId: string) => void,
): Promise<Progress> => {
  if (going.state !== undefined) return recomputePage(ports, { ...going, state: going.state }, report);
  const { shard, asOf, caseId, started = 0, stuck = 0, cases = 0, broken = 0 } = going;
  const page = await duePage(ports, going);
  const sum = { started, stuck, cases: cases + page.cases.length, broken };
  for (const one of page.cases) {
    try {
      const swept = await sweepCase(ports, one, asOf);
      sum.started += swept.started;
      sum.stuck += swept.stuck;
    } catch (error) {
      report(error, one);
      sum.broken += 1;
    }
  }
  const here = { shard, asOf, ...(caseId === undefined ? {} : { caseId }), ...sum };
  return page.next === undefined ? { ...here, outcome: 'done' } : { ...here, cursor: page.next, outcome: 'more' };
};

/** The sweep in four numbers. */
export const reportSweep = (shards: readonly ShardReport[]): ShardReport =>
  shards.reduce<ShardReport>(
    (sum, one) => ({
      started: sum.started + one.started,
      stuck: sum.stuck + one.stuck,
      cases: sum.cases + one.cases,
      broken: sum.broken + one.broken,
    }),
    { started: 0, stuck: 0, cases: 0, broken: 0 },
  );
