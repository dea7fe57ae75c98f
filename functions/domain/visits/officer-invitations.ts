import { noticeVersion } from '#functions/domain/agreement/notice-version.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Appointment } from '#functions/domain/parts.ts';

const invitedTo = (file: CaseFile, appointmentId: string): readonly string[] =>
  Object.values(file.notices).flatMap(({ kind, about, officerId }) =>
    kind === 'OFFICER_INVITATION' && about === appointmentId && officerId !== undefined ? [officerId] : [],
  );

const isTold = (file: CaseFile, { appointmentId, revision = 0 }: Appointment, officerId: string): boolean =>
  Object.values(file.notices).some(
    (notice) => notice.about === appointmentId && notice.officerId === officerId && notice.revision === revision,
  );

/**
 * R15, R19: who must hear of an appointment as it stands: its officers once both sides have confirmed it, and whoever was
 * invited before, so that a moved, cancelled or handed-over visit leaves no old entry in anybody's calendar.
 */
export const officersToInvite = (file: CaseFile, appointmentId: string): readonly string[] => {
  const appointment = file.appointments[appointmentId];
  if (appointment === undefined) return [];
  const now = appointment.status === 'CONFIRMED' ? appointment.officers : [];
  return [...new Set([...now, ...invitedTo(file, appointmentId)])].filter((id) => !isTold(file, appointment, id));
};

/** Plans the mail; of one version of an appointment an officer hears once. */
export const inviteOfficer: Decider<{ readonly appointmentId: string; readonly officerId: string }> = (
  file,
  { appointmentId, officerId },
  context,
) => {
  if (!officersToInvite(file, appointmentId).includes(officerId)) return { events: [] };
  const notice = {
    noticeId: context.newId('notice'),
    kind: 'OFFICER_INVITATION',
    about: appointmentId,
    channel: 'EMAIL',
    officerId,
    revision: file.appointments[appointmentId]?.revision ?? 0,
    language: file.meta?.language ?? 'zh-Hans',
    templateVersion: noticeVersion,
    dueAt: context.asOf,
    status: 'PLANNED',
    plannedAt: context.asOf,
  } as const;
  return { events: [happened('NoticePlanned', { notice })] };
};
