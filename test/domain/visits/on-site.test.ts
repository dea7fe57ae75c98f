import { expect, test } from 'vitest';
import { abortVisit, completeVisit } from '#functions/domain/visits/endings.ts';
import { recordEntry } from '#functions/domain/visits/entry.ts';
import { identifyOfficers, startVisit } from '#functions/domain/visits/on-site.ts';
import { fieldsToVerify, recordVerification, reviewVerification } from '#functions/domain/visits/verification.ts';
import { agenda, workItems } from '#functions/domain/agenda.ts';
import { receiveDocument } from '#functions/domain/documents/uploads.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { lapseDeadline } from '#functions/domain/intake/lapse.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { proposeAppointment } from '#functions/domain/visits/appointments.ts';
import { issueCashReceipt, recordCashDeposit, recordEvidence } from '#functions/domain/visits/evidence.ts';
import { borrower, contextOf, decided, policy, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { anAct, people } from '#test/support/acts.ts';
import { negotiatingCase, scheduledCase } from '#test/support/builders.ts';
import { signingCase } from '#test/support/agreed-stories.ts';

const day = { asOf: shanghai('2026-03-12', '10:05'), by: people.officer };
const checkIn = (file: CaseFile) => ({
  appointmentId: file.status.state === 'SCHEDULED' ? file.status.appointmentId : '',
  presentOfficerIds: ['officer-1', 'officer-2'],
  officers: fitOfficersCalled('officer-1', 'officer-2', 'officer-9'),
});
const shown = { shownBy: ['officer-1', 'officer-2'], purposeExplained: true as const };
const yes = { decision: 'GIVEN', textVersion: '1' } as const;
const inside = {
  place: 'INSIDE_HOME' as const,
  recording: true,
  othersPresent: false,
  consents: [{ kind: 'HOME_ENTRY' as const, ...yes }],
};
type Result = 'MATCH' | 'MISMATCH' | 'UNVERIFIABLE';
const results = (odd: Readonly<Record<string, Result>> = {}) =>
  fieldsToVerify(policy).map((field) => ({ field, result: odd[field] ?? 'MATCH' }));

const started = () => {
  const { file, decision } = decided(startVisit, scheduledCase(), checkIn(scheduledCase()), day);
  return { file, visitId: decision.ids?.['visitId'] ?? '' };
};
const identified = () => {
  const { file, visitId } = started();
  return { visitId, file: decided(identifyOfficers, file, { visitId, ...shown }, day).file };
};
const entered = () => {
  const { file, visitId } = identified();
  return { visitId, file: decided(recordEntry, file, { visitId, ...inside }, day).file };
};

test('R19: two of the named officers check in on the day', () => {
  const file = scheduledCase();
  const one = { ...checkIn(file), presentOfficerIds: ['officer-1'] };
  expect(refusalOf(startVisit, file, one, day)?.code).toBe('TooFewOfficers');
  expect(
    refusalOf(startVisit, file, { ...checkIn(file), presentOfficerIds: ['officer-1', 'officer-9'] }, day)?.code,
  ).toBe('OfficerNotAssigned');
  expect(refusalOf(startVisit, file, checkIn(file), { ...day, by: { ...people.officer, id: 'officer-9' } })?.code).toBe(
    'OfficerNotAssigned',
  );
  expect(refusalOf(startVisit, file, checkIn(file), { ...day, asOf: shanghai('2026-03-11') })?.code).toBe('NotTheDay');
  expect(started().file.status.state).toBe('IN_VISIT');
});

test('R24: a place more than 300 m away is flagged, not blocked', () => {
  const file = scheduledCase();
  expect(decided(startVisit, file, { ...checkIn(file), distanceMetres: 300 }, day).events).toEqual(['VisitStarted']);
  expect(decided(startVisit, file, { ...checkIn(file), distanceMetres: 301 }, day).events).toEqual([
    'VisitStarted',
    'PlaceFlagged',
  ]);
});

test('R20: every officer shows his work ID before anything else is accepted', () => {
  const { file, visitId } = started();
  expect(refusalOf(recordEntry, file, { visitId, ...inside }, day)?.code).toBe('OfficersNotIdentified');
  expect(refusalOf(recordVerification, file, { visitId, items: results() }, day)?.code).toBe('OfficersNotIdentified');
  expect(refusalOf(identifyOfficers, file, { visitId, ...shown, shownBy: ['officer-1'] }, day)?.code).toBe(
    'OfficersIncomplete',
  );
});

test('R21: a home is entered with consent, else one talks at the door', () => {
  const { file, visitId } = identified();
  const without = { ...file, consents: {} };
  const silent = { ...inside, consents: [] };
  const paper = { visitId, ...silent, recording: false };
  expect(refusalOf(recordEntry, file, paper, day)?.code).toBe('EntryConsentMissing');
  const no = { ...inside, consents: [{ kind: 'HOME_ENTRY' as const, decision: 'REFUSED' as const, textVersion: '1' }] };
  expect(refusalOf(recordEntry, file, { visitId, ...no }, day)?.code).toBe('EntryConsentMissing');
  const { decision, events } = decided(recordEntry, file, { visitId, ...inside }, day);
  expect(events).toEqual(['ConsentGiven', 'EntryRecorded']);
  expect(decision.events[0]?.data).toMatchObject({
    consent: { kind: 'HOME_ENTRY', channel: 'ON_SITE', decidedAt: day.asOf },
  });
  expect(refusalOf(recordEntry, without, { visitId, ...silent, recording: false }, day)?.code).toBe(
    'EntryConsentMissing',
  );
  expect(
    refusalOf(recordEntry, without, { visitId, ...inside, place: 'DOORSTEP', recording: false }, day),
  ).toBeUndefined();
});

test('R22: nothing is recorded without consent', () => {
  const { file, visitId } = identified();
  expect(refusalOf(recordEntry, { ...file, consents: {} }, { visitId, ...inside, place: 'DOORSTEP' }, day)?.code).toBe(
    'RecordingConsentMissing',
  );
});

test('R25: name, contact, address and each kind of paper get a result', () => {
  const { file, visitId } = entered();
  expect(fieldsToVerify(policy)).toEqual([
    'NAME',
    'CONTACT',
    'ADDRESS',
    'DOC:ID',
    'DOC:RESIDENCE',
    'DOC:INCOME_OR_ASSET',
  ]);
  expect(refusalOf(recordVerification, file, { visitId, items: results().slice(1) }, day)?.code).toBe(
    'VerificationIncomplete',
  );
  expect(refusalOf(recordVerification, identified().file, { visitId, items: results() }, day)?.code).toBe(
    'EntryNotRecorded',
  );
  const passed = decided(recordVerification, file, { visitId, items: results(), statement: 'I lost my job' }, day);
  expect(passed.events).toEqual(['VerificationPassed']);
  expect(passed.file.status.state).toBe('NEGOTIATING');
  expect(JSON.stringify(passed.decision.events)).not.toContain('lost my job');
});

test.each([
  [{ NAME: 'MISMATCH' }, 'VerificationFailed', 'READY'],
  [{ 'DOC:ID': 'MISMATCH' }, 'VerificationFailed', 'READY'],
  [{ ADDRESS: 'MISMATCH' }, 'VerificationReferred', 'IN_VISIT'],
  [{ NAME: 'UNVERIFIABLE' }, 'VerificationReferred', 'IN_VISIT'],
  [{ CONTACT: 'UNVERIFIABLE' }, 'VerificationPassed', 'NEGOTIATING'],
] as const)('R26: %o makes %s', (odd, event, state) => {
  const { file, visitId } = entered();
  const outcome = decided(recordVerification, file, { visitId, items: results(odd) }, day);
  expect([outcome.events, outcome.file.status.state]).toEqual([[event], state]);
});

test('R26: a supervisor who was not there decides on other mismatches, with a reason', () => {
  const { file, visitId } = entered();
  const setting = { ...day, by: people.supervisor };
  expect(refusalOf(reviewVerification, file, { visitId, decision: 'PASS', reason: 'x' }, setting)?.code).toBe(
    'NothingToReview',
  );
  const referred = decided(recordVerification, file, { visitId, items: results({ ADDRESS: 'MISMATCH' }) }, day).file;
  expect(refusalOf(reviewVerification, referred, { visitId, decision: 'PASS', reason: 'x' }, day)?.code).toBe(
    'FourEyesViolated',
  );
  expect(refusalOf(reviewVerification, referred, { visitId, decision: 'PASS' }, setting)?.code).toBe('ReasonMissing');
  expect(
    decided(reviewVerification, referred, { visitId, decision: 'PASS', reason: 'moved last week' }, setting).file.status
      .state,
  ).toBe('NEGOTIATING');
  expect(
    decided(reviewVerification, referred, { visitId, decision: 'FAIL', reason: 'unclear' }, setting).file.status.state,
  ).toBe('READY');
});

test('R23: the borrower ends the visit at once, without a reason; the case is ready for another', () => {
  const { file, visitId } = entered();
  const ended = decided(abortVisit, file, { visitId }, { ...day, by: borrower });
  expect([ended.events, ended.file.status.state]).toEqual([['VisitAborted'], 'READY']);
  expect(refusalOf(recordEntry, { ...ended.file, status: file.status }, { visitId, ...inside }, day)?.code).toBe(
    'VisitAlreadyEnded',
  );
});

test('R23: ended while a plan lies on the table, only the visit ends', () => {
  const file = signingCase();
  const visitId = Object.keys(file.visits)[0] ?? '';
  const ended = decided(abortVisit, file, { visitId }, { asOf: shanghai('2026-03-12', '12:00'), by: borrower });
  expect([ended.events, ended.file.status.state]).toEqual([['VisitAborted'], 'SIGNING']);
});

const later = { asOf: shanghai('2026-03-12', '11:00'), by: people.officer };
const taken = (evidenceId: string, kind: 'PHOTO' | 'AUDIO' | 'SCAN' | 'SIGNATURE' = 'SIGNATURE') => ({
  evidenceId,
  kind,
  mediaType: kind === 'AUDIO' ? 'audio/ogg' : 'image/png',
  sha256: sha256Hex(evidenceId),
  sizeBytes: 4000,
});
/** A negotiation in whose visit both have signed. */
const signed = () => {
  const visitId = Object.keys(negotiatingCase().visits)[0] ?? '';
  const borrowerId = negotiatingCase().meta?.borrowerId ?? '';
  const file = ['sig-1', 'sig-2'].reduce(
    (now, id, index) =>
      decided(
        recordEvidence,
        now,
        { visitId, ...taken(id) },
        { ...later, asOf: shanghai('2026-03-12', `10:5${index}`) },
      ).file,
    negotiatingCase(),
  );
  const signatures = [
    { signerId: borrowerId, evidenceId: 'sig-1' },
    { signerId: 'officer-1', evidenceId: 'sig-2' },
  ];
  return { file, visitId, signatures };
};

test('R22: a visit is complete with all steps and a record that both have signed', () => {
  const early = entered();
  const { file, visitId, signatures } = signed();
  expect(
    refusalOf(completeVisit, early.file, { visitId: early.visitId, signedByBoth: true, signatures }, day)?.code,
  ).toBe('VisitStepsMissing');
  const refused = (input: object) =>
    refusalOf(completeVisit, file, { visitId, signedByBoth: true, signatures, ...input }, later)?.code;
  expect(refused({ signedByBoth: false })).toBe('VisitRecordUnsigned');
  expect(refused({ signatures: [] })).toBe('VisitRecordUnsigned');
  expect(refused({ signatures: signatures.slice(0, 1) })).toBe('VisitRecordUnsigned');
  expect(refused({ signatures: signatures.map((one) => ({ ...one, evidenceId: 'sig-1' })) })).toBe(
    'VisitRecordUnsigned',
  );
  expect(refused({ signatures: signatures.map((one) => ({ ...one, evidenceId: `${one.evidenceId}x` })) })).toBe(
    'VisitRecordUnsigned',
  );
  const done = decided(completeVisit, file, { visitId, signedByBoth: true, signatures }, later);
  expect([done.events, done.file.status.state]).toEqual([['VisitCompleted'], 'NEGOTIATING']);
  expect(done.file.visits[visitId]?.signatures?.map(({ by }) => by)).toEqual(['BORROWER', 'OFFICER']);
});

test.each(['READY', 'CANCELLED'] as const)('4.15, 3: a negotiation without a plan ends in %s', (next) => {
  const { file, visitId, signatures } = signed();
  const done = decided(completeVisit, file, { visitId, signedByBoth: true, signatures, next }, later);
  expect([done.events, done.file.status.state]).toEqual([['VisitCompleted', 'NegotiationEnded'], next]);
});

test('R20: what was taken before the IDs were shown is not accepted, even when it arrives afterwards', () => {
  const { file, visitId } = identified();
  const before = shanghai('2026-03-12', '10:04');
  const setting = { ...day, asOf: shanghai('2026-03-12', '12:00') };
  expect(refusalOf(recordEntry, file, { visitId, ...inside, capturedAt: before }, setting)?.code).toBe(
    'OfficersNotIdentified',
  );
  expect(
    refusalOf(recordEvidence, file, { visitId, ...taken('photo-1', 'PHOTO'), capturedAt: before }, setting)?.code,
  ).toBe('OfficersNotIdentified');
});

test('R22: evidence is known by its hash, told twice it is one, and never exchanged', () => {
  const { file, visitId } = entered();
  const once = decided(recordEvidence, file, { visitId, ...taken('audio-1', 'AUDIO') }, day);
  expect(once.events).toEqual(['EvidenceRecorded', 'UploadRequested']);
  expect(once.file.visits[visitId]?.evidence).toMatchObject([
    { kind: 'AUDIO', sha256: sha256Hex('audio-1'), capturedAt: day.asOf, retentionClass: 'CONTACT' },
  ]);
  expect(decided(recordEvidence, once.file, { visitId, ...taken('audio-1', 'AUDIO') }, day).events).toEqual([]);
  const other = { visitId, ...taken('audio-1', 'AUDIO'), sha256: sha256Hex('other') };
  expect(refusalOf(recordEvidence, once.file, other, day)?.code).toBe('TextChanged');
  const documentId = once.file.visits[visitId]?.evidence?.[0]?.documentId ?? '';
  const arrived = { documentId, sizeBytes: 4000, sha256: sha256Hex('swapped'), key: 'k', versionId: 'v' };
  expect(decided(receiveDocument, once.file, arrived, day).events).toEqual(['DocumentQuarantined']);
  expect(decided(receiveDocument, once.file, { ...arrived, sha256: sha256Hex('audio-1') }, day).events).toEqual([
    'DocumentScanned',
    'DocumentReceived',
  ]);
});

test('R22: no recording, and no picture inside a home, without the borrower’s consent', () => {
  const { file, visitId } = entered();
  const mute = { ...file, consents: {} };
  expect(refusalOf(recordEvidence, mute, { visitId, ...taken('a', 'AUDIO') }, day)?.code).toBe(
    'RecordingConsentMissing',
  );
  expect(refusalOf(recordEvidence, mute, { visitId, ...taken('p', 'PHOTO') }, day)?.code).toBe(
    'RecordingConsentMissing',
  );
  expect(refusalOf(recordEvidence, mute, { visitId, ...taken('s', 'SCAN') }, day)).toBeUndefined();
});

test('R24: before others the debt is not talked about unless the borrower agrees', () => {
  const { file, visitId } = identified();
  const others = decided(recordEntry, file, { visitId, ...inside, othersPresent: true }, day).file;
  const refused = refusalOf(recordVerification, others, { visitId, items: results() }, day);
  expect(refused).toMatchObject({ code: 'ThirdPartyNotPermitted', rules: ['R24', 'C1'] });
  const agreed = decided(
    recordEntry,
    others,
    { visitId, ...inside, othersPresent: true, othersAgreed: true },
    day,
  ).file;
  expect(refusalOf(recordVerification, agreed, { visitId, items: results() }, day)).toBeUndefined();
});

test('R25: what was expected, seen and said stays apart from the journal', () => {
  const { file, visitId } = entered();
  const items = results().map((item) =>
    item.field === 'ADDRESS' ? { ...item, expected: '1 Old Road', seen: '2 New Road', statement: 'I moved' } : item,
  );
  const { decision, file: after } = decided(recordVerification, file, { visitId, items }, day);
  expect(decision.privates).toMatchObject([{ kind: 'CHECKS', items: [{ field: 'ADDRESS', seen: '2 New Road' }] }]);
  expect(JSON.stringify(decision.events)).not.toMatch(/Road|moved/);
  expect(after.visits[visitId]?.verification?.details?.hmac).toMatch(/^[0-9a-f]{64}$/);
});

test('R62: a safety incident ends the visit and holds every further one', () => {
  const { file, visitId } = entered();
  const input = { visitId, incident: { kind: 'SAFETY' as const, note: 'threatened with a knife' } };
  const ended = decided(abortVisit, file, input, day);
  expect(ended.events).toEqual(['VisitAborted', 'IncidentRaised', 'HoldPlaced']);
  expect(Object.values(ended.file.holds)).toMatchObject([{ kind: 'SAFETY_HOLD', blocks: ['VISIT'] }]);
  expect(JSON.stringify(ended.decision.events)).not.toContain('knife');
  const again = { startsAt: shanghai('2026-03-20'), endsAt: shanghai('2026-03-20', '12:00'), place: 'BRANCH' as const };
  expect(
    refusalOf(proposeAppointment, ended.file, { ...again, atBorrowersRequest: true }, { ...day, by: people.agent })
      ?.code,
  ).toBe('OnHold');
});

const withCash = { ...policy, appointment: { ...policy.appointment, cash: { allowed: true, maxMinor: 500_000 } } };
const cash = (setting: { asOf: string; by?: Actor }) => ({ ...contextOf(setting), policy: withCash });
const amount = { amountMinor: 30_000, currency: 'CNY' as const };

test('R27: cash is off unless the bank turns it on; then two officers sign a numbered receipt', () => {
  const { file, visitId } = entered();
  const input = { visitId, amount, signedBy: ['officer-1', 'officer-2'] };
  expect(refusalOf(issueCashReceipt, file, input, day)).toMatchObject({ code: 'CashIsOff', rules: ['R27'] });
  const on = cash(day);
  expect(() => issueCashReceipt(file, { ...input, signedBy: ['officer-1', 'officer-1'] }, on)).toThrow(
    expect.objectContaining({ code: 'SecondSignatureMissing' }),
  );
  expect(() => issueCashReceipt(file, { ...input, amount: { ...amount, amountMinor: 500_001 } }, on)).toThrow(
    expect.objectContaining({ code: 'CashIsOff' }),
  );
  const [received] = issueCashReceipt(file, input, on).events;
  expect(received?.data).toMatchObject({
    receiptNo: `${visitId}.1`,
    visit: { cashReceipts: [{ signedBy: ['officer-1', 'officer-2'], depositDueOn: '2026-03-13' }] },
  });
});

test('R27: cash is deposited by the next business day, counted by somebody else, and a difference is a task', () => {
  const { file, visitId } = entered();
  const taken27 = issueCashReceipt(file, { visitId, amount, signedBy: ['officer-1', 'officer-2'] }, cash(day));
  const held = anAct(file, { asOf: day.asOf, events: taken27.events, by: people.officer }).after;
  expect(agenda(held, policy)).toContainEqual(
    expect.objectContaining({ kind: 'CASH_DEPOSIT', ref: `${visitId}.1`, rule: 'R27' }),
  );
  const deposit = {
    visitId,
    receiptNo: `${visitId}.1`,
    amount: { ...amount, amountMinor: 29_000 },
    depositedAt: later.asOf,
    sourceRef: 'bank-1',
  };
  expect(refusalOf(recordCashDeposit, held, deposit, later)?.code).toBe('FourEyesViolated');
  const short = decided(recordCashDeposit, held, deposit, { ...later, by: people.agent }).file;
  const tasks = (of: CaseFile) => workItems(of, policy).map(({ kind }) => kind);
  expect(tasks(short)).toContain('CASH_VARIANCE');
  const counted = { ...deposit, amount, sourceRef: 'bank-2' };
  const right = decided(recordCashDeposit, short, counted, { ...later, by: people.agent }).file;
  expect(tasks(right)).not.toContain('CASH_VARIANCE');
  expect(agenda(right, policy).map(({ kind }) => kind)).not.toContain('CASH_DEPOSIT');
});

test('R17: the borrower is reminded on the day before, once', () => {
  const file = scheduledCase();
  const due = agenda(file, policy).find(({ kind }) => kind === 'APPOINTMENT_REMINDER');
  expect(due).toMatchObject({ dueAt: expect.stringContaining('2026-03-11T01:00:00'), rule: 'R17' });
  const { kind = '', ref = '', dueAt = '' } = due ?? {};
  const reminded = decided(lapseDeadline, file, { kind, ref, dueAt }, { asOf: shanghai('2026-03-11', '09:00') });
  expect(reminded.events).toEqual(['AppointmentReminded', 'NoticePlanned']);
  expect(agenda(reminded.file, policy).map((item) => item.kind)).not.toContain('APPOINTMENT_REMINDER');
});

test('a step that a tablet sends later keeps its own time, and never one from the future', () => {
  const { file, visitId } = started();
  const later = { ...day, asOf: shanghai('2026-03-12', '18:00') };
  const kept = decided(identifyOfficers, file, { visitId, ...shown, capturedAt: day.asOf }, later).file;
  expect(kept.visits[visitId]?.identifiedAt).toBe(day.asOf);
  expect(
    refusalOf(identifyOfficers, file, { visitId, ...shown, capturedAt: shanghai('2026-03-12', '18:01') }, later)?.code,
  ).toBe('InvalidRequest');
});
