import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Policy } from '#functions/domain/model.ts';
import { ComplaintRetention } from '#functions/domain/complaints/retention-parts.ts';
import { Language, TextRef } from '#functions/domain/parts.ts';

export const ComplaintChannel = z.enum(['APP', 'PHONE', 'EMAIL', 'POST', 'COUNTER', 'ON_SITE', 'REGULATOR']);
export const ComplaintTopic = z.enum([
  'MISCONDUCT',
  'THREAT',
  'VIOLENCE',
  'FORGED_IDENTITY',
  'PRIVACY',
  'FEES',
  'SERVICE',
  'INFORMATION',
  'OTHER',
]);
export const Finding = z.enum(['UPHELD', 'PARTLY_UPHELD', 'NOT_UPHELD']);
/** R61: where one may turn next; the regulator's line is the pack's. */
export const NextBody = z.enum(['INTERNAL_REVIEW', 'MEDIATION', 'ARBITRATION', 'COURT', 'REGULATOR']);

/** R62: what compliance and the police are told, over evidence that nobody can take away any more. */
export const ComplaintIncident = z.strictObject({
  incidentId: Id,
  kind: z.enum(['THREAT', 'VIOLENCE', 'FORGED_IDENTITY']),
  raisedBy: Id,
  raisedAt: Instant,
  routes: z.array(z.enum(['COMPLIANCE', 'POLICE'])).min(1),
});

/** R59-R62: one complaint from its receipt to its reply; words are private items of its own. */
export const Complaint = z.strictObject({
  complaintId: Id,
  policy: Policy,
  status: z.enum(['RECEIVED', 'ASSIGNED', 'REPLIED']),
  channel: ComplaintChannel,
  topic: ComplaintTopic,
  /** Nobody is told who complained: it is not kept. */
  anonymous: z.boolean(),
  borrowerId: Id.optional(),
  caseId: Id.optional(),
  branch: z.string().max(40),
  region: z.string().max(40),
  language: Language,
  againstOfficerId: Id.optional(),
  /** His line: nobody of it handles the complaint (R60). */
  accusedBranch: z.string().max(40).optional(),
  filedBy: Id,
  filedAt: Instant,
  /** Days count from here; a letter may have arrived before it was entered. */
  receivedOn: LocalDate,
  words: TextRef,
  evidenceIds: z.array(Id).max(20),
  incident: ComplaintIncident.optional(),
  acknowledgeBy: LocalDate,
  acknowledgedAt: Instant.optional(),
  dueOn: LocalDate,
  overdueAt: Instant.optional(),
  extensions: z.array(z.strictObject({ to: LocalDate, by: Id, at: Instant, reason: TextRef })).max(2),
  handlerId: Id.optional(),
  assignedBy: Id.optional(),
  assignedAt: Instant.optional(),
  finding: Finding.optional(),
  reason: TextRef.optional(),
  remedy: TextRef.optional(),
  nextBodies: z.array(NextBody).optional(),
  regulatorLine: z.string().max(40).optional(),
  repliedBy: Id.optional(),
  repliedAt: Instant.optional(),
  retention: ComplaintRetention.optional(),
});
export type Complaint = z.infer<typeof Complaint>;

/** A complaint with its chain and its words: a stream of its own, like a case. */
export const ComplaintFile = z.strictObject({
  complaint: Complaint,
  version: z.int().positive(),
  head: z.strictObject({ seq: z.int().positive(), hash: Sha256 }),
  lastAsOf: Instant,
  /** Salt of the words' digests, and the words by their ids: never in the journal. */
  salt: Sha256,
  words: z.record(z.string(), z.string().max(4000)),
});
export type ComplaintFile = z.infer<typeof ComplaintFile>;

/** Streams of complaints are told from those of cases by their ids alone. */
export const isComplaintId = (id: string): boolean => id.startsWith('complaint_');

export const isOpen = ({ status }: Complaint): boolean => status !== 'REPLIED';

const incidentTopics: readonly string[] = ComplaintIncident.shape.kind.options;
export const isIncident = (topic: string): topic is NonNullable<Complaint['incident']>['kind'] =>
  incidentTopics.includes(topic);

/** R60: what keeps visits and calls away until a person lifts the hold. */
export const isMisconduct = (topic: string): boolean => topic === 'MISCONDUCT' || isIncident(topic);

export const isUpheld = ({ finding }: Complaint): boolean => finding === 'UPHELD' || finding === 'PARTLY_UPHELD';

/** R66: what was found against an officer counts for him (R62) when who complained, and about which case, is gone. */
export const withoutComplainant = (complaint: Complaint): Complaint => {
  const { borrowerId: _borrowerId, caseId: _caseId, incident: _incident, retention: _retention, ...rest } = complaint;
  return { ...rest, filedBy: 'destroyed', anonymous: true, evidenceIds: [] };
};

/** R66, C39: what remains of a destroyed complaint: no words, and nobody but the two who ordered it. */
export const DestroyedComplaint = z.strictObject({
  complaintId: Id,
  branch: z.string().max(40),
  region: z.string().max(40),
  repliedAt: Instant,
  destructionId: Id,
  decidedBy: z.array(Id).length(2),
  approvedAt: Instant,
  /** Where its chain ended. */
  headHash: Sha256,
});
export type DestroyedComplaint = z.infer<typeof DestroyedComplaint>;

/** Undefined of one that goes with its case: the record of that says so. */
export const recordOfDestruction = ({ complaint, head }: ComplaintFile): DestroyedComplaint | undefined => {
  const { complaintId, branch, region, repliedAt, retention } = complaint;
  if (retention?.destruction === undefined || repliedAt === undefined) return undefined;
  const { destructionId, decidedBy, approvedAt } = retention.destruction;
  return { complaintId, branch, region, repliedAt, destructionId, decidedBy, approvedAt, headHash: head.hash };
};
