import * as z from 'zod';
import { requireWill } from '#functions/domain/adjustment/on-behalf.ts';
import { addDays } from '#functions/domain/calendar.ts';
import { DisputeKind } from '#functions/domain/care-parts.ts';
import type { Dispute } from '#functions/domain/care-parts.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { living } from '#functions/domain/state-sets.ts';
import { newHold } from '#functions/domain/holds/kinds.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';

export const DisputeStatement = z.strictObject({
  kind: DisputeKind,
  /** Which of the case's accounts; none named: all of it. */
  accountIds: z.array(Id).max(50).default([]),
  statement: z.string().trim().min(1).max(4000),
  evidenceIds: z.array(Id).max(20).default([]),
  onBehalf: z.strictObject({ evidenceId: Id }).optional(),
});

export const openDispute = (file: CaseFile): Dispute | undefined =>
  Object.values(file.disputes).find(({ status }) => status === 'OPEN');

const checkReferences = (file: CaseFile, { accountIds, evidenceIds }: z.infer<typeof DisputeStatement>): void => {
  const strange = accountIds.find((accountId) => file.accounts[accountId] === undefined);
  if (strange !== undefined)
    throw new Refusal('AccountNotInCase', `${strange} is no account of this case`, { rules: ['R67'] });
  if (evidenceIds.some((id) => file.documents[id] === undefined))
    throw new Refusal('EvidenceMissing', 'evidence is uploaded to the case first', { rules: ['R67'] });
};

/** R67, C21: an objection stops the case's course at once; the written answer is due within twenty days. */
export const raiseDispute: Decider<z.infer<typeof DisputeStatement>> = (file, input, context) => {
  inState(file, ...living);
  requireWill(context, input.onBehalf);
  checkReferences(file, input);
  if (openDispute(file) !== undefined)
    throw new Refusal('DisputeAlreadyOpen', 'a dispute of this case has no answer yet', { rules: ['R67'] });
  const { actor, asOf, policy } = context;
  const kept = keepText(file, context, input.statement);
  const disputeId = context.newId('dispute');
  const answerDueOn = addDays(today(file, context), policy.dispute.answerDays);
  const hold = newHold(
    file,
    {
      holdId: context.newId('hold'),
      kind: 'DISPUTE_HOLD',
      placedBy: actor.id,
      placedAt: asOf,
      reviewOn: answerDueOn,
      reason: kept.ref,
      cause: { kind: 'DISPUTE', id: disputeId },
    },
    policy,
  );
  const dispute: Dispute = {
    disputeId,
    kind: input.kind,
    accountIds: [...input.accountIds],
    raisedBy: actor.id,
    raisedAt: asOf,
    statement: kept.ref,
    evidenceIds: [...input.evidenceIds],
    ...(input.onBehalf === undefined ? {} : { behalfEvidenceId: input.onBehalf.evidenceId }),
    answerDueOn,
    holdId: hold.holdId,
    status: 'OPEN',
  };
  return {
    events: [
      happened('DisputeRaised', { dispute }),
      happened('HoldPlaced', { hold }),
      ...planNotice(file, 'DISPUTE_RECEIVED', disputeId, context),
    ],
    privates: [kept.item],
    ids: { disputeId },
  };
};

export interface DisputeAnswer {
  readonly disputeId: string;
  readonly outcome: NonNullable<Dispute['outcome']>;
  readonly finding?: string | undefined;
}

/** R67: neither the one who raised it nor anybody who has handled the case. */
const isInvolved = (file: CaseFile, dispute: Dispute, actorId: string): boolean =>
  [
    dispute.raisedBy,
    file.meta?.ownerId,
    file.meta?.followUpOfficerId,
    file.meta?.deputyId,
    ...Object.values(file.visits).flatMap(({ officers }) => officers),
  ].includes(actorId);

/** R67, C21: answers in writing, by somebody not involved, and lifts the hold. */
export const resolveDispute: Decider<DisputeAnswer> = (file, { disputeId, outcome, finding }, context) => {
  const dispute = file.disputes[disputeId];
  if (dispute === undefined) throw new Refusal('NotFound', 'there is no such dispute');
  inState(file, ...living);
  if (dispute.status !== 'OPEN')
    throw new Refusal('StateForbids', 'the dispute was answered before', { state: file.status.state, rules: ['R67'] });
  if (isInvolved(file, dispute, context.actor.id))
    throw new Refusal('FourEyesViolated', 'somebody answers who was not involved', { rules: ['R67'] });
  if (finding === undefined || finding.trim() === '')
    throw new Refusal('FindingMissing', 'the answer is in writing: say what was found', { rules: ['R67'] });
  const kept = keepText(file, context, finding);
  const { actor, asOf } = context;
  const resolved: Dispute = {
    ...dispute,
    status: 'RESOLVED',
    outcome,
    finding: kept.ref,
    resolvedBy: actor.id,
    resolvedAt: asOf,
  };
  const hold = file.holds[dispute.holdId];
  return {
    events: [
      happened('DisputeResolved', { dispute: resolved }),
      ...(hold === undefined || hold.releasedAt !== undefined
        ? []
        : [
            happened('HoldReleased', {
              hold: { ...hold, releasedAt: asOf, releasedBy: actor.id, releaseReason: kept.ref },
            }),
          ]),
      ...planNotice(file, 'DISPUTE_ANSWERED', disputeId, context),
    ],
    privates: [kept.item],
    ids: { disputeId },
  };
};

/** C21: twenty days are over without a written answer: risk hears of it, and the answer is still owed. */
export const disputeAnswerOverdue: Decider<{ readonly ref: string }> = (file, { ref }, context) => {
  const dispute = file.disputes[ref];
  return dispute?.status !== 'OPEN' ||
    dispute.answerOverdueAt !== undefined ||
    today(file, context) <= dispute.answerDueOn
    ? { events: [] }
    : { events: [happened('DisputeAnswerOverdue', { dispute: { ...dispute, answerOverdueAt: context.asOf } })] };
};
