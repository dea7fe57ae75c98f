import { copyOf } from '#test/support/aws/stand-in.ts';
import type { StandIn } from '#test/support/aws/stand-in.ts';
import type { Around } from '#test/usecases/around.ts';
import { agreed } from '#test/faults/agreed.ts';
import { beyond, told } from '#test/faults/told.ts';
import type { Processes } from '#test/faults/processes.ts';
import { worthTrying } from '#test/faults/worth-trying.ts';
import * as z from 'zod';

const Answer = z.object({ status: z.int() });
const Reply = z.object({ statusCode: z.int() });

export interface Killing {
  readonly around: Around;
  /** Label → how often its process was killed. */
  readonly killed: ReadonlyMap<string, number>;
  readonly surprises: readonly string[];
}

/** A new process for each death is dear: works of more calls are thinned out. */
const shortEnough = 4;

/**
 * The first time that a work comes, or makes a sort of call that it has not made yet, its built function runs in a process
 * that is killed between an AWS call and the next, after each in turn; a new process is given the same work again; and everything must stand as without the deaths.
 */
export const killing = (standIn: StandIn, processes: Processes, folderOf: (name: string) => string): Killing => {
  const killed = new Map<string, number>();
  const made = new Map<string, readonly string[]>();
  const surprises: string[] = [];
  standIn.onLast = processes.kill;

  const around: Around = async (work, act) => {
    const { label, bundle, hasKey, isRead } = work;
    const end = agreed[label];
    if (bundle === undefined || isRead) {
      standIn.expect();
      return act(1);
    }
    const before = copyOf(standIn.world);
    standIn.expect();
    const result = await act(1);
    if ((Answer.safeParse(result).data?.status ?? 200) >= 300) return result;
    const calls = [...standIn.calls()];
    const known = made.get(label) ?? [];
    if (killed.has(label) && calls.every((call) => known.includes(call))) return result;
    made.set(label, [...known, ...calls]);
    const after = copyOf(standIn.world);
    const wanted = told(after);
    // Whether a process has its certificate already makes a difference of two calls.
    const lacksCertificate = calls.some((name) => /Trent|KMS/.test(name));
    const last = calls.length;
    const later = lacksCertificate ? [last + 1, last + 2].map((call) => ({ call, name: 'if it comes' })) : [];
    for (const { call, name } of [...worthTrying(calls, shortEnough), ...later]) {
      const note = (what: string): void => void surprises.push(`${label}, killed after call ${call} ${name}: ${what}`);
      standIn.world = copyOf(before);
      standIn.expect({ call, mishap: 'is the last of its process' });
      const first = await processes.invoke(folderOf(bundle.name), bundle.event(2));
      standIn.expect();
      if (first.wasKilled !== true && !(lacksCertificate && call > last - 4)) note('the process lived on');
      const again = await processes.invoke(folderOf(bundle.name), bundle.event(3));
      const status = Reply.safeParse(again.answer).data?.statusCode ?? 200;
      const isRefused = !hasKey && [409, 412, 422].includes(status);
      if (again.error !== undefined || (status >= 300 && !isRefused)) note(`the repeat: ${again.error ?? status}`);
      const found = told(standIn.world);
      const [missing, surplus] = [beyond(wanted, found), beyond(found, wanted)];
      const tooMuch = surplus.filter((line) => end?.adds?.test(line) !== true);
      const isAgreed = end?.endsIn !== undefined && found.some((line) => line.includes(end.endsIn ?? ''));
      if (!isAgreed && (missing.length > 0 || tooMuch.length > 0))
        note(JSON.stringify({ missing, tooMuch }).slice(0, 1000));
    }
    killed.set(label, (killed.get(label) ?? 0) + worthTrying(calls, shortEnough).length);
    standIn.world = after;
    standIn.expect();
    return result;
  };
  return { around, killed, surprises };
};
