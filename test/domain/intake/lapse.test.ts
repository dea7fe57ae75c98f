import { expect, test } from 'vitest';
import { agreementAgenda, intakeAgenda } from '#functions/domain/intake/agenda.ts';
import { assignCase, cancelCase } from '#functions/domain/intake/assign.ts';
import { lapseDeadline } from '#functions/domain/intake/lapse.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { decided, policy, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { activeCase, signingCase } from '#test/support/agreed-stories.ts';
import {
  negotiatingCase,
  offeredCase,
  openedCase,
  readyCase,
  registeredCase,
  scheduledCase,
} from '#test/support/builders.ts';
import { people } from '#test/support/acts.ts';

const agendaOf = (file: CaseFile) => [...intakeAgenda(file, policy), ...agreementAgenda(file, policy)];
const lapsed = (file: CaseFile, asOf: string) => {
  const due = agendaOf(file)[0];
  if (due === undefined) throw new Error('something should be due');
  const { kind, ref, dueAt } = due;
  return { ...decided(lapseDeadline, file, { kind, ref, dueAt }, { asOf, by: people.system }), kind, rule: due.rule };
};
const later = shanghai('2026-06-01');

test('R5: the first contact is due one business day after the feed, then a supervisor is told', () => {
  const [due] = agendaOf(openedCase());
  expect(due).toMatchObject({
    kind: 'FIRST_CONTACT',
    dueAt: '2026-03-03T14:00:00.000Z',
    rule: 'R5',
    machine: 'deadline',
  });
  const { events, file } = lapsed(openedCase(), later);
  expect(events).toEqual(['FirstContactOverdue']);
  expect(file.status.state).toBe('OPEN');
  expect(agendaOf(file)).toEqual([]);
});

test('4.1: an offer without an answer lapses after thirty days, and the case is declined', () => {
  const { events, file, kind } = lapsed(offeredCase(), later);
  expect(kind).toBe('OFFER_LAPSE');
  expect(events).toEqual(['OfferLapsed', 'Declined']);
  expect(file.status.state).toBe('DECLINED');
});

test('R12: missing papers are asked for again and nothing is closed', () => {
  const { events, file } = lapsed(registeredCase(), later);
  expect(events).toEqual(['DeadlineLapsed', 'NoticePlanned']);
  expect(file.status.state).toBe('DOCS_PENDING');
  expect(agendaOf(file).map((due) => due.kind)).toEqual(['NOTICE']);
});

test('4.15, 21: no appointment in READY for fourteen days is somebody’s task', () => {
  const { events, kind } = lapsed(readyCase(), later);
  expect([kind, events]).toEqual(['READY_IDLE', ['DeadlineLapsed']]);
});

test('4.1: no check-in by the end of the slot is a no-show of an unknown side', () => {
  const { decision, file, kind } = lapsed(scheduledCase(), later);
  expect(kind).toBe('APPOINTMENT_CHECK');
  expect(decision.events).toMatchObject([
    { event: 'NoShowRecorded', data: { side: 'UNKNOWN', appointment: { status: 'MISSED' } } },
  ]);
  expect(file.status.state).toBe('READY');
});

test('4.1: an unsigned agreement expires after fourteen days, and the negotiation goes on', () => {
  const { events, file } = lapsed(signingCase(), later);
  expect(events).toEqual(['SignatureExpired']);
  expect(file.status.state).toBe('NEGOTIATING');
  expect(lapsed(negotiatingCase(), later).kind).toBe('NEGOTIATION_IDLE');
});

test('architecture 4: a deadline that moved, was met, or is not due yet lapses into nothing', () => {
  const [due] = agendaOf(openedCase());
  if (due === undefined) throw new Error('something should be due');
  const deadline = { kind: due.kind, ref: due.ref, dueAt: due.dueAt };
  expect(decided(lapseDeadline, offeredCase(), deadline, { asOf: later }).events).toEqual([]);
  expect(
    decided(lapseDeadline, openedCase(), { ...deadline, dueAt: shanghai('2026-03-04') }, { asOf: later }).events,
  ).toEqual([]);
  expect(decided(lapseDeadline, openedCase(), deadline, { asOf: shanghai('2026-03-03') }).events).toEqual([]);
  const once = lapsed(openedCase(), later);
  expect(decided(lapseDeadline, once.file, deadline, { asOf: later }).events).toEqual([]);
});

const fit = {
  certificates: [{ kind: 'VISIT', validUntil: '2027-01-01', suspended: false }],
  relations: [],
  complainants: [],
  absences: [],
  languages: [],
} as const;

test('R40: a supervisor names owner, follow-up person and deputy from the certified officers', () => {
  const officers = ['officer-3', 'officer-4'].map((officerId) => ({ officerId, ...fit }));
  const { file } = decided(
    assignCase,
    openedCase(),
    { ownerId: 'officer-3', deputyId: 'officer-4', officers },
    { asOf: later, by: people.supervisor },
  );
  expect(file.meta).toMatchObject({ ownerId: 'officer-3', followUpOfficerId: 'officer-3', deputyId: 'officer-4' });
  expect(refusalOf(assignCase, openedCase(), { ownerId: 'officer-9', officers }, { asOf: later })?.code).toBe(
    'OfficerNotCertified',
  );
});

test('4.15, 5: a supervisor ends the service with a reason, never an agreement in effect', () => {
  const setting = { asOf: later, by: people.supervisor };
  expect(refusalOf(cancelCase, readyCase(), {}, setting)?.code).toBe('ReasonMissing');
  expect(decided(cancelCase, readyCase(), { reason: 'false papers' }, setting).file.status.state).toBe('CANCELLED');
  expect(refusalOf(cancelCase, activeCase(), { reason: 'x' }, setting)?.code).toBe('StateForbids');
});
