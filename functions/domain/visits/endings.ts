import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { freeOpenCase } from '#functions/domain/intake/open-case.ts';
import type { Visit } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { runningVisit, takenAt } from '#functions/domain/visits/on-site.ts';

export const Abort = z.strictObject({ reason: z.string().min(1).max(4000).optional(), capturedAt: Instant.optional() });
export const Completion = z.strictObject({
  signedByBoth: z.boolean(),
  /** No plan came of it: another visit (`READY`) or the end of the service (`CANCELLED`). */
  next: z.enum(['READY', 'CANCELLED']).optional(),
  capturedAt: Instant.optional(),
});

/** R23: the visit ends at once, without a negative mark, whatever it has come to. */
export const abortVisit: Decider<{ visitId: string } & z.infer<typeof Abort>> = (file, input, context) => {
  inState(file, 'IN_VISIT', 'NEGOTIATING', 'PLAN_REVIEW', 'SIGNING');
  const visit = runningVisit(file, input.visitId, context);
  const kept = input.reason === undefined ? undefined : keepText(file, context, input.reason);
  const ended: Visit = {
    ...visit,
    status: 'ABORTED',
    endedAt: takenAt(input.capturedAt, context),
    ...(kept === undefined ? {} : { note: kept.ref }),
  };
  return {
    events: [happened('VisitAborted', { visit: ended })],
    privates: kept === undefined ? [] : [kept.item],
    ids: { visitId: visit.visitId },
  };
};

const checkSteps = (visit: Visit): void => {
  const steps = { identification: visit.identifiedAt, entry: visit.entry, verification: visit.verification };
  const missing = Object.entries(steps).flatMap(([step, done]) => (done === undefined ? [step] : []));
  if (missing.length > 0)
    throw new Refusal('VisitStepsMissing', `missing: ${missing.join(', ')}`, { rules: ['R20', 'R21', 'R25'] });
};

/** R22, R28; 4.15, 3: checks out with a record that both have signed; says so when no plan came of it. */
export const completeVisit: Decider<{ visitId: string } & z.infer<typeof Completion>> = (file, input, context) => {
  const { state } = inState(file, 'IN_VISIT', 'NEGOTIATING', 'PLAN_REVIEW', 'SIGNING', 'ACTIVE');
  const visit = runningVisit(file, input.visitId, context);
  checkSteps(visit);
  if (!input.signedByBoth)
    throw new Refusal('VisitRecordUnsigned', 'both sign the record of the visit', { rules: ['R22'] });
  if (input.next !== undefined && state !== 'NEGOTIATING') {
    throw new Refusal('StateForbids', 'only a negotiation can end without a plan', { state });
  }
  const ended: Visit = {
    ...visit,
    status: 'COMPLETED',
    signedByBoth: true,
    endedAt: takenAt(input.capturedAt, context),
  };
  const completed = happened('VisitCompleted', { visit: ended });
  const ids = { visitId: visit.visitId };
  if (input.next === undefined) return { events: [completed], ids };
  return {
    events: [completed, happened('NegotiationEnded', { next: input.next })],
    ids,
    uniques: input.next === 'CANCELLED' ? freeOpenCase(file) : [],
  };
};
