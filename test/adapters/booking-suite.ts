import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { happened } from '#functions/domain/events.ts';
import { idMaker } from '#functions/domain/ids.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { CaseStore, Ports, TakenCell } from '#functions/usecases/ports.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { anAct, people } from '#test/support/acts.ts';
import { readyStory } from '#test/support/builders.ts';
import { fakePorts } from '#test/support/fake-ports.ts';

const inTurns = async <T>(all: readonly T[], atOnce: number, act: (one: T, index: number) => Promise<void>) => {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let index = next++; index < all.length; index = next++) {
        const one = all[index];
        if (one !== undefined) await act(one, index);
      }
    }),
  );
};

interface Booking {
  readonly caseId: string;
  readonly appointmentId: string;
  readonly officerIds: readonly string[];
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Ten officers, forty half-overlapping slots of an hour: far more wishes than time. */
const slotOf = (index: number): { startsAt: string; endsAt: string } => {
  const start = Date.parse('2026-03-12T01:00:00Z') + (index % 40) * 30 * 60_000;
  const spelled = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
  return { startsAt: spelled(start), endsAt: spelled(start + 60 * 60_000) };
};

/** What every store does when many want the same officers at once. */
export const bookingSuite = (where: string, makeStore: () => Promise<CaseStore>, wishes: number): void => {
  describe(`officers' calendars ${where}`, () => {
    let ports: Ports;
    beforeAll(async () => {
      ports = { ...fakePorts(), cases: await makeStore() };
    });

    const ready = readyStory().file;
    const bare = ({ version, head, lastAsOf, policy, status, meta }: CaseFile) => ({
      version,
      head,
      lastAsOf,
      policy,
      status,
      meta,
    });

    /** READY with a slot proposed that nobody has been named for. */
    const proposed = async (index: number, officers: readonly string[]): Promise<Booking> => {
      const caseId = `case-${randomUUID()}`;
      const appointmentId = idMaker(caseId)('appointment');
      const slot = slotOf(index);
      const appointment: Part<'appointments'> = {
        appointmentId,
        ...slot,
        place: 'BRANCH',
        status: 'PROPOSED',
        proposedBy: 'BANK',
        proposedAt: '2026-03-06T02:00:00Z',
        officers: [],
        earlierSlots: [],
        lateNotice: false,
        atBorrowersRequest: false,
      };
      const { after, entries } = anAct(ready, {
        asOf: '2026-03-06T02:00:00Z',
        by: people.agent,
        events: [happened('AppointmentProposed', { appointment })],
      });
      // Only what the calendars are about: the file as it stands, not how it came to be.
      const file = { ...emptyFile(caseId), ...bare(after), caseId, appointments: after.appointments };
      const save = { before: emptyFile(caseId), after: file, entries, privates: [], uniques: [] };
      expect(await ports.cases.save({ ...save, nextDueAt: undefined, work: [] })).toEqual({ outcome: 'saved' });
      const first = index % officers.length;
      const second = (first + 1 + (Math.floor(index / officers.length) % (officers.length - 1))) % officers.length;
      return { caseId, appointmentId, ...slot, officerIds: [officers[first] ?? '', officers[second] ?? ''] };
    };

    const book = async ({ caseId, appointmentId, officerIds }: Booking): Promise<'booked' | 'busy'> => {
      for (;;) {
        try {
          await perform(
            ports,
            caseId,
            'assignOfficers',
            { appointmentId, officerIds: [...officerIds], officers: fitOfficersCalled(...officerIds) },
            { asOf: '2026-03-06T03:00:00Z', actor: people.supervisor, requestId: randomUUID() },
          );
          return 'booked';
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          if (error.code === 'OfficerBusy') return 'busy';
          // Others wrote to the same day at the same time: whoever is told so asks again.
          if (error.code !== 'ConcurrentChange') throw error;
        }
      }
    };

    const overlap = (a: Booking, b: Booking): boolean =>
      a.startsAt < b.endsAt && b.startsAt < a.endsAt && a.officerIds.some((id) => b.officerIds.includes(id));

    test(`R19: of ${wishes} bookings of ten officers at once no officer is booked twice at any time`, async () => {
      const officers = Array.from({ length: 10 }, (_, index) => `officer-${index}-${randomUUID().slice(0, 8)}`);
      const bookings: Booking[] = [];
      await inTurns([...Array.from({ length: wishes }).keys()], 20, async (_, index) => {
        bookings.push(await proposed(index, officers));
      });
      const booked: Booking[] = [];
      const refused: Booking[] = [];
      await inTurns(bookings, wishes, async (booking) => {
        ((await book(booking)) === 'booked' ? booked : refused).push(booking);
      });
      expect(booked.length).toBeGreaterThan(0);
      for (const [index, one] of booked.entries())
        expect(booked.slice(index + 1).filter((other) => overlap(one, other))).toEqual([]);
      // Nobody was turned away from time that nobody has.
      for (const one of refused) expect(booked.some((other) => overlap(one, other))).toBe(true);
      const cells: TakenCell[] = [];
      for (const officer of officers)
        cells.push(...(await ports.cases.takenCells(officer, '2026-03-11', '2026-03-14')));
      expect(cells).toHaveLength(booked.length * 2 * 4);
      const holders = new Set(cells.map(({ caseId }) => caseId));
      expect([...holders].sort()).toEqual(booked.map(({ caseId }) => caseId).sort());
    }, 240_000);

    test('R19: time that is given back can be given away again, and a move keeps what it overlaps', async () => {
      const officers = [`officer-a-${randomUUID().slice(0, 8)}`, `officer-b-${randomUUID().slice(0, 8)}`];
      const [one, two] = [await proposed(0, officers), await proposed(0, officers)];
      expect([await book(one), await book(two)]).toEqual(['booked', 'busy']);
      const move = {
        appointmentId: one.appointmentId,
        startsAt: '2026-03-12T01:30:00Z',
        endsAt: '2026-03-12T02:30:00Z',
        atBorrowersRequest: false,
        officers: fitOfficersCalled(...officers),
      };
      const asking = { asOf: '2026-03-06T04:00:00Z', actor: people.agent, requestId: randomUUID() };
      await perform(ports, one.caseId, 'rescheduleAppointment', move, asking);
      const taken = await ports.cases.takenCells(officers[0] ?? '', '2026-03-12', '2026-03-12');
      expect(taken.map(({ cell }) => cell).sort()).toEqual(['0130', '0145', '0200', '0215']);
      expect(await book(two)).toBe('busy');
      await perform(
        ports,
        one.caseId,
        'cancelAppointment',
        { appointmentId: one.appointmentId },
        { ...asking, actor: { id: 'borrower-1', role: 'borrower' }, requestId: randomUUID() },
      );
      expect(await book(two)).toBe('booked');
    });
  });
};
