import * as z from 'zod';
import { addDays, addMinutes, dateOf, earliest, instantAt, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { Context } from '#functions/domain/decision.ts';
import { inState, notOnHold, zoneOf } from '#functions/domain/decision.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Slot } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { isAbsentOn, isCertifiedOn, isConflictedWith } from '#functions/domain/visits/officers.ts';
import type { OfficerFacts } from '#functions/domain/visits/officers.ts';
import { cellsOf } from '#functions/domain/visits/slot-claims.ts';
import { earliestDay, isAhead, openAppointment, withinHours } from '#functions/domain/visits/slots.ts';
import type { WantedSlot } from '#functions/domain/visits/slots.ts';

/** A slot that breaks no rule, and two or more officers who are free and fit for it. */
export const FreeSlot = Slot.extend({ officers: z.array(Id) });
export type FreeSlot = z.infer<typeof FreeSlot>;

export interface SlotQuestion {
  readonly from?: LocalDate | undefined;
  readonly until?: LocalDate | undefined;
  readonly minutes: number;
  readonly atBorrowersRequest: boolean;
  readonly limit: number;
}

/** An officer with the quarters of an hour that are taken, spelled `day#cell`; those of the case's own appointment count as free. */
export interface Candidate extends OfficerFacts {
  readonly taken: ReadonlySet<string>;
}

/** Default: two weeks are looked through, and never more than a month. */
const defaultDays = 14;
const maxDays = 31;
const stepMinutes = 30;

/** R15, R16: the days that can be looked through, from the first that the gap allows. */
export const searchDays = (
  file: CaseFile,
  { from, until }: Pick<SlotQuestion, 'from' | 'until'>,
  context: Pick<Context, 'policy' | 'asOf'>,
): { first: LocalDate; last: LocalDate } => {
  if (file.status.state === 'DOCS_PENDING')
    throw new Refusal('DocumentsIncomplete', 'papers are still missing', { rules: ['R10', 'R15'] });
  inState(file, 'READY', 'SCHEDULED');
  notOnHold(file, 'VISIT');
  const preparedFrom = openAppointment(file)?.proposedAt ?? context.asOf;
  const first = latest(
    earliestDay(file, preparedFrom, context),
    from ?? dateOf(context.asOf, zoneOf(file, context.policy)),
  );
  return { first, last: earliest(until ?? addDays(first, defaultDays - 1), addDays(first, maxDays - 1)) };
};

const isPermitted = (file: CaseFile, slot: WantedSlot, context: Pick<Context, 'policy' | 'asOf'>): boolean => {
  if (!isAhead(slot, context.asOf)) return false;
  try {
    withinHours(file, slot, context);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

export const isFree = ({ taken }: Candidate, slot: WantedSlot): boolean =>
  cellsOf(slot).every(({ day, cell }) => !taken.has(`${day}#${cell}`));

/** Who speaks the borrower's language comes first, then whoever has less to do. */
export const byFitness =
  (language: string | undefined) =>
  (a: Candidate, b: Candidate): number => {
    const foreign = ({ languages }: Candidate): number => (languages.some((one) => one === language) ? 0 : 1);
    return foreign(a) - foreign(b) || a.taken.size - b.taken.size || (a.officerId < b.officerId ? -1 : 1);
  };

/** Instants of one spelling compare as strings. */
const inSeconds = (instant: string): string => `${instant.slice(0, 19)}Z`;
const later = (instant: string, minutes: number): string => inSeconds(addMinutes(instant, minutes));

const startsOn = (day: LocalDate, window: { from: string; to: string }, minutes: number, zone: string): string[] => {
  const last = later(instantAt(day, window.to, zone), -minutes);
  const starts: string[] = [];
  for (let start = later(instantAt(day, window.from, zone), 0); start <= last; start = later(start, stepMinutes))
    starts.push(start);
  return starts;
};

/** R15-R19: slots that satisfy every rule at once, in order, each with the officers to name for it. */
export const freeSlots = (
  file: CaseFile,
  question: SlotQuestion,
  candidates: readonly Candidate[],
  context: Pick<Context, 'policy' | 'asOf'>,
): FreeSlot[] => {
  const { first, last } = searchDays(file, question, context);
  const zone = zoneOf(file, context.policy);
  const { hours, outerHours, minOfficers } = context.policy.appointment;
  const { minutes, atBorrowersRequest, limit } = question;
  const borrowerId = file.meta?.borrowerId ?? '';
  const ranked = candidates.toSorted(byFitness(file.meta?.language));
  const found: FreeSlot[] = [];
  for (let day = first; day <= last && found.length < limit; day = addDays(day, 1)) {
    const fit = ranked.filter(
      (one) => isCertifiedOn(one, day) && !isAbsentOn(one, day) && !isConflictedWith(one, borrowerId),
    );
    for (const startsAt of startsOn(day, atBorrowersRequest ? outerHours : hours, minutes, zone)) {
      const slot = { startsAt, endsAt: later(startsAt, minutes), atBorrowersRequest };
      if (!isPermitted(file, slot, context)) continue;
      const officers = fit.filter((one) => isFree(one, slot)).slice(0, minOfficers);
      if (officers.length < minOfficers) continue;
      found.push({ startsAt, endsAt: slot.endsAt, officers: officers.map(({ officerId }) => officerId) });
      if (found.length === limit) break;
    }
  }
  return found;
};
