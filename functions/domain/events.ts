import * as z from 'zod';
import { Archive } from '#functions/domain/archive-parts.ts';
import { Assessment } from '#functions/domain/assessment-part.ts';
import { Adjustment } from '#functions/domain/adjustment-parts.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { CaseComplaint, Dispute } from '#functions/domain/care-parts.ts';
import * as contacts from '#functions/domain/contact-parts.ts';
import { Feedback } from '#functions/domain/feedback-parts.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { CaseMeta, Policy, VulnerabilityKind } from '#functions/domain/model.ts';
import { moneyEventSchemas } from '#functions/domain/money-events.ts';
import * as parts from '#functions/domain/parts.ts';
import * as plan from '#functions/domain/plan-parts.ts';
import { visitEventSchemas } from '#functions/domain/visit-events.ts';
import * as servicing from '#functions/domain/servicing-parts.ts';

const contact = z.strictObject({ contact: parts.Contact });
const consent = z.strictObject({ consent: parts.Consent });
const paper = z.strictObject({ document: parts.Paper });
const proposal = z.strictObject({ proposal: plan.Proposal });
const agreement = z.strictObject({ agreement: plan.Agreement });
const followUp = z.strictObject({ followUp: servicing.FollowUp });
const adjustment = z.strictObject({ adjustment: Adjustment });
const notice = z.strictObject({ notice: servicing.Notice });
const hold = z.strictObject({ hold: servicing.Hold });
const complaint = z.strictObject({ complaint: CaseComplaint });
const dispute = z.strictObject({ dispute: Dispute });
const lapse = z.strictObject({ lapse: servicing.Lapse });
const archive = z.strictObject({ archive: Archive });
const permit = z.strictObject({ permit: contacts.ThirdPartyPermit });
const reason = z.strictObject({ reason: parts.TextRef.optional(), code: z.string().max(60).optional() });

/**
 * Every event and what it carries: the whole part that it concerns, as it is afterwards, so that `apply` needs no rule
 * and a journal can be read without the program. Never names, numbers, addresses or free text.
 */
