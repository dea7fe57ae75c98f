import { agenda } from '#functions/domain/agenda.ts';
import type { RetentionClass } from '#functions/domain/archive/package.ts';
import { hasLongRetention } from '#functions/domain/archive/retention.ts';
import { addDays, addMonths, dateOf, instantAt, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { dayOf, morningAfter, morningOf } from '#functions/domain/servicing/days.ts';
import { followUpDueOn, nextFollowUp } from '#functions/domain/servicing/follow-up-plan.ts';
import { runs } from '#functions/domain/servicing/follow-ups.ts';
import { signedAgreement, standing } from '#functions/domain/servicing/ledger.ts';

/** One thing to come. `SET` stands on the agenda as the case is; `EXPECTED` follows if the plan is kept to its end. */
export interface Coming {
  readonly kind: string;
  readonly ref: string;
  readonly dueAt: string;
  readonly rule: string;
  readonly basis: 'SET' | 'EXPECTED';
}

type Day = Omit<Coming, 'dueAt' | 'basis'> & { readonly dueAt: string };

interface View {
  readonly file: CaseFile;
  readonly policy: PolicyPack;
}

/** Until the bank closes on that day. */
const dayEnd = ({ file, policy }: View, day: LocalDate): string =>
  instantAt(day, policy.contact.window.to, zoneOf(file, policy));

const instalmentDays = (view: View, today: LocalDate): readonly Day[] =>
  (standing(view.file, today)?.instalments ?? [])
    .filter(({ status, dueOn }) => status !== 'PAID' && dueOn >= today)
    .map(({ no, dueOn }) => ({ kind: 'INSTALMENT_DUE', ref: String(no), dueAt: dayEnd(view, dueOn), rule: 'R28' }));

/** R41, R42: those that are open, and every three months from the effective date until the plan ends. */
const followUpDays = (view: View, endsOn: LocalDate): readonly Day[] => {
  const { file, policy } = view;
  const day = (no: number, dueOn: LocalDate): Day => ({
    kind: 'FOLLOW_UP_DUE',
    ref: String(no),
    dueAt: dayEnd(view, dueOn),
    rule: no === 1 ? 'R41' : 'R42',
  });
  const open = Object.values(file.followUps).flatMap(({ no, dueOn, status }) =>
    status === 'OPEN' ? [{ ...day(no, dueOn), rule: no > 1000 ? 'R44' : day(no, dueOn).rule }] : [],
  );
  const effectiveOn = signedAgreement(file)?.effectiveOn;
  const next = nextFollowUp(file, policy);
  if (effectiveOn === undefined || next === undefined) return open;
  const coming: Day[] = [];
  for (let { no } = next; ; no += 1) {
    const dueOn = followUpDueOn(effectiveOn, no, policy);
    // Settlement cancels what is still open (R44); the one that is next stands on the agenda whatever comes of it.
    if (dueOn > endsOn && coming.length > 0) break;
    const opensOn = addDays(dueOn, -policy.followUp.openDaysBefore);
    coming.push(
      { kind: 'FOLLOW_UP', ref: String(no), dueAt: morningOf(file, policy, opensOn), rule: 'R42' },
      day(no, dueOn),
    );
    if (dueOn > endsOn) break;
  }
  return [...open, ...coming];
};

const classes: readonly Exclude<RetentionClass, 'SHORT'>[] = [
  'LEDGER',
  'IDENTITY',
  'AGREEMENT',
  'CONTACT',
  'RECORDING',
  'EVIDENCE',
];

/** R63-R66: archived thirty days later, looked at once a year, and each class to the end of its term. */
const keeping = (view: View, closedOn: LocalDate, isLong: boolean): readonly Day[] => {
  const { file, policy } = view;
  const { afterDays, shortDays, retentionYears, classYears, checkMonths } = policy.archive;
  const end = (ref: string, until: LocalDate): Day => ({
    kind: 'RETENTION_END',
    ref,
    dueAt: morningAfter(file, policy, until),
    rule: 'R66',
  });
  const ends = isLong
    ? classes.map((kind) => end(kind, addMonths(closedOn, 12 * (classYears[kind] ?? retentionYears))))
    : [end('SHORT', addDays(closedOn, shortDays))];
  const archivedOn = addDays(closedOn, afterDays);
  const lastAt = latest('', ...ends.map(({ dueAt }) => dueAt));
  const checks: Day[] = [];
  for (let months = checkMonths; morningOf(file, policy, addMonths(archivedOn, months)) < lastAt; months += checkMonths)
    checks.push({
      kind: 'FIXITY_CHECK',
      ref: addMonths(archivedOn, months),
      dueAt: morningOf(file, policy, addMonths(archivedOn, months)),
      rule: 'R64',
    });
  return [
    { kind: 'ARCHIVING', ref: 'archive', dueAt: morningOf(file, policy, archivedOn), rule: 'R63' },
    ...checks,
    ...ends,
  ];
};

/** Kinds that settlement takes from the agenda (R44, R50). */
const endedBySettlement: readonly string[] = ['OBSERVATION_END'];

const expected = (view: View, today: LocalDate): { readonly days: readonly Day[]; readonly settledAt?: string } => {
  const { file, policy } = view;
  const { status } = file;
  const agreement = signedAgreement(file);
  if (agreement !== undefined && runs(file)) {
    const now = standing(file, today);
    const lastOn = latest(today, now?.schedule.rows.at(-1)?.dueOn ?? today);
    const settlement: Day = {
      kind: 'SETTLEMENT',
      ref: agreement.agreementId,
      dueAt: dayEnd(view, lastOn),
      rule: '4.1',
    };
    const days = [
      ...instalmentDays(view, today),
      ...followUpDays(view, lastOn),
      settlement,
      ...keeping(view, lastOn, true),
    ];
    return { days, settledAt: settlement.dueAt };
  }
  const ended = ['SETTLED', 'TERMINATED', 'DECLINED', 'WITHDRAWN', 'CANCELLED'];
  if ('since' in status && ended.includes(status.state))
    return { days: keeping(view, dayOf(file, policy, status.since), hasLongRetention(file)) };
  const archive = status.state === 'ARCHIVED' ? file.archives[status.packageId] : undefined;
  if (archive === undefined) return { days: [] };
  const closedOn = dayOf(file, policy, archive.endedAt ?? archive.startedAt);
  return { days: keeping(view, closedOn, hasLongRetention(file)).filter(({ kind }) => kind !== 'ARCHIVING') };
};

const nameOf = ({ kind, ref }: Pick<Coming, 'kind' | 'ref'>): string => `${kind} ${ref}`;

/**
 * What the case's future holds, to the end of its retention: the agenda as it is, and what follows from it if the borrower
 * keeps to the plan. Before there is a plan only what is set is known.
 */
export const forecast = (file: CaseFile, policy: PolicyPack, asOf: string): readonly Coming[] => {
  const view = { file, policy };
  const today = dateOf(latest(asOf, file.lastAsOf), zoneOf(file, policy));
  const { days, settledAt } = expected(view, today);
  const set = agenda(file, policy)
    .filter(({ kind, dueAt }) => settledAt === undefined || dueAt <= settledAt || !endedBySettlement.includes(kind))
    .map(({ kind, ref, dueAt, rule }): Coming => ({ kind, ref, dueAt, rule, basis: 'SET' }));
  const known = new Set(set.map(nameOf));
  // Archiving and checks are one of a kind on the agenda: the next of them is not forecast a second time.
  const once = new Set(set.filter(({ kind }) => ['ARCHIVING', 'ARCHIVE_WAITS'].includes(kind)).map(({ kind }) => kind));
  const isTold = (day: Day): boolean =>
    known.has(nameOf(day)) || (day.kind === 'ARCHIVING' && once.size > 0) || day.dueAt < latest(asOf, file.lastAsOf);
  return [...set, ...days.filter((day) => !isTold(day)).map((day): Coming => ({ ...day, basis: 'EXPECTED' }))].toSorted(
    (a, b) => (a.dueAt === b.dueAt ? (a.kind < b.kind ? -1 : 1) : a.dueAt < b.dueAt ? -1 : 1),
  );
};
