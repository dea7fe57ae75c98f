import type { Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { breachOfExtra, plannedFollowUp } from '#functions/domain/servicing/follow-up-plan.ts';
import { howItGoes } from '#functions/domain/servicing/plan-judgement.ts';
import type { FollowUp } from '#functions/domain/servicing-parts.ts';

/** Until somebody is named (R40) the task is nobody's in particular: the team's. */
const nobodyYet = 'unassigned';

/** States in which the plan runs (4.15, 21: from the second signature on). */
export const runs = (file: CaseFile): boolean => {
  const { state } = file.status;
  return state === 'SIGNING' || state === 'ACTIVE' || state === 'BREACHED';
};

/** R41, R42, R44: the follow-up of this number becomes somebody's task. */
export const openFollowUp: Decider<{ readonly no: number }> = (file, { no }, context) => {
  const planned = plannedFollowUp(file, no, context.policy);
  if (file.followUps[String(no)] !== undefined || planned === undefined || !runs(file)) return { events: [] };
  const followUp: FollowUp = {
    ...planned,
    ownerId: file.meta?.followUpOfficerId ?? file.meta?.ownerId ?? nobodyYet,
    status: 'OPEN',
    openedAt: context.asOf,
  };
  return { events: [happened('FollowUpOpened', { followUp }), ...planNotice(file, 'FOLLOW_UP', String(no), context)] };
};

/** R41: not done in time, so the supervisor hears of it; it must still be done. */
export const noteFollowUpOverdue: Decider<{ readonly no: number }> = (file, { no }, context) => {
  const followUp = file.followUps[String(no)];
  if (followUp?.status !== 'OPEN' || today(file, context) <= followUp.dueOn) return { events: [] };
  return {
    events: [happened('FollowUpOverdue', { followUp: { ...followUp, status: 'OVERDUE', overdueAt: context.asOf } })],
  };
};

/** R44: settlement, termination or withdrawal ends what is still open. */
export const cancelFollowUps = (file: CaseFile): readonly CaseEvent[] => {
  const [first, ...others] = Object.values(file.followUps)
    .filter(({ status }) => status === 'OPEN' || status === 'OVERDUE')
    .map((followUp): FollowUp => ({ ...followUp, status: 'CANCELLED' }));
  if (first === undefined) return [];
  return [happened('FollowUpCancelled', { followUp: first, ...(others.length === 0 ? {} : { others }) })];
};

export interface FollowUpReport {
  readonly followUpNo: number;
  readonly result: 'ON_TRACK' | 'AT_RISK' | 'HARDSHIP';
  readonly contactId?: string | undefined;
  readonly note?: string | undefined;
}

/** R43: a service contact of this follow-up; what served another purpose, or came before it, reports nothing. */
const requireContact = (file: CaseFile, { openedAt }: FollowUp, contactId: string | undefined): string => {
  const contact = file.contacts[contactId ?? ''];
  const isService = contact?.purpose === 'SERVICE' && contact.status !== 'BLOCKED' && contact.startedAt >= openedAt;
  if (!isService)
    throw new Refusal(
      'ContactMissing',
      'name the service contact in which you spoke with the borrower since it opened',
      {
        rules: ['R43'],
      },
    );
  return contact.contactId;
};

/** R40, R43: how the plan goes, told by the person responsible or the deputy. In a breach this is the hardship check (R55). */
export const reportFollowUp: Decider<FollowUpReport> = (file, { followUpNo, result, contactId, note }, context) => {
  const followUp = file.followUps[String(followUpNo)];
  if (followUp === undefined) throw new Refusal('NotFound', 'there is no such follow-up');
  if (followUp.status !== 'OPEN' && followUp.status !== 'OVERDUE')
    throw new Refusal('FollowUpNotOpen', `it is ${followUp.status}`, { rules: ['R41'] });
  inState(file, 'SIGNING', 'ACTIVE', 'BREACHED');
  if (![followUp.ownerId, file.meta?.followUpOfficerId, file.meta?.deputyId].includes(context.actor.id)) {
    throw new Refusal('NotResponsible', 'the person responsible or the deputy reports', { rules: ['R40'] });
  }
  const spokenIn = requireContact(file, followUp, contactId);
  const kept = note === undefined ? undefined : keepText(file, context, note);
  const done: FollowUp = {
    ...followUp,
    status: 'DONE',
    doneAt: context.asOf,
    contactId: spokenIn,
    result,
    judged: howItGoes(file, result, today(file, context)),
    ...(kept === undefined ? {} : { note: kept.ref }),
  };
  const breach = followUp.kind === 'EXTRA' ? breachOfExtra(file, followUpNo) : undefined;
  return {
    events: [
      happened('FollowUpDone', { followUp: done }),
      ...(result === 'HARDSHIP' ? [happened('HardshipNoted', { followUpNo })] : []),
      ...(breach === undefined ? [] : [happened('HardshipChecked', { breachId: breach.breachId })]),
    ],
    privates: kept === undefined ? [] : [kept.item],
    ids: { followUpNo: String(followUpNo) },
  };
};
