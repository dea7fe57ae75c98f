import { expect } from 'vitest';
import * as z from 'zod';
import { agenda } from '#functions/domain/agenda.ts';
import type { AgendaItem } from '#functions/domain/agenda-item.ts';
import { applyEntry, replay } from '#functions/domain/apply.ts';
import { decide } from '#functions/domain/decide.ts';
import type { CommandName, InputOf } from '#functions/domain/decide.ts';
import type { EventName } from '#functions/domain/events.ts';
import { forecast } from '#functions/domain/forecast/forecast.ts';
import { idMaker } from '#functions/domain/ids.ts';
import { chain, firstBrokenSeq } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { privateKey } from '#functions/domain/private-items.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { signedAgreement, standing } from '#functions/domain/servicing/ledger.ts';
import { stateGraph } from '#functions/domain/state-graph.ts';
import { workItems } from '#functions/domain/work.ts';

const pack = packOf('CN', '2026-1');

/** The pack of the cases, of a bank that lets its officers take cash (R27). */
export const policy = { ...pack, appointment: { ...pack.appointment, cash: { allowed: true, maxMinor: 100_000 } } };

/** One case on its way, and the clock that turns with it. */
export interface Life {
  readonly file: CaseFile;
  readonly entries: readonly Entry[];
  /** Milliseconds. */
  readonly now: number;
  /** Whether this borrower pays at all. */
  readonly pays: boolean;
  /** He pays what is due on the day that it is due. */
  readonly isSteady?: true;
}

/** What became of every try, over all lives. */
export interface Tally {
  readonly accepted: Map<string, number>;
  readonly refused: Map<string, number>;
  readonly visited: Map<string, number>;
  /** Entries of the ledger, by what brought them. */
  readonly booked: Map<string, number>;
}
export const emptyTally = (): Tally => ({
  accepted: new Map(),
  refused: new Map(),
  visited: new Map(),
  booked: new Map(),
});
const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

/** architecture 3: what is a list goes inside one event. */
const mostEvents = 20;

