import { agreementEffects } from '#functions/domain/agreement/effects.ts';
import { destroyed } from '#functions/domain/archive/destroyed.ts';
import { complaintEffects } from '#functions/domain/complaints/effects.ts';
import type { EventData, EventName } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import {
  to,
  visitOf,
  unchanged,
  putDocument,
  putAppointment,
  putVisit,
  putProposal,
  putFollowUp,
  putAdjustment,
  putNotice,
  putHold,
  putLapse,
  putArchive,
  startArchive,
  putContact,
  putConsent,
  putPermit,
  putAccount,
  linkAccount,
} from '#functions/domain/put-parts.ts';
import type { Effect } from '#functions/domain/put-parts.ts';
import { servicingEffects } from '#functions/domain/servicing/effects.ts';
import { visitEffects } from '#functions/domain/visits/effects.ts';

/** What each event does to the file: puts its part, and moves the state where domain.md 4.1 says so. */
export const effects: { readonly [N in EventName]: Effect<EventData<N>> } = {
  CaseOpened: (file, { meta, policy }, { asOf }) => to({ ...file, meta, policy }, { state: 'OPEN', since: asOf }),
  AccountReported: putAccount,
  AccountLinked: linkAccount,
  CaseAssigned: (file, { ownerId }) => (file.meta ? { ...file, meta: { ...file.meta, ownerId } } : file),
  FollowUpPersonNamed: (file, { officerId, deputyId }) => {
    if (file.meta === undefined) return file;
    const { deputyId: before, ...meta } = file.meta;
    const deputy = deputyId === undefined ? before : deputyId;
    return {
      ...file,
      meta: { ...meta, followUpOfficerId: officerId, ...(typeof deputy === 'string' ? { deputyId: deputy } : {}) },
    };
  },
  PartiesUpdated: (file, { language, timezone }) =>
    file.meta
      ? {
          ...file,
          meta: {
            ...file.meta,
            ...(language === undefined ? {} : { language }),
            ...(timezone === undefined ? {} : { timezone }),
          },
        }
      : file,
  VulnerabilityNoted: (file, { kinds }) =>
    file.meta ? { ...file, meta: { ...file.meta, vulnerability: kinds } } : file,
  CaseCancelled: (file, _, { asOf }) => to(file, { state: 'CANCELLED', since: asOf }),
  FirstContactOverdue: putLapse,
  OfferLapsed: putLapse,
  OverdueEnded: (file, _, { asOf }) => to(file, { state: 'CANCELLED', since: asOf }),
  OverdueEndNoted: putLapse,
  MailHeld: putLapse,
  DeadlineLapsed: putLapse,
  ContactStarted: putContact,
  ContactBlocked: putContact,
  ContactConcluded: putContact,
  BorrowerFoundUnreachable: unchanged,
  ContactPreferencesStated: (file, { preference }) =>
    withPart(file, 'preferences', preference.preferenceId, preference),
  ThirdPartyContactPermitted: putPermit,
  ThirdPartyContactEnded: putPermit,
  ServiceOffered: (file, { contactId }, { asOf }) => to(file, { state: 'OFFERED', since: asOf, contactId }),
  ConsentGiven: putConsent,
  ConsentRefused: putConsent,
  ConsentWithdrawn: putConsent,
  Declined: (file, _, { asOf }) => to(file, { state: 'DECLINED', since: asOf }),
  Withdrawn: (file, _, { asOf }) => to(file, { state: 'WITHDRAWN', since: asOf }),
  Registered: (file, { registration }, { asOf }) =>
    to(withPart(file, 'registrations', registration.registrationId, registration), {
      state: 'DOCS_PENDING',
      since: asOf,
    }),
  DocumentsRequested: unchanged,
  UploadRequested: putDocument,
  DocumentScanned: putDocument,
  DocumentReceived: putDocument,
  DocumentQuarantined: putDocument,
  DocumentAccepted: putDocument,
  DocumentRejected: putDocument,
  ForgerySuspected: putDocument,
  DocumentExpired: putDocument,
  DocumentsReopened: (file, _, { asOf }) => to(file, { state: 'DOCS_PENDING', since: asOf }),
  DocumentsCompleted: (file, _, { asOf }) => to(file, { state: 'READY', since: asOf }),
  AppointmentProposed: putAppointment,
  GapWaived: unchanged,
  OfficersAssigned: putAppointment,
  AppointmentConfirmed: (file, data, { asOf }) => {
    const next = putAppointment(file, data, { asOf });
    return data.appointment.status === 'CONFIRMED'
      ? to(next, { state: 'SCHEDULED', since: asOf, appointmentId: data.appointment.appointmentId })
      : next;
  },
  AppointmentRescheduled: (file, data, { asOf }) => {
    const next = putAppointment(file, data, { asOf });
    return file.status.state === 'SCHEDULED' ? to(next, { state: 'READY', since: asOf }) : next;
  },
  AppointmentCancelled: (file, data, { asOf }) =>
    to(putAppointment(file, data, { asOf }), { state: 'READY', since: asOf }),
  NoShowRecorded: (file, data, { asOf }) =>
    to(putAppointment(file, { appointment: data.appointment }, { asOf }), { state: 'READY', since: asOf }),
  VisitStarted: (file, data, { asOf }) =>
    to(putVisit(file, data, { asOf }), { state: 'IN_VISIT', since: asOf, visitId: data.visit.visitId }),
  VerificationPassed: (file, data, { asOf }) =>
    to(putVisit(file, data, { asOf }), { state: 'NEGOTIATING', since: asOf, visitId: data.visit.visitId }),
  VerificationFailed: (file, data, { asOf }) => to(putVisit(file, data, { asOf }), { state: 'READY', since: asOf }),
  /** R23: a visit can be ended at any time; once a plan lies on the table only the visit ends (4.15, 4). */
  VisitAborted: (file, data, { asOf }) => {
    const next = putVisit(file, data, { asOf });
    return file.status.state === 'IN_VISIT' || file.status.state === 'NEGOTIATING'
      ? to(next, { state: 'READY', since: asOf })
      : next;
  },
  ...visitEffects,
  ...complaintEffects,
  NegotiationEnded: (file, { next }, { asOf }) => to(file, { state: next, since: asOf }),
  AffordabilityAssessed: (file, { assessment }) => withPart(file, 'assessments', assessment.assessmentId, assessment),
  CapacityReviewed: (file, { assessment }) => withPart(file, 'assessments', assessment.assessmentId, assessment),
  PlanProposed: (file, data, { asOf }) =>
    to(putProposal(file, data, { asOf }), {
      state: 'PLAN_REVIEW',
      since: asOf,
      visitId: visitOf(file),
      proposalId: data.proposal.proposalId,
    }),
  PlanSuperseded: putProposal,
  CapacityDeclared: putProposal,
  PlanApproved: (file, data, { asOf }) =>
    to(putProposal(file, data, { asOf }), {
      state: 'SIGNING',
      since: asOf,
      visitId: visitOf(file),
      proposalId: data.proposal.proposalId,
    }),
  PlanRejected: (file, data, { asOf }) =>
    to(putProposal(file, data, { asOf }), { state: 'NEGOTIATING', since: asOf, visitId: visitOf(file) }),
  ...agreementEffects,
  ...servicingEffects,
  FollowUpOpened: putFollowUp,
  FollowUpOverdue: putFollowUp,
  FollowUpDone: putFollowUp,
  FollowUpCancelled: (file, { followUp, others = [] }, moment) =>
    [followUp, ...others].reduce((next, one) => putFollowUp(next, { followUp: one }, moment), file),
  HardshipNoted: unchanged,
  HardshipChecked: unchanged,
  AdjustmentRequested: putAdjustment,
  AdjustmentAnswerOverdue: putAdjustment,
  AdjustmentApproved: putAdjustment,
  AdjustmentRefused: putAdjustment,
  AdjustmentEscalated: putAdjustment,
  AmendmentDrawnUp: putAdjustment,
  AmendmentSigned: putAdjustment,
  AmendmentSealed: putAdjustment,
  AmendmentDelivered: putAdjustment,
  AmendmentLapsed: putAdjustment,
  AdjustmentApplied: (file, { adjustment, schedule }) => {
    const agreement = file.agreements[adjustment.agreementId];
    const adjusted = withPart(file, 'adjustments', adjustment.adjustmentId, adjustment);
    const next = withPart(adjusted, 'schedules', schedule.scheduleVersion, schedule);
    return agreement === undefined
      ? next
      : withPart(next, 'agreements', agreement.agreementId, {
          ...agreement,
          scheduleVersion: schedule.scheduleVersion,
        });
  },
  SuspensionEnded: putAdjustment,
  ObservationStarted: unchanged,
  ObservationRestarted: unchanged,
  ObservationEnded: unchanged,
  HoldPlaced: putHold,
  HoldReleased: putHold,
  NoticePlanned: putNotice,
  NoticePostponed: putNotice,
  NoticeDropped: putNotice,
  NoticeClaimed: putNotice,
  NoticeSent: putNotice,
  NoticeDelivered: putNotice,
  NoticeFailed: putNotice,
  ArchiveIncomplete: putArchive,
  ArchiveStarted: startArchive,
  ArchiveSealed: putArchive,
  ArchiveVerified: (file, data, { asOf }) =>
    to(putArchive(file, data, { asOf }), { state: 'ARCHIVED', since: asOf, packageId: data.archive.packageId }),
  ArchiveChecked: putArchive,
  ArchiveDamaged: putArchive,
  ArchiveAccessRequested: putArchive,
  ArchiveAccessGranted: putArchive,
  ArchiveAccessRefused: putArchive,
  FeedbackGiven: (file, { feedback }) => withPart(file, 'feedbacks', feedback.feedbackId, feedback),
  LegalHoldPlaced: putArchive,
  LegalHoldLifted: putArchive,
  RetentionExpired: putArchive,
  AppraisalDrawnUp: putArchive,
  RetentionDecisionProposed: putArchive,
  RetentionExtended: putArchive,
  DestructionApproved: putArchive,
  Destroyed: destroyed,
};
