import type { Work } from '#functions/domain/agenda-item.ts';
import { addBusinessDays, instantAt } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { dayOf } from '#functions/domain/servicing/days.ts';
import { openDefaultProposal } from '#functions/domain/servicing/default.ts';
import { demandDueAt } from '#functions/domain/servicing/demands.ts';
import { refundOwed } from '#functions/domain/servicing/refunds.ts';
import { forRole, forTier } from '#functions/domain/worklists.ts';

/** 4.5, 4: what is left over is paid back; core banking reports it as a refund. */
const refundWork = (file: CaseFile, policy: PolicyPack): Work[] => {
  const owed = refundOwed(file, policy);
  if (owed === undefined) return [];
  const dueAt = instantAt(owed.dueOn, policy.contact.window.to, zoneOf(file, policy));
  return [forRole(file, 'agent', { kind: 'PAY_REFUND', ref: file.caseId, dueAt })];
};

/** R56: what waits for a second person, and the demands of which two must be proved (C22). */
const defaultWork = (file: CaseFile, policy: PolicyPack): Work[] => {
  const decide = Object.values(file.defaultProposals)
    .filter(({ status }) => status === 'PROPOSED')
    .flatMap(({ proposalId: ref, proposedAt: dueAt }) => forTier(file, 'L2', { kind: 'DECIDE_DEFAULT', ref, dueAt }));
  const dueAt = demandDueAt(file, policy);
  return dueAt === undefined
    ? decide
    : [...decide, forRole(file, 'supervisor', { kind: 'ISSUE_DEMAND', ref: file.caseId, dueAt })];
};

/** R58: a reward waits for its checker. */
const rewardWork = (file: CaseFile): Work[] =>
  Object.values(file.rewards)
    .filter(({ status }) => status === 'REQUESTED')
    .flatMap(({ rewardId: ref, requestedAt: dueAt }) => forTier(file, 'L1', { kind: 'DECIDE_REWARD', ref, dueAt }));

const breachWork = (file: CaseFile): Work[] =>
  Object.values(file.breaches).flatMap((breach) =>
    breach.status === 'UNCURED' && openDefaultProposal(file) === undefined
      ? [
          forRole(file, 'supervisor', {
            kind: 'PROPOSE_DEFAULT',
            ref: breach.breachId,
            dueAt: breach.endedAt ?? breach.raisedAt,
          }),
        ]
      : [],
  );

/** What the books do not follow: an entry that core banking refuses, a balance that is not the ledger's. */
const booksWork = (file: CaseFile, policy: PolicyPack): Work[] => {
  const dueAfter = (instant: string): string =>
    instantAt(
      addBusinessDays(dayOf(file, policy, instant), 1, policy.calendar),
      policy.contact.window.to,
      zoneOf(file, policy),
    );
  return [
    ...Object.values(file.bookings)
      .filter(({ status }) => status === 'REJECTED')
      .map(({ bookingId: ref, answeredAt, instructedAt }) =>
        forRole(file, 'supervisor', { kind: 'CHECK_BOOKING', ref, dueAt: dueAfter(answeredAt ?? instructedAt) }),
      ),
    ...Object.values(file.reconciliations)
      .filter(({ status }) => status === 'DIFFERS')
      .map(({ accountId: ref, since }) =>
        forRole(file, 'supervisor', { kind: 'RECONCILE_BALANCE', ref, dueAt: dueAfter(since) }),
      ),
  ];
};

/** Who must act about money, breach, default, rewards and the bank's books. */
export const moneyWork = (file: CaseFile, policy: PolicyPack): readonly Work[] => [
  ...refundWork(file, policy),
  ...breachWork(file),
  ...defaultWork(file, policy),
  ...rewardWork(file),
  ...booksWork(file, policy),
];
