import * as z from 'zod';
import { addDays, LocalDate } from '#functions/domain/calendar.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { holdInForce, holdRules, isInForce, newHold, reviewDay } from '#functions/domain/holds/kinds.ts';
import { lapseIdOf } from '#functions/domain/intake/lapse-id.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { HoldKind } from '#functions/domain/servicing-parts.ts';
import type { Hold } from '#functions/domain/servicing-parts.ts';
import { living } from '#functions/domain/state-sets.ts';

export const HoldPlacement = z.strictObject({
  kind: HoldKind,
  reason: z.string().trim().min(1).max(4000),
  /** Default: as many days from now as the pack says for this kind. */
  reviewOn: LocalDate.optional(),
});

/** Nobody puts a review off beyond this: a year, after which a hold is looked at whatever happens (default). */
const longestReviewDays = 366;

const checkReview = (reviewOn: string | undefined, day: string): void => {
  if (reviewOn === undefined || (reviewOn > day && reviewOn <= addDays(day, longestReviewDays))) return;
  throw new Refusal('InvalidRequest', 'a hold is reviewed on a day to come, within a year', {
    rules: ['4.1'],
    fields: [{ pointer: '/reviewOn', message: `lies not between ${addDays(day, 1)} and a year from now` }],
  });
};

/** 4.1; 4.15, 34: stops the acts that the kind names, from now until a person lifts it. */
export const placeHold: Decider<z.infer<typeof HoldPlacement>> = (file, { kind, reason, reviewOn }, context) => {
  inState(file, ...living);
  const { actor, asOf, policy } = context;
  if (!holdRules[kind].placedBy.includes(actor.role)) {
    throw new Refusal('HoldKindNotYours', `a ${kind} is not placed by ${actor.role}`, { rules: ['4.15'] });
  }
  if (holdInForce(file, kind) !== undefined)
    throw new Refusal('HoldAlreadyPlaced', `a ${kind} is in force`, { rules: ['4.1'], hold: kind });
  checkReview(reviewOn, today(file, context));
  const kept = keepText(file, context, reason);
  const holdId = context.newId('hold');
  const hold = newHold(
    file,
    {
      holdId,
      kind,
      placedBy: actor.id,
      placedAt: asOf,
      reason: kept.ref,
      ...(reviewOn === undefined ? {} : { reviewOn }),
    },
    policy,
  );
  return { events: [happened('HoldPlaced', { hold })], privates: [kept.item], ids: { holdId } };
};

export interface HoldRelease {
  readonly holdId: string;
  readonly reason?: string | undefined;
}

const causeIsOpen = (file: CaseFile, { cause, holdId }: Hold): boolean =>
  Object.values(file.disputes).some((dispute) => dispute.holdId === holdId && dispute.status === 'OPEN') ||
  Object.values(file.complaints).some(
    ({ complaintId, closedAt }) => cause?.kind === 'COMPLAINT' && complaintId === cause.id && closedAt === undefined,
  );

/** 4.1, R60: only a person lifts a hold, with a reason, and not while what it came from is open. */
export const releaseHold: Decider<HoldRelease> = (file, { holdId, reason }, context) => {
  const hold = file.holds[holdId];
  if (hold === undefined) throw new Refusal('NotFound', 'there is no such hold');
  if (!isInForce(hold)) throw new Refusal('StateForbids', 'the hold was lifted before', { state: file.status.state });
  if (!holdRules[hold.kind].liftedBy.includes(context.actor.role))
    throw new Refusal('HoldKindNotYours', `a ${hold.kind} is lifted by risk`, { rules: ['4.15'] });
  if (reason === undefined || reason.trim() === '')
    throw new Refusal('ReasonMissing', 'say why the hold is lifted', { rules: ['4.1'] });
  if (causeIsOpen(file, hold))
    throw new Refusal('CauseStillOpen', 'what the hold came from has no answer yet', {
      rules: ['R60', 'R67'],
      hold: hold.kind,
    });
  const kept = keepText(file, context, reason);
  const released: Hold = {
    ...hold,
    releasedAt: context.asOf,
    releasedBy: context.actor.id,
    releaseReason: kept.ref,
  };
  return { events: [happened('HoldReleased', { hold: released })], privates: [kept.item], ids: { holdId } };
};

/** 4.1: the review is somebody's task now, and the next one is set: a hold lasts, but not unseen. */
export const holdReviewFellDue: Decider<{ readonly kind: string; readonly ref: string; readonly dueAt: string }> = (
  file,
  deadline,
  { asOf, policy },
) => {
  const hold = file.holds[deadline.ref];
  if (hold === undefined || !isInForce(hold)) return { events: [] };
  const { kind, ref, dueAt } = deadline;
  const role = holdRules[hold.kind].liftedBy.includes('supervisor') ? 'supervisor' : 'risk';
  return {
    events: [
      happened('HoldReviewFellDue', {
        hold: { ...hold, reviewOn: reviewDay(file, policy, hold.kind, asOf) },
        lapse: { lapseId: lapseIdOf(deadline), kind, ref, dueAt, lapsedAt: asOf, role },
      }),
    ],
  };
};
