import type { EventData, EventName } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import type { Effect } from '#functions/domain/put-parts.ts';

type Own =
  | 'ComplaintNoted'
  | 'ComplaintClosed'
  | 'OfficerTakenOff'
  | 'HoldReviewFellDue'
  | 'DisputeRaised'
  | 'DisputeAnswerOverdue'
  | 'DisputeResolved';

const putComplaint: Effect<EventData<'ComplaintNoted'>> = (file, { complaint }) =>
  withPart(file, 'complaints', complaint.complaintId, complaint);

const putDispute: Effect<EventData<'DisputeRaised'>> = (file, { dispute }) =>
  withPart(file, 'disputes', dispute.disputeId, dispute);

/** What a complaint, a dispute or the review of a hold leaves in its case. */
export const complaintEffects: { readonly [N in Extract<EventName, Own>]: Effect<EventData<N>> } = {
  ComplaintNoted: putComplaint,
  ComplaintClosed: putComplaint,
  OfficerTakenOff: (file, { meta }) => ({ ...file, meta }),
  HoldReviewFellDue: (file, { hold, lapse }) =>
    withPart(withPart(file, 'holds', hold.holdId, hold), 'lapses', lapse.lapseId, lapse),
  DisputeRaised: putDispute,
  DisputeAnswerOverdue: putDispute,
  DisputeResolved: putDispute,
};
