import type { CaseComplaint } from '#functions/domain/care-parts.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { isIncident, isMisconduct } from '#functions/domain/complaints/complaint.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { holdInForce, newHold } from '#functions/domain/holds/kinds.ts';
import type { CaseFile, CaseMeta } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import type { Appointment } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import type { Hold, Notice } from '#functions/domain/servicing-parts.ts';
import { openAppointment, revised } from '#functions/domain/visits/slots.ts';

/** A case that is being archived or is archived takes no more events (R63): its complaints stand on their own. */
const isFrozen = ({ status: { state } }: CaseFile): boolean =>
  ['NEW', 'ARCHIVING', 'ARCHIVED', 'DESTROYED'].includes(state);

const withoutOfficer = (meta: CaseMeta, officerId: string): CaseMeta => {
  const { ownerId, followUpOfficerId, deputyId, ...rest } = meta;
  const kept = (id: string | undefined): string | undefined => (id === officerId ? undefined : id);
  // The deputy stands in until a supervisor names somebody (4.15, 31).
  const person = kept(followUpOfficerId) ?? (followUpOfficerId === officerId ? kept(deputyId) : undefined);
  const deputy = person === deputyId ? undefined : kept(deputyId);
  const owner = kept(ownerId);
  return {
    ...rest,
    ...(owner === undefined ? {} : { ownerId: owner }),
    ...(person === undefined ? {} : { followUpOfficerId: person }),
    ...(deputy === undefined ? {} : { deputyId: deputy }),
  };
};

/** Nobody in particular: the team's, until a supervisor names somebody. */
const nobodyYet = 'unassigned';

/** Too few are left: the bank confirms anew once somebody else is named. */
const left = (appointment: Appointment, officers: string[], minOfficers: number): Appointment => {
  if (officers.length >= minOfficers) return { ...appointment, officers };
  const { confirmedByBankAt: _, ...open } = appointment;
  return { ...open, officers, status: 'PROPOSED' };
};

/** R60: off the case at once: no longer owner, follow-up person, deputy or visitor; what was open goes to the deputy or the team. */
const takenOff = (
  file: CaseFile,
  officerId: string,
  complaintId: string,
  { appointment: { minOfficers } }: PolicyPack,
): readonly CaseEvent[] => {
  const { meta } = file;
  if (meta === undefined) return [];
  const stays = withoutOfficer(meta, officerId);
  const appointment = openAppointment(file);
  const visits =
    appointment?.officers.includes(officerId) === true
      ? [
          happened('OfficersHandedOver', {
            appointment: left(
              revised(appointment),
              appointment.officers.filter((one) => one !== officerId),
              minOfficers,
            ),
            fromOfficerId: officerId,
            cause: 'TAKEN_OFF',
          }),
        ]
      : [];
  const followUps = Object.values(file.followUps)
    .filter(({ ownerId, status }) => ownerId === officerId && (status === 'OPEN' || status === 'OVERDUE'))
    .map((followUp) =>
      happened('FollowUpHandedOver', {
        followUp: { ...followUp, ownerId: stays.followUpOfficerId ?? nobodyYet },
        fromOfficerId: officerId,
      }),
    );
  return [happened('OfficerTakenOff', { officerId, complaintId, meta: stays }), ...visits, ...followUps];
};

const isOnCase = (file: CaseFile, officerId: string): boolean =>
  [file.meta?.ownerId, file.meta?.followUpOfficerId, file.meta?.deputyId].includes(officerId) ||
  openAppointment(file)?.officers.includes(officerId) === true ||
  Object.values(file.followUps).some(
    ({ ownerId, status }) => ownerId === officerId && (status === 'OPEN' || status === 'OVERDUE'),
  );

const held = (file: CaseFile, kind: Hold['kind'], cause: Hold['cause'], context: Context): readonly CaseEvent[] =>
  holdInForce(file, kind) === undefined
    ? [
        happened('HoldPlaced', {
          hold: newHold(
            file,
            {
              holdId: context.newId('hold'),
              kind,
              placedBy: context.actor.id,
              placedAt: context.asOf,
              ...(cause === undefined ? {} : { cause }),
            },
            context.policy,
          ),
        }),
      ]
    : [];

/**
 * R60, R62: what a complaint does to its case: the accused officer is off it at once, misconduct keeps visits and calls
 * away until a person lifts the hold, an incident locks the evidence. Done before: nothing happens.
 */
export const noteComplaint: Decider<{ readonly complaint: CaseComplaint; readonly incidentId?: string | undefined }> = (
  file,
  { complaint, incidentId },
  context,
) => {
  const { complaintId, topic, againstOfficerId, anonymous } = complaint;
  if (isFrozen(file) || file.complaints[complaintId] !== undefined) return { events: [] };
  const cause = { kind: 'COMPLAINT', id: complaintId } as const;
  return {
    events: [
      happened('ComplaintNoted', { complaint }),
      ...(againstOfficerId === undefined || !isOnCase(file, againstOfficerId)
        ? []
        : takenOff(file, againstOfficerId, complaintId, context.policy)),
      ...(isMisconduct(topic) ? held(file, 'COMPLAINT_HOLD', cause, context) : []),
      ...(isIncident(topic)
        ? held(file, 'LEGAL_HOLD', { kind: 'INCIDENT', id: incidentId ?? complaintId }, context)
        : []),
      ...(anonymous ? [] : planNotice(file, 'COMPLAINT_RECEIVED', complaintId, context)),
    ],
  };
};

/** R59: the complainant hears of a new term. */
export const tellOfExtension: Decider<{ readonly complaintId: string; readonly to: string }> = (
  file,
  { complaintId, to },
  context,
) => told(file, 'COMPLAINT_EXTENDED', complaintId, `${complaintId}-${to}`, context);

const told = (
  file: CaseFile,
  kind: Notice['kind'],
  complaintId: string,
  about: string,
  context: Context,
): { events: readonly CaseEvent[] } => {
  const isTold = Object.values(file.notices).some((notice) => notice.kind === kind && notice.about === about);
  const isUnnamed = file.complaints[complaintId]?.anonymous !== false;
  return { events: isFrozen(file) || isTold || isUnnamed ? [] : planNotice(file, kind, about, context) };
};

/** R61: the case knows that the complaint has its reply; holds stay until a person lifts them (R60). */
export const closeComplaint: Decider<{
  readonly complaintId: string;
  readonly finding: NonNullable<CaseComplaint['finding']>;
}> = (file, { complaintId, finding }, context) => {
  const complaint = file.complaints[complaintId];
  if (complaint === undefined || complaint.closedAt !== undefined || isFrozen(file)) return { events: [] };
  return {
    events: [
      happened('ComplaintClosed', { complaint: { ...complaint, finding, closedAt: context.asOf } }),
      ...told(file, 'COMPLAINT_ANSWERED', complaintId, complaintId, context).events,
    ],
  };
};
