import { isInPlace, mayReadComplaint } from '#functions/domain/complaints/access.ts';
import type { ComplaintFile } from '#functions/domain/complaints/complaint.ts';
import { complaintClass, complaintKeptUntil, openComplaintAppraisal } from '#functions/domain/complaints/retention.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { Answered } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const statusOf = ({ complaint }: ComplaintFile): string => {
  if (complaint.retention?.destruction !== undefined) return 'TO_BE_DESTROYED';
  return openComplaintAppraisal(complaint)?.voice === undefined ? 'KEPT' : 'PROPOSED';
};

/** Until when a complaint is kept, and what people have said about its end (R66). */
export const retentionOf = (file: ComplaintFile): object => {
  const { complaintId, policy, retention } = file.complaint;
  return {
    complaintId,
    version: file.version,
    class: complaintClass,
    retainUntil: complaintKeptUntil(file.complaint, packOf(policy.jurisdiction, policy.version)),
    appraisals: retention?.appraisals ?? [],
    status: statusOf(file),
  };
};

/** The same of one that is there; of a destroyed one the record that remains. */
export const showRetention = async (ports: Ports, complaintId: string, principal: Actor): Promise<Answered> => {
  const file = await ports.complaints.load(complaintId);
  if (file !== undefined && mayReadComplaint(file.complaint, principal))
    return { body: retentionOf(file), etag: file.version };
  const destruction = file === undefined ? await ports.complaints.destroyed(complaintId) : undefined;
  if (destruction !== undefined && isInPlace(destruction, principal))
    return { body: { complaintId, class: complaintClass, appraisals: [], destruction, status: 'DESTROYED' } };
  throw new Refusal('NotFound', 'there is no such complaint, or it is not yours to see');
};
