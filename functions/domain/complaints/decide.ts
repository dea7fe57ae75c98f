import * as z from 'zod';
import { addBusinessDays, addDays, dateOf, LocalDate } from '#functions/domain/calendar.ts';
import {
  ComplaintChannel,
  ComplaintTopic,
  Finding,
  isIncident,
  isOpen,
  NextBody,
} from '#functions/domain/complaints/complaint.ts';
import type { Complaint, ComplaintFile } from '#functions/domain/complaints/complaint.ts';
import { complained } from '#functions/domain/complaints/events.ts';
import type { ComplaintEvent } from '#functions/domain/complaints/events.ts';
import type { Context } from '#functions/domain/decision.ts';
import { hmacHex, Id } from '#functions/domain/ids.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { Language, TextRef } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export interface ComplaintDecision {
  readonly events: readonly ComplaintEvent[];
  /** Words by their ids. */
  readonly words?: Readonly<Record<string, string>>;
}

const Words = z.string().trim().min(1).max(4000);
export const ComplaintForm = z.strictObject({
  channel: ComplaintChannel.default('APP'),
  topic: ComplaintTopic,
  description: Words,
  caseId: Id.optional(),
  againstOfficerId: Id.optional(),
  /** Papers, recordings or photographs that lie in the case. */
  evidenceIds: z.array(Id).max(20).default([]),
  anonymous: z.boolean().default(false),
  /** When a letter arrived; default: today. */
  receivedOn: LocalDate.optional(),
});

/** What the case and the register of officers say about a new complaint. */
export interface ComplaintFacts {
  readonly form: z.infer<typeof ComplaintForm>;
  readonly complaintId: string;
  readonly salt: string;
  readonly borrowerId?: string | undefined;
  readonly branch: string;
  readonly region: string;
  readonly language: Language;
  readonly accusedBranch?: string | undefined;
}

const keep = (salt: string, context: Context, text: string): { ref: TextRef; words: Record<string, string> } => {
  const textId = context.newId('text');
  return { ref: { textId, hmac: hmacHex(salt, text) }, words: { [textId]: text } };
};

const dayOf = ({ asOf, policy }: Context): string => dateOf(asOf, policy.timezone);

/** A complaint that is entered long after it came is not silently fresh (default). */
const longestDelayDays = 60;

const receiptOf = (form: ComplaintFacts['form'], context: Context): string => {
  const day = dayOf(context);
  const receivedOn = form.receivedOn ?? day;
  if (receivedOn <= day && receivedOn >= addDays(day, -longestDelayDays)) return receivedOn;
  throw new Refusal('InvalidRequest', 'a complaint has arrived, and not long ago', {
    rules: ['R59'],
    fields: [{ pointer: '/receivedOn', message: `lies not within the last ${longestDelayDays} days` }],
  });
};

/** R59, R62: takes a complaint from anybody, by any way, in any state of the case; threats and forgery are incidents at once. */
export const fileComplaint = (facts: ComplaintFacts, context: Context): ComplaintDecision => {
  const { form, complaintId, salt, borrowerId, branch, region, language, accusedBranch } = facts;
  const { actor, asOf, policy } = context;
  if (form.anonymous && actor.role === 'borrower')
    throw new Refusal('InvalidRequest', 'who stays unnamed complains through an agent or the hotline', {
      rules: ['R59'],
      fields: [{ pointer: '/anonymous', message: 'a signed-in borrower is known' }],
    });
  const receivedOn = receiptOf(form, context);
  const kept = keep(salt, context, form.description);
  const { acknowledgeBusinessDays, answerDays } = policy.complaint;
  const complaint: Complaint = {
    complaintId,
    policy: { jurisdiction: policy.jurisdiction, version: policy.version },
    status: 'RECEIVED',
    channel: form.channel,
    topic: form.topic,
    anonymous: form.anonymous,
    ...(borrowerId === undefined || form.anonymous ? {} : { borrowerId }),
    ...(form.caseId === undefined ? {} : { caseId: form.caseId }),
    branch,
    region,
    language,
    ...(form.againstOfficerId === undefined ? {} : { againstOfficerId: form.againstOfficerId }),
    ...(accusedBranch === undefined ? {} : { accusedBranch }),
    filedBy: actor.id,
    filedAt: asOf,
    receivedOn,
    words: kept.ref,
    evidenceIds: [...form.evidenceIds],
    ...(isIncident(form.topic)
      ? {
          incident: {
            incidentId: context.newId('incident'),
            kind: form.topic,
            raisedBy: actor.id,
            raisedAt: asOf,
            routes: ['COMPLIANCE', 'POLICE'],
          },
        }
      : {}),
    acknowledgeBy: addBusinessDays(receivedOn, acknowledgeBusinessDays, policy.calendar),
    dueOn: addDays(receivedOn, answerDays),
    extensions: [],
  };
  return { events: [complained('ComplaintReceived', complaint)], words: kept.words };
};

/** R59: the complainant knows that it has arrived; nobody known is known by the number that he was given. */
export const acknowledge = ({ complaint }: ComplaintFile, { asOf }: Context): ComplaintDecision =>
  complaint.acknowledgedAt === undefined && isOpen(complaint)
    ? { events: [complained('ComplaintAcknowledged', { ...complaint, acknowledgedAt: asOf })] }
    : { events: [] };

const requireOpen = (complaint: Complaint): void => {
  if (!isOpen(complaint))
    throw new Refusal('StateForbids', 'the complaint has its reply', { state: complaint.status, rules: ['R61'] });
};

