import { isFoundForged } from '#functions/domain/documents/review.ts';
import { mayDecide } from '#functions/domain/adjustment/approval.ts';
import { addDays } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import type { DefaultEffects, DefaultProposal } from '#functions/domain/default-parts.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { freeOpenCase } from '#functions/domain/intake/open-case.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { instructed } from '#functions/domain/servicing/bookings.ts';
import { dayOf, today } from '#functions/domain/servicing/days.ts';
import { breachOfExtra } from '#functions/domain/servicing/follow-up-plan.ts';
import { cancelFollowUps } from '#functions/domain/servicing/follow-ups.ts';
import { signedAgreement, standing } from '#functions/domain/servicing/ledger.ts';
import type { Breach } from '#functions/domain/servicing-parts.ts';

export interface DefaultRequest {
  readonly ground: DefaultProposal['ground'];
  readonly evidenceIds: readonly string[];
  readonly statement?: string | undefined;
}

/** R56: default. */
const missedForDefault = 3;

export const openDefaultProposal = (file: CaseFile): DefaultProposal | undefined =>
  Object.values(file.defaultProposals).find(({ status }) => status === 'PROPOSED');

const runningBreach = (file: CaseFile): Breach | undefined =>
  file.status.state === 'BREACHED' ? file.breaches[file.status.breachId] : undefined;

const unproven = (detail: string): Refusal => new Refusal('GroundNotProven', detail, { rules: ['R56'] });

const requireEvidence = (file: CaseFile, evidenceIds: readonly string[]): void => {
  const isOnFile = evidenceIds.every((id) => file.documents[id] !== undefined || file.contacts[id] !== undefined);
  if (evidenceIds.length === 0 || !isOnFile)
    throw unproven('name the paper, the recording or the contact of this case that proves it');
};

/** R56, Civil Code 578: each ground has its own proof; that an instalment is late is none. */
const requireGround = (file: CaseFile, { ground, evidenceIds }: DefaultRequest, context: Context): void => {
  const breach = runningBreach(file);
  const day = today(file, context);
  switch (ground) {
    case 'NOT_CURED':
      if (breach === undefined) throw unproven('the plan is not breached');
      if (day <= breach.cureUntil)
        throw new Refusal('CurePeriodRunning', `the borrower may put it right until ${breach.cureUntil}`, {
          rules: ['R55', 'R56'],
          earliest: addDays(breach.cureUntil, 1),
        });
      return;
    case 'THREE_MISSED': {
      const missed = standing(file, day)?.instalments.filter(({ status }) => status === 'LATE') ?? [];
      if (missed.length < missedForDefault)
        throw unproven(`${missed.length} of ${missedForDefault} instalments are missed and unpaid`);
      return;
    }
    case 'FALSE_DOCUMENTS': {
      requireEvidence(file, evidenceIds);
      // Suspicion proves nothing, and a paper may be unreadable: a supervisor has found the suspicion true (R12).
      const isFalse = evidenceIds.some((id) => isFoundForged(file.documents[id]));
      if (!isFalse) throw unproven('no supervisor has found any of these papers to be forged');
      return;
    }
    case 'REFUSES_TO_PAY': {
      requireEvidence(file, evidenceIds);
      if (!evidenceIds.some((id) => file.contacts[id]?.rightParty === true || file.documents[id] !== undefined))
        throw unproven('name the conversation with the borrower, or his letter, in which he says so');
    }
  }
};

/** R55: since when the borrower must have been asked how he is: the breach, else the oldest missed instalment. */
const isHardshipChecked = (file: CaseFile, context: Context): boolean => {
  const breach = runningBreach(file);
  const done = Object.values(file.followUps).filter(({ status }) => status === 'DONE');
  if (breach !== undefined)
    return done.some(
      ({ no, kind, doneAt = '' }) =>
        doneAt >= breach.raisedAt && (kind !== 'EXTRA' || breachOfExtra(file, no)?.breachId === breach.breachId),
    );
  const late = standing(file, today(file, context))?.instalments.find(({ status }) => status === 'LATE');
  return done.some(
    ({ doneAt }) => doneAt !== undefined && (late === undefined || dayOf(file, context.policy, doneAt) >= late.dueOn),
  );
};

/** R55: no harder step before somebody has asked how the borrower is, and none while help that he asked for is undecided. */
const requireHardshipCheck = (file: CaseFile, context: Context): void => {
  if (!isHardshipChecked(file, context))
    throw new Refusal('HardshipCheckMissing', 'speak with the borrower first: is this hardship?', { rules: ['R55'] });
  const waits = Object.values(file.adjustments).find(({ status }) =>
    ['REQUESTED', 'APPROVED', 'DRAWN_UP', 'SIGNED'].includes(status),
  );
  if (waits !== undefined)
    throw new Refusal('HardshipCheckMissing', `adjustment ${waits.adjustmentId} is not concluded yet`, {
      rules: ['R54', 'R55'],
    });
};

