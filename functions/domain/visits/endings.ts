import * as z from 'zod';
import { addBusinessDays, dateOf, Instant } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { freeOpenCase } from '#functions/domain/intake/open-case.ts';
import type { Visit } from '#functions/domain/parts.ts';
import type { Hold } from '#functions/domain/servicing-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { identified, runningVisit, takenAt } from '#functions/domain/visits/on-site.ts';

export const Abort = z.strictObject({
  reason: z.string().min(1).max(4000).optional(),
  /** Somebody was in danger: no further visit until risk has looked at it (R62). */
  incident: z.strictObject({ kind: z.literal('SAFETY'), note: z.string().min(1).max(4000) }).optional(),
  capturedAt: Instant.optional(),
});
export const Completion = z.strictObject({
  signedByBoth: z.boolean(),
  /** Signatures taken on site as evidence of this visit: the borrower's and an officer's (R22). */
  signatures: z
    .array(z.strictObject({ signerId: Id, evidenceId: Id }))
    .max(10)
    .default([]),
  /** No plan came of it: another visit (`READY`) or the end of the service (`CANCELLED`). */
  next: z.enum(['READY', 'CANCELLED']).optional(),
  capturedAt: Instant.optional(),
});

/** Default: ten business days until somebody of risk looks at it again. */
const safetyReviewDays = 10;

/** R62; 4.15, 34: a safety incident keeps everybody from visiting until risk lifts the hold. */
const incidentOf = (file: CaseFile, visit: Visit, words: string, context: Context) => {
  const { ref, item } = keepText(file, context, words);
  const held = Object.values(file.holds).find((hold) => hold.kind === 'SAFETY_HOLD' && hold.releasedAt === undefined);
  const holdId = held?.holdId ?? context.newId('hold');
  const incident = {
    incidentId: context.newId('incident'),
    kind: 'SAFETY',
    raisedBy: context.actor.id,
    holdId,
    note: ref,
  } as const;
  const today = dateOf(context.asOf, zoneOf(file, context.policy));
  const hold: Hold = {
    holdId,
    kind: 'SAFETY_HOLD',
    blocks: ['VISIT'],
    placedBy: context.actor.id,
    placedAt: context.asOf,
    reviewOn: addBusinessDays(today, safetyReviewDays, context.policy.calendar),
    reason: ref,
  };
  return {
    incident,
    item,
    events: [
      happened('IncidentRaised', { visitId: visit.visitId, incident }),
      ...(held === undefined ? [happened('HoldPlaced', { hold })] : []),
    ],
  };
};

/** R22: the borrower's hand and an officer's under the record, each a signature that was taken in this visit. */
const signaturesOf = (file: CaseFile, visit: Visit, input: z.infer<typeof Completion>): Visit['signatures'] => {
  const signed = input.signatures.flatMap(({ signerId, evidenceId }) => {
    const isTaken = visit.evidence?.some((one) => one.evidenceId === evidenceId && one.kind === 'SIGNATURE') === true;
    const by =
      signerId === file.meta?.borrowerId ? 'BORROWER' : visit.officers.includes(signerId) ? 'OFFICER' : undefined;
    return isTaken && by !== undefined ? [{ by, signerId, evidenceId } as const] : [];
  });
  const isComplete =
    signed.length === input.signatures.length &&
    (['BORROWER', 'OFFICER'] as const).every((side) => signed.some(({ by }) => by === side)) &&
    new Set(signed.map(({ evidenceId }) => evidenceId)).size === signed.length;
  if (!input.signedByBoth || !isComplete)
    throw new Refusal('VisitRecordUnsigned', 'both sign the record of the visit, with signatures taken on site', {
      rules: ['R22'],
    });
  return signed;
};

/** R23: the visit ends at once, without a negative mark, whatever it has come to. */
export const abortVisit: Decider<{ visitId: string } & z.infer<typeof Abort>> = (file, input, context) => {
  inState(file, 'IN_VISIT', 'NEGOTIATING', 'PLAN_REVIEW', 'SIGNING');
  const visit = runningVisit(file, input.visitId, context);
  const kept = input.reason === undefined ? undefined : keepText(file, context, input.reason);
  const raised = input.incident === undefined ? undefined : incidentOf(file, visit, input.incident.note, context);
  const ended: Visit = {
    ...visit,
    status: 'ABORTED',
    endedAt: takenAt(input.capturedAt, context),
    ...(kept === undefined ? {} : { note: kept.ref }),
    ...(raised === undefined ? {} : { incident: raised.incident }),
  };
  return {
    events: [happened('VisitAborted', { visit: ended }), ...(raised?.events ?? [])],
    privates: [kept?.item, raised?.item].flatMap((item) => (item === undefined ? [] : [item])),
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
  identified(visit, input.capturedAt);
  const signatures = signaturesOf(file, visit, input);
  if (input.next !== undefined && state !== 'NEGOTIATING') {
    throw new Refusal('StateForbids', 'only a negotiation can end without a plan', { state });
  }
  const ended: Visit = {
    ...visit,
    status: 'COMPLETED',
    signedByBoth: true,
    ...(signatures === undefined ? {} : { signatures }),
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
