import { addMinutes, epochMilliseconds } from '#functions/domain/calendar.ts';
import type { OfficerSlot } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Appointment } from '#functions/domain/parts.ts';

/** An officer's day is divided into quarters of an hour: whoever touches one has it whole. */
const cellMinutes = 15;
const cellMilliseconds = cellMinutes * 60_000;

/** One quarter of an hour of one UTC day: `{ day: '2026-03-12', cell: '0215' }`. */
export interface Cell {
  readonly day: string;
  readonly cell: string;
}

/** The quarters that a slot touches. */
export const cellsOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }): Cell[] => {
  const first = Math.floor(epochMilliseconds(startsAt) / cellMilliseconds);
  const end = Math.ceil(epochMilliseconds(endsAt) / cellMilliseconds);
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => {
    const spelled = addMinutes('1970-01-01T00:00:00Z', (first + index) * cellMinutes);
    return { day: spelled.slice(0, 10), cell: `${spelled.slice(11, 13)}${spelled.slice(14, 16)}` };
  });
};

const endedStates: readonly string[] = ['DECLINED', 'WITHDRAWN', 'CANCELLED', 'ARCHIVING', 'ARCHIVED', 'DESTROYED'];

/** From the naming of the officers until the visit has ended or the appointment is off. */
const isHeld = (file: CaseFile, { appointmentId, status }: Appointment): boolean => {
  if (endedStates.includes(file.status.state) || (status !== 'PROPOSED' && status !== 'CONFIRMED')) return false;
  const visits = Object.values(file.visits).filter((visit) => visit.appointmentId === appointmentId);
  return visits.length === 0 || visits.some((visit) => visit.status === 'STARTED');
};

/** R19: the time that a case takes of its officers, as the file stands. */
const slotsHeld = (file: CaseFile): Map<string, Omit<OfficerSlot, 'act'>> =>
  new Map(
    Object.values(file.appointments)
      .filter((appointment) => isHeld(file, appointment))
      .flatMap(({ appointmentId, officers, startsAt, endsAt }) =>
        officers.map((officerId) => {
          const slot = { kind: 'OFFICER_SLOT', officerId, appointmentId, startsAt, endsAt } as const;
          return [[officerId, appointmentId, startsAt, endsAt].join('|'), slot] as const;
        }),
      ),
  );

/**
 * R19: what the officers' calendars gain and lose by an act, whichever act it is: claimed and freed in the transaction
 * that saves it, so that nobody is ever promised twice.
 */
export const slotChanges = (before: CaseFile, after: CaseFile): OfficerSlot[] => {
  if (before.appointments === after.appointments && before.visits === after.visits && before.status === after.status)
    return [];
  const [had, has] = [slotsHeld(before), slotsHeld(after)];
  return [
    ...[...had].flatMap(([name, slot]) => (has.has(name) ? [] : [{ ...slot, act: 'free' } as const])),
    ...[...has].flatMap(([name, slot]) => (had.has(name) ? [] : [{ ...slot, act: 'claim' } as const])),
  ];
};
