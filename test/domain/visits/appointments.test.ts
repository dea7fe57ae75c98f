import { expect, test } from 'vitest';
import { assignOfficers, confirmAppointment, proposeAppointment } from '#functions/domain/visits/appointments.ts';
import { cancelAppointment, reportNoShow, rescheduleAppointment } from '#functions/domain/visits/changes.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { borrower, decided, policy, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { people } from '#test/support/acts.ts';
import { readyCase, registeredCase, scheduledCase } from '#test/support/builders.ts';
import { happened } from '#functions/domain/events.ts';
import { anAct } from '#test/support/acts.ts';

/** Papers are complete since 5 March; the first of March in the rule's example is the sixth here. */
const today = { asOf: shanghai('2026-03-06'), by: people.agent };
const slot = (day: string, from = '10:00', to = '12:00') =>
  ({ startsAt: shanghai(day, from), endsAt: shanghai(day, to), place: 'HOME', atBorrowersRequest: false }) as const;
const officers = fitOfficersCalled('officer-1', 'officer-2');
const two = ['officer-1', 'officer-2'];

const proposed = (): { file: CaseFile; appointmentId: string } => {
  const { file, decision } = decided(proposeAppointment, readyCase(), slot('2026-03-12'), today);
  return { file, appointmentId: decision.ids?.['appointmentId'] ?? '' };
};
const named = () => {
  const { file, appointmentId } = proposed();
  const input = { appointmentId, officerIds: two, officers };
  return { appointmentId, file: decided(assignOfficers, file, input, { ...today, by: people.supervisor }).file };
};
const scheduledId = (file: CaseFile): string => (file.status.state === 'SCHEDULED' ? file.status.appointmentId : '');

test('R15: no appointment before the papers are complete', () => {
  expect(refusalOf(proposeAppointment, registeredCase(), slot('2026-03-12'), today)).toMatchObject({
    code: 'DocumentsIncomplete',
    rules: ['R10', 'R15'],
  });
});

test('R16: proposed on the sixth, the first appointment is on the ninth at the earliest', () => {
  const tooSoon = refusalOf(proposeAppointment, readyCase(), slot('2026-03-08'), today);
  expect(tooSoon).toMatchObject({ code: 'AppointmentTooSoon', rules: ['R16'] });
  expect(tooSoon?.facts.earliest).toBe('2026-03-09');
  expect(refusalOf(proposeAppointment, readyCase(), slot('2026-03-09'), today)).toBeUndefined();
});

test('R16: days are the borrower’s: late in the evening in UTC it is already tomorrow for them', () => {
  const lateInUtc = { ...today, asOf: '2026-03-06T16:30:00Z' };
  expect(refusalOf(proposeAppointment, readyCase(), slot('2026-03-09'), lateInUtc)?.facts.earliest).toBe('2026-03-10');
});

test('R16: after a missed appointment the next one is three days later, whatever was called off in between', () => {
  const file = scheduledCase();
  const missed = decided(
    reportNoShow,
    file,
    { appointmentId: scheduledId(file) },
    { asOf: shanghai('2026-03-12', '10:30'), by: people.officer },
  ).file;
  const setting = { asOf: shanghai('2026-03-12', '11:00') };
  expect(refusalOf(proposeAppointment, missed, slot('2026-03-14'), setting)?.facts.earliest).toBe('2026-03-15');
  expect(refusalOf(proposeAppointment, missed, slot('2026-03-15'), setting)).toBeUndefined();
});

test('R16: only a supervisor waives the gap, at the borrower’s request, with a reason', () => {
  const waived = { ...slot('2026-03-07'), atBorrowersRequest: true, gapWaiver: { reason: 'leaves for hospital' } };
  expect(refusalOf(proposeAppointment, readyCase(), waived, today)?.code).toBe('GapWaiverNotAllowed');
  const setting = { ...today, by: people.supervisor };
  expect(refusalOf(proposeAppointment, readyCase(), { ...waived, atBorrowersRequest: false }, setting)?.code).toBe(
    'GapWaiverNotAllowed',
  );
  const { events, decision } = decided(proposeAppointment, readyCase(), waived, setting);
  expect(events).toEqual(['AppointmentProposed', 'GapWaived']);
  expect(JSON.stringify(decision.events)).not.toContain('hospital');
});

