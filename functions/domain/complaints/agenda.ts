import type { AgendaItem, Work } from '#functions/domain/agenda-item.ts';
import { addDays, instantAt } from '#functions/domain/calendar.ts';
import { complaintKeptUntil, openComplaintAppraisal } from '#functions/domain/complaints/retention.ts';
import { isOpen } from '#functions/domain/complaints/complaint.ts';
import type { Complaint } from '#functions/domain/complaints/complaint.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { personList, roleList } from '#functions/domain/worklists.ts';

/** A day's deadline has passed when the bank opens the next morning. */
const morningAfter = (day: string, { timezone }: PolicyPack): string => instantAt(addDays(day, 1), '09:00', timezone);
const endOf = (day: string, { contact, timezone }: PolicyPack): string => instantAt(day, contact.window.to, timezone);

/** R66: after the reply its term runs; when that has ended people decide, and what they order destroyed goes. */
const keeping = (complaint: Complaint, policy: PolicyPack): readonly AgendaItem[] => {
  const due = (kind: string, ref: string, dueAt: string): AgendaItem[] => [
    { kind, ref, dueAt, rule: 'R66', machine: 'deadline' },
  ];
  const ordered = complaint.retention?.destruction;
  if (ordered !== undefined) return due('COMPLAINT_DESTRUCTION', ordered.destructionId, ordered.approvedAt);
  const until = complaintKeptUntil(complaint, policy);
  if (until === undefined || openComplaintAppraisal(complaint) !== undefined) return [];
  return due('COMPLAINT_RETENTION_END', complaint.complaintId, morningAfter(until, policy));
};

/** R59: acknowledgement within two business days, the reply by the day that is in force; once it is given, its term (R66). */
export const complaintAgenda = (complaint: Complaint, policy: PolicyPack): readonly AgendaItem[] => {
  if (!isOpen(complaint)) return keeping(complaint, policy);
  const { complaintId: ref, acknowledgedAt, acknowledgeBy, overdueAt, dueOn } = complaint;
  const due = (kind: string, dueAt: string): AgendaItem => ({ kind, ref, dueAt, rule: 'R59', machine: 'deadline' });
  return [
    ...(acknowledgedAt === undefined ? [due('COMPLAINT_ACKNOWLEDGEMENT', endOf(acknowledgeBy, policy))] : []),
    ...(overdueAt === undefined ? [due('COMPLAINT_REPLY', morningAfter(dueOn, policy))] : []),
  ].toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
};

/** R66: what has ended and is to be decided by two people. */
const retentionWork = (complaint: Complaint): readonly Work[] => {
  const appraisal = openComplaintAppraisal(complaint);
  if (appraisal === undefined) return [];
  const { appraisalId: ref, drawnUpAt: dueAt } = appraisal;
  return [{ assignee: roleList('risk', complaint.region), kind: 'DECIDE_COMPLAINT_RETENTION', ref, dueAt }];
};

/** R60, R62: who names a handler (outside the accused's line), who replies, who hears of what is overdue or an incident. */
export const complaintWork = (complaint: Complaint, policy: PolicyPack): readonly Work[] => {
  if (!isOpen(complaint)) return retentionWork(complaint);
  const { complaintId: ref, handlerId, againstOfficerId, branch, region, incident, overdueAt, dueOn } = complaint;
  const dueAt = endOf(dueOn, policy);
  const risk = roleList('risk', region);
  const assigner = againstOfficerId === undefined ? roleList('supervisor', branch) : risk;
  return [
    handlerId === undefined
      ? { assignee: assigner, kind: 'ASSIGN_COMPLAINT', ref, dueAt: endOf(complaint.acknowledgeBy, policy) }
      : { assignee: personList(handlerId), kind: 'REPLY_TO_COMPLAINT', ref, dueAt },
    ...(incident === undefined
      ? []
      : [{ assignee: risk, kind: 'REPORT_INCIDENT', ref: incident.incidentId, dueAt: incident.raisedAt }]),
    ...(overdueAt === undefined ? [] : [{ assignee: risk, kind: 'COMPLAINT_OVERDUE', ref, dueAt }]),
  ];
};
