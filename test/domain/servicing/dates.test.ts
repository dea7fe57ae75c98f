import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import { addMonths, isBusinessDay } from '#functions/domain/calendar.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { servicingAgenda } from '#functions/domain/servicing/agenda.ts';
import { followUpDueOn } from '#functions/domain/servicing/follow-up-plan.ts';
import { lookAtInstalment } from '#functions/domain/servicing/instalment-work.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { workItems } from '#functions/domain/work.ts';
import { anAct, people } from '#test/support/acts.ts';
import { lapse, onDay, pay, play, policy, runningCase, spokenWith } from '#test/domain/servicing/play.ts';

const refused = (code: string) => expect.objectContaining({ code });
const running = runningCase();
const item = (file: CaseFile, kind: string) => agenda(file, policy).find((one) => one.kind === kind);
const instalment = standing(running, '2026-03-12')?.instalments[0]?.dueMinor ?? 0;

test('R41, R42: follow-ups are counted from E and done before a closed day', () => {
  expect(followUpDueOn('2027-01-30', 1, policy)).toBe('2027-02-26');
  // A Saturday, and a working day: made up for the long Lunar New Year of 2026.
  expect(followUpDueOn('2026-01-30', 1, policy)).toBe('2026-02-28');
  expect(followUpDueOn('2026-03-12', 1, policy)).toBe('2026-04-10');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 12 }), (days, k) => {
      const effectiveOn = addMonths('2026-01-01', 0).replace(
        '01-01',
        `0${(days % 9) + 1}-${String((days % 28) + 1).padStart(2, '0')}`,
      );
      const dueOn = followUpDueOn(effectiveOn, k, policy);
      expect(dueOn <= addMonths(effectiveOn, 1 + 3 * (k - 1))).toBe(true);
      expect(isBusinessDay(dueOn, policy.calendar)).toBe(true);
    }),
  );
});

test('R41: a follow-up opens fourteen days ahead, is overdue the day after, and the next one waits on the agenda', () => {
  expect(item(running, 'FOLLOW_UP')).toMatchObject({
    ref: '1',
    dueAt: '2026-03-27T01:00:00.000Z',
    machine: 'follow-up',
  });
  const opened = play(running, 'openFollowUp', { no: 1 }, { asOf: onDay('2026-03-27') });
  expect(opened.happened).toEqual(['FollowUpOpened', 'NoticePlanned']);
  expect(play(opened.file, 'openFollowUp', { no: 1 }, { asOf: onDay('2026-03-27') }).happened).toEqual([]);
  expect(item(opened.file, 'FOLLOW_UP')?.ref).toBe('2');
  expect(item(opened.file, 'FOLLOW_UP_OVERDUE')).toMatchObject({
    ref: '1',
    dueAt: '2026-04-11T01:00:00.000Z',
    machine: 'deadline',
  });
  expect(lapse(opened.file, 'FOLLOW_UP_OVERDUE', '1', onDay('2026-04-10')).happened).toEqual([]);
  const overdue = lapse(opened.file, 'FOLLOW_UP_OVERDUE', '1', onDay('2026-04-11'));
  expect(overdue.happened).toEqual(['FollowUpOverdue']);
  expect(item(overdue.file, 'FOLLOW_UP_OVERDUE')).toBeUndefined();
});

test('R40: only the person responsible or the deputy reports, and names the contact', () => {
  const opened = play(running, 'openFollowUp', { no: 1 }, { asOf: onDay('2026-03-27') });
  const { file, contactId } = spokenWith(opened.file, '2026-04-01');
  const report = { followUpNo: 1, result: 'HARDSHIP', contactId, note: 'ill' } as const;
  expect(() => play(file, 'reportFollowUp', report, { asOf: onDay('2026-04-01'), by: people.officer2 })).toThrow(
    refused('NotResponsible'),
  );
  expect(() =>
    play(
      file,
      'reportFollowUp',
      { ...report, contactId: undefined },
      { asOf: onDay('2026-04-01'), by: people.officer },
    ),
  ).toThrow(refused('ContactMissing'));
  const done = play(file, 'reportFollowUp', report, { asOf: onDay('2026-04-01'), by: people.officer });
  expect(done.happened).toEqual(['FollowUpDone', 'HardshipNoted']);
  expect(() => play(done.file, 'reportFollowUp', report, { asOf: onDay('2026-04-01'), by: people.officer })).toThrow(
    refused('FollowUpNotOpen'),
  );
});

