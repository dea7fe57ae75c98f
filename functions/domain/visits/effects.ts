import type { EventData, EventName } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import { putAppointment, putFollowUp, putVisit, to, unchanged } from '#functions/domain/put-parts.ts';
import type { Effect } from '#functions/domain/put-parts.ts';

type Own =
  | 'PlaceFlagged'
  | 'OfficersIdentified'
  | 'EntryRecorded'
  | 'VerificationReferred'
  | 'VisitCompleted'
  | 'AppointmentReminded'
  | 'OfficersHandedOver'
  | 'FollowUpHandedOver'
  | 'NoShowWithdrawn'
  | 'EvidenceRecorded'
  | 'IncidentRaised'
  | 'CashReceived'
  | 'CashDeposited'
  | 'StepKeptForReview'
  | 'KeptStepReviewed';

const putStep: Effect<EventData<'StepKeptForReview'>> = (file, { step }) =>
  withPart(file, 'keptSteps', step.stepId, step);

/** What events around a visit do to the file, besides those that move the case. */
export const visitEffects: { readonly [N in Extract<EventName, Own>]: Effect<EventData<N>> } = {
  PlaceFlagged: unchanged,
  OfficersIdentified: putVisit,
  EntryRecorded: putVisit,
  VerificationReferred: putVisit,
  VisitCompleted: putVisit,
  AppointmentReminded: putAppointment,
  /** Too few are left: it must be confirmed anew once somebody else is named. */
  OfficersHandedOver: (file, { appointment }, moment) => {
    const next = putAppointment(file, { appointment }, moment);
    return appointment.status === 'PROPOSED' && file.status.state === 'SCHEDULED'
      ? to(next, { state: 'READY', since: moment.asOf })
      : next;
  },
  FollowUpHandedOver: (file, { followUp }, moment) => putFollowUp(file, { followUp }, moment),
  NoShowWithdrawn: putAppointment,
  EvidenceRecorded: (file, { visit }, moment) => putVisit(file, { visit }, moment),
  IncidentRaised: unchanged,
  CashReceived: (file, { visit }, moment) => putVisit(file, { visit }, moment),
  CashDeposited: (file, { visit }, moment) => putVisit(file, { visit }, moment),
  StepKeptForReview: putStep,
  KeptStepReviewed: putStep,
};
