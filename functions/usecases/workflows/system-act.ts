import { latest } from '#functions/domain/calendar.ts';
import type { CommandName, InputOf } from '#functions/domain/decide.ts';
import { executionName } from '#functions/domain/execution-name.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Performed } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** Whoever acts when nobody does: the sweep, the machines, the stream. */
export const system: Actor = { id: 'system', role: 'system' };

/** One piece of work of one case, as an execution's input names it. */
export interface CaseWork {
  readonly caseId: string;
  readonly kind: string;
  readonly ref: string;
  readonly dueAt: string;
  readonly asOf: string;
}

/** A case that reads as not there is a fault of the work's cause, not something to do. */
export const loadCase = async (ports: Ports, caseId: string): Promise<CaseFile> => {
  const file = await ports.cases.load(caseId);
  if (file.version === 0) throw new Refusal('NotFound', 'there is no such case');
  return file;
};

export const packFor = (file: CaseFile): PolicyPack => packOf(file.policy.jurisdiction, file.policy.version);

const behind = 3;

/**
 * A command in the system's name, judged at the instant of its cause. Work that waited for a person acts later than its
 * cause: a case's time never runs backwards, so it acts at the file's latest instant then.
 */
export const systemAct = async <N extends CommandName>(
  ports: Ports,
  work: CaseWork,
  command: N,
  input: InputOf<N>,
  ifMatch?: number,
): Promise<Performed> => {
  const requestId = executionName(work);
  let asOf = work.asOf;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await perform(ports, work.caseId, command, input, { asOf, actor: system, requestId, ifMatch });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'TestClockBehind' || attempt > behind) throw error;
      asOf = latest(asOf, error.facts.earliest ?? asOf);
    }
  }
};
