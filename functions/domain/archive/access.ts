import { addDays, dateOf, instantAt } from '#functions/domain/calendar.ts';
import { inState, keepText, zoneOf } from '#functions/domain/decision.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';

type Archive = Part<'archives'>;
type Access = Archive['accesses'][number];

const archived = (file: CaseFile, packageId: string): Archive => {
  inState(file, 'ARCHIVED');
  const archive = file.archives[packageId];
  if (archive === undefined) throw new Refusal('NotFound', 'the case has no such package');
  return archive;
};

const withReason = (reason: string | undefined): string => {
  if (reason === undefined || reason.trim() === '') throw new Refusal('ReasonMissing', 'say why', { rules: ['R65'] });
  return reason;
};

/** R65: whoever wants to read an archived case says why, and a second person decides. */
export const requestArchiveAccess: Decider<{ packageId: string; reason: string }> = (
  file,
  { packageId, reason },
  context,
) => {
  const archive = archived(file, packageId);
  const requestId = context.newId('access');
  const { ref, item } = keepText(file, context, withReason(reason));
  const access: Access = {
    requestId,
    by: context.actor.id,
    requestedAt: context.asOf,
    reason: ref,
    status: 'REQUESTED',
  };
  return {
    events: [happened('ArchiveAccessRequested', { archive: { ...archive, accesses: [...archive.accesses, access] } })],
    privates: [item],
    ids: { requestId },
  };
};

/** Until the end of the last day that the pack allows. */
const grantedUntil = (file: CaseFile, { asOf, policy }: Context): string => {
  const zone = zoneOf(file, policy);
  return instantAt(addDays(dateOf(asOf, zone), policy.archive.accessDays + 1), '00:00', zone);
};

export interface AccessDecision {
  readonly packageId: string;
  readonly requestId: string;
  readonly decision: 'GRANT' | 'REFUSE';
  readonly reason?: string | undefined;
}

/** R65: the second person grants for a few days, or refuses with a reason; never one's own request. */
export const decideArchiveAccess: Decider<AccessDecision> = (
  file,
  { packageId, requestId, decision, reason },
  context,
) => {
  const archive = archived(file, packageId);
  const asked = archive.accesses.find((access) => access.requestId === requestId);
  if (asked === undefined) throw new Refusal('NotFound', 'there is no such request');
  if (asked.by === context.actor.id)
    throw new Refusal('FourEyesViolated', 'somebody else must decide about this request', { rules: ['R65'] });
  if (asked.status !== 'REQUESTED')
    throw new Refusal('StateForbids', `the request is ${asked.status.toLowerCase()} already`, {
      rules: ['R65'],
      state: file.status.state,
    });
  const words = decision === 'REFUSE' || reason !== undefined ? keepText(file, context, withReason(reason)) : undefined;
  const decided = { ...asked, decidedBy: context.actor.id, decidedAt: context.asOf };
  const access: Access =
    decision === 'GRANT'
      ? { ...decided, status: 'GRANTED', until: grantedUntil(file, context) }
      : { ...decided, status: 'REFUSED' };
  const next = { ...archive, accesses: archive.accesses.map((one) => (one.requestId === requestId ? access : one)) };
  return {
    events: [happened(decision === 'GRANT' ? 'ArchiveAccessGranted' : 'ArchiveAccessRefused', { archive: next })],
    ...(words === undefined ? {} : { privates: [words.item] }),
    ids: { requestId },
  };
};

/** R65: who may read now, by a grant of his own that has not run out. */
export const mayRead = (archive: Archive, actorId: string, asOf: string): void => {
  const granted = archive.accesses.filter(({ by, status }) => by === actorId && status === 'GRANTED');
  if (granted.length === 0)
    throw new Refusal('AccessNotGranted', 'ask for access first; a second person decides', { rules: ['R65'] });
  if (!granted.some(({ until }) => until !== undefined && asOf < until))
    throw new Refusal('AccessExpired', 'the grant has run out', { rules: ['R65'] });
};
