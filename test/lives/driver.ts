import fc from 'fast-check';
import { expect } from 'vitest';
import type { CommandName } from '#functions/domain/decide.ts';
import { deciders } from '#functions/domain/decide.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { stateGraph } from '#functions/domain/state-graph.ts';
import { actsAfter } from '#test/lives/acts-after.ts';
import { actsBefore, system } from '#test/lives/acts-before.ts';
import type { Dice } from '#test/lives/acts-before.ts';
import { machineWork, nextDue, turnedTo, workOf } from '#test/lives/due-work.ts';
import type { Doing } from '#test/lives/due-work.ts';
import { emptyTally, instantOf, policy, requireReplayed, tried } from '#test/lives/life.ts';
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

const acts = { ...actsBefore, ...actsAfter };
type Act = keyof typeof acts;
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
const beginnings: Readonly<Record<string, Life>> = {
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
};

const beforeVisit = ({ file }: Life): Act => {
  const appointment = Object.values(file.appointments).findLast(
    ({ status }) => status === 'PROPOSED' || status === 'CONFIRMED',
  );
  if (appointment === undefined) return 'proposeAppointment';
  return appointment.officers.length < 2 ? 'assignOfficers' : 'confirmAppointment';
};

const onPaper = ({ file }: Life): Act => {
  const papers = Object.values(file.documents);
  if (papers.some(({ status }) => status === 'RECEIVED' || status === 'SUSPECTED')) return 'reviewDocument';
  return papers.some(({ status }) => status === 'REQUESTED') ? 'receiveDocument' : 'requestUpload';
};

const atTheTable = ({ file }: Life): Act => {
  const visit = Object.values(file.visits).findLast(({ status }) => status === 'STARTED');
  if (visit?.identifiedAt === undefined) return 'identifyOfficers';
  if (visit.entry === undefined) return 'recordEntry';
  return visit.verification === undefined ? 'recordVerification' : 'reviewVerification';
};

const signing = ({ file }: Life): Act => {
  const agreement = Object.values(file.agreements).at(-1);
  const { status } = file;
  if (agreement === undefined || (status.state === 'SIGNING' && status.agreementId === undefined))
    return 'drawUpAgreement';
  const drawnUp = Object.values(file.adjustments).find((one) => one.status === 'DRAWN_UP')?.amendment;
  const { signatures } = drawnUp ?? agreement;
  const code = agreement.codes?.at(-1);
  if (signatures.length === 0 && code?.status === 'SENT') return 'signAgreement';
  if (signatures.length === 0) return code?.status === 'SENDING' ? 'recordSigningCodeSent' : 'requestSigningCode';
  if (signatures.length === 1) return 'signAgreement';
  return agreement.sealed === undefined ? 'sealAgreement' : 'downloadOriginal';
};

const whileItRuns = (life: Life, { some }: Dice): Act | 'turn' => {
  const { file } = life;
  if (Object.values(file.adjustments).some(({ status }) => status === 'REQUESTED')) return 'decideAdjustment';
  if (Object.values(file.adjustments).some(({ status }) => status === 'DRAWN_UP') && some > 0) return signing(life);
  const open = Object.values(file.followUps).find(({ status }) => status === 'OPEN' || status === 'OVERDUE');
  if (open !== undefined && (some > 6 || !life.pays)) {
    const isSpoken = Object.values(file.contacts).some(
      ({ purpose, status, startedAt }) => purpose === 'SERVICE' && status !== 'BLOCKED' && startedAt >= open.openedAt,
    );
    return isSpoken ? 'reportFollowUp' : 'startContact';
  }
  const breach = file.status.state === 'BREACHED' ? file.breaches[file.status.breachId] : undefined;
  if (breach?.status === 'UNCURED' && (!life.pays || some > 7))
    return Object.values(file.defaultProposals).some(({ status }) => status === 'PROPOSED')
      ? 'decideDefault'
      : 'proposeDefault';
  const today = dateOf(instantOf(life.now), policy.timezone);
  const isDue =
    standing(file, today)?.instalments.some(({ status, dueOn }) => status !== 'PAID' && dueOn <= today) === true;
  if (isDue && life.pays && some > 1) return 'recordPayment';
  return some === 0 ? 'requestAdjustment' : 'turn';
};

/** What comes next in a case that goes its way. */
const sensible = (life: Life, dice: Dice): Act | 'turn' => {
  const { file } = life;
  switch (file.status.state) {
    case 'OPEN':
      return Object.values(file.contacts).some(({ status }) => status === 'STARTED')
        ? 'recordContactOutcome'
        : 'startContact';
    case 'OFFERED':
      if (dice.some === 0) return 'turn';
      return ['SERVICE', 'DATA', 'SENSITIVE'].every((kind) =>
        Object.values(file.consents).some((one) => one.kind === kind && one.status === 'GIVEN'),
      )
        ? 'register'
        : 'recordConsent';
    case 'DOCS_PENDING':
      return onPaper(life);
    case 'READY':
      return beforeVisit(life);
    case 'SCHEDULED':
      return 'startVisit';
    case 'IN_VISIT':
      return atTheTable(life);
    case 'NEGOTIATING':
      return Object.keys(file.assessments).length === 0 || dice.some === 0 ? 'assessAffordability' : 'proposePlan';
    case 'PLAN_REVIEW':
      return Object.values(file.proposals).at(-1)?.status === 'PROPOSED' ? 'declareCapacity' : 'decidePlan';
    case 'SIGNING':
      return signing(life);
    case 'ACTIVE':
    case 'BREACHED':
      return whileItRuns(life, dice);
    case 'TERMINATED':
      return dice.some === 0 ? 'issueDemand' : 'turn';
    case 'ARCHIVED': {
      const appraised = Object.values(file.archives).some(({ appraisals = [] }) =>
        appraisals.some(({ decidedAt }) => decidedAt === undefined),
      );
      return appraised && dice.some > 3 ? 'decideRetention' : 'turn';
    }
    case 'SETTLED':
    case 'DECLINED':
    case 'WITHDRAWN':
    case 'CANCELLED': {
      // A hold keeps the case out of the archive until somebody looks at it.
      const hold = Object.values(file.holds).find(({ releasedAt }) => releasedAt === undefined);
      if (hold === undefined || dice.flip) return 'turn';
      return hold.kind === 'DISPUTE_HOLD' ? 'resolveDispute' : 'releaseHold';
    }
    case 'NEW':
    case 'ARCHIVING':
    case 'DESTROYED':
      return 'turn';
  }
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
  const chosen = wild < 3 ? act : sensible(before, dice);
  const later = { ...before, now: before.now + (wild < 3 ? minutes : dice.many) * 60_000 };
  if (chosen === 'turn') {
    let life = later;
    for (let jump = 0; jump < (life.file.status.state === 'ARCHIVED' ? 2 : 4); jump += 1) {
      const due = nextDue(life.file);
      if (due === undefined) return life;
      life = swept(turnedTo(life, due), tally);
    }
    return life;
  }
  return actOn(swept(timed(later, chosen, dice), tally), chosen, dice, tally);
};

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
      table('accepted', tally.accepted),
      table('refused', tally.refused),
      `never accepted: ${unreached.join(', ')}`,
    ].join('\n'),
  );
  if (lives >= 1_000)
    for (const state of states)
      expect(tally.visited.get(state) ?? 0, `times in ${state}`).toBeGreaterThanOrEqual(oftenEnough);
};

export const livesWanted = (share: number): number => Math.ceil(Number(process.env['LIVES'] ?? '2000') / share);
export const seedWanted = (otherwise: number): number => Number(process.env['LIVES_SEED'] ?? otherwise);