export const eventSchemas = {
  CaseOpened: z.strictObject({ meta: CaseMeta, policy: Policy }),
  AccountReported: z.strictObject({ account: parts.Account }),
  AccountLinked: z.strictObject({ accountId: Id }),
  CaseAssigned: z.strictObject({ ownerId: Id }),
  /** Without a deputy in it, the deputy stays; null: there is none any more. */
  FollowUpPersonNamed: z.strictObject({ officerId: Id, deputyId: Id.nullish() }),
  PartiesUpdated: z.strictObject({
    language: parts.Language.optional(),
    timezone: z.string().max(60).optional(),
    digest: Sha256.optional(),
    /** What kind of thing was corrected. */
    changed: z.array(z.enum(['CONTACT_POINTS', 'ADDRESS', 'GUARANTOR', 'AUTHORISED_REP'])).optional(),
    evidenceId: Id.optional(),
  }),
  VulnerabilityNoted: z.strictObject({ kinds: z.array(VulnerabilityKind) }),
  CaseCancelled: reason,
  FirstContactOverdue: lapse,
  OfferLapsed: lapse,
  OverdueEnded: z.strictObject({ code: z.enum(['PAID_ELSEWHERE', 'CURRENT_AGAIN']), accountIds: z.array(Id) }),
  OverdueEndNoted: lapse,
  DeadlineLapsed: lapse,
  ContactStarted: contact,
  ContactBlocked: contact,
  ContactConcluded: contact,
  BorrowerFoundUnreachable: z.strictObject({ contactId: Id, unreachableBy: contacts.UnreachableBy }),
  ContactPreferencesStated: z.strictObject({ preference: contacts.ContactPreference }),
  ThirdPartyContactPermitted: permit,
  ThirdPartyContactEnded: permit,
  ServiceOffered: z.strictObject({ contactId: Id }),
  ConsentGiven: consent,
  ConsentRefused: consent,
  ConsentWithdrawn: consent,
  Declined: reason,
  Withdrawn: reason,
  Registered: z.strictObject({ registration: parts.Registration }),
  DocumentsRequested: z.strictObject({ classes: z.array(parts.DocumentClass) }),
  UploadRequested: paper,
  DocumentScanned: paper,
  DocumentReceived: paper,
  DocumentQuarantined: paper,
  DocumentAccepted: paper,
  DocumentRejected: paper,
  ForgerySuspected: paper,
  DocumentExpired: paper,
  MailHeld: lapse,
  DocumentsReopened: z.strictObject({ missing: z.array(parts.DocumentClass) }),
  DocumentsCompleted: z.strictObject({ documentIds: z.array(Id) }),
  ...visitEventSchemas,
  NegotiationEnded: z.strictObject({ next: z.enum(['READY', 'CANCELLED']) }),
  AffordabilityAssessed: z.strictObject({ assessment: Assessment }),
  CapacityReviewed: z.strictObject({ assessment: Assessment }),
  PlanProposed: proposal,
  PlanSuperseded: proposal,
  CapacityDeclared: proposal,
  PlanApproved: proposal,
  PlanRejected: proposal,
  AgreementDrawnUp: z.strictObject({ agreement: plan.Agreement, schedule: plan.ScheduleVersion }),
  KeyTermsAcknowledged: z.strictObject({ agreementId: Id, keyTerms: z.array(z.string().max(60)) }),
  SigningCodeRequested: agreement,
  SigningCodeSent: agreement,
  SigningCodeFailed: agreement,
  SignatoryAuthenticated: agreement,
  AgreementSigned: agreement,
  AgreementSealed: agreement,
  SignatureExpired: agreement,
  CollectionBlocked: z.strictObject({ agreementId: Id, fromOn: LocalDate }),
  OriginalDelivered: agreement,
  AgreementTookEffect: agreement,
  OralArrangementRecorded: z.strictObject({ arrangement: plan.OralArrangement }),
  WrittenVersionOverdue: lapse,
  ...moneyEventSchemas,
  FollowUpOpened: followUp,
  FollowUpOverdue: followUp,
  FollowUpDone: followUp,
  /** Several at once are one event (architecture 3): the first, and the others. */
  FollowUpCancelled: z.strictObject({
    followUp: servicing.FollowUp,
    others: z.array(servicing.FollowUp).max(40).optional(),
  }),
  HardshipNoted: z.strictObject({ followUpNo: z.int().positive() }),
  HardshipChecked: z.strictObject({ breachId: Id }),
  AdjustmentRequested: adjustment,
  AdjustmentAnswerOverdue: adjustment,
  AdjustmentApproved: adjustment,
  AdjustmentRefused: adjustment,
  AdjustmentEscalated: adjustment,
  AmendmentDrawnUp: adjustment,
  AmendmentSigned: adjustment,
  AmendmentSealed: adjustment,
  AmendmentDelivered: adjustment,
  AmendmentLapsed: adjustment,
  AdjustmentApplied: z.strictObject({ adjustment: Adjustment, schedule: plan.ScheduleVersion }),
  SuspensionEnded: adjustment,
  ObservationStarted: z.strictObject({ startOn: LocalDate, minEndOn: LocalDate }),
  ObservationRestarted: z.strictObject({ startOn: LocalDate, minEndOn: LocalDate }),
  ObservationEnded: z.strictObject({ endedOn: LocalDate }),
  HoldPlaced: hold,
  HoldReleased: hold,
  HoldReviewFellDue: z.strictObject({ hold: servicing.Hold, lapse: servicing.Lapse }),
  ComplaintNoted: complaint,
  ComplaintClosed: complaint,
  OfficerTakenOff: z.strictObject({ officerId: Id, complaintId: Id, meta: CaseMeta }),
  DisputeRaised: dispute,
  DisputeAnswerOverdue: dispute,
  DisputeResolved: dispute,
  NoticePlanned: notice,
  NoticePostponed: notice,
  NoticeDropped: notice,
  NoticeClaimed: notice,
  NoticeSent: notice,
  NoticeDelivered: notice,
  NoticeFailed: notice,
  ArchiveIncomplete: archive,
  ArchiveStarted: archive,
  ArchiveSealed: archive,
  ArchiveVerified: archive,
  ArchiveChecked: archive,
  ArchiveDamaged: archive,
  ArchiveAccessRequested: archive,
  ArchiveAccessGranted: archive,
  ArchiveAccessRefused: archive,
  FeedbackGiven: z.strictObject({ feedback: Feedback }),
  LegalHoldPlaced: archive,
  LegalHoldLifted: archive,
  RetentionExpired: archive,
  AppraisalDrawnUp: archive,
  RetentionDecisionProposed: archive,
  RetentionExtended: archive,
  DestructionApproved: archive,
  Destroyed: z.strictObject({ archive: Archive, destructionId: Id, isLast: z.boolean() }),
} as const;

export type EventName = keyof typeof eventSchemas;
export type EventData<N extends EventName> = z.infer<(typeof eventSchemas)[N]>;
/** An event before it is stamped into the journal. `v` is its schema version. */
export type CaseEvent = {
  [N in EventName]: { readonly event: N; readonly v: 1; readonly data: EventData<N> };
}[EventName];

export const happened = <N extends EventName>(
  event: N,
  data: EventData<N>,
): { readonly event: N; readonly v: 1; readonly data: EventData<N> } => ({
  event,
  v: 1,
  data,
});

export const isEventName = (name: string): name is EventName => Object.hasOwn(eventSchemas, name);
