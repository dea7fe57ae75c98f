import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { forecast } from '#functions/domain/forecast/forecast.ts';
import type { Coming } from '#functions/domain/forecast/forecast.ts';
import { reasonOf, spokenKinds } from '#functions/domain/forecast/reasons.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { onDay, pay, play, policy, runningCase } from '#test/domain/servicing/play.ts';
import { scheduledStory } from '#test/support/builders.ts';

const running = runningCase();
const asOf = onDay('2026-03-20');
const days = (coming: readonly Coming[], kind: string): string[] =>
  coming.filter((one) => one.kind === kind).map(({ dueAt }) => dateOf(dueAt, policy.timezone));
const set = (coming: readonly Coming[]) => coming.filter(({ basis }) => basis === 'SET');

test('R53: every instalment that is still to come stands in the forecast on its own day', () => {
  expect(days(forecast(running, policy, asOf), 'INSTALMENT_DUE')).toEqual(
    standing(running, '2026-03-20')?.instalments.map(({ dueOn }) => dueOn),
  );
});

test('R41, R42: follow-ups stand there to the end of the plan, a month after its effect and then every three, before a holiday', () => {
  const coming = forecast(running, policy, asOf);
  expect(days(coming, 'FOLLOW_UP_DUE')).toEqual(['2026-04-10', '2026-07-10', '2026-10-12', '2027-01-12']);
  expect(days(coming, 'FOLLOW_UP')).toEqual(['2026-03-27', '2026-06-26', '2026-09-28', '2026-12-29']);
});

test('4.15, 21: what is on the agenda is in the forecast, and comes first', () => {
  const coming = forecast(running, policy, asOf);
  const [first] = agenda(running, policy);
  expect(coming[0]).toMatchObject({ kind: first?.kind, dueAt: first?.dueAt, basis: 'SET' });
  const settledAt = coming.find(({ kind }) => kind === 'SETTLEMENT')?.dueAt ?? '';
  expect(set(coming).map(({ kind, ref }) => `${kind} ${ref}`)).toEqual(
    agenda(running, policy)
      .filter(({ kind, dueAt }) => kind !== 'OBSERVATION_END' || dueAt <= settledAt)
      .map(({ kind, ref }) => `${kind} ${ref}`),
  );
});

test('R63-R66: the forecast goes to the end: settlement, archiving thirty days later, a look every year, the end of each term', () => {
  const coming = forecast(running, policy, asOf);
  expect(days(coming, 'SETTLEMENT')).toEqual(['2027-03-12']);
  expect(days(coming, 'ARCHIVING')).toEqual(['2027-04-11']);
  expect(days(coming, 'FIXITY_CHECK')[0]).toBe('2028-04-11');
  expect(coming.at(-1)).toMatchObject({ kind: 'RETENTION_END', basis: 'EXPECTED', rule: 'R66' });
  expect(
    coming
      .filter(({ kind }) => kind === 'RETENTION_END')
      .map(({ ref }) => ref)
      .toSorted(),
  ).toEqual(['AGREEMENT', 'CONTACT', 'EVIDENCE', 'IDENTITY', 'LEDGER', 'RECORDING']);
  expect(coming.map(({ dueAt }) => dueAt)).toEqual(coming.map(({ dueAt }) => dueAt).toSorted());
});

test('the forecast holds: whoever pays on time lives through just what was forecast', () => {
  const forecastDays = days(forecast(running, policy, asOf), 'FOLLOW_UP');
  let file: CaseFile = running;
  const opened: string[] = [];
  for (let step = 0; step < 100; step += 1) {
    const [due] = agenda(file, policy);
    if (due === undefined || file.status.state === 'SETTLED') break;
    const today = dateOf(due.dueAt, policy.timezone);
    const next = standing(file, today)?.instalments.find(({ status, dueOn }) => status !== 'PAID' && dueOn < today);
    if (next !== undefined) file = pay(file, next.dueOn, next.openMinor).file;
    else if (due.machine === 'follow-up') {
      opened.push(today);
      file = play(file, 'openFollowUp', { no: Number(due.ref) }, { asOf: due.dueAt }).file;
    } else if (due.kind === 'NOTICE') file = play(file, 'claimNotice', { noticeId: due.ref }, { asOf: due.dueAt }).file;
    else if (due.kind === 'INSTALMENT_REMINDER')
      file = play(file, 'remindInstalment', { no: Number(due.ref.split('-')[1]) }, { asOf: due.dueAt }).file;
    else if (due.machine === 'deadline')
      file = play(file, 'lapseDeadline', { kind: due.kind, ref: due.ref, dueAt: due.dueAt }, { asOf: due.dueAt }).file;
    else
      file = pay(
        file,
        today,
        standing(file, today)?.instalments.find(({ status }) => status !== 'PAID')?.openMinor ?? 0,
      ).file;
  }
  expect(opened).toEqual(forecastDays);
});

test('before there is a plan only what is set is known; once it is over, what is kept', () => {
  const { file } = scheduledStory();
  expect(forecast(file, policy, file.lastAsOf)).toHaveLength(agenda(file, policy).length);
  const settled = pay(running, '2026-03-20', 2_000_000).file;
  expect(settled.status.state).toBe('SETTLED');
  const kinds = new Set(forecast(settled, policy, settled.lastAsOf).map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(expect.arrayContaining(['FIXITY_CHECK', 'RETENTION_END']));
  expect(kinds).not.toContain('INSTALMENT_DUE');
});

test('every kind of item has its reason in three languages', () => {
  const sources = [...globSync('functions/domain/**/agenda.ts'), 'functions/domain/forecast/forecast.ts'].filter(
    (path) => !path.includes('complaints'),
  );
  const kinds = sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/kind: '([A-Z_]+)',[^{}]*?dueAt/gsu)].map(([, kind = '']) => kind),
  );
  const works = ['APPOINTMENT_ON_HOLD', 'RESOLVE_DISPUTE', 'REVIEW_KEPT_STEP', 'CASH_VARIANCE'];
  const items = new Set(kinds.filter((kind) => !works.includes(kind)));
  expect(items.size).toBeGreaterThan(30);
  for (const kind of items) expect(spokenKinds, kind).toContain(kind);
  for (const kind of spokenKinds) {
    const words = (['en', 'zh-Hans', 'zh-Hant'] as const).map((language) => reasonOf(kind, language));
    expect(new Set(words).size, kind).toBeGreaterThan(1);
    expect(words).not.toContain(kind);
  }
});
