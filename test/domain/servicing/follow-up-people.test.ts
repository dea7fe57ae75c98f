import { expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { workItems } from '#functions/domain/work.ts';
import { happened } from '#functions/domain/events.ts';
import { anAct, people } from '#test/support/acts.ts';
import { lapse, onDay, pay, play, policy, runningCase, spokenWith } from '#test/domain/servicing/play.ts';

const refused = (code: string) => expect.objectContaining({ code });
const named = anAct(runningCase(), {
  asOf: onDay('2026-03-13'),
  events: [happened('FollowUpPersonNamed', { officerId: people.officer.id, deputyId: people.officer2.id })],
}).after;
const opened = play(named, 'openFollowUp', { no: 1 }, { asOf: onDay('2026-03-27', '01:00:00') }).file;
const lists = (file: CaseFile): string[] =>
  workItems(file, policy).flatMap(({ kind, assignee }) =>
    kind.startsWith('FOLLOW_UP') ? [`${assignee} ${kind}`] : [],
  );
const reminder = (file: CaseFile) => agenda(file, policy).find(({ kind }) => kind === 'FOLLOW_UP_REMINDER');
const remind = (file: CaseFile): CaseFile => {
  const due = reminder(file);
  if (due === undefined) throw new Error('no reminder');
  const { kind, ref, dueAt } = due;
  return play(file, 'lapseDeadline', { kind, ref, dueAt }, { asOf: dueAt }).file;
};
const report = (file: CaseFile, result: 'ON_TRACK' | 'AT_RISK' | 'HARDSHIP', day: string, no = 1) => {
  const { file: spoken, contactId } = spokenWith(file, day);
  return play(
    spoken,
    'reportFollowUp',
    { followUpNo: no, result, contactId },
    { asOf: onDay(day), by: people.officer },
  );
};

test('R41: an open follow-up is called to mind fourteen days after the plan took effect, or when it opens if that is later', () => {
  expect(reminder(opened)).toMatchObject({
    ref: '1',
    dueAt: '2026-03-27T01:00:00Z',
    machine: 'deadline',
    rule: 'R41',
  });
  expect(reminder(remind(opened))).toBeUndefined();
  const second = play(
    report(opened, 'ON_TRACK', '2026-04-01').file,
    'openFollowUp',
    { no: 2 },
    { asOf: onDay('2026-06-26', '01:00:00') },
  ).file;
  expect(reminder(second)).toMatchObject({ ref: '2', dueAt: '2026-07-03T01:00:00.000Z', rule: 'R42' });
});

test('R40; 4.15, 31: the deputy sees it once the person has been reminded, the supervisor once it is overdue', () => {
  expect(lists(opened)).toEqual([`PERSON#${people.officer.id} FOLLOW_UP`]);
  const reminded = remind(opened);
  expect(lists(reminded)).toEqual([
    `PERSON#${people.officer.id} FOLLOW_UP`,
    `PERSON#${people.officer.id} FOLLOW_UP_REMINDER`,
    `PERSON#${people.officer2.id} FOLLOW_UP`,
  ]);
  const overdue = lapse(reminded, 'FOLLOW_UP_OVERDUE', '1', onDay('2026-04-11')).file;
  expect(lists(overdue)).toContain('SUPERVISOR#north FOLLOW_UP_OVERDUE');
  expect(lists(report(reminded, 'ON_TRACK', '2026-04-01').file)).toEqual([]);
});

test('R40: whoever is named anew takes over what is open, and the journal says from whom', () => {
  const facts = [people.officer2.id].map((officerId) => ({
    officerId,
    certificates: [{ kind: 'VISIT' as const, validUntil: '2027-01-01', suspended: false }],
    relations: [],
    complainants: [],
    absences: [],
    languages: [],
  }));
  const given = play(
    opened,
    'assignCase',
    { ownerId: people.officer2.id, officers: facts },
    { asOf: onDay('2026-03-28'), by: people.supervisor },
  );
  expect(given.happened).toEqual(['CaseAssigned', 'FollowUpPersonNamed', 'FollowUpHandedOver']);
  expect(given.file.followUps['1']).toMatchObject({ ownerId: people.officer2.id, status: 'OPEN' });
});

test('R43: a report names a service contact of this follow-up, not one for another purpose or of before', () => {
  const earlier = Object.keys(opened.contacts)[0];
  const asked = { followUpNo: 1, result: 'ON_TRACK', contactId: earlier } as const;
  expect(() => play(opened, 'reportFollowUp', asked, { asOf: onDay('2026-04-01'), by: people.officer })).toThrow(
    refused('ContactMissing'),
  );
  const before = spokenWith(named, '2026-03-20');
  const late = play(before.file, 'openFollowUp', { no: 1 }, { asOf: onDay('2026-03-27', '01:00:00') }).file;
  expect(() =>
    play(
      late,
      'reportFollowUp',
      { ...asked, contactId: before.contactId },
      { asOf: onDay('2026-04-01'), by: people.officer },
    ),
  ).toThrow(refused('ContactMissing'));
  expect(report(opened, 'ON_TRACK', '2026-04-01').happened).toEqual(['FollowUpDone']);
});

test('R43, R54: how the plan is going is judged by the report and the ledger together', () => {
  const judged = (file: CaseFile, result: 'ON_TRACK' | 'HARDSHIP', day: string) =>
    report(file, result, day).file.followUps['1']?.judged;
  expect(judged(opened, 'ON_TRACK', '2026-04-01')).toBe('ON_TRACK');
  expect(judged(opened, 'HARDSHIP', '2026-04-01')).toBe('HARDSHIP');
  expect(judged(opened, 'ON_TRACK', '2026-04-20')).toBe('AT_RISK');
  const due = standing(opened, '2026-04-01')?.instalments[0]?.dueMinor ?? 0;
  const lateOnce = play(opened, 'noteInstalmentLate', { no: 1 }, { asOf: onDay('2026-04-17') }).file;
  const cured = pay(lateOnce, '2026-04-20', due).file;
  expect(judged(cured, 'ON_TRACK', '2026-04-21')).toBe('ON_TRACK');
  const lateTwice = play(cured, 'noteInstalmentLate', { no: 2 }, { asOf: onDay('2026-05-16') }).file;
  expect(judged(pay(lateTwice, '2026-05-17', due).file, 'ON_TRACK', '2026-05-18')).toBe('HARDSHIP');
});
