import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { applyEntry } from '#functions/domain/apply.ts';
import { addDays, dateOf, daysBetween, timeOf } from '#functions/domain/calendar.ts';
import { decide } from '#functions/domain/decide.ts';
import type { CommandName, InputOf } from '#functions/domain/decide.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { privateKey } from '#functions/domain/private-items.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { fieldsToVerify } from '#functions/domain/visits/verification.ts';
import { contextOf, policy } from '#test/domain/intake/deciding.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { anAct, people } from '#test/support/acts.ts';
import { readyStory } from '#test/support/builders.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';

const zone = 'Asia/Shanghai';
const names = ['officer-1', 'officer-2', 'officer-3'];
const borrower: Actor = { id: 'user-1', role: 'borrower', borrowerId: borrowerIdOf('a case') };
const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** One try of somebody: what, by whom, how much later than the last, and two numbers that its details are made of. */
const Step = fc.record({
  act: fc.constantFrom(
    'propose',
    'propose',
    'assign',
    'assign',
    'confirm',
    'confirm',
    'confirm',
    'move',
    'cancel',
    'noShow',
    'start',
    'start',
    'start',
    'identify',
    'identify',
    'enter',
    'enter',
    'verify',
    'abort',
    'call',
    'call',
    'conclude',
  ),
  by: fc.constantFrom<Actor>(borrower, people.agent, people.officer, people.officer2, people.supervisor),
  minutes: fc.constantFrom(0, 1, 5, 30, 180, 1440, 4320),
  jump: fc.boolean(),
  /** Half of the time somebody does what comes next, as it should be done; else anything. */
  wild: fc.boolean(),
  some: fc.nat({ max: 9 }),
  many: fc.nat({ max: 3 }),
});
type Step = typeof Step extends fc.Arbitrary<infer One> ? One : never;

interface Trail {
  readonly file: CaseFile;
  readonly asOf: string;
  readonly events: readonly { readonly event: CaseEvent; readonly asOf: string; readonly before: CaseFile }[];
}

const tried = <N extends CommandName>(trail: Trail, name: N, input: InputOf<N>, by: Actor): Trail => {
  const decision = decide(trail.file, name, input, contextOf({ asOf: trail.asOf, by }));
  if (decision instanceof Refusal) return trail;
  const { entries } = anAct(trail.file, { asOf: trail.asOf, by, events: decision.events });
  const kept = Object.fromEntries((decision.privates ?? []).map((item) => [privateKey(item), item]));
  const file = { ...entries.reduce(applyEntry, trail.file), privates: { ...trail.file.privates, ...kept } };
  const told = decision.events.map((event) => ({ event, asOf: trail.asOf, before: trail.file }));
  return { ...trail, file, events: [...trail.events, ...told] };
};

type Plain = Pick<Step, 'act' | 'by' | 'some' | 'many' | 'jump'>;

/** What comes next in a case that goes well. */
const sensible = ({ file }: Trail): Plain => {
  const appointment = Object.values(file.appointments).at(-1);
  const visit = Object.values(file.visits).at(-1);
  const one = (act: Step['act'], by: Actor): Plain => ({ act, by, some: 4, many: 2, jump: true });
  if (visit?.status === 'STARTED') {
    if (visit.identifiedAt === undefined) return one('identify', people.officer);
    if (visit.entry === undefined) return one('enter', people.officer);
    return visit.verification === undefined ? one('verify', people.officer) : one('abort', borrower);
  }
  if (file.status.state === 'SCHEDULED') return one('start', people.officer);
  if (appointment?.status !== 'PROPOSED') return one('propose', people.agent);
  if (appointment.officers.length < 2) return one('assign', people.supervisor);
  return one('confirm', appointment.confirmedByBankAt === undefined ? people.agent : borrower);
};

const played = (before: Trail, step: Step): Trail =>
  playedAs(before, step.wild ? step : { ...step, ...sensible(before) });