test('R54: the borrower is reminded five days ahead, once', () => {
  expect(item(running, 'INSTALMENT_REMINDER')).toMatchObject({ ref: 'reminder-1', dueAt: '2026-04-08T01:00:00.000Z' });
  expect(lookAtInstalment(running, 'reminder-1', onDay('2026-04-08'))).toEqual({ outcome: 'remind', no: 1 });
  const reminded = play(running, 'remindInstalment', { no: 1 }, { asOf: onDay('2026-04-08') });
  expect(reminded.happened).toEqual(['InstalmentReminded', 'NoticePlanned']);
  expect(play(reminded.file, 'remindInstalment', { no: 1 }, { asOf: onDay('2026-04-08') }).happened).toEqual([]);
  expect(item(reminded.file, 'INSTALMENT_REMINDER')?.ref).toBe('reminder-2');
});

test('R54: the day after, the borrower is asked in a friendly way, once, and before anything is late', () => {
  expect(item(running, 'INSTALMENT_FRIENDLY')).toMatchObject({
    ref: 'friendly-1',
    dueAt: '2026-04-14T01:00:00.000Z',
    rule: 'R54',
  });
  expect(play(running, 'askAboutInstalment', { no: 1 }, { asOf: onDay('2026-04-13') }).happened).toEqual([]);
  expect(lookAtInstalment(running, 'friendly-1', onDay('2026-04-14'))).toEqual({ outcome: 'remind', no: 1 });
  const asked = play(running, 'askAboutInstalment', { no: 1 }, { asOf: onDay('2026-04-14') });
  expect(asked.happened).toEqual(['InstalmentChecked', 'NoticePlanned']);
  expect(Object.values(asked.file.notices).at(-1)).toMatchObject({ kind: 'INSTALMENT_UNPAID', about: '1' });
  expect(asked.file.status.state).toBe('ACTIVE');
  expect(item(asked.file, 'INSTALMENT_FRIENDLY')?.ref).toBe('friendly-2');
  expect(play(asked.file, 'askAboutInstalment', { no: 1 }, { asOf: onDay('2026-04-14') }).happened).toEqual([]);
  const paid = pay(running, '2026-04-13', instalment).file;
  expect(item(paid, 'INSTALMENT_FRIENDLY')?.ref).toBe('friendly-2');
});

test('R53: unpaid after the days of grace is late; the case keeps its state and is observed anew', () => {
  const first = standing(running, '2026-04-16')?.instalments[0];
  expect(first).toMatchObject({ dueOn: '2026-04-13', graceEndsOn: '2026-04-16', status: 'OPEN' });
  expect(lookAtInstalment(running, 'check-1', onDay('2026-04-17'))).toEqual({ outcome: 'late', no: 1 });
  const late = play(running, 'noteInstalmentLate', { no: 1 }, { asOf: onDay('2026-04-17') });
  expect(late.happened).toEqual(['InstalmentFellDue', 'InstalmentLate', 'NoticePlanned', 'ObservationRestarted']);
  expect(late.file.status.state).toBe('ACTIVE');
  expect(item(late.file, 'INSTALMENT_CHECK')?.ref).toBe('check-2');
  expect(standing(late.file, '2026-04-17')).toMatchObject({ planDpd: 1, arrearsMinor: instalment });
});