test.each([
  ['09:00', '13:00', false, undefined],
  ['16:00', '20:00', false, undefined],
  ['09:00', '13:01', false, 'OutsideVisitHours'],
  ['08:30', '10:00', false, 'OutsideVisitHours'],
  ['08:30', '10:00', true, undefined],
  ['19:00', '20:01', false, 'OutsideVisitHours'],
  ['20:00', '22:00', true, undefined],
  ['07:30', '09:00', true, 'OutOfHoursConsentMissing'],
  ['12:00', '10:00', true, 'OutsideVisitHours'],
])('R18: from %s to %s, at the borrower’s request %s: %s', (from, to, atBorrowersRequest, code) => {
  const input = { ...slot('2026-03-12', from, to), atBorrowersRequest };
  expect(refusalOf(proposeAppointment, readyCase(), input, today)?.code).toBe(code);
});

test('R18: outside 08:00-22:00 with consent', () => {
  const consent = {
    consentId: 'k',
    kind: 'OUT_OF_HOURS',
    status: 'GIVEN',
    textVersion: '1',
    channel: 'APP',
    decidedAt: today.asOf,
  } as const;
  const file = anAct(readyCase(), { asOf: today.asOf, events: [happened('ConsentGiven', { consent })] }).after;
  expect(
    refusalOf(proposeAppointment, file, { ...slot('2026-03-12', '06:30', '07:30'), atBorrowersRequest: true }, today),
  ).toBeUndefined();
});

test('R15: one appointment at a time', () => {
  expect(refusalOf(proposeAppointment, proposed().file, slot('2026-03-13'), today)?.code).toBe(
    'AppointmentAlreadyOpen',
  );
  expect(refusalOf(proposeAppointment, scheduledCase(), slot('2026-03-20'), today)?.code).toBe(
    'AppointmentAlreadyOpen',
  );
});

test('R19: two officers, certified on the day, unrelated and free', () => {
  const { file, appointmentId } = proposed();
  const assign = (officerIds: string[], facts: (typeof officers)[number][]) =>
    refusalOf(assignOfficers, file, { appointmentId, officerIds, officers: facts }, { ...today, by: people.supervisor })
      ?.code;
  const but = (more: object) =>
    officers.map((officer) => (officer.officerId === 'officer-2' ? { ...officer, ...more } : officer));
  expect(assign(two, officers)).toBeUndefined();
  expect(assign(['officer-1', 'officer-1'], officers)).toBe('TooFewOfficers');
  expect(assign(['officer-1', 'officer-9'], officers)).toBe('OfficerNotCertified');
  expect(assign(two, but({ certificates: [{ kind: 'VISIT', validUntil: '2026-03-11', suspended: false }] }))).toBe(
    'OfficerNotCertified',
  );
  expect(assign(two, but({ certificates: [{ kind: 'VISIT', validUntil: '2027-01-01', suspended: true }] }))).toBe(
    'OfficerNotCertified',
  );
  expect(assign(two, but({ relations: [file.meta?.borrowerId] }))).toBe('OfficerConflicted');
  expect(assign(two, but({ absences: [{ from: '2026-03-10', until: '2026-03-12' }] }))).toBe('OfficerBusy');
});

test('R19: nobody confirms before the officers have names', () => {
  const { file, appointmentId } = proposed();
  expect(refusalOf(confirmAppointment, file, { appointmentId }, { ...today, by: borrower })?.code).toBe(
    'OfficersNotAssigned',
  );
});

test('R15: the second confirmation schedules, and the borrower is told who comes', () => {
  const { file, appointmentId } = named();
  const first = decided(confirmAppointment, file, { appointmentId }, { ...today, by: people.officer });
  expect(first.events).toEqual(['AppointmentConfirmed']);
  expect(first.file.status.state).toBe('READY');
  expect(refusalOf(confirmAppointment, first.file, { appointmentId }, { ...today, by: people.agent })?.code).toBe(
    'AlreadyConfirmed',
  );
  const second = decided(confirmAppointment, first.file, { appointmentId }, { ...today, by: borrower });
  expect(second.events).toEqual(['AppointmentConfirmed', 'NoticePlanned']);
  expect(second.file.status).toMatchObject({ state: 'SCHEDULED', appointmentId });
});