/** R55, R56: a supervisor brings the case before risk. Nothing changes for the borrower by it. */
export const proposeDefault: Decider<DefaultRequest> = (file, request, context) => {
  const { agreementId } = inState(file, 'ACTIVE', 'BREACHED');
  if (openDefaultProposal(file) !== undefined)
    throw new Refusal('DefaultAlreadyProposed', 'a proposal waits for its decision', { rules: ['R56'] });
  requireGround(file, request, context);
  requireHardshipCheck(file, context);
  const kept = request.statement === undefined ? undefined : keepText(file, context, request.statement);
  const breach = runningBreach(file);
  const proposal: DefaultProposal = {
    proposalId: context.newId('default'),
    agreementId: signedAgreement(file)?.agreementId ?? agreementId,
    ...(breach === undefined ? {} : { breachId: breach.breachId }),
    ground: request.ground,
    evidenceIds: [...request.evidenceIds],
    proposedBy: context.actor.id,
    proposedAt: context.asOf,
    ...(kept === undefined ? {} : { statement: kept.ref }),
    status: 'PROPOSED',
  };
  return {
    events: [happened('DefaultProposed', { proposal })],
    privates: kept === undefined ? [] : [kept.item],
    ids: { proposalId: proposal.proposalId },
  };
};

export interface DefaultDecision {
  readonly proposalId: string;
  readonly decision: 'DECLARE' | 'REJECT';
  readonly reason?: string | undefined;
}

/** The agreement's own words (`breachEffect`): the rest is due at once and collection may resume. It says nothing of waivers: they stay. */
const asWritten: DefaultEffects = { restDue: true, collectionResumes: true, waiversRevert: false };

const endedBy = (file: CaseFile, decision: DefaultDecision['decision'], context: Context): Breach | undefined => {
  const breach = runningBreach(file);
  if (breach === undefined) return undefined;
  return decision === 'DECLARE'
    ? { ...breach, status: 'DEFAULTED', endedAt: context.asOf }
    : { ...breach, status: 'OPEN', cureUntil: addDays(today(file, context), context.policy.instalment.cureDays) };
};

/** R56: only a person of tier L2 declares default; sent back, the borrower has the whole time again to put it right. */
export const decideDefault: Decider<DefaultDecision> = (file, { proposalId, decision, reason }, context) => {
  const proposal = file.defaultProposals[proposalId];
  if (proposal === undefined) throw new Refusal('NotFound', 'there is no such proposal');
  inState(file, 'ACTIVE', 'BREACHED');
  if (proposal.status !== 'PROPOSED')
    throw new Refusal('StateForbids', `the proposal is ${proposal.status}`, { rules: ['R56'], state: proposal.status });
  mayDecide(file, { tier: 'L2', requestedBy: proposal.proposedBy, rule: 'R56' }, context);
  if (reason === undefined) throw new Refusal('ReasonMissing', 'a decision on default says why', { rules: ['R56'] });
  const kept = keepText(file, context, reason);
  const decided: DefaultProposal = {
    ...proposal,
    status: decision === 'DECLARE' ? 'DECLARED' : 'REJECTED',
    decidedBy: context.actor.id,
    decidedAt: context.asOf,
    reason: kept.ref,
  };
  const ended = endedBy(file, decision, context);
  const about = { proposal: decided, ...(ended === undefined ? {} : { breach: ended }) };
  return {
    events:
      decision === 'DECLARE'
        ? [
            ...cancelFollowUps(file),
            happened('DefaultDeclared', { ...about, effects: asWritten }),
            ...instructed(file, { kind: 'DEFAULT', ref: proposalId, type: proposal.ground, amountMinor: 0 }, context),
          ]
        : [happened('DefaultRejected', about)],
    privates: [kept.item],
    ids: { proposalId },
    ...(decision === 'DECLARE' ? { uniques: freeOpenCase(file) } : {}),
  };
};

/** A proposal that money or an adjustment has overtaken is nobody's task any more (R56). */
export const lapseDefaultProposal = (file: CaseFile): readonly CaseEvent[] => {
  const proposal = openDefaultProposal(file);
  return proposal === undefined ? [] : [happened('DefaultRejected', { proposal: { ...proposal, status: 'LAPSED' } })];
};
