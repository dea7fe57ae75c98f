import type { Context, Decision } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { lapseIdOf } from '#functions/domain/intake/lapse-id.ts';
import { freeOpenCase } from '#functions/domain/intake/open-case.ts';
import { hasSignedAgreement } from '#functions/domain/intake/signed.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import type { Account } from '#functions/domain/parts.ts';
import { callOffVisits } from '#functions/domain/visits/called-off.ts';
import { registered } from '#functions/domain/state-sets.ts';

export const owedMinor = (account: Account): number =>
  account.principalMinor + account.interestMinor + account.feesMinor + account.penaltyMinor;

/** R1: overdue and not fully settled. */
export const isOverdue = (account: Account): boolean => account.contractualDpd > 0 && owedMinor(account) > 0;

/** Paid in full needs no service any more; merely up to date again ends it only while nobody has registered. */
const ends: Readonly<Record<'PAID_ELSEWHERE' | 'CURRENT_AGAIN', readonly StateName[]>> = {
  PAID_ELSEWHERE: ['OPEN', 'OFFERED', 'DOCS_PENDING', 'READY', 'SCHEDULED', 'NEGOTIATING', 'PLAN_REVIEW', 'SIGNING'],
  CURRENT_AGAIN: ['OPEN', 'OFFERED'],
};

/**
 * R1, R3: what a report means for the whole case. When nothing of it is overdue any longer, a case without an agreement
 * ends and makes room for another; with one, the ledger knows nothing of the money, and a supervisor is asked to book it.
 * An agreement's plan keeps its accounts current, so only the debt being gone speaks there.
 */
export const overdueEnded = (before: CaseFile, after: CaseFile, context: Context): Decision => {
  const accounts = Object.values(after.accounts);
  if (accounts.some(isOverdue)) return { events: [] };
  const code = accounts.every((account) => owedMinor(account) === 0) ? 'PAID_ELSEWHERE' : 'CURRENT_AGAIN';
  const { state } = before.status;
  const isSigned = hasSignedAgreement(before);
  if (isSigned && code === 'CURRENT_AGAIN') return { events: [] };
  if (!isSigned && ends[code].includes(state))
    return {
      events: [
        ...callOffVisits(before, context, { told: true }),
        happened('OverdueEnded', { code, accountIds: accounts.map(({ accountId }) => accountId) }),
      ],
      uniques: freeOpenCase(before),
    };
  // Once registered, somebody must look at it: people are on site, or an agreement has a ledger of its own (R53).
  return registered.some((one) => one === state) ? { events: noted(after, code, context) } : { events: [] };
};

const noted = (file: CaseFile, kind: string, context: Context): CaseEvent[] => {
  const isKnown = Object.values(file.lapses).some(
    (lapse) => lapse.kind === kind && 'since' in file.status && lapse.lapsedAt >= file.status.since,
  );
  const deadline = { kind, ref: file.caseId, dueAt: context.asOf };
  const lapse = { lapseId: lapseIdOf(deadline), ...deadline, lapsedAt: context.asOf, role: 'supervisor' };
  return isKnown ? [] : [happened('OverdueEndNoted', { lapse })];
};
