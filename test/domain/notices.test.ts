import { expect, test } from 'vitest';
import { noticeVersion } from '#functions/domain/agreement/notice-version.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { noticeText } from '#functions/domain/notice-text.ts';
import { Language } from '#functions/domain/parts.ts';
import { packFiles } from '#functions/domain/policy/files.ts';
import { PackFile } from '#functions/domain/policy/pack.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { recordNoticeDelivery } from '#functions/domain/servicing/deliveries.ts';
import { claimNotice, recordNotice } from '#functions/domain/servicing/notices.ts';
import { NoticeKind } from '#functions/domain/servicing-parts.ts';
import { assignOfficers } from '#functions/domain/visits/appointments.ts';
import { cancelAppointment, rescheduleAppointment } from '#functions/domain/visits/changes.ts';
import { workItems } from '#functions/domain/work.ts';
import { borrower, decided, policy, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { people } from '#test/support/acts.ts';
import { scheduledCase } from '#test/support/builders.ts';
import { paper, secrets } from '#test/support/sample-parts.ts';

const allPacks = packFiles.map((file) => {
  const { jurisdiction, version } = PackFile.parse(file);
  return packOf(jurisdiction, version);
});
const warning = { 'zh-Hant': '捷徑', 'zh-Hans': '捷径', en: 'shortcuts' } as const;
/** What an SNS message may hold: beyond that AWS refuses it. */
const smsLimit = 1600;

const about = (file: CaseFile, of: Partial<Part<'notices'>>): Part<'notices'> => ({
  noticeId: 'notice_1',
  kind: 'APPOINTMENT_CONFIRMED',
  about: Object.keys(file.appointments)[0],
  channel: 'SMS',
  language: 'en',
  templateVersion: noticeVersion,
  dueAt: shanghai('2026-03-06'),
  status: 'PLANNED',
  plannedAt: shanghai('2026-03-06'),
  ...of,
});

const everyText = (templateVersion: string, kinds: readonly Part<'notices'>['kind'][]) =>
  allPacks.flatMap((pack) =>
    Language.options.flatMap((language) =>
      kinds.flatMap((kind) =>
        (['SMS', 'EMAIL'] as const).map((channel) => {
          const file = scheduledCase();
          const notice = about(file, { kind, language, channel, templateVersion });
          return { pack, language, kind, channel, ...noticeText(file, pack, notice) };
        }),
      ),
    ),
  );

/** The kinds that version 1 had words for. */
const firstKinds = [
  'SERVICE_OFFER',
  'DOCUMENTS_MISSING',
  'APPOINTMENT_CONFIRMED',
  'APPOINTMENT_CHANGED',
  'APPOINTMENT_CANCELLED',
  'APPOINTMENT_REMINDER',
  'OFFICERS_CHANGED',
  'AGREEMENT_ACTIVE',
  'INSTALMENT_REMINDER',
  'INSTALMENT_LATE',
  'BREACH_NOTICE',
  'FOLLOW_UP',
  'ADJUSTMENT_ANSWERED',
  'SETTLED',
] as const;

test.each([
  ['1', firstKinds],
  ['2', NoticeKind.options],
] as const)(
  'R9a: every notice of version %s, in every language and pack, has hotline, officer check, complaint, warning',
  (version, kinds) => {
    const texts = everyText(version, kinds);
    expect(texts).toHaveLength(kinds.length * Language.options.length * allPacks.length * 2);
    for (const { pack, language, kind, subject, text } of texts) {
      for (const part of [
        pack.hotline,
        pack.officerCheck[language],
        pack.complaints[language],
        pack.regulatorLine,
        warning[language],
        pack.lender[language],
      ])
        expect(text, `${kind} in ${language} under ${pack.jurisdiction}`).toContain(part);
      expect(`${subject}${text}`).not.toMatch(/undefined|NaN|\[object/u);
      expect(text.length, kind).toBeLessThan(smsLimit);
    }
  },
);

test('R9a: an old notice still reads as it did: these are the words of version 1', () => {
  const words = everyText('1', firstKinds).filter(
    ({ channel, pack }) => channel === 'SMS' && pack.jurisdiction === 'CN',
  );
  expect(sha256Hex(words.map(({ text }) => text).join('\n\n'))).toBe(
    'b24d5763fb1120d6c974e98d0a786330029d52bc7dd05fcdfd2a2ad0c5b71683',
  );
  expect(() => noticeText(scheduledCase(), policy, about(scheduledCase(), { templateVersion: '0' }))).toThrow(
    /no words of version 0/u,
  );
});

test('R14: the borrower’s name stands in an e-mail, and never on the screen of a telephone', () => {
  const file = scheduledCase();
  expect(noticeText(file, policy, about(file, { channel: 'EMAIL' })).text).toContain(secrets.name);
  expect(noticeText(file, policy, about(file, { channel: 'SMS' })).text).not.toContain(secrets.name);
});

const system = { asOf: shanghai('2026-03-06', '12:00'), by: people.system };
const sent = (of: Partial<Part<'notices'>> = {}) => {
  const before = scheduledCase();
  const file = { ...before, notices: { notice_1: about(before, of) } };
  const claimed = decided(claimNotice, file, { noticeId: 'notice_1' }, system).file;
  return decided(recordNotice, claimed, { noticeId: 'notice_1', result: 'SENT', providerRef: 'ref-1' }, system).file;
};
const noticeIn = (file: CaseFile): Part<'notices'> => {
  const notice = file.notices['notice_1'];
  if (notice === undefined) throw new Error('no notice');
  return notice;
};

test('R9a: what was sent can be told later: the text names the time and the officers of then, whatever was changed since', () => {
  const file = sent();
  const names = { 'officer-1': 'Officer One' };
  const then = noticeText(file, policy, noticeIn(file), names);
  expect(then.text).toContain('12 March 2026 10:00');
  expect(then.text).toContain('Officer One (officer-1), officer-2');
  const appointmentId = noticeIn(file).about ?? '';
  const moved = decided(
    rescheduleAppointment,
    file,
    {
      appointmentId,
      startsAt: shanghai('2026-03-16', '14:00'),
      endsAt: shanghai('2026-03-16', '16:00'),
      atBorrowersRequest: false,
      officers: fitOfficersCalled('officer-1', 'officer-2'),
    },
    { asOf: shanghai('2026-03-07'), by: people.agent },
  ).file;
  const others = decided(
    assignOfficers,
    moved,
    { appointmentId, officerIds: ['officer-3', 'officer-4'], officers: fitOfficersCalled('officer-3', 'officer-4') },
    { asOf: shanghai('2026-03-07', '11:00'), by: people.supervisor },
  ).file;
  expect(noticeText(others, policy, noticeIn(others), names)).toEqual(then);
});

const morning = { asOf: shanghai('2026-03-07', '08:00'), by: people.system };
const claimedInTheMorning = (file: CaseFile) => decided(claimNotice, file, { noticeId: 'notice_1' }, morning);

test('R9a: a confirmation that waited for the morning does not go out when the date was called off overnight', () => {
  const before = scheduledCase();
  const waiting = { ...before, notices: { notice_1: about(before, { dueAt: morning.asOf }) } };
  expect(claimedInTheMorning(waiting).events).toEqual(['NoticeClaimed']);
  const off = decided(
    cancelAppointment,
    waiting,
    { appointmentId: Object.keys(before.appointments)[0] ?? '' },
    { asOf: shanghai('2026-03-06', '23:30'), by: borrower },
  ).file;
  const dropped = claimedInTheMorning(off);
  expect(dropped.events).toEqual(['NoticeDropped']);
  expect(noticeIn(dropped.file)).toMatchObject({ status: 'DROPPED', reasonCode: 'Overtaken', endedAt: morning.asOf });
  expect(workItems(dropped.file, policy).map(({ kind }) => kind)).not.toContain('CHECK_NOTICE');
  expect(claimedInTheMorning(dropped.file).events).toEqual([]);
  const cancelled = Object.values(off.notices).find(({ kind }) => kind === 'APPOINTMENT_CANCELLED');
  expect(cancelled).toMatchObject({ status: 'PLANNED', dueAt: expect.stringMatching(/^2026-03-07T00:00:00/u) });
});

test('R9a: a proposal that was confirmed meanwhile, and papers that have come, are not asked for', () => {
  const before = scheduledCase();
  for (const kind of ['APPOINTMENT_CHANGED', 'DOCUMENTS_MISSING'] as const)
    expect(claimedInTheMorning({ ...before, notices: { notice_1: about(before, { kind }) } }).events).toEqual([
      'NoticeDropped',
    ]);
});

test('R7: what was planned for a borrower who has withdrawn since is dropped, and is no task for anybody', () => {
  const before = scheduledCase();
  const waiting = { ...before, notices: { notice_1: about(before, { kind: 'SERVICE_OFFER' }) } };
  const gone: CaseFile = { ...waiting, status: { state: 'WITHDRAWN', since: morning.asOf } };
  expect(claimedInTheMorning(gone).events).toEqual(['NoticeDropped']);
});

test('R9a: a visit that is off because the service has ended promises no other date', () => {
  const before = scheduledCase();
  const off = { kind: 'APPOINTMENT_CANCELLED' as const, status: 'CLAIMED' as const };
  const ended: CaseFile = { ...before, status: { state: 'CANCELLED', since: morning.asOf } };
  expect(noticeText(ended, policy, about(ended, off)).text).toContain(
    'The service has ended, and nobody will visit you.',
  );
  expect(noticeText(before, policy, about(before, off)).text).toContain('We will agree on another one');
});

test('C22: that a notice arrived is believed with the channel’s reference alone, and told once', () => {
  const file = sent();
  const report = { noticeId: 'notice_1', result: 'DELIVERED' } as const;
  expect(refusalOf(recordNoticeDelivery, file, report, system)).toMatchObject({
    code: 'DeliveryProofMissing',
    rules: ['C22', 'R48'],
  });
  const told = decided(recordNoticeDelivery, file, { ...report, proof: 'sns-77' }, system);
  expect(told.events).toEqual(['NoticeDelivered']);
  expect(noticeIn(told.file)).toMatchObject({ status: 'SENT', delivery: { result: 'DELIVERED', proof: 'sns-77' } });
  expect(decided(recordNoticeDelivery, told.file, { ...report, proof: 'sns-77' }, system).events).toEqual([]);
  expect(
    refusalOf(recordNoticeDelivery, file, { ...report, proof: 'x', at: shanghai('2026-03-08') }, system),
  ).toMatchObject({ code: 'InvalidRequest' });
});

test('C22: what came back is a person’s task, and the letter that follows is delivered with its receipt on file', () => {
  const file = sent();
  const back = decided(recordNoticeDelivery, file, { noticeId: 'notice_1', result: 'FAILED' }, system);
  expect(back.events).toEqual(['NoticeFailed']);
  expect(workItems(back.file, policy)).toContainEqual(
    expect.objectContaining({ kind: 'CHECK_NOTICE', ref: 'notice_1' }),
  );
  const letter = { noticeId: 'notice_1', result: 'DELIVERED', proof: 'RR123' } as const;
  const setting = { ...system, by: people.agent };
  expect(refusalOf(recordNoticeDelivery, back.file, letter, setting)).toMatchObject({ code: 'DeliveryProofMissing' });
  const receipt = { ...paper('receipt', 'ID'), documentId: 'RR123', purpose: 'EVIDENCE' as const };
  const onFile = { ...back.file, documents: { ...back.file.documents, RR123: receipt } };
  const arrived = decided(recordNoticeDelivery, onFile, letter, setting);
  expect(arrived.events).toEqual(['NoticeDelivered']);
  expect(workItems(arrived.file, policy).map(({ kind }) => kind)).not.toContain('CHECK_NOTICE');
});

test('R6: a borrower who wants neither SMS nor e-mail is written to, and the letter’s receipt ends the task', () => {
  const before = scheduledCase();
  const notice = about(before, { status: 'FAILED', needsLetter: true });
  const file = { ...before, notices: { notice_1: notice } };
  expect(workItems(file, policy)).toContainEqual(expect.objectContaining({ kind: 'WRITE_LETTER', ref: 'notice_1' }));
  const receipt = { ...paper('receipt', 'ID'), documentId: 'RR123', purpose: 'EVIDENCE' as const };
  const onFile = { ...file, documents: { ...file.documents, RR123: receipt } };
  const letter = { noticeId: 'notice_1', result: 'DELIVERED', proof: 'RR123' } as const;
  const arrived = decided(recordNoticeDelivery, onFile, letter, { ...system, by: people.agent });
  expect(workItems(arrived.file, policy).map(({ kind }) => kind)).not.toContain('WRITE_LETTER');
});

test('R9a: nothing is reported of a notice that has not gone out, nor in a closed record', () => {
  const before = scheduledCase();
  const file = { ...before, notices: { notice_1: about(before, {}) } };
  const report = { noticeId: 'notice_1', result: 'DELIVERED', proof: 'sns-77' } as const;
  expect(refusalOf(recordNoticeDelivery, file, report, system)).toMatchObject({ code: 'StateForbids' });
  const archived: CaseFile = {
    ...sent(),
    status: { state: 'ARCHIVED', since: shanghai('2026-03-06'), packageId: 'package_1' },
  };
  expect(refusalOf(recordNoticeDelivery, archived, report, system)).toMatchObject({ code: 'StateForbids' });
});