test('R15: an agent may speak for the borrower, with evidence', () => {
  const { file, appointmentId } = named();
  const bank = decided(confirmAppointment, file, { appointmentId }, { ...today, by: people.officer }).file;
  const both = decided(confirmAppointment, bank, { appointmentId, onBehalf: { evidenceId: 'rec-1' } }, today);
  expect(both.file.status.state).toBe('SCHEDULED');
});

test('R17: the bank moves a date a day ahead or not at all', () => {
  const file = scheduledCase();
  const input = { appointmentId: scheduledId(file), officers, ...slot('2026-03-16') };
  const { place: _, ...moved } = input;
  const limit = '2026-03-11';
  expect(
    refusalOf(rescheduleAppointment, file, moved, { asOf: shanghai(limit, '10:00'), by: people.officer }),
  ).toBeUndefined();
  expect(
    refusalOf(rescheduleAppointment, file, moved, { asOf: shanghai(limit, '10:01'), by: people.officer })?.code,
  ).toBe('ChangeTooLate');
});

test('R17: the borrower may ask on the day itself; it is flagged, never refused before the start', () => {
  const file = scheduledCase();
  const moved = {
    appointmentId: scheduledId(file),
    officers,
    startsAt: shanghai('2026-03-16'),
    endsAt: shanghai('2026-03-16', '12:00'),
    atBorrowersRequest: true,
  };
  const ahead = decided(rescheduleAppointment, file, moved, { asOf: shanghai('2026-03-11', '23:30'), by: borrower });
  expect(ahead.file.appointments[moved.appointmentId]?.lateNotice).toBe(false);
  const late = decided(rescheduleAppointment, file, moved, { asOf: shanghai('2026-03-12', '08:00'), by: borrower });
  expect(late.file.appointments[moved.appointmentId]?.lateNotice).toBe(true);
});

test('4.15, 13: a moved date keeps its history and the other side confirms again', () => {
  const file = scheduledCase();
  const appointmentId = scheduledId(file);
  const moved = {
    appointmentId,
    officers,
    startsAt: shanghai('2026-03-13'),
    endsAt: shanghai('2026-03-13', '12:00'),
    atBorrowersRequest: true,
  };
  const after = decided(rescheduleAppointment, file, moved, { asOf: shanghai('2026-03-10'), by: borrower }).file;
  expect(after.status.state).toBe('READY');
  expect(after.appointments[appointmentId]).toMatchObject({
    status: 'PROPOSED',
    earlierSlots: [{ startsAt: '2026-03-12T02:00:00Z' }],
  });
  const confirmed = decided(
    confirmAppointment,
    after,
    { appointmentId },
    { asOf: shanghai('2026-03-10', '11:00'), by: people.officer },
  ).file;
  expect(confirmed.status.state).toBe('SCHEDULED');
});

test('R17: the bank says why it calls a visit off, the borrower need not; he is told either way', () => {
  const file = scheduledCase();
  const appointmentId = scheduledId(file);
  const setting = { asOf: shanghai('2026-03-10') };
  expect(refusalOf(cancelAppointment, file, { appointmentId }, { ...setting, by: people.officer })?.code).toBe(
    'ReasonMissing',
  );
  const off = decided(cancelAppointment, file, { appointmentId }, { ...setting, by: borrower });
  expect([off.events, off.file.status.state]).toEqual([['AppointmentCancelled', 'NoticePlanned'], 'READY']);
});

test('4.1: a no-show is noted against the other side, a quarter of an hour after the start', () => {
  const file = scheduledCase();
  const appointmentId = scheduledId(file);
  expect(
    refusalOf(reportNoShow, file, { appointmentId }, { asOf: shanghai('2026-03-12', '10:14'), by: borrower })?.code,
  ).toBe('NoShowTooEarly');
  const { decision } = decided(
    reportNoShow,
    file,
    { appointmentId },
    { asOf: shanghai('2026-03-12', '10:15'), by: borrower },
  );
  expect(decision.events).toMatchObject([{ event: 'NoShowRecorded', data: { side: 'BANK' } }]);
});

