import { addDays } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { Reconciliation } from '#functions/domain/booking-parts.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Account } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { sharedBetweenDebts } from '#functions/domain/servicing/allocated.ts';
import { dayOf } from '#functions/domain/servicing/days.ts';
import { signedAgreement, standing } from '#functions/domain/servicing/ledger.ts';

/** Principal that the ledger leaves open of one debt, with the money of up to a day. */
const openPrincipal = (file: CaseFile, accountId: string, day: LocalDate): number | undefined => {
  const then: CaseFile = {
    ...file,
    payments: Object.fromEntries(Object.entries(file.payments).filter(([, { valueDate }]) => valueDate <= day)),
  };
  const now = standing(then, day);
  return now === undefined
    ? undefined
    : sharedBetweenDebts(then, now).open.find((debt) => debt.accountId === accountId)?.principalMinor;
};

const nearest = (reported: number, candidates: readonly number[]): number =>
  candidates.reduce((best, one) => (Math.abs(one - reported) < Math.abs(best - reported) ? one : best));

/**
 * A balance that is reported after the agreement is held against the ledger, principal by principal: interest that core
 * banking has not accrued yet says nothing. Money of the report's own day may be in it or not. `file` has the report.
 */
export const reconciled = (file: CaseFile, account: Account, policy: PolicyPack): readonly CaseEvent[] => {
  const { accountId, currency, reportedAt, principalMinor: reportedPrincipalMinor } = account;
  const isAgreed = signedAgreement(file)?.debts?.some((debt) => debt.accountId === accountId) === true;
  if (!isAgreed) return [];
  const day = dayOf(file, policy, reportedAt);
  const candidates = [day, addDays(day, -1)]
    .map((on) => openPrincipal(file, accountId, on))
    .filter((minor) => minor !== undefined);
  if (candidates.length === 0) return [];
  const expectedPrincipalMinor = nearest(reportedPrincipalMinor, candidates);
  const differenceMinor = reportedPrincipalMinor - expectedPrincipalMinor;
  const status = Math.abs(differenceMinor) <= policy.instalment.toleranceMinor ? 'AGREES' : 'DIFFERS';
  const before = file.reconciliations[accountId];
  if (before?.status === status && (status === 'AGREES' || before.differenceMinor === differenceMinor)) return [];
  const reconciliation: Reconciliation = {
    accountId,
    reportedAt,
    currency,
    expectedPrincipalMinor,
    reportedPrincipalMinor,
    differenceMinor,
    status,
    since: before?.status === status ? before.since : reportedAt,
  };
  return [happened(status === 'AGREES' ? 'BalanceAgreed' : 'BalanceDiffered', { reconciliation })];
};
