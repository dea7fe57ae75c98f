import { addBusinessDays, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { dayOf } from '#functions/domain/servicing/days.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';

/** Nothing more can be paid: what is left over belongs to the borrower. */
const ended: readonly StateName[] = ['SETTLED', 'TERMINATED'];

/** 4.5, 4: default. */
const refundBusinessDays = 5;

export interface RefundOwed {
  readonly amountMinor: number;
  /** The last day to pay it back. */
  readonly dueOn: LocalDate;
}

/** 4.5, 4: money beyond what was owed is paid back within five business days of the settlement, or of its own arrival. */
export const refundOwed = (file: CaseFile, policy: PolicyPack): RefundOwed | undefined => {
  const { status } = file;
  if (!('since' in status) || !ended.includes(status.state)) return undefined;
  const amountMinor = standing(file, dayOf(file, policy, file.lastAsOf))?.allocation.excessMinor ?? 0;
  if (amountMinor <= 0) return undefined;
  const came = Object.values(file.payments).flatMap((payment) => (payment.amountMinor > 0 ? [payment.receivedAt] : []));
  const since = dayOf(file, policy, latest(status.since, ...came));
  return { amountMinor, dueOn: addBusinessDays(since, refundBusinessDays, policy.calendar) };
};
