import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { Flag, NoParams, NoQuery, page, pageShape } from '#functions/contracts/schemas.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Complaint, DestroyedComplaint } from '#functions/domain/complaints/complaint.ts';
import { ComplaintForm, ReplyForm } from '#functions/domain/complaints/decide.ts';
import { ComplaintAppraisal } from '#functions/domain/complaints/retention-parts.ts';
import { Id } from '#functions/domain/ids.ts';

/** With its words, for those who may see it: what was said, why it took longer, what was found. */
export const ComplaintShown = Complaint.extend({
  description: z.string().optional(),
  extensionReasons: z.array(z.string()).optional(),
  reasonText: z.string().optional(),
  remedyText: z.string().optional(),
});

const ComplaintAnswer = z.strictObject({
  complaintId: Id,
  version: z.int().positive(),
  state: z.string(),
  complaint: ComplaintShown,
});
/** How long a complaint is kept on its own, and what was decided; of a destroyed one the record alone (R66). */
const ComplaintRetentionAnswer = z.strictObject({
  complaintId: Id,
  version: z.int().positive().optional(),
  class: z.literal('CONTACT'),
  /** Absent while it is open, and when it is gone. */
  retainUntil: LocalDate.optional(),
  appraisals: z.array(ComplaintAppraisal),
  destruction: DestroyedComplaint.optional(),
  status: z.enum(['KEPT', 'PROPOSED', 'TO_BE_DESTROYED', 'DESTROYED']),
});
const ComplaintParams = z.strictObject({ complaintId: Id });
const shared = { resource: 'complaints', params: ComplaintParams, query: NoQuery, response: ComplaintAnswer } as const;

export const complaintOperations = {
  fileComplaint: operation({
    ...shared,
    operationId: 'fileComplaint',
    method: 'POST',
    path: '/complaints',
    summary: 'Any channel, any state; anonymous through an agent',
    roles: ['borrower', 'agent', 'officer', 'supervisor'],
    params: NoParams,
    body: ComplaintForm,
    status: 201,
    refusals: ['NotFound', 'EvidenceMissing'],
    events: ['ComplaintReceived', 'ComplaintNoted', 'OfficerTakenOff', 'HoldPlaced', 'NoticePlanned'],
    rules: ['R59', 'R60', 'R62'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  listComplaints: operation({
    ...shared,
    operationId: 'listComplaints',
    method: 'GET',
    path: '/complaints',
    summary: 'Lists by due date; never to the accused; a page may be shorter than its limit',
    roles: ['borrower', 'supervisor', 'risk', 'auditor'],
    params: NoParams,
    query: z.strictObject({ ...pageShape, open: Flag.default(true) }),
    status: 200,
    response: page(Complaint),
    refusals: [],
    events: [],
    rules: ['R59', 'R60'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  getComplaint: operation({
    ...shared,
    operationId: 'getComplaint',
    method: 'GET',
    path: '/complaints/{complaintId}',
    summary: 'Course, deadlines, reply',
    roles: ['borrower', 'supervisor', 'risk', 'auditor'],
    status: 200,
    refusals: [],
    events: [],
    rules: ['R59', 'R61'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  assignComplaintHandler: operation({
    ...shared,
    operationId: 'assignComplaintHandler',
    method: 'PUT',
    path: '/complaints/{complaintId}/handler',
    summary: 'Names a handler outside the accused’s line',
    roles: ['supervisor', 'risk'],
    body: z.strictObject({
      handlerId: Id,
      /** What the handler is, where the register does not say so; risk is outside every line. */
      handlerRole: z.enum(['supervisor', 'risk']).default('supervisor'),
      handlerBranch: z.string().min(1).max(40).optional(),
    }),
    status: 200,
    refusals: ['HandlerConflicted'],
    events: ['ComplaintHandlerAssigned'],
    rules: ['R60'],
    ifMatch: 'required',
    idempotent: false,
  }),
  extendComplaint: operation({
    ...shared,
    operationId: 'extendComplaint',
    method: 'POST',
    path: '/complaints/{complaintId}/extension',
    summary: 'To 30 days with reason; 30 more by risk',
    roles: ['supervisor', 'risk'],
    body: z.strictObject({ reason: z.string().max(4000).optional() }),
    status: 200,
    refusals: ['ExtensionUsedUp', 'TierTooLow', 'ReasonMissing'],
    events: ['ComplaintExtended'],
    rules: ['R59'],
    ifMatch: 'required',
    idempotent: true,
  }),
  replyToComplaint: operation({
    ...shared,
    operationId: 'replyToComplaint',
    method: 'POST',
    path: '/complaints/{complaintId}/reply',
    summary: 'Finding, reason, remedy, next bodies',
    roles: ['supervisor', 'risk'],
    body: ReplyForm,
    status: 200,
    refusals: ['NotTheHandler', 'HandlerConflicted', 'ReplyIncomplete'],
    events: ['ComplaintReplied'],
    rules: ['R61', 'R62'],
    ifMatch: 'required',
    idempotent: true,
  }),
  getComplaintRetention: operation({
    ...shared,
    operationId: 'getComplaintRetention',
    method: 'GET',
    path: '/complaints/{complaintId}/retention',
    summary: 'Until when a complaint is kept that goes with no case; of a destroyed one the record',
    roles: ['risk', 'auditor'],
    status: 200,
    response: ComplaintRetentionAnswer,
    refusals: [],
    events: [],
    rules: ['R66'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  decideComplaintRetention: operation({
    ...shared,
    operationId: 'decideComplaintRetention',
    method: 'POST',
    path: '/complaints/{complaintId}/retention',
    summary: 'After expiry and appraisal: extend or destroy; a second person who says the same brings it into force',
    roles: ['risk'],
    body: z.strictObject({
      decision: z.enum(['EXTEND', 'DESTROY']),
      until: LocalDate.optional(),
      reason: z.string().max(2000).optional(),
    }),
    status: 200,
    response: ComplaintRetentionAnswer,
    refusals: ['RetentionRunning', 'AppraisalMissing', 'ReasonMissing', 'FourEyesViolated'],
    events: ['ComplaintRetentionProposed', 'ComplaintRetentionExtended', 'ComplaintDestructionApproved'],
    rules: ['R66'],
    ifMatch: 'required',
    idempotent: true,
  }),
} as const;