const lateCase = (): CaseFile => play(running, 'noteInstalmentLate', { no: 1 }, { asOf: onDay('2026-04-17') }).file;
const breachedCase = () => play(lateCase(), 'raiseBreach', { nos: [1] }, { asOf: onDay('2026-04-28') });

test('R55: unpaid at D+15 is a breach, with written notice and fifteen days to put it right', () => {
  expect(item(lateCase(), 'INSTALMENT_BREACH')).toMatchObject({ ref: 'breach-1', dueAt: '2026-04-28T01:00:00.000Z' });
  expect(play(lateCase(), 'raiseBreach', { nos: [1] }, { asOf: onDay('2026-04-27') }).happened).toEqual([]);
  const { file, happened: events, ids } = breachedCase();
  expect(events).toEqual(['BreachRaised', 'NoticePlanned', 'LetterOrdered']);
  expect(file.status.state).toBe('BREACHED');
  expect(file.breaches[ids['breachId'] ?? '']).toMatchObject({
    instalmentNos: [1],
    cureUntil: '2026-05-13',
    status: 'OPEN',
  });
  expect(play(file, 'raiseBreach', { nos: [1] }, { asOf: onDay('2026-04-28') }).happened).toEqual([]);
});

test('R55: of a whole plan that is late at once the breach names all, and notes no more than one act may write', () => {
  const nothingNoted = play(running, 'raiseBreach', { nos: [1] }, { asOf: onDay('2027-04-01') });
  expect(nothingNoted.happened.length).toBeLessThanOrEqual(20);
  expect(Object.values(nothingNoted.file.breaches)[0]?.instalmentNos).toHaveLength(12);
  const checks = agenda(nothingNoted.file, policy).filter(({ kind }) => kind === 'INSTALMENT_CHECK');
  expect(checks.map(({ ref }) => ref)).toEqual(['check-9', 'check-10', 'check-11', 'check-12']);
});

test('R44, R55: a breach calls for an extra follow-up, which is the hardship check', () => {
  const { file } = breachedCase();
  expect(
    agenda(file, policy)
      .filter(({ kind }) => kind === 'FOLLOW_UP')
      .map(({ ref }) => ref),
  ).toContain('1001');
  const opened = play(file, 'openFollowUp', { no: 1001 }, { asOf: onDay('2026-04-28') }).file;
  expect(opened.followUps['1001']).toMatchObject({ kind: 'EXTRA', dueOn: '2026-05-08' });
  const { file: spoken, contactId } = spokenWith(opened, '2026-04-29');
  const done = play(
    spoken,
    'reportFollowUp',
    { followUpNo: 1001, result: 'AT_RISK', contactId },
    { asOf: onDay('2026-04-29'), by: people.officer },
  );
  expect(done.happened).toEqual(['FollowUpDone', 'HardshipChecked']);
});

test('R55: paying the arrears cures, and the observation starts again', () => {
  const cured = pay(breachedCase().file, '2026-05-02', instalment);
  expect(cured.happened).toEqual([
    'PaymentReceived',
    'PaymentAllocated',
    'LimitationInterrupted',
    'Cured',
    'ObservationRestarted',
  ]);
  expect(cured.file.status.state).toBe('ACTIVE');
});

test('R56: what is not cured is a supervisor’s task to propose; no machine proposes or declares default', () => {
  const { file, ids } = breachedCase();
  const breachId = ids['breachId'] ?? '';
  expect(item(file, 'CURE_END')).toMatchObject({ ref: `cure-${breachId}`, dueAt: '2026-05-14T01:00:00.000Z' });
  expect(lookAtInstalment(file, `cure-${breachId}`, onDay('2026-05-14'))).toEqual({ outcome: 'default', breachId });
  const ended = play(file, 'endCure', { breachId }, { asOf: onDay('2026-05-14') });
  expect(ended.happened).toEqual(['CureEnded']);
  expect(ended.file.status.state).toBe('BREACHED');
  expect(play(ended.file, 'endCure', { breachId }, { asOf: onDay('2026-05-14') }).happened).toEqual([]);
  expect(workItems(ended.file, policy)).toContainEqual(
    expect.objectContaining({ assignee: 'SUPERVISOR#north', kind: 'PROPOSE_DEFAULT', ref: breachId }),
  );
  expect(item(ended.file, 'CURE_END')).toBeUndefined();
});

