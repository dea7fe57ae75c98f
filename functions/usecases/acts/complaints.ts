import type { complaintOperations } from '#functions/contracts/complaints-operations.ts';
import { mayReadComplaint } from '#functions/domain/complaints/access.ts';
import type { ComplaintFile } from '#functions/domain/complaints/complaint.ts';
import { assignHandler, extend, reply } from '#functions/domain/complaints/decide.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { decideComplaintRetention } from '#functions/domain/complaints/retention.ts';
import { retentionOf, showRetention } from '#functions/usecases/complaint-retention.ts';
import { askingOf } from '#functions/usecases/act.ts';
import type { ActsOf, Answered, Asked } from '#functions/usecases/act.ts';
import type { ComplaintList } from '#functions/usecases/complaint-store.ts';
import { fileComplaint } from '#functions/usecases/file-complaint.ts';
import { complaintFor, performComplaint } from '#functions/usecases/perform-complaint.ts';
import type { ComplaintAct, Handled } from '#functions/usecases/perform-complaint.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const shown = ({ complaint, words }: ComplaintFile): object => {
  const said = (ref: { readonly textId: string } | undefined): string | undefined => words[ref?.textId ?? ''];
  return {
    ...complaint,
    description: said(complaint.words),
    extensionReasons: complaint.extensions.map(({ reason }) => said(reason) ?? ''),
    reasonText: said(complaint.reason),
    remedyText: said(complaint.remedy),
  };
};

/** The frame of every answer about a complaint. */
const answerOf = ({ file, replayed }: Handled): Answered => {
  const { complaintId, status: state } = file.complaint;
  return {
    body: { complaintId, version: file.version, state, complaint: shown(file) },
    etag: file.version,
    replayed,
  };
};

/** R60: whoever has worked on the case has an interest in the matter. */
const involvedIn = ({ meta, visits }: CaseFile): readonly string[] =>
  [
    meta?.ownerId,
    meta?.followUpOfficerId,
    meta?.deputyId,
    ...Object.values(visits).flatMap(({ officers }) => officers),
  ].flatMap((id) => (id === undefined ? [] : [id]));

const listOf = ({ role, borrowerId = 'nobody', branch, region }: Actor, open: boolean): ComplaintList => {
  if (role === 'borrower') return { of: 'BORROWER', borrowerId };
  if (role === 'supervisor' && branch !== undefined) return { of: 'BRANCH', place: branch, open };
  return role === 'risk' && region !== undefined ? { of: 'REGION', place: region, open } : { of: 'ALL', open };
};

/** Acts of the heading "Complaints". */
export const complaintActs = (ports: Ports): ActsOf<typeof complaintOperations> => {
  const acted = async <Query, Body>(asked: Asked<{ complaintId: string }, Query, Body>, act: ComplaintAct) =>
    answerOf(await performComplaint(ports, asked.params.complaintId, asked.operationId, act, askingOf(asked)));
  return {
    fileComplaint: async (asked) => answerOf(await fileComplaint(ports, asked.body, asked)),
    listComplaints: async ({ principal, query }) => {
      const { items, next } = await ports.complaints.list(listOf(principal, query.open), query.limit, query.cursor);
      return { body: { items: items.filter((complaint) => mayReadComplaint(complaint, principal)) }, next };
    },
    getComplaint: async ({ params, principal }) =>
      answerOf({ file: await complaintFor(ports, params.complaintId, principal), replayed: false }),
    assignComplaintHandler: async (asked) => {
      const { handlerId, handlerRole, handlerBranch } = asked.body;
      const { complaint } = await complaintFor(ports, asked.params.complaintId, asked.principal);
      const registered = await ports.officers.officer(handlerId);
      const isSelf = handlerId === asked.principal.id;
      const choice = {
        handlerId,
        role: isSelf ? asked.principal.role : handlerRole,
        branch: isSelf ? asked.principal.branch : (handlerBranch ?? registered?.branch),
        involved: complaint.caseId === undefined ? [] : involvedIn(await ports.cases.load(complaint.caseId)),
      };
      return acted(asked, (file, context) => assignHandler(file, choice, context));
    },
    extendComplaint: async (asked) => acted(asked, (file, context) => extend(file, asked.body, context)),
    replyToComplaint: async (asked) => acted(asked, (file, context) => reply(file, asked.body, context)),
    getComplaintRetention: async ({ params, principal }) => showRetention(ports, params.complaintId, principal),
    decideComplaintRetention: async (asked) => {
      const act: ComplaintAct = (file, context) => decideComplaintRetention(file, asked.body, context);
      const { complaintId } = asked.params;
      const { file, replayed } = await performComplaint(ports, complaintId, asked.operationId, act, askingOf(asked));
      return { body: retentionOf(file), etag: file.version, replayed };
    },
  };
};
