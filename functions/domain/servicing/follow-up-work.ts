import type { Work } from '#functions/domain/agenda-item.ts';
import { instantAt } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { followUpReminder } from '#functions/domain/servicing/follow-up-plan.ts';
import type { FollowUp } from '#functions/domain/servicing-parts.ts';
import { forRole, personList } from '#functions/domain/worklists.ts';

/** 4.15, 31: once the person has been reminded and nothing has come of it, the deputy sees it too. */
const reminded = (file: CaseFile, { no, ownerId }: FollowUp, matter: Omit<Work, 'assignee'>): Work[] => {
  const isReminded = Object.values(file.lapses).some(
    ({ kind, ref }) => kind === followUpReminder && ref === String(no),
  );
  if (!isReminded) return [];
  const deputyId = file.meta?.deputyId;
  const deputy = deputyId === undefined || deputyId === ownerId ? [] : [{ assignee: personList(deputyId), ...matter }];
  return [{ assignee: personList(ownerId), ...matter, kind: followUpReminder }, ...deputy];
};

/** R40, R41: what is open is the task of the named person; what is overdue, the supervisor's as well. */
export const followUpWork = (file: CaseFile, policy: PolicyPack): Work[] =>
  Object.values(file.followUps).flatMap((followUp) => {
    if (followUp.status !== 'OPEN' && followUp.status !== 'OVERDUE') return [];
    const dueAt = instantAt(followUp.dueOn, policy.contact.window.to, zoneOf(file, policy));
    const matter = { kind: 'FOLLOW_UP', ref: String(followUp.no), dueAt };
    const overdue =
      followUp.status === 'OVERDUE' ? [forRole(file, 'supervisor', { ...matter, kind: 'FOLLOW_UP_OVERDUE' })] : [];
    return [{ assignee: personList(followUp.ownerId), ...matter }, ...reminded(file, followUp, matter), ...overdue];
  });

/** R42, R45: what the last report comes to, until the next follow-up opens or relief is asked for. */
export const reportWork = (file: CaseFile): Work[] => {
  const { state } = file.status;
  const last = Object.values(file.followUps)
    .toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : 1))
    .at(-1);
  if ((state !== 'ACTIVE' && state !== 'BREACHED') || last?.doneAt === undefined || last.status !== 'DONE') return [];
  const { doneAt: dueAt, no, ownerId, result, judged = result } = last;
  const matter = { ref: String(no), dueAt };
  if (judged === 'AT_RISK') return [forRole(file, 'supervisor', { kind: 'PLAN_AT_RISK', ...matter })];
  const isAsked = Object.values(file.adjustments).some((adjustment) => adjustment.requestedAt >= dueAt);
  return judged === 'HARDSHIP' && !isAsked
    ? [{ assignee: personList(ownerId), kind: 'OFFER_ADJUSTMENT', ...matter }]
    : [];
};
