import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { replay } from '#functions/domain/apply.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { CaseStore } from '#functions/usecases/ports.ts';
import { agreed } from '#test/faults/agreed.ts';
import { beyond, steady, told } from '#test/faults/told.ts';
import { entriesIn } from '#test/support/aws/ports.ts';
import { copyOf } from '#test/support/aws/stand-in.ts';
import { worthTrying } from '#test/faults/worth-trying.ts';
import type { Mishap, StandIn, World } from '#test/support/aws/stand-in.ts';
import type { Around, Work } from '#test/usecases/around.ts';

const messages = ({ sent }: World): number => sent.filter(({ via }) => via === 'SMS' || via === 'EMAIL').length;

/** The journal's chain holds, and replayed it gives the stored file. */
const brokenCases = async (cases: CaseStore, world: World): Promise<string[]> => {
  const broken: string[] = [];
  for (const [stream, entries = []] of Object.entries(Object.groupBy(entriesIn(world), (entry) => entry.stream))) {
    const file = await cases.load(stream);
    if (firstBrokenSeq(entries) !== undefined) broken.push('the chain is broken');
    if (!isDeepStrictEqual({ ...replay(stream, entries), privates: {} }, { ...file, privates: {} }))
      broken.push('the journal, replayed, is not the file');
  }
  return broken;
};

const Answer = z.object({ status: z.int(), body: z.unknown() });

interface Outcome<T> {
  readonly value?: T;
  readonly error?: unknown;
}
const attempted = async <T>(act: () => Promise<T>): Promise<Outcome<T>> => {
  try {
    return { value: await act() };
  } catch (error) {
    return { error };
  }
};
const statusOf = (value: unknown): number => Answer.safeParse(value).data?.status ?? 200;
const hasFailed = ({ value, error }: Outcome<unknown>): boolean => error !== undefined || statusOf(value) >= 500;
const answerOf = (value: unknown): string => {
  const answer = Answer.safeParse(value).data;
  return steady(JSON.stringify(answer ?? value ?? null));
};

export interface Disturbed {
  readonly around: Around;
  /** Label → the AWS calls of the work. */
  readonly tried: ReadonlyMap<string, readonly string[]>;
  readonly surprises: readonly string[];
  readonly tries: () => number;
}

const mishaps: readonly Mishap[] = ['fails before its effect', 'loses its answer after its effect'];

/** A question has no effect: whether it fails or its answer is lost is the same to whoever asks. */
const isQuestion = (call: string): boolean => /Query|GetItem|BatchGet|S3\.GET|S3\.HEAD|GetPublicKey/.test(call);

const brief = (lines: readonly string[]): string => lines.map((line) => `\n      ${line.slice(0, 300)}`).join('');

/**
 * The first time that a work comes and succeeds, or makes a sort of call that it has not made yet, every AWS call of it goes wrong in turn, before and after its effect; it is
 * repeated as its caller would; and everything must stand as it does where nothing went wrong. Then life goes on.
 */
export const disturbing = (standIn: StandIn, cases: CaseStore): Disturbed => {
  const tried = new Map<string, readonly string[]>();
  const surprises: string[] = [];
  let tries = 0;

  const tryOne = async <T>(
    { label, hasKey }: Work,
    act: (attempt: number) => Promise<T>,
    at: { readonly call: number; readonly name: string; readonly mishap: Mishap },
    clean: {
      readonly before: World;
      readonly after: World;
      readonly wanted: readonly string[];
      readonly answer: string;
    },
  ): Promise<void> => {
    const note = (what: string): void =>
      void surprises.push(`${label}, call ${at.call} ${at.name} ${at.mishap}: ${what}`);
    const end = agreed[label];
    tries += 1;
    standIn.world = copyOf(clean.before);
    standIn.expect(at);
    const first = await attempted(async () => act(2));
    if (!standIn.hasStruck()) note('the call did not come');
    standIn.expect();
    const [between, untouched] = [told(standIn.world), told(clean.before)];
    const isBetween = !isDeepStrictEqual(between, untouched) && !isDeepStrictEqual(between, clean.wanted);
    if (isBetween && end?.followsItsRecord !== true)
      for (const what of await brokenCases(cases, standIn.world)) note(`after the mishap ${what}`);
    const again = hasFailed(first) ? await attempted(async () => act(3)) : first;
    const status = statusOf(again.value);
    const isRefused = hasFailed(first) && !hasKey && [409, 412, 422].includes(status);
    if (hasFailed(again)) note(`the repeat failed: ${again.error instanceof Error ? again.error.message : status}`);
    else if (answerOf(again.value) !== clean.answer && !isRefused && end?.answersOtherwise !== true)
      note(
        `the repeat answered ${answerOf(again.value).slice(0, 300)}\n      instead of ${clean.answer.slice(0, 300)}`,
      );
    const found = told(standIn.world);
    if (!isDeepStrictEqual(found, clean.wanted))
      for (const what of await brokenCases(cases, standIn.world)) note(`after the repeat ${what}`);
    const isAgreed = end?.endsIn !== undefined && found.some((line) => line.includes(end.endsIn ?? ''));
    const [missing, more] = [beyond(clean.wanted, found), beyond(found, clean.wanted)];
    const surplus = more.filter((line) => end?.adds?.test(line) !== true);
    if (!isAgreed && (missing.length > 0 || surplus.length > 0))
      note(`missing${brief(missing)}\n    more${brief(surplus)}`);
    if (messages(standIn.world) > messages(clean.after) + (end?.moreMessages ?? 0)) note('a message went out twice');
  };

  const around: Around = async (work, act) => {
    if (work.isRead) {
      standIn.expect();
      return act(1);
    }
    const before = copyOf(standIn.world);
    standIn.expect();
    await act(1);
    // What a process keeps from its first time on (a certificate) is not asked for again: the second time counts.
    standIn.world = copyOf(before);
    standIn.expect();
    const result = await act(1);
    const calls = [...standIn.calls()];
    const known = tried.get(work.label);
    if (statusOf(result) >= 300 || (known !== undefined && calls.every((call) => known.includes(call)))) return result;
    tried.set(work.label, [...(known ?? []), ...calls]);
    const after = copyOf(standIn.world);
    const clean = { before, after, wanted: told(after), answer: answerOf(result) };
    for (const { call, name } of worthTrying(calls))
      for (const mishap of isQuestion(name) ? mishaps.slice(0, 1) : mishaps)
        await tryOne(work, act, { call, name, mishap }, clean);
    standIn.world = after;
    standIn.expect();
    return result;
  };
  return { around, tried, surprises, tries: () => tries };
};
