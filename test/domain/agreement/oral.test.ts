import { expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { workItems } from '#functions/domain/work.ts';
import { people } from '#test/support/acts.ts';
import { approvedCase, assessedCase, borrower, onDay, play, policy, signedCase } from '#test/domain/servicing/play.ts';

const at = { asOf: onDay('2026-03-12', '03:25:00'), by: people.officer };
const deal = { currency: 'CNY', amountMinor: 100_000, dueOn: '2026-03-20' } as const;

/** The call in which it was agreed, as the contact log has it. */
const recorded = (file: CaseFile): CaseFile => {
  const [contact] = Object.values(file.contacts);
  if (contact === undefined) throw new Error('nobody has called');
  return {
    ...file,
    contacts: {
      [contact.contactId]: { ...contact, status: 'CONCLUDED', rightParty: true, recordingId: 'recording-1' },
    },
  };
};
const stopgap = (): CaseFile =>
  play(recorded(approvedCase()), 'recordOralArrangement', { ...deal, recordingId: 'recording-1' }, at).file;

const due = (file: CaseFile) => agenda(file, policy).find(({ kind }) => kind === 'WRITTEN_VERSION');

test('R39: the written version is due within seven days, and late it becomes the supervisor\u2019s task', () => {
  const item = due(stopgap());
  expect(item).toMatchObject({ rule: 'R39', machine: 'deadline', dueAt: expect.stringMatching(/^2026-03-19T/u) });
  if (item === undefined) throw new Error('nothing is due');
  const { kind, ref, dueAt } = item;
  const early = play(stopgap(), 'lapseDeadline', { kind, ref, dueAt }, { asOf: onDay('2026-03-18') });
  expect(early.happened).toEqual([]);
  const late = play(stopgap(), 'lapseDeadline', { kind, ref, dueAt }, { asOf: onDay('2026-03-20') });
  expect(late.happened).toEqual(['WrittenVersionOverdue']);
  expect(due(late.file)).toBeUndefined();
  expect(workItems(late.file, policy)).toContainEqual(
    expect.objectContaining({ kind: 'WRITTEN_VERSION', assignee: expect.stringContaining('SUPERVISOR') }),
  );
});

test('R39: a signed agreement is the written version', () => {
  const { oralArrangements } = stopgap();
  expect(due({ ...signedCase(), oralArrangements })).toBeUndefined();
});

test('R39: no oral deal beyond what is left, into the past, or where nothing is being negotiated', () => {
  const refused = (code: string) => expect.objectContaining({ code });
  const say =
    (file: CaseFile, over: object = {}) =>
    () =>
      play(file, 'recordOralArrangement', { ...deal, recordingId: 'recording-1', ...over }, at);
  expect(say(recorded(assessedCase()))).not.toThrow();
  expect(say(recorded(approvedCase()), { amountMinor: 9_000_000 })).toThrow(refused('NotAffordable'));
  expect(say(recorded(approvedCase()), { dueOn: '2026-03-11' })).toThrow(refused('ScheduleInvalid'));
  expect(say(recorded({ ...approvedCase(), assessments: {} }))).toThrow(refused('AffordabilityMissing'));
  expect(say(approvedCase(), { recordingId: undefined })).toThrow(refused('RecordingMissing'));
  const running = play(
    signedCase(),
    'downloadOriginal',
    { agreementId: 'agreement_1' },
    { asOf: onDay('2026-03-12', '04:00:00'), by: borrower },
  ).file;
  expect(() => play(running, 'recordOralArrangement', deal, { asOf: onDay('2026-03-13'), by: people.officer })).toThrow(
    refused('StateForbids'),
  );
});
