import { addDays, addMonths, dateOf } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { Complaint, ComplaintFile } from '#functions/domain/complaints/complaint.ts';
import { complained } from '#functions/domain/complaints/events.ts';
import type { ComplaintDecision } from '#functions/domain/complaints/decide.ts';
import type { ComplaintAppraisal, ComplaintRetention } from '#functions/domain/complaints/retention-parts.ts';
import type { Context } from '#functions/domain/decision.ts';
import { hmacHex } from '#functions/domain/ids.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const rules = ['R66'] as const;

/** Complaints are records of how the bank dealt with a person: the class of contacts and visits (4.11). */
export const complaintClass = 'CONTACT';

/** Last day on which a complaint must be there: its class's term from the reply, or a later day. Undefined while it is open. */
export const complaintKeptUntil = (
  { repliedAt, retention }: Complaint,
  { archive, timezone }: PolicyPack,
): LocalDate | undefined => {
  if (repliedAt === undefined) return undefined;
  const years = archive.classYears[complaintClass] ?? archive.retentionYears;
  return retention?.until ?? addMonths(dateOf(repliedAt, timezone), 12 * years);
};

const kept = ({ retention }: Complaint): ComplaintRetention => retention ?? { appraisals: [] };

/** Undecided: two people have still to say what becomes of it. */
export const openComplaintAppraisal = (complaint: Complaint): ComplaintAppraisal | undefined =>
  kept(complaint).appraisals.find(({ decided }) => decided === undefined);

/** A complaint that names a case goes with it: while that is there, it is asked again a year later. */
const withCaseMonths = 12;

/** R66, C39: when its term has ended a complaint without a case, or that has outlived its case, is appraised. */
export const appraiseComplaint = (
  { complaint }: ComplaintFile,
  { isCaseThere }: { readonly isCaseThere: boolean },
  { asOf, policy, newId }: Context,
): ComplaintDecision => {
  const day = dateOf(asOf, policy.timezone);
  const retainUntil = complaintKeptUntil(complaint, policy);
  const retention = kept(complaint);
  const isDecided = retention.destruction !== undefined || openComplaintAppraisal(complaint) !== undefined;
  if (retainUntil === undefined || retainUntil >= day || isDecided) return { events: [] };
  if (isCaseThere) {
    const until = addMonths(day, withCaseMonths);
    return { events: [complained('ComplaintKeptWithCase', { ...complaint, retention: { ...retention, until } })] };
  }
  const against = complaint.incident === undefined ? [] : ['INCIDENT'];
  const appraisal: ComplaintAppraisal = {
    appraisalId: newId('appraisal'),
    drawnUpAt: asOf,
    retainUntil,
    against,
    recommendation: against.length === 0 ? 'DESTROY' : 'EXTEND',
  };
  const appraisals = [...retention.appraisals, appraisal];
  return { events: [complained('ComplaintAppraised', { ...complaint, retention: { ...retention, appraisals } })] };
};

export interface ComplaintRetentionWish {
  readonly decision: 'EXTEND' | 'DESTROY';
  /** Of an extension. Absent: as long as the pack says. */
  readonly until?: string | undefined;
  readonly reason?: string | undefined;
}

const appraisalOf = (complaint: Complaint, { asOf, policy }: Context): ComplaintAppraisal => {
  const until = complaintKeptUntil(complaint, policy);
  if (until === undefined || complaint.retention?.destruction !== undefined)
    throw new Refusal('StateForbids', 'nothing is to be decided about this complaint', {
      rules,
      state: complaint.status,
    });
  if (until >= dateOf(asOf, policy.timezone))
    throw new Refusal('RetentionRunning', `the complaint is kept until ${until}`, {
      rules,
      earliest: addDays(until, 1),
    });
  const appraisal = openComplaintAppraisal(complaint);
  if (appraisal === undefined) throw new Refusal('AppraisalMissing', 'no appraisal of it is open', { rules });
  return appraisal;
};

const untilOf = (
  { decision, until }: ComplaintRetentionWish,
  before: LocalDate | undefined,
  { asOf, policy }: Context,
): { until?: LocalDate } => {
  if (decision === 'DESTROY') return {};
  const day = dateOf(asOf, policy.timezone);
  const wanted = until ?? before ?? addMonths(day, policy.archive.extendMonths);
  if (wanted > day) return { until: wanted };
  throw new Refusal('InvalidRequest', 'an extension ends in the future', {
    rules,
    fields: [{ pointer: '/until', message: 'lies in the past' }],
  });
};

type Voice = NonNullable<ComplaintAppraisal['voice']>;

/** What the two have said comes into force: a later day, or an order to destroy. */
const settled = (
  complaint: Complaint,
  appraisal: ComplaintAppraisal,
  voice: Voice,
  second: string,
  context: Context,
) => {
  const { asOf, newId } = context;
  const { appraisals, ...retention } = kept(complaint);
  const decided = appraisals.map((one) =>
    one.appraisalId === appraisal.appraisalId ? { ...one, decided: voice.decision, decidedAt: asOf } : one,
  );
  const destruction = {
    destructionId: newId('destruction'),
    decidedBy: [voice.by, second],
    approvedAt: asOf,
    reason: voice.reason,
  };
  return voice.decision === 'DESTROY'
    ? complained('ComplaintDestructionApproved', {
        ...complaint,
        retention: { ...retention, appraisals: decided, destruction },
      })
    : complained('ComplaintRetentionExtended', {
        ...complaint,
        retention: { ...retention, appraisals: decided, ...(voice.until === undefined ? {} : { until: voice.until }) },
      });
};

/** R66: as of a package, two people extend or destroy: the first proposes, a second who says the same brings it into force. */
export const decideComplaintRetention = (
  { complaint, salt }: ComplaintFile,
  wish: ComplaintRetentionWish,
  context: Context,
): ComplaintDecision => {
  const { actor, asOf, newId } = context;
  const { reason = '' } = wish;
  if (reason.trim() === '') throw new Refusal('ReasonMissing', 'say why', { rules });
  const appraisal = appraisalOf(complaint, context);
  const before = appraisal.voice;
  const until = untilOf(wish, before?.until, context);
  const textId = newId('text');
  const words = { [textId]: reason };
  if (before?.decision === wish.decision && before.until === until.until) {
    if (before.by === actor.id) throw new Refusal('FourEyesViolated', 'somebody else must say the same', { rules });
    return { events: [settled(complaint, appraisal, before, actor.id, context)], words };
  }
  const voice = {
    decision: wish.decision,
    ...until,
    by: actor.id,
    at: asOf,
    reason: { textId, hmac: hmacHex(salt, reason) },
  };
  const { appraisals, ...retention } = kept(complaint);
  const proposed = appraisals.map((one) => (one.appraisalId === appraisal.appraisalId ? { ...one, voice } : one));
  return {
    events: [
      complained('ComplaintRetentionProposed', { ...complaint, retention: { ...retention, appraisals: proposed } }),
    ],
    words,
  };
};
