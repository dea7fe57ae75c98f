import { dateOf, epochMilliseconds } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent, EventData } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import type { Appointment } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { isAbsentOn, isCertifiedOn, isConflictedWith } from '#functions/domain/visits/officers.ts';
import type { OfficerFacts } from '#functions/domain/visits/officers.ts';
import { byFitness, isFree } from '#functions/domain/visits/slot-search.ts';
import type { Candidate } from '#functions/domain/visits/slot-search.ts';
import { revised } from '#functions/domain/visits/slots.ts';

export type Cause = EventData<'OfficersHandedOver'>['cause'];

/** R19, R60: why an officer cannot do what falls on a day in this case; undefined when nothing keeps him from it. */
export const causeOn = (file: CaseFile, officer: OfficerFacts, day: string): Cause | undefined => {
  if (isConflictedWith(officer, file.meta?.borrowerId ?? '')) return 'TAKEN_OFF';
  if (officer.absences.some(({ from, until }) => until === undefined && from <= day)) return 'LEFT';
  if (isAbsentOn(officer, day)) return 'ABSENT';
  return isCertifiedOn(officer, day) ? undefined : 'TAKEN_OFF';
};

const isAhead = (file: CaseFile, { appointmentId, status, startsAt }: Appointment, asOf: string): boolean =>
  (status === 'PROPOSED' || status === 'CONFIRMED') &&
  epochMilliseconds(startsAt) > epochMilliseconds(asOf) &&
  Object.values(file.visits).every((visit) => visit.appointmentId !== appointmentId);

const dayOf = (file: CaseFile, policy: PolicyPack, { startsAt }: Appointment): string =>
  dateOf(startsAt, zoneOf(file, policy));

/** Appointments ahead for which the officer is named and cannot go. */
export const appointmentsLost = (
  file: CaseFile,
  officer: OfficerFacts,
  { policy, asOf }: Pick<Context, 'policy' | 'asOf'>,
): Appointment[] =>
  Object.values(file.appointments).filter(
    (one) =>
      one.officers.includes(officer.officerId) &&
      isAhead(file, one, asOf) &&
      causeOn(file, officer, dayOf(file, policy, one)) !== undefined,
  );

const followUpsLost = (file: CaseFile, officer: OfficerFacts) =>
  Object.values(file.followUps).filter(
    ({ ownerId, status, dueOn }) =>
      ownerId === officer.officerId &&
      (status === 'OPEN' || status === 'OVERDUE') &&
      causeOn(file, officer, dueOn) !== undefined,
  );

/** For good: then he is no owner and no follow-up person either; somebody on leave comes back. */
const isGoneFor = (file: CaseFile, officer: OfficerFacts, today: string): boolean => {
  const cause = causeOn(file, officer, today);
  return cause === 'LEFT' || cause === 'TAKEN_OFF';
};

const isResponsible = ({ meta }: CaseFile, officerId: string): boolean =>
  [meta?.ownerId, meta?.followUpOfficerId, meta?.deputyId].includes(officerId);

const isOver = ({ status }: CaseFile): boolean =>
  ['DECLINED', 'WITHDRAWN', 'CANCELLED', 'SETTLED', 'TERMINATED', 'ARCHIVING', 'ARCHIVED', 'DESTROYED'].includes(
    status.state,
  );

/** Whether a hand-over has anything to do in this case. */
export const hasToHandOver = (
  file: CaseFile,
  officer: OfficerFacts,
  context: Pick<Context, 'policy' | 'asOf'>,
): boolean =>
  appointmentsLost(file, officer, context).length > 0 ||
  followUpsLost(file, officer).length > 0 ||
  (!isOver(file) &&
    isResponsible(file, officer.officerId) &&
    isGoneFor(file, officer, dateOf(context.asOf, zoneOf(file, context.policy))));

interface Input {
  readonly officer: OfficerFacts;
  /** Others of the branch with their calendars, so that whoever is named is fit and free. */
  readonly candidates: readonly Candidate[];
}

const fitOn = (file: CaseFile, candidates: readonly Candidate[], officer: OfficerFacts, day: string): Candidate[] =>
  candidates
    .filter((one) => one.officerId !== officer.officerId && causeOn(file, one, day) === undefined)
    .toSorted(byFitness(file.meta?.language));

