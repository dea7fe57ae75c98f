import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { addDays } from '#functions/domain/calendar.ts';
import { assignOfficers, proposeAppointment } from '#functions/domain/visits/appointments.ts';
import { cellsOf, slotChanges } from '#functions/domain/visits/slot-claims.ts';
import { freeSlots } from '#functions/domain/visits/slot-search.ts';
import type { Candidate, SlotQuestion } from '#functions/domain/visits/slot-search.ts';
import { decided, policy, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { people } from '#test/support/acts.ts';
import { readyCase, registeredCase, scheduledCase } from '#test/support/builders.ts';
import { cancelAppointment } from '#functions/domain/visits/changes.ts';

const today = { asOf: shanghai('2026-03-06'), by: people.agent };
const question: SlotQuestion = { minutes: 120, atBorrowersRequest: false, limit: 25 };
const free = (...ids: readonly string[]): Candidate[] =>
  fitOfficersCalled(...ids).map((officer) => ({ ...officer, taken: new Set<string>() }));
const search = (candidates: readonly Candidate[], more: Partial<SlotQuestion> = {}) =>
  freeSlots(readyCase(), { ...question, ...more }, candidates, { policy, asOf: today.asOf });

test('R16, R18: the first free slot is the first hour of the first day that the gap allows', () => {
  expect(search(free('officer-1', 'officer-2'))[0]).toEqual({
    startsAt: shanghai('2026-03-09', '09:00'),
    endsAt: shanghai('2026-03-09', '11:00'),
    officers: ['officer-1', 'officer-2'],
  });
});

test('R19: no slot without two officers who are free, certified, present and in no conflict', () => {
  const [one, two] = [...free('officer-1'), ...free('officer-2')];
  if (one === undefined || two === undefined) throw new Error('two officers');
  const { borrowerId = '' } = readyCase().meta ?? {};
  const taken = new Set(
    cellsOf({ startsAt: shanghai('2026-03-09', '09:00'), endsAt: shanghai('2026-03-09', '19:00') }).map(
      ({ day, cell }) => `${day}#${cell}`,
    ),
  );
  const until = '2026-03-09';
  expect(search([one], { until })).toEqual([]);
  expect(search([one, { ...two, relations: [borrowerId] }], { until })).toEqual([]);
  expect(search([one, { ...two, complainants: [borrowerId] }], { until })).toEqual([]);
  expect(search([one, { ...two, absences: [{ from: '2026-03-01' }] }], { until })).toEqual([]);
  expect(search([one, { ...two, certificates: [] }], { until })).toEqual([]);
  expect(search([one, { ...two, taken }], { until })).toEqual([]);
  expect(search([one, { ...two, taken }], { until, minutes: 60 })).toMatchObject([
    { startsAt: shanghai('2026-03-09', '19:00') },
  ]);
});

test('R19: whoever speaks the borrower’s language is proposed first', () => {
  const [one, two, three] = free('officer-1', 'officer-2', 'officer-3');
  if (one === undefined || two === undefined || three === undefined) throw new Error('three officers');
  const { language = 'en' } = readyCase().meta ?? {};
  expect(search([one, two, { ...three, languages: [language] }])[0]?.officers).toEqual(['officer-3', 'officer-1']);
});

test('R15: nothing is searched before the papers are complete', () => {
  const asked = () => freeSlots(registeredCase(), question, [], { policy, asOf: today.asOf });
  expect(asked).toThrow(expect.objectContaining({ code: 'DocumentsIncomplete', rules: ['R10', 'R15'] }));
});

const load = fc.record({
  taken: fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 95 })), { maxLength: 200 }),
  relations: fc.subarray([readyCase().meta?.borrowerId ?? '', 'somebody']),
  validUntil: fc.constantFrom('2026-03-10', '2026-12-31'),
  absences: fc.subarray([{ from: '2026-03-11', until: '2026-03-12' }]),
});
const cellAt = (quarter: number): string =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}${String((quarter % 4) * 15).padStart(2, '0')}`;

property.prop([
  fc.array(load, { minLength: 2, maxLength: 6 }),
  fc.integer({ min: 15, max: 240 }),
  fc.boolean(),
  fc.constantFrom('2026-03-06', '2026-03-08', '2026-03-15'),
])(
  'R15-R19: every slot that is found can be proposed and its officers named',
  (loads, minutes, atBorrowersRequest, from) => {
    const candidates: Candidate[] = loads.map(({ taken, relations, validUntil, absences }, index) => ({
      officerId: `officer-${index}`,
      complainants: [],
      languages: [],
      relations,
      absences,
      certificates: [{ kind: 'VISIT', validUntil, suspended: false }],
      taken: new Set(taken.map(([day, quarter]) => `${addDays('2026-03-08', day)}#${cellAt(quarter)}`)),
    }));
    for (const found of search(candidates, { minutes, atBorrowersRequest, from, until: addDays(from, 8), limit: 12 })) {
      const { file, decision } = decided(
        proposeAppointment,
        readyCase(),
        { startsAt: found.startsAt, endsAt: found.endsAt, place: 'HOME', atBorrowersRequest },
        today,
      );
      const input = {
        appointmentId: decision.ids?.['appointmentId'] ?? '',
        officerIds: found.officers,
        officers: candidates,
      };
      expect(refusalOf(assignOfficers, file, input, { ...today, by: people.supervisor })).toBeUndefined();
      for (const officer of candidates.filter(({ officerId }) => found.officers.includes(officerId)))
        expect(cellsOf(found).some(({ day, cell }) => officer.taken.has(`${day}#${cell}`))).toBe(false);
    }
  },
);

test('R19: an appointment takes the time of its officers, and gives it back when it is called off', () => {
  const file = scheduledCase();
  const appointmentId = file.status.state === 'SCHEDULED' ? file.status.appointmentId : '';
  const claimed = slotChanges(readyCase(), file);
  expect(claimed.map(({ act, officerId }) => [act, officerId])).toEqual([
    ['claim', 'officer-1'],
    ['claim', 'officer-2'],
  ]);
  const off = decided(
    cancelAppointment,
    file,
    { appointmentId, reason: 'flood' },
    { asOf: shanghai('2026-03-10'), by: people.agent },
  ).file;
  expect(slotChanges(file, off).map(({ act }) => act)).toEqual(['free', 'free']);
  const withdrawn = { ...file, status: { state: 'WITHDRAWN', since: shanghai('2026-03-10') } } as const;
  expect(slotChanges(file, withdrawn).map(({ act }) => act)).toEqual(['free', 'free']);
});

test('R19: a slot takes every quarter of an hour that it touches, over midnight too', () => {
  expect(cellsOf({ startsAt: '2026-03-12T23:50:00Z', endsAt: '2026-03-13T00:16:00Z' })).toEqual([
    { day: '2026-03-12', cell: '2345' },
    { day: '2026-03-13', cell: '0000' },
    { day: '2026-03-13', cell: '0015' },
  ]);
});
