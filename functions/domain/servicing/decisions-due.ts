import type { Due } from '#functions/domain/agenda-item.ts';
import { addBusinessDays } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { openBookings } from '#functions/domain/servicing/bookings.ts';
import { dayOf, morningAfter } from '#functions/domain/servicing/days.ts';
import { openDefaultProposal } from '#functions/domain/servicing/default.ts';

/** Business days for a decision on default (default, as for plans). */
const decisionDays = 3;

/** R56: a proposal that nobody decides is told again to whoever decides; only while the plan runs. */
const defaultDecisions = (file: CaseFile, policy: PolicyPack): readonly Due[] => {
  const proposal = openDefaultProposal(file);
  const { state } = file.status;
  if (proposal === undefined || (state !== 'ACTIVE' && state !== 'BREACHED')) return [];
  const until = addBusinessDays(dayOf(file, policy, proposal.proposedAt), decisionDays, policy.calendar);
  return [
    { kind: 'DEFAULT_DECISION', ref: proposal.proposalId, dueAt: morningAfter(file, policy, until), rule: 'R56' },
  ];
};

/** R58: the same for a reward; it may be asked for when the debt is settled already. */
const rewardDecisions = (file: CaseFile, policy: PolicyPack): readonly Due[] =>
  Object.values(file.rewards)
    .filter(({ status }) => status === 'REQUESTED')
    .map(({ rewardId: ref, requestedAt }) => {
      const { decisionBusinessDays } = policy.reward;
      const until = addBusinessDays(dayOf(file, policy, requestedAt), decisionBusinessDays, policy.calendar);
      return { kind: 'REWARD_DECISION', ref, dueAt: morningAfter(file, policy, until), rule: 'R58' };
    });

/** Core banking has not answered in time: it is a person's matter, also when the case has ended. */
const bookings = (file: CaseFile, policy: PolicyPack): readonly Due[] =>
  openBookings(file).map(({ bookingId: ref, answerDueOn }) => ({
    kind: 'BOOKING_ANSWER',
    ref,
    dueAt: morningAfter(file, policy, answerDueOn),
    rule: '4.7',
  }));

/** Answers that somebody owes: risk, the checker, core banking. */
export const decisionsDue = (file: CaseFile, policy: PolicyPack): readonly Due[] => [
  ...defaultDecisions(file, policy),
  ...rewardDecisions(file, policy),
  ...bookings(file, policy),
];

/** Whether a lapse of this kind has been overtaken by the answer that came late. */
export const isAnswered = (file: CaseFile, { kind, ref }: { readonly kind: string; readonly ref: string }): boolean => {
  switch (kind) {
    case 'DEFAULT_DECISION':
      return file.defaultProposals[ref]?.status !== 'PROPOSED';
    case 'REWARD_DECISION':
      return file.rewards[ref]?.status !== 'REQUESTED';
    case 'BOOKING_ANSWER':
      return file.bookings[ref]?.status !== 'INSTRUCTED';
    default:
      return false;
  }
};