const visitEvents = (file: CaseFile, { officer, candidates }: Input, context: Context): CaseEvent[] =>
  appointmentsLost(file, officer, context).flatMap((before): CaseEvent[] => {
    const day = dayOf(file, context.policy, before);
    const stays = before.officers.filter((id) => id !== officer.officerId);
    const to = fitOn(file, candidates, officer, day).find(
      (one) => !stays.includes(one.officerId) && isFree(one, { ...before, atBorrowersRequest: true }),
    )?.officerId;
    const officers = to === undefined ? stays : [...stays, to];
    const isEnough = officers.length >= context.policy.appointment.minOfficers;
    const { confirmedByBankAt: _bank, confirmedByBorrowerAt: _borrower, ...unconfirmed } = revised(before);
    const appointment: Appointment = isEnough
      ? { ...revised(before), officers }
      : { ...unconfirmed, officers, status: 'PROPOSED' };
    return [
      happened('OfficersHandedOver', {
        appointment,
        fromOfficerId: officer.officerId,
        ...(to === undefined ? {} : { toOfficerId: to }),
        cause: causeOn(file, officer, day) ?? 'ABSENT',
      }),
      ...(isEnough ? planNotice(file, 'OFFICERS_CHANGED', before.appointmentId, context) : []),
    ];
  });

/** Deputy first, then whoever has least to do; where nobody is left, it is the task of the person who took him off. */
const heirOf = (file: CaseFile, { officer, candidates }: Input, day: string, actorId: string): string => {
  const fit = fitOn(file, candidates, officer, day);
  const deputy = fit.find(({ officerId }) => officerId === file.meta?.deputyId);
  return (deputy ?? fit[0])?.officerId ?? actorId;
};

const followUpEvents = (file: CaseFile, input: Input, context: Context): CaseEvent[] =>
  followUpsLost(file, input.officer).map((followUp) =>
    happened('FollowUpHandedOver', {
      followUp: { ...followUp, ownerId: heirOf(file, input, followUp.dueOn, context.actor.id) },
      fromOfficerId: input.officer.officerId,
    }),
  );

const personEvents = (file: CaseFile, input: Input, context: Context): CaseEvent[] => {
  const { officerId } = input.officer;
  const today = dateOf(context.asOf, zoneOf(file, context.policy));
  if (isOver(file) || !isResponsible(file, officerId) || !isGoneFor(file, input.officer, today)) return [];
  const heir = heirOf(file, input, today, context.actor.id);
  const { ownerId, followUpOfficerId, deputyId } = file.meta ?? {};
  const person = followUpOfficerId === officerId ? heir : followUpOfficerId;
  // Who is gone, or stands in for himself, is no deputy: somebody else who is fit, or nobody.
  const isLost = deputyId !== undefined && (deputyId === officerId || deputyId === person);
  const next = fitOn(file, input.candidates, input.officer, today).find((one) => one.officerId !== person);
  return [
    ...(ownerId === officerId ? [happened('CaseAssigned', { ownerId: heir })] : []),
    ...(person === undefined || (person === followUpOfficerId && !isLost)
      ? []
      : [
          happened('FollowUpPersonNamed', {
            officerId: person,
            ...(isLost ? { deputyId: next?.officerId ?? null } : {}),
          }),
        ]),
  ];
};

/**
 * R19, R40, R60: what an officer can no longer do in a case goes to others who are fit and free: appointments, follow-ups,
 * and the case itself when he is gone for good. Where too few are left, the appointment is open again and a supervisor names
 * officers. The borrower is told. Done again, there is nothing left to do.
 */
export const handOverOfficer: Decider<Input> = (file, input, context) => {
  const events = [
    ...visitEvents(file, input, context),
    ...followUpEvents(file, input, context),
    ...personEvents(file, input, context),
  ];
  const isTold = events.some(({ event }) => event === 'NoticePlanned' || event === 'NoticeFailed');
  const isNewFace = events.some(
    (one) =>
      one.event === 'FollowUpHandedOver' ||
      (one.event === 'FollowUpPersonNamed' && one.data.officerId !== file.meta?.followUpOfficerId),
  );
  return {
    events: [...events, ...(isNewFace && !isTold ? planNotice(file, 'OFFICERS_CHANGED', undefined, context) : [])],
    ids: {
      flagged: String(events.some((one) => one.event === 'OfficersHandedOver' && one.data.toOfficerId === undefined)),
    },
  };
};