test('R55: two late in a row are a breach as soon as the second is late', () => {
  const second = play(lateCase(), 'noteInstalmentLate', { no: 2 }, { asOf: onDay('2026-05-16') }).file;
  expect(lookAtInstalment(second, 'breach-1', onDay('2026-05-16'))).toEqual({ outcome: 'breach', nos: [1, 2] });
});

const endedAs = (state: 'SETTLED' | 'TERMINATED' | 'ARCHIVING' | 'ARCHIVED'): CaseFile => {
  const told = { asOf: onDay('2026-05-01') };
  const archive = { packageId: 'package_1', startedAt: onDay('2026-06-01'), accesses: [] };
  const settled = anAct(running, {
    ...told,
    events: [happened('SettledInFull', { agreementId: 'agreement_1', settledOn: '2026-05-01', excessMinor: 0 })],
  }).after;
  const archiving = anAct(settled, {
    asOf: onDay('2026-06-01'),
    events: [happened('ArchiveStarted', { archive })],
  }).after;
  if (state === 'SETTLED') return settled;
  if (state === 'ARCHIVING') return archiving;
  if (state === 'TERMINATED')
    return { ...running, status: { state, since: onDay('2026-05-01'), agreementId: 'agreement_1' } };
  return anAct(archiving, {
    asOf: onDay('2026-06-01'),
    events: [happened('ArchiveVerified', { archive: { ...archive, retainUntil: '2036-06-01' } })],
  }).after;
};

test('4.15, 21: every state from the second signature on has something on its agenda', () => {
  const files = [
    running,
    lateCase(),
    breachedCase().file,
    ...(['SETTLED', 'TERMINATED', 'ARCHIVING', 'ARCHIVED'] as const).map(endedAs),
  ];
  for (const file of files) expect(agenda(file, policy).length, file.status.state).toBeGreaterThan(0);
});

test('R63: a case is archived thirty days after its end, unless a hold is in force', () => {
  const settled = endedAs('SETTLED');
  expect(item(settled, 'ARCHIVING')).toMatchObject({ machine: 'archiving', dueAt: '2026-05-31T01:00:00.000Z' });
  const under = (kind: 'LEGAL_HOLD' | 'DECEASED' | 'SAFETY_HOLD' | 'COMPLAINT_HOLD') =>
    anAct(settled, {
      asOf: onDay('2026-05-02'),
      events: [
        happened('HoldPlaced', {
          hold: { holdId: 'hold_1', kind, blocks: [], placedBy: 'risk-1', placedAt: onDay('2026-05-02') },
        }),
      ],
    }).after;
  for (const kind of ['SAFETY_HOLD', 'COMPLAINT_HOLD'] as const) {
    expect(item(under(kind), 'ARCHIVING'), kind).toBeUndefined();
    expect(item(under(kind), 'ARCHIVE_WAITS'), kind).toBeDefined();
  }
  // 4.15, 34: death stops all but archiving, a legal hold only destruction (R66).
  for (const kind of ['LEGAL_HOLD', 'DECEASED'] as const) expect(item(under(kind), 'ARCHIVING'), kind).toBeDefined();
});