const playedAs = (before: Trail, { act, by, minutes, jump, some, many }: Step): Trail => {
  const appointment = Object.values(before.file.appointments).at(-1);
  const visitId = Object.keys(before.file.visits).at(-1) ?? 'none';
  const appointmentId = appointment?.appointmentId ?? 'none';
  // Now and then time goes on to the appointment itself, so that visits come about.
  const later = Date.parse(before.asOf) + minutes * 60_000;
  const asOf =
    jump && appointment !== undefined ? Math.max(later, Date.parse(appointment.startsAt) + some * 60_000) : later;
  const trail = { ...before, asOf: instant(act === 'start' || act === 'noShow' ? asOf : later) };
  const start = Date.parse(`${addDays(dateOf(trail.asOf, zone), some)}T00:00:00+08:00`) + (7 + many * 5) * 3_600_000;
  const slot = { startsAt: instant(start), endsAt: instant(start + 7_200_000), atBorrowersRequest: some % 2 === 0 };
  const gapWaiver = some === 1 ? { gapWaiver: { reason: 'needs it soon' } } : {};
  const officerIds = names.slice(0, many === 0 ? 1 : many);
  switch (act) {
    case 'propose':
      return tried(trail, 'proposeAppointment', { ...slot, place: 'HOME', ...gapWaiver }, by);
    case 'assign':
      return tried(
        trail,
        'assignOfficers',
        { appointmentId, officerIds, officers: fitOfficersCalled(...officerIds) },
        by,
      );
    case 'confirm':
      return tried(trail, 'confirmAppointment', { appointmentId }, by);
    case 'move':
      return tried(
        trail,
        'rescheduleAppointment',
        { appointmentId, ...slot, ...gapWaiver, officers: fitOfficersCalled(...names) },
        by,
      );
    case 'cancel':
      return tried(trail, 'cancelAppointment', { appointmentId, reason: 'a reason' }, by);
    case 'noShow':
      return tried(trail, 'reportNoShow', { appointmentId }, by);
    case 'start':
      return tried(
        trail,
        'startVisit',
        { appointmentId, presentOfficerIds: officerIds, officers: fitOfficersCalled(...names) },
        by,
      );
    case 'identify':
      return tried(trail, 'identifyOfficers', { visitId, shownBy: officerIds, purposeExplained: true }, by);
    case 'enter':
      return tried(trail, 'recordEntry', { visitId, place: 'DOORSTEP', recording: false, othersPresent: false }, by);
    case 'verify':
      return tried(
        trail,
        'recordVerification',
        {
          visitId,
          items: fieldsToVerify(policy).map((field) => ({ field, result: some === 0 ? 'MISMATCH' : 'MATCH' })),
        },
        by,
      );
    case 'abort':
      return tried(trail, 'abortVisit', { visitId }, by);
    case 'call':
      return tried(
        trail,
        'startContact',
        { purpose: 'SERVICE', channel: 'PHONE', direction: 'OUTBOUND', contactPointId: 'phone-1', party: 'BORROWER' },
        by,
      );
    case 'conclude':
      return tried(
        trail,
        'recordContactOutcome',
        {
          contactId: Object.keys(before.file.contacts).at(-1) ?? 'none',
          answered: many > 1,
          rightParty: many > 2,
          serviceExplained: false,
          recordingId: 'rec-1',
        },
        by,
      );
  }
};

const story = readyStory('a case');
const first: Trail = { file: story.file, asOf: '2026-03-06T02:00:00Z', events: [] };
let seen = { started: 0, verified: 0, calls: 0, blocked: 0 };

test.prop([fc.array(Step, { minLength: 20, maxLength: 70 })], { numRuns: 120, seed: 16 })(
  'R6, R16, R19, R20: no sequence of acts makes a contact outside the gate, an appointment too soon, a step before the ID, a visit of one',
  (steps) => {
    const { events, file } = steps.reduce(played, first);
    for (const { event, asOf, before } of events) {
      if (event.event === 'ContactStarted') {
        seen = { ...seen, calls: seen.calls + 1 };
        const time = timeOf(asOf, zone);
        expect(time >= '08:00' && time < '22:00', asOf).toBe(true);
        const sameDay = Object.values(before.contacts).filter(
          (one) => one.status !== 'BLOCKED' && dateOf(one.startedAt, zone) === dateOf(asOf, zone),
        );
        expect(sameDay.length).toBeLessThan(6);
        expect(sameDay.filter(({ answered }) => answered === true).length).toBeLessThan(3);
      }
      if (event.event === 'ContactBlocked') seen = { ...seen, blocked: seen.blocked + 1 };
      if (event.event === 'AppointmentProposed' || event.event === 'AppointmentRescheduled') {
        const { appointment } = event.data;
        const gap = daysBetween(dateOf(appointment.proposedAt, zone), dateOf(appointment.startsAt, zone));
        if (appointment.gapWaived === undefined) expect(gap).toBeGreaterThanOrEqual(3);
      }
      if (event.event === 'VisitStarted') {
        seen = { ...seen, started: seen.started + 1 };
        expect(event.data.visit.officers.length).toBeGreaterThanOrEqual(2);
        const of = before.appointments[event.data.visit.appointmentId];
        expect(of?.confirmedByBankAt !== undefined && of.confirmedByBorrowerAt !== undefined).toBe(true);
      }
    }
    for (const visit of Object.values(file.visits)) {
      if (visit.verification !== undefined) seen = { ...seen, verified: seen.verified + 1 };
      if (visit.entry !== undefined || visit.verification !== undefined) expect(visit.identifiedAt).toBeDefined();
    }
    // Appointments that were kept or missed lie three local days apart, unless a supervisor waived it.
    const kept = Object.values(file.appointments).filter(
      ({ status, appointmentId }) =>
        status === 'MISSED' || Object.values(file.visits).some((visit) => visit.appointmentId === appointmentId),
    );
    for (const [index, one] of kept.entries()) {
      const last = kept[index - 1];
      if (last !== undefined && one.gapWaived === undefined)
        expect(daysBetween(dateOf(last.startsAt, zone), dateOf(one.startsAt, zone))).toBeGreaterThanOrEqual(3);
    }
  },
);

test('the sequences reach what they are about: visits, verifications, calls that pass and calls that do not', () => {
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(5);
});
