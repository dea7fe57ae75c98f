import type { Complaint } from '#functions/domain/complaints/complaint.ts';
import { acknowledge, noteOverdue } from '#functions/domain/complaints/decide.ts';
import { appraiseComplaint } from '#functions/domain/complaints/retention.ts';
import { complaintIn } from '#functions/domain/complaints/events.ts';
import { addMonths, dateOf, latest } from '#functions/domain/calendar.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { loadComplaint, performComplaint } from '#functions/usecases/perform-complaint.ts';
import type { ComplaintAct } from '#functions/usecases/perform-complaint.ts';
import { recordOf, writeOfficer } from '#functions/usecases/put-officer.ts';
import { newSalt } from '#functions/usecases/take-report.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { system, systemAct } from '#functions/usecases/workflows/system-act.ts';
import type { CaseWork } from '#functions/usecases/workflows/system-act.ts';

const workOf = (caseId: string, kind: string, complaint: Complaint, asOf: string): CaseWork => ({
  caseId,
  kind,
  ref: complaint.complaintId,
  dueAt: complaint.filedAt,
  asOf,
});

/** R60, R62: the case learns of the complaint at once; told again, nothing happens. */
export const noteOnCase = async (ports: Ports, complaint: Complaint, asOf: string): Promise<void> => {
  const { caseId, complaintId, receivedOn, topic, anonymous, againstOfficerId, incident } = complaint;
  if (caseId === undefined) return;
  await systemAct(ports, workOf(caseId, 'COMPLAINT', complaint, asOf), 'noteComplaint', {
    complaint: {
      complaintId,
      receivedOn,
      topic,
      anonymous,
      ...(againstOfficerId === undefined ? {} : { againstOfficerId }),
    },
    incidentId: incident?.incidentId,
  });
};

/** An act of the system on a complaint; its time never runs backwards either. */
const systemComplaint = async (
  ports: Ports,
  complaintId: string,
  name: string,
  act: ComplaintAct,
  asOf: string,
): Promise<void> => {
  const { lastAsOf } = await loadComplaint(ports, complaintId);
  await performComplaint(ports, complaintId, name, act, {
    asOf: latest(asOf, lastAsOf),
    actor: system,
    requestId: `${complaintId}-${name}`,
  });
};

const storedAt = (file: CaseFile, evidenceIds: readonly string[]) => {
  const visited = Object.values(file.visits).flatMap(({ evidence = [] }) => evidence);
  const named = evidenceIds.map((id) => visited.find(({ evidenceId }) => evidenceId === id)?.documentId ?? id);
  const locked = new Set([...named, ...visited.map(({ documentId }) => documentId)]);
  return Object.values(file.documents).filter(({ documentId }) => locked.has(documentId));
};

/** R62: nobody deletes what was named or taken on site any more, in the store itself. */
const lockEvidence = async (ports: Ports, { caseId, evidenceIds, incident }: Complaint): Promise<void> => {
  if (caseId === undefined || incident === undefined) return;
  for (const { key, versionId } of storedAt(await ports.cases.load(caseId), evidenceIds))
    if (key !== undefined && versionId !== undefined) await ports.documents.hold('documents', key, versionId, true);
};

const suspensionTries = 5;