export const instantOf = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}Z`;

const requireAllowed = (before: StateName, event: string, after: StateName): void => {
  if (before === after || before === 'NEW') return;
  const allowed = Object.entries(stateGraph[before]).find(([name]) => name === event)?.[1] ?? [];
  expect(allowed, `${event} leads from ${before} to ${after}`).toContain(after);
};

/** Money is conserved: every cent that came stands in an instalment, or is left over. */
const requireConserved = (file: CaseFile): void => {
  const agreement = signedAgreement(file);
  const now = standing(file, file.lastAsOf.slice(0, 10));
  if (agreement === undefined || now === undefined) return;
  const came = Object.values(file.payments).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const { instalments, excessMinor } = now.allocation;
  const stands = instalments.reduce((sum, { dueMinor, openMinor }) => sum + dueMinor - openMinor, 0);
  expect(stands + excessMinor, 'money that came').toBe(came);
  const given = Object.values(file.adjustments).reduce(
    (sum, { type, status, amountMinor = 0 }) =>
      type === 'PRINCIPAL_FORGIVENESS' && status === 'APPLIED' ? sum + amountMinor : sum,
    0,
  );
  const principal = (version: number): number =>
    (file.schedules[String(version)]?.rows ?? []).reduce((sum, { principalMinor }) => sum + principalMinor, 0);
  const versions = Object.keys(file.schedules).map(Number);
  const first = versions.find((version) => version <= agreement.scheduleVersion && principal(version) > 0) ?? 1;
  if (Object.keys(file.agreements).length === 1)
    expect(principal(agreement.scheduleVersion), 'principal').toBe(principal(first) - given);
  for (const row of now.schedule.rows)
    expect(Math.min(row.principalMinor, row.interestMinor, row.feeMinor)).toBeGreaterThanOrEqual(0);
};

const agendas = new WeakMap<CaseFile, readonly AgendaItem[]>();

/** What falls due in a file: asked often, worked out once. */
export const agendaOf = (file: CaseFile): readonly AgendaItem[] => {
  const known = agendas.get(file) ?? agenda(file, policy);
  agendas.set(file, known);
  return known;
};

const owing: readonly StateName[] = ['SIGNING', 'ACTIVE', 'BREACHED', 'TERMINATED'];

/** While something is owed under a plan the agenda is never empty; a deadline that has lapsed otherwise is somebody's task. */
const requireFuture = (file: CaseFile): void => {
  const { state } = file.status;
  if (state === 'DESTROYED' || agendaOf(file).length > 0) return;
  const tasks = owing.includes(state) ? 0 : workItems(file, policy).length;
  expect(tasks, `something to come in ${state}`).toBeGreaterThan(0);
};

/** Each of these says of its own how much came, or went. */
export const moneyEvents: readonly string[] = [
  'PaymentReceived',
  'PaymentReversed',
  'RefundPaid',
  'RewardCredited',
  'RewardRevoked',
] satisfies readonly EventName[];
const Told = z.looseObject({ payment: z.looseObject({ paymentId: z.string(), amountMinor: z.int() }) });

/** What an entry tells of money stands in the file, whatever else the file makes of it. */
const requireKept = (file: CaseFile, entries: readonly Entry[], tally: Tally): void => {
  for (const { event, data } of entries) {
    if (!moneyEvents.includes(event)) continue;
    count(tally.booked, event);
    const { paymentId, amountMinor } = Told.parse(data).payment;
    expect(file.payments[paymentId]?.amountMinor, `${event} in the ledger`).toBe(amountMinor);
  }
};

/** R44: a plan that has ended leaves no follow-up open. */
const requireNoMoreFollowUps = ({ status, followUps }: CaseFile): void => {
  if (!['SETTLED', 'TERMINATED', 'ARCHIVED'].includes(status.state)) return;
  const open = Object.values(followUps).filter((one) => one.status === 'OPEN' || one.status === 'OVERDUE');
  expect(open, `follow-ups in ${status.state}`).toEqual([]);
};

const actWith = (
  life: Life,
  name: CommandName,
  decided: ReturnType<typeof decide>,
  by: Actor,
  requestId: string,
  tally: Tally,
): Life | Refusal => {
  const { file, now } = life;
  if (decided instanceof Refusal) {
    count(tally.refused, name);
    return decided;
  }
  expect(decided.events.length, `${name}: ${decided.events.map(({ event }) => event).join(' ')}`).toBeLessThanOrEqual(
    mostEvents,
  );
  if (decided.events.length === 0) return life;
  const asOf = instantOf(now);
  const stamp = { stream: file.caseId, asOf, recordedAt: asOf, actor: by, requestId };
  const entries = chain(file.head, decided.events, stamp);
  let after = file;
  for (const entry of entries) {
    const next = applyEntry(after, entry);
    requireAllowed(after.status.state, entry.event, next.status.state);
    if (next.status.state !== after.status.state) count(tally.visited, next.status.state);
    after = next;
  }
  const privates = Object.fromEntries((decided.privates ?? []).map((item) => [privateKey(item), item]));
  const lived = { ...after, privates: { ...file.privates, ...privates } };
  count(tally.accepted, name);
  requireFuture(lived);
  requireKept(lived, entries, tally);
  requireNoMoreFollowUps(lived);
  const isAboutMoney = (['payments', 'schedules', 'adjustments', 'payoffs', 'agreements'] as const).some(
    (kind) => lived[kind] !== file[kind],
  );
  if (isAboutMoney) requireConserved(lived);
  return { ...life, file: lived, entries: [...life.entries, ...entries] };
};

/** One act of somebody: the life after it, or why not. Anything but a refusal is a fault of the program. */
export const tried = <N extends CommandName>(
  life: Life,
  name: N,
  input: InputOf<N>,
  by: Actor,
  tally: Tally,
): Life | Refusal => {
  const requestId = `request-${life.file.version + 1}`;
  const newId = idMaker(`${life.file.caseId}|${name}|${requestId}`);
  const context = { asOf: instantOf(life.now), actor: by, requestId, policy, newId };
  return actWith(life, name, decide(life.file, name, input, context), by, requestId, tally);
};

/** 4.15, 15: the journal, as it is stored, gives the file; the chain holds; and the future can be told. */
export const requireReplayed = ({ file, entries, now }: Life): void => {
  expect(entries).toHaveLength(file.version);
  expect(firstBrokenSeq(entries)).toBeUndefined();
  const { privates: _, ...again } = replay(file.caseId, JSON.parse(JSON.stringify(entries)));
  const { privates: __, ...kept } = file;
  expect(again).toEqual(kept);
  expect(workItems(file, policy).every(({ assignee }) => assignee.includes('#'))).toBe(true);
  const dues = forecast(file, policy, instantOf(now)).map(({ dueAt }) => dueAt);
  expect(dues).toEqual(dues.toSorted());
};
