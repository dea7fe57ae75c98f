import { expect, test } from 'vitest';
import { gate } from '#functions/domain/contact-gate/gate.ts';
import { consentInForce } from '#functions/domain/consents.ts';
import { recordConsent, withdrawConsent } from '#functions/domain/intake/consents.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { borrower, contextOf, decided, policy, shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { activeCase } from '#test/support/agreed-stories.ts';
import { negotiatingCase, readyCase, scheduledCase } from '#test/support/builders.ts';

type Kind = Part<'consents'>['kind'];

const inForce = (file: CaseFile, kind: Kind): string => consentInForce(file, kind)?.consentId ?? 'none';

const withConsent = (file: CaseFile, kind: Kind): CaseFile =>
  consentInForce(file, kind) === undefined
    ? decided(
        recordConsent,
        file,
        { kind, decision: 'GIVEN', textVersion: policy.consentTextVersion, channel: 'APP' },
        { asOf: file.lastAsOf, by: borrower },
      ).file
    : file;

const withdrawn = (before: CaseFile, kind: Kind, asOf = before.lastAsOf) => {
  const file = withConsent(before, kind);
  return decided(withdrawConsent, file, { consentId: inForce(file, kind) }, { asOf, by: borrower });
};

/** The one appointment of a file at another time. */
const atTime = (file: CaseFile, from: string, to: string): CaseFile => {
  const [appointment] = Object.values(file.appointments);
  if (appointment === undefined) throw new Error('no appointment');
  const moved = { ...appointment, startsAt: shanghai('2026-03-12', from), endsAt: shanghai('2026-03-12', to) };
  return withPart(file, 'appointments', appointment.appointmentId, moved);
};

const onlyVisit = (file: CaseFile) => Object.values(file.visits)[0];
const onlyAppointment = (file: CaseFile) => Object.values(file.appointments)[0];

test.each(['SERVICE', 'DATA', 'SENSITIVE'] as const)(
  'R7: with the consent %s withdrawn before signing the case ends, and nobody comes on the appointed day',
  (kind) => {
    const ended = withdrawn(scheduledCase(), kind);
    expect(ended.events).toEqual(['ConsentWithdrawn', 'AppointmentCancelled', 'Withdrawn']);
    expect(ended.file.status.state).toBe('WITHDRAWN');
    expect(onlyAppointment(ended.file)).toMatchObject({ status: 'CANCELLED', revision: 1 });
    expect(ended.decision.uniques).toMatchObject([{ kind: 'OPEN_CASE', act: 'free' }]);
  },
);

test('R7: withdrawn while the officers are there, the visit ends at once without a mark', () => {
  const ended = withdrawn(negotiatingCase(), 'SERVICE');
  expect(ended.events).toEqual(['ConsentWithdrawn', 'VisitAborted', 'Withdrawn']);
  expect(onlyVisit(ended.file)).toMatchObject({ status: 'ABORTED', endedAt: ended.file.lastAsOf });
});

test('R7; 4.15, 8: withdrawn after both have signed, visits end and the agreement stays; calls about it still pass', () => {
  const before = activeCase();
  const running: CaseFile = {
    ...before,
    visits: Object.fromEntries(
      Object.entries(before.visits).map(([id, visit]) => [id, { ...visit, status: 'STARTED' as const }]),
    ),
  };
  const ended = withdrawn(running, 'SERVICE');
  expect(ended.events).toEqual(['ConsentWithdrawn', 'VisitAborted']);
  expect(ended.file.status).toEqual(before.status);
  const context = contextOf({ asOf: shanghai('2026-06-10'), by: people.officer });
  const planned = { purpose: 'SERVICE', direction: 'OUTBOUND' } as const;
  expect(gate(before, { ...planned, channel: 'VISIT' }, context).allowed).toBe(true);
  expect(gate(ended.file, { ...planned, channel: 'VISIT' }, context)).toMatchObject({
    allowed: false,
    ruleIds: ['R6', 'R7'],
  });
  expect(gate(ended.file, { ...planned, channel: 'PHONE', contactPointId: 'phone-1' }, context).allowed).toBe(true);
});

test('R7, R18: with the outer hours withdrawn only a visit that lies in them is off, and the borrower is told', () => {
  const night = withdrawn(atTime(scheduledCase(), '22:00', '23:00'), 'OUT_OF_HOURS');
  expect(night.events).toEqual(['ConsentWithdrawn', 'AppointmentCancelled', 'NoticePlanned']);
  expect(night.file.status.state).toBe('READY');
  const evening = withdrawn(atTime(scheduledCase(), '20:30', '22:00'), 'OUT_OF_HOURS');
  expect(evening.events).toEqual(['ConsentWithdrawn']);
  expect(evening.file.status.state).toBe('SCHEDULED');
});

test('R7: a no to what was allowed before has the same effect as a withdrawal', () => {
  const file = withConsent(atTime(scheduledCase(), '22:00', '23:00'), 'OUT_OF_HOURS');
  const no = {
    kind: 'OUT_OF_HOURS',
    decision: 'REFUSED',
    textVersion: policy.consentTextVersion,
    channel: 'APP',
  } as const;
  expect(decided(recordConsent, file, no, { asOf: file.lastAsOf, by: borrower }).events).toEqual([
    'ConsentRefused',
    'AppointmentCancelled',
    'NoticePlanned',
  ]);
  expect(decided(recordConsent, readyCase(), no, { asOf: file.lastAsOf, by: borrower }).events).toEqual([
    'ConsentRefused',
  ]);
});

test('R7, R21: with entry withdrawn inside the home the officers leave; elsewhere the talk may go on', () => {
  const inside = withdrawn(negotiatingCase(), 'HOME_ENTRY');
  expect(inside.events).toEqual(['ConsentWithdrawn', 'VisitAborted']);
  expect(inside.file.status.state).toBe('READY');
  const before = negotiatingCase();
  const visit = onlyVisit(before);
  if (visit?.entry === undefined) throw new Error('no entry');
  const outside = withPart(before, 'visits', visit.visitId, { ...visit, entry: { ...visit.entry, place: 'DOORSTEP' } });
  expect(withdrawn(outside, 'HOME_ENTRY').events).toEqual(['ConsentWithdrawn']);
});

test('R7, R22: with recording withdrawn the recording ends and the visit goes on', () => {
  const ended = withdrawn(negotiatingCase(), 'RECORDING');
  expect(ended.events).toEqual(['ConsentWithdrawn', 'EntryRecorded']);
  expect(onlyVisit(ended.file)).toMatchObject({ status: 'STARTED', entry: { recording: false } });
});

test('R7: an earlier yes that a later one has replaced takes nothing with it', () => {
  const before = scheduledCase();
  const earlier = inForce(before, 'SERVICE');
  const given = { kind: 'SERVICE', decision: 'GIVEN', textVersion: policy.consentTextVersion, channel: 'APP' } as const;
  const twice = decided(recordConsent, before, given, { asOf: before.lastAsOf, by: borrower }).file;
  const ended = decided(withdrawConsent, twice, { consentId: earlier }, { asOf: before.lastAsOf, by: borrower });
  expect(ended.events).toEqual(['ConsentWithdrawn']);
  expect(ended.file.status.state).toBe('SCHEDULED');
});
