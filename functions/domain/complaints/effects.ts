import type { EventData, EventName } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import type { Effect } from '#functions/domain/put-parts.ts';

type Own = 'ComplaintNoted' | 'ComplaintClosed' | 'OfficerTakenOff';

const putComplaint: Effect<EventData<'ComplaintNoted'>> = (file, { complaint }) =>
  withPart(file, 'complaints', complaint.complaintId, complaint);

/** What a complaint leaves in its case. */
export const complaintEffects: { readonly [N in Extract<EventName, Own>]: Effect<EventData<N>> } = {
  ComplaintNoted: putComplaint,
  ComplaintClosed: putComplaint,
  OfficerTakenOff: (file, { meta }) => ({ ...file, meta }),
};
