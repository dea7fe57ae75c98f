import { expect, test } from 'vitest';
import { abortVisit, completeVisit } from '#functions/domain/visits/endings.ts';
import { identifyOfficers, recordEntry, startVisit } from '#functions/domain/visits/on-site.ts';
import { fieldsToVerify, recordVerification, reviewVerification } from '#functions/domain/visits/verification.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { borrower, decided, policy, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { negotiatingCase, people, scheduledCase, signingCase } from '#test/support/builders.ts';

const day = { asOf: shanghai('2026-03-12', '10:05'), by: people.officer };
const checkIn = (file: CaseFile) => ({
  appointmentId: file.status.state === 'SCHEDULED' ? file.status.appointmentId : '',
  presentOfficerIds: ['officer-1', 'officer-2'],
  officers: fitOfficersCalled('officer-1', 'officer-2', 'officer-9'),
});
const shown = { shownBy: ['officer-1', 'officer-2'], purposeExplained: true as const };
const inside = { place: 'INSIDE_HOME', recording: true, othersPresent: false } as const;
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
  expect(refusalOf(recordEntry, without, { visitId, ...inside, recording: false }, day)?.code).toBe(
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

test('R22: a visit is complete with all steps and a record that both have signed', () => {
  const early = entered();
  expect(refusalOf(completeVisit, early.file, { visitId: early.visitId, signedByBoth: true }, day)?.code).toBe(
    'VisitStepsMissing',
  );
  const file = negotiatingCase();
  const visitId = Object.keys(file.visits)[0] ?? '';
  const setting = { asOf: shanghai('2026-03-12', '11:00'), by: people.officer };
  expect(refusalOf(completeVisit, file, { visitId, signedByBoth: false }, setting)?.code).toBe('VisitRecordUnsigned');
  const done = decided(completeVisit, file, { visitId, signedByBoth: true }, setting);
  expect([done.events, done.file.status.state]).toEqual([['VisitCompleted'], 'NEGOTIATING']);
});

test.each(['READY', 'CANCELLED'] as const)('4.15, 3: a negotiation without a plan ends in %s', (next) => {
  const file = negotiatingCase();
  const visitId = Object.keys(file.visits)[0] ?? '';
  const done = decided(
    completeVisit,
    file,
    { visitId, signedByBoth: true, next },
    { asOf: shanghai('2026-03-12', '11:00'), by: people.officer },
  );
  expect([done.events, done.file.status.state]).toEqual([['VisitCompleted', 'NegotiationEnded'], next]);
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