/** R60: neither the accused nor his line, nor who filed it, nor anybody who has worked on the case. */
const conflictOf = (
  complaint: Complaint,
  who: { readonly id: string; readonly role?: Actor['role']; readonly branch?: string | undefined },
  involved: readonly string[],
): string | undefined => {
  if (who.id === complaint.againstOfficerId) return 'the accused never handles the complaint';
  if (who.id === complaint.filedBy) return 'who filed it does not handle it';
  if (involved.includes(who.id)) return 'who has worked on the case has an interest in the matter';
  const isHisLine = complaint.accusedBranch !== undefined && who.branch === complaint.accusedBranch;
  return isHisLine && who.role !== 'risk' ? 'the handler is of the line of the accused' : undefined;
};

const refuseConflict = (conflict: string | undefined): void => {
  if (conflict !== undefined) throw new Refusal('HandlerConflicted', conflict, { rules: ['R60', 'C20'] });
};

export interface HandlerChoice {
  readonly handlerId: string;
  /** What the register or the token says about the handler; risk is outside every line. */
  readonly role?: Actor['role'];
  readonly branch?: string | undefined;
  readonly involved: readonly string[];
}

/** R60; 4.15, 25: a supervisor outside the accused's line, or risk; never who has a part in the matter. */
export const assignHandler = (
  { complaint }: ComplaintFile,
  { handlerId, role, branch, involved }: HandlerChoice,
  { actor, asOf }: Context,
): ComplaintDecision => {
  requireOpen(complaint);
  refuseConflict(conflictOf(complaint, { id: handlerId, ...(role === undefined ? {} : { role }), branch }, involved));
  const assigned = { handlerId, assignedBy: actor.id, assignedAt: asOf };
  return { events: [complained('ComplaintHandlerAssigned', { ...complaint, ...assigned, status: 'ASSIGNED' })] };
};

/** R59: to thirty days with a reason; thirty more only by risk. The days count from receipt; a term that is over is not extended. */
export const extend = (
  { complaint, salt }: ComplaintFile,
  { reason }: { readonly reason?: string | undefined },
  context: Context,
): ComplaintDecision => {
  requireOpen(complaint);
  const { actor, asOf, policy } = context;
  const { extendedDays, furtherDays } = policy.complaint;
  const used = complaint.extensions.length;
  if (used >= 2) throw new Refusal('ExtensionUsedUp', 'it was extended twice', { rules: ['R59', 'C20'] });
  if (used === 1 && actor.role !== 'risk')
    throw new Refusal('TierTooLow', 'the second extension is for risk to approve', { rules: ['R59', 'C20'] });
  if (reason === undefined || reason.trim() === '')
    throw new Refusal('ReasonMissing', 'say why it takes longer', { rules: ['R59'] });
  if (dayOf(context) > complaint.dueOn)
    throw new Refusal('StateForbids', `the term ended on ${complaint.dueOn}`, {
      state: complaint.status,
      rules: ['R59'],
    });
  const to = addDays(complaint.receivedOn, used === 0 ? extendedDays : extendedDays + furtherDays);
  const kept = keep(salt, context, reason);
  const extensions = [...complaint.extensions, { to, by: actor.id, at: asOf, reason: kept.ref }];
  return { events: [complained('ComplaintExtended', { ...complaint, dueOn: to, extensions })], words: kept.words };
};

/** R59: the term is over without a reply: risk hears of it; the reply is still owed. */
export const noteOverdue = ({ complaint }: ComplaintFile, context: Context): ComplaintDecision =>
  isOpen(complaint) && complaint.overdueAt === undefined && dayOf(context) > complaint.dueOn
    ? { events: [complained('ComplaintOverdue', { ...complaint, overdueAt: context.asOf })] }
    : { events: [] };

export const ReplyForm = z.strictObject({
  finding: Finding.optional(),
  reason: z.string().max(4000).optional(),
  remedy: z.string().max(4000).optional(),
  /** Default: all that the law names. */
  nextBodies: z.array(NextBody).max(5).optional(),
});

const missingIn = ({ finding, reason = '', remedy = '', nextBodies }: z.infer<typeof ReplyForm>): readonly string[] => [
  ...(finding === undefined ? ['/finding'] : []),
  ...(reason.trim() === '' ? ['/reason'] : []),
  ...(remedy.trim() === '' ? ['/remedy'] : []),
  ...(nextBodies?.length === 0 ? ['/nextBodies'] : []),
];

/** R61: finding, reason, remedy, and where to turn next. */
export const reply = (
  { complaint, salt }: ComplaintFile,
  form: z.infer<typeof ReplyForm>,
  context: Context,
): ComplaintDecision => {
  requireOpen(complaint);
  const { actor, asOf, policy } = context;
  if (complaint.handlerId !== actor.id)
    throw new Refusal('NotTheHandler', 'the named handler replies', { rules: ['R60'] });
  refuseConflict(conflictOf(complaint, actor, []));
  const missing = missingIn(form);
  if (missing.length > 0)
    throw new Refusal('ReplyIncomplete', 'a reply gives finding, reason, remedy and next bodies', {
      rules: ['R61'],
      fields: missing.map((pointer) => ({ pointer, message: 'is missing' })),
    });
  const reason = keep(salt, context, form.reason ?? '');
  const remedy = keep(salt, context, form.remedy ?? '');
  const replied: Complaint = {
    ...complaint,
    status: 'REPLIED',
    ...(form.finding === undefined ? {} : { finding: form.finding }),
    reason: reason.ref,
    remedy: remedy.ref,
    nextBodies: [...(form.nextBodies ?? NextBody.options)],
    regulatorLine: policy.regulatorLine,
    repliedBy: actor.id,
    repliedAt: asOf,
  };
  return { events: [complained('ComplaintReplied', replied)], words: { ...reason.words, ...remedy.words } };
};
