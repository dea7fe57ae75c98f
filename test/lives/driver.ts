import fc from 'fast-check';
import { expect } from 'vitest';
import type { CommandName } from '#functions/domain/decide.ts';
import { deciders } from '#functions/domain/decide.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { emptyFile } from '#functions/domain/model.ts';
import { stateGraph } from '#functions/domain/state-graph.ts';
import { machineWork, nextDue, turnedTo, workOf } from '#test/lives/due-work.ts';
import type { Doing } from '#test/lives/due-work.ts';
import { emptyTally, instantOf, moneyEvents, requireReplayed, tried } from '#test/lives/life.ts';
import type { Life, Tally } from '#test/lives/life.ts';
import { journalOf, runningCase } from '#test/domain/servicing/play.ts';
import { entriesOf } from '#test/support/acts.ts';
import type { Story } from '#test/support/acts.ts';
import {
  negotiatingStory,
  offeredStory,
  openedStory,
  readyStory,
  registeredStory,
  scheduledStory,
} from '#test/support/builders.ts';
import { system } from '#test/lives/cast.ts';
import type { Dice } from '#test/lives/cast.ts';
import { acts, sensible } from '#test/lives/sensible.ts';
import type { Act } from '#test/lives/sensible.ts';

const isAct = (name: string): name is Act => Object.hasOwn(acts, name);
const names = Object.keys(acts).filter(isAct);

const Step = fc.record({
  wild: fc.integer({ min: 0, max: 9 }),
  act: fc.constantFrom(...names),
  minutes: fc.constantFrom(0, 1, 5, 30, 180, 1_440, 4_320),
  some: fc.nat({ max: 9 }),
  many: fc.nat({ max: 3 }),
  flip: fc.boolean(),
});
type Step = typeof Step extends fc.Arbitrary<infer One> ? One : never;

const begin = ({ file, ...story }: Story): Life => ({
  file,
  entries: entriesOf({ file, ...story }),
  now: Date.parse(file.lastAsOf),
  pays: true,
});
const running = (): Life => {
  const file = runningCase();
  return { file, entries: journalOf(file), now: Date.parse(file.lastAsOf), pays: true };
};
const started = running();
/** Before the first report. */
const unheardOf: Life = {
  file: emptyFile('case_0123456789abcdefghjkmnpqrs'),
  entries: [],
  now: Date.parse('2026-03-02T02:00:00Z'),
  pays: true,
};
const beginnings: Readonly<Record<string, Life>> = {
  unheardOf,
  opened: begin(openedStory()),
  offered: begin(offeredStory()),
  registered: begin(registeredStory()),
  ready: begin(readyStory()),
  scheduled: begin(scheduledStory()),
  negotiating: begin(negotiatingStory()),
  running: started,
  runningLong: started,
  runningFar: started,
  unpaid: { ...started, pays: false },
  steady: { ...started, isSteady: true },
  steadyLong: { ...started, isSteady: true },
};

const nameOf = (due: { kind: string; ref: string; dueAt: string }): string => `${due.kind} ${due.ref} ${due.dueAt}`;

const does = <N extends CommandName>(life: Life, doing: Extract<Doing, { name: N }>, tally: Tally): Life => {
  const after = tried(life, doing.name, doing.input, system, tally);
  if (after instanceof Refusal) throw new Error(`a machine is refused ${doing.name}: ${after.code} ${after.message}`);
  return after;
};

/** What is due by now is done, as the sweep and the machines do it; nothing that was done stays due. */
const swept = (before: Life, tally: Tally): Life => {
  let life = before;
  for (let round = 0; round < 150; round += 1) {
    const waiting = machineWork(life);
    if (waiting !== undefined) {
      life = does(life, waiting, tally);
      continue;
    }
    const due = nextDue(life.file);
    if (due === undefined || Date.parse(due.dueAt) > life.now) return life;
    const doing = workOf(life.file, due, instantOf(life.now));
    if (doing !== undefined) life = does(life, doing, tally);
    const left = nextDue(life.file);
    if (left !== undefined && nameOf(left) === nameOf(due))
      throw new Error(`${nameOf(due)} is still due in ${life.file.status.state}`);
  }
  throw new Error(`the agenda does not come to rest: ${JSON.stringify(nextDue(life.file))}`);
};