test('4.1: a hold on visits stops a new date', () => {
  const hold = {
    holdId: 'h',
    kind: 'SAFETY_HOLD',
    blocks: ['VISIT'],
    placedBy: 'risk-1',
    placedAt: today.asOf,
  } as const;
  const file = anAct(readyCase(), {
    asOf: today.asOf,
    events: [happened('HoldPlaced', { hold: { ...hold, blocks: [...hold.blocks] } })],
  }).after;
  expect(refusalOf(proposeAppointment, file, slot('2026-03-12'), today)?.code).toBe('OnHold');
  expect(policy.appointment.minOfficers).toBe(2);
});

test('R15: an offer that nobody has agreed to is answered with another slot and place, however soon it is', () => {
  const { file, appointmentId } = named();
  const counter = {
    appointmentId,
    officers,
    startsAt: shanghai('2026-03-14', '15:00'),
    endsAt: shanghai('2026-03-14', '16:00'),
    place: 'BRANCH' as const,
    atBorrowersRequest: false,
  };
  const dayBefore = { asOf: shanghai('2026-03-11', '18:00'), by: people.officer };
  const after = decided(rescheduleAppointment, file, counter, dayBefore).file;
  expect(after.appointments[appointmentId]).toMatchObject({ status: 'PROPOSED', place: 'BRANCH', lateNotice: false });
  expect(after.appointments[appointmentId]?.confirmedByBankAt).toBe(dayBefore.asOf);
});

test('R16: a waiver goes on for the borrower’s own wish to move; the bank needs a new one', () => {
  const waived = {
    ...slot('2026-03-07', '15:00', '16:00'),
    atBorrowersRequest: true,
    gapWaiver: { reason: 'surgery' },
  };
  const { file, decision } = decided(proposeAppointment, readyCase(), waived, { ...today, by: people.supervisor });
  const appointmentId = decision.ids?.['appointmentId'] ?? '';
  const move = (atBorrowersRequest: boolean, more: object = {}) => ({
    appointmentId,
    officers,
    startsAt: shanghai('2026-03-08'),
    endsAt: shanghai('2026-03-08', '11:00'),
    atBorrowersRequest,
    ...more,
  });
  const bank = { ...today, by: people.supervisor };
  expect(refusalOf(rescheduleAppointment, file, move(false), bank)?.code).toBe('AppointmentTooSoon');
  expect(refusalOf(rescheduleAppointment, file, move(true), { ...today, by: borrower })).toBeUndefined();
  const again = move(true, { gapWaiver: { reason: 'asked by phone' } });
  expect(refusalOf(rescheduleAppointment, file, again, today)?.code).toBe('GapWaiverNotAllowed');
  expect(decided(rescheduleAppointment, file, again, bank).events).toEqual([
    'AppointmentRescheduled',
    'NoticePlanned',
    'GapWaived',
  ]);
});

test('R19: a date is not moved to a day on which an officer is away or no longer certified', () => {
  const file = scheduledCase();
  const moved = {
    appointmentId: scheduledId(file),
    startsAt: shanghai('2026-03-16'),
    endsAt: shanghai('2026-03-16', '12:00'),
    atBorrowersRequest: true,
  };
  const setting = { asOf: shanghai('2026-03-10'), by: borrower };
  const away = officers.map((one) => ({ ...one, absences: [{ from: '2026-03-16' }] }));
  const expired = officers.map((one) => ({
    ...one,
    certificates: [{ kind: 'VISIT' as const, validUntil: '2026-03-15', suspended: false }],
  }));
  const code = (facts: typeof officers) =>
    refusalOf(rescheduleAppointment, file, { ...moved, officers: facts }, setting)?.code;
  expect([code(officers), code(away), code(expired)]).toEqual([undefined, 'OfficerBusy', 'OfficerNotCertified']);
});