test('R63: what keeps an ended case from its package is looked at again every month, so that it never falls silent', () => {
  const complaint = { complaintId: 'complaint_1', receivedOn: '2026-05-02', topic: 'FEES', anonymous: true };
  let file = play(endedAs('TERMINATED'), 'noteComplaint', { complaint }, { asOf: onDay('2026-05-02') }).file;
  const days: string[] = [];
  for (let month = 0; month < 4; month += 1) {
    const due = item(file, 'ARCHIVE_WAITS');
    days.push(due?.dueAt.slice(0, 10) ?? '');
    const { kind = '', ref = '', dueAt = '' } = due ?? {};
    file = play(file, 'lapseDeadline', { kind, ref, dueAt }, { asOf: dueAt }).file;
    const tasks = workItems(file, policy).filter((one) => one.kind === 'ARCHIVE_WAITS');
    expect(tasks).toHaveLength(1);
  }
  expect(days).toEqual(['2026-05-31', '2026-06-30', '2026-07-30', '2026-08-29']);
});

test('R63: a complaint without a reply keeps an ended case from its package', () => {
  const settled = endedAs('SETTLED');
  const complaint = { complaintId: 'complaint_1', receivedOn: '2026-05-02', topic: 'FEES', anonymous: true };
  const noted = play(settled, 'noteComplaint', { complaint }, { asOf: onDay('2026-05-02') }).file;
  expect(item(noted, 'ARCHIVING')).toBeUndefined();
  expect(item(noted, 'ARCHIVE_WAITS')).toBeDefined();
  const closed = play(
    noted,
    'closeComplaint',
    { complaintId: 'complaint_1', finding: 'NOT_UPHELD' },
    { asOf: onDay('2026-07-02') },
  ).file;
  expect(item(closed, 'ARCHIVING')).toMatchObject({ dueAt: onDay('2026-07-02') });
});

test('R66: the end of retention is recorded once, and destroys nothing', () => {
  const archived = endedAs('ARCHIVED');
  const due = item(archived, 'RETENTION_END');
  if (due === undefined) throw new Error('nothing due');
  const deadline = { kind: due.kind, ref: due.ref, dueAt: due.dueAt };
  const expired = play(archived, 'lapseDeadline', deadline, { asOf: due.dueAt });
  expect(expired.happened).toEqual(['RetentionExpired', 'AppraisalDrawnUp']);
  expect(play(expired.file, 'lapseDeadline', deadline, { asOf: due.dueAt }).happened).toEqual([]);
  expect(
    servicingAgenda(expired.file, policy)
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(['FIXITY_CHECK', 'RETENTION_DECISION', 'RETENTION_END']);
});

test('R50: the observation ends after a year without a miss, once', () => {
  const due = item(running, 'OBSERVATION_END');
  expect(due).toMatchObject({ ref: '2026-04-13', dueAt: '2027-04-14T01:00:00.000Z' });
  const ended = lapse(running, 'OBSERVATION_END', '2026-04-13', onDay('2027-04-14'));
  expect(ended.happened).toEqual(['ObservationEnded', 'DeadlineLapsed']);
  expect(lapse(ended.file, 'OBSERVATION_END', '2026-04-13', onDay('2027-04-14')).happened).toEqual([]);
});

test('R6: a message is claimed once, waits for the window, and is recorded', () => {
  const noticeId = Object.keys(running.notices)[0] ?? '';
  const night = play(running, 'claimNotice', { noticeId }, { asOf: onDay('2026-03-12', '15:00:00') });
  expect(night.ids['outcome']).toBe('postponed');
  expect(night.file.notices[noticeId]?.dueAt).toBe('2026-03-13T00:00:00.000Z');
  const claimed = play(night.file, 'claimNotice', { noticeId }, { asOf: onDay('2026-03-13') });
  expect(claimed.ids['outcome']).toBe('claimed');
  expect(play(claimed.file, 'claimNotice', { noticeId }, { asOf: onDay('2026-03-13') }).ids['outcome']).toBe('done');
  expect(
    play(claimed.file, 'recordNotice', { noticeId, result: 'SENT', providerRef: 'p-1' }, { asOf: onDay('2026-03-13') })
      .happened,
  ).toEqual(['NoticeSent']);
});