/** In the hours in which people work, and for a visit at its time. */
const timed = (life: Life, act: Act, { some }: Dice): Life => {
  if (act === 'startVisit' || act === 'reportNoShow') {
    const appointment = Object.values(life.file.appointments).findLast(({ status }) => status === 'CONFIRMED');
    if (appointment !== undefined)
      return {
        ...life,
        now: Math.max(life.now, Date.parse(appointment.startsAt) + (act === 'startVisit' ? some : 20) * 60_000),
      };
  }
  const hour = new Date(life.now).getUTCHours();
  return hour >= 1 && hour < 12
    ? life
    : { ...life, now: Math.ceil(life.now / 86_400_000) * 86_400_000 + 2 * 3_600_000 };
};

const actOn = (life: Life, name: Act, dice: Dice, tally: Tally): Life => {
  const what = acts[name](life, dice);
  if (what === undefined) return life;
  const after = tried(life, name, Object.assign({}, what.input), what.by, tally);
  return after instanceof Refusal ? life : after;
};

const lived = (before: Life, { wild, act, minutes, ...dice }: Step, tally: Tally): Life => {
  if (before.file.status.state === 'DESTROYED') return before;
  const isWild = wild < (before.isSteady === true ? 1 : 3);
  const chosen = isWild ? act : sensible(before, dice);
  const later = { ...before, now: before.now + (isWild ? minutes : dice.many) * 60_000 };
  if (chosen === 'turn') {
    let life = later;
    const few = life.file.status.state === 'ARCHIVED' || life.isSteady === true;
    for (let jump = 0; jump < (few ? 2 : 4); jump += 1) {
      const due = nextDue(life.file);
      if (due === undefined) return life;
      life = swept(turnedTo(life, due), tally);
    }
    return life;
  }
  return actOn(swept(timed(later, chosen, dice), tally), chosen, dice, tally);
};

/** What was overtaken in the moment between two tasks: here the machines act at once (letters.test.ts, adjustment-tasks.test.ts). */
const overtaken: readonly string[] = ['dropLetter', 'lapseAmendment'];

const states = Object.keys(stateGraph);

const table = (title: string, counts: ReadonlyMap<string, number>): string =>
  `${title}\n${[...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([name, times]) => `  ${name} ${times}`)
    .join('\n')}`;

/** Every state must have been come to this often, else the lives say nothing about it. */
const oftenEnough = 20;

/** So many random lives from one seed; what was tried how often is told at the end. */
export const liveThem = (seed: number, lives: number): void => {
  const tally = emptyTally();
  const begun = new Date().getTime();
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(beginnings)),
      fc.array(Step, { minLength: 20, maxLength: 50, size: 'max' }),
      (from, steps) => {
        let life = beginnings[from];
        if (life === undefined) throw new Error('no beginning');
        tally.visited.set(life.file.status.state, (tally.visited.get(life.file.status.state) ?? 0) + 1);
        for (const step of steps) life = lived(life, step, tally);
        requireReplayed(life);
      },
    ),
    { seed, numRuns: lives, endOnFailure: process.env['LIVES_SHRINK'] === undefined },
  );
  const seconds = Math.round((new Date().getTime() - begun) / 1_000);
  const unreached = Object.keys(deciders).filter((name) => !tally.accepted.has(name));
  console.info(
    [
      `${lives} lives from seed ${seed} in ${seconds} s`,
      table('states', tally.visited),
      table('entries of the ledger', tally.booked),
      table('accepted', tally.accepted),
      table('refused', tally.refused),
      `never accepted: ${unreached.join(', ')}`,
    ].join('\n'),
  );
  if (lives < 1_000) return;
  expect(unreached, 'commands that nobody was allowed').toEqual(unreached.filter((name) => overtaken.includes(name)));
  expect(
    moneyEvents.filter((event) => !tally.booked.has(event)),
    'money that never moved so',
  ).toEqual([]);
  for (const state of states)
    expect(tally.visited.get(state) ?? 0, `times in ${state}`).toBeGreaterThanOrEqual(oftenEnough);
};

export const livesWanted = (share: number): number => Math.ceil(Number(process.env['LIVES'] ?? '2000') / share);
export const seedWanted = (otherwise: number): number => Number(process.env['LIVES_SEED'] ?? otherwise);