/** R62: findings that recur suspend the officer's certificate; only risk restores it. */
const suspendIfRecurring = async (ports: Ports, complaint: Complaint, asOf: string): Promise<void> => {
  const { againstOfficerId, policy, repliedAt } = complaint;
  if (againstOfficerId === undefined || repliedAt === undefined || complaint.finding === 'NOT_UPHELD') return;
  const pack = packOf(policy.jurisdiction, policy.version);
  const since = addMonths(dateOf(repliedAt, pack.timezone), -pack.complaint.recurringMonths);
  const found = (await ports.complaints.upheldAgainst(againstOfficerId)).filter(
    (one) => (one.repliedAt ?? '') >= since,
  );
  if (found.length < pack.complaint.recurringFindings) return;
  for (let attempt = 1; attempt <= suspensionTries; attempt += 1) {
    const officer = await ports.officers.officer(againstOfficerId);
    if (officer === undefined || officer.certificates.every(({ suspended }) => suspended)) return;
    const certificates = officer.certificates.map((certificate) => ({ ...certificate, suspended: true }));
    const secret = (await ports.officers.secret(againstOfficerId)) ?? { salt: newSalt() };
    const record = { ...recordOf(officer), certificates };
    const requestId = `${complaint.complaintId}-suspension`;
    if (await writeOfficer(ports, { before: officer, record, secret, asOf, actor: system, requestId })) return;
  }
  throw new Error('the record of the officer was changed by others several times');
};

const closeOnCase = async (ports: Ports, complaint: Complaint, asOf: string): Promise<void> => {
  const { caseId, complaintId, finding } = complaint;
  if (caseId === undefined || finding === undefined) return;
  await systemAct(ports, workOf(caseId, 'COMPLAINT_CLOSED', complaint, asOf), 'closeComplaint', {
    complaintId,
    finding,
  });
};

const tellOfExtension = async (ports: Ports, complaint: Complaint, asOf: string): Promise<void> => {
  const { caseId, complaintId, dueOn: to } = complaint;
  if (caseId === undefined) return;
  const work = workOf(caseId, `COMPLAINT_UNTIL_${to}`, complaint, asOf);
  await systemAct(ports, work, 'tellOfExtension', { complaintId, to });
};

/** What follows from an entry of a complaint's journal; may be called again for the same entry. */
export const complaintEffects = async (ports: Ports, entry: Entry): Promise<void> => {
  const told = complaintIn(entry);
  if (told === undefined) return;
  const { complaint } = await loadComplaint(ports, told.complaintId);
  switch (entry.event) {
    case 'ComplaintReceived':
      await noteOnCase(ports, complaint, entry.asOf);
      await lockEvidence(ports, complaint);
      await systemComplaint(ports, complaint.complaintId, 'acknowledge', acknowledge, entry.asOf);
      break;
    case 'ComplaintExtended':
      await tellOfExtension(ports, complaint, entry.asOf);
      break;
    case 'ComplaintReplied':
      await closeOnCase(ports, complaint, entry.asOf);
      await suspendIfRecurring(ports, complaint, entry.asOf);
      break;
  }
};

/** Whether a complaint's case is there, with which it goes (R66). */
const isCaseThere = async (ports: Ports, { caseId }: Complaint): Promise<boolean> => {
  if (caseId === undefined) return false;
  const { state } = (await ports.cases.load(caseId)).status;
  return state !== 'NEW' && state !== 'DESTROYED';
};

/** R59, from the agenda: acknowledges what nobody has, notes that the term is over; R66: appraises what has ended, destroys what two have ordered. Done before: nothing happens. */
export const complaintLapsed = async (
  ports: Ports,
  { kind, ref, caseId: complaintId, dueAt, asOf }: CaseWork,
): Promise<void> => {
  switch (kind) {
    case 'COMPLAINT_ACKNOWLEDGEMENT':
      return systemComplaint(ports, ref, 'acknowledge', acknowledge, asOf);
    case 'COMPLAINT_RETENTION_END': {
      const facts = { isCaseThere: await isCaseThere(ports, (await loadComplaint(ports, complaintId)).complaint) };
      const appraise: ComplaintAct = (file, context) => appraiseComplaint(file, facts, context);
      return systemComplaint(ports, complaintId, `appraise-${dueAt}`, appraise, asOf);
    }
    case 'COMPLAINT_DESTRUCTION':
      return ports.complaints.purge(complaintId);
    default:
      return systemComplaint(ports, ref, 'noteOverdue', noteOverdue, asOf);
  }
};
