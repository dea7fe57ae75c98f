import type { CaseEvent, EventData } from '#functions/domain/events.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { betweenDebts } from '#functions/domain/plan/between-debts.ts';
import type { BetweenDebts } from '#functions/domain/plan/between-debts.ts';
import type { PaidPart } from '#functions/domain/plan/spending.ts';
import type { Line } from '#functions/domain/plan/waterfall.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';
import { choiceOn } from '#functions/domain/servicing/payment-choice.ts';

/** The rules by which money is allocated: the plan's order, and the order between debts. */
const rule = '4.5';

const dueByLine = ({ allocation }: Standing): Record<Line, number> => {
  const sums = { fee: 0, interest: 0, principal: 0, penalty: 0, costs: 0 };
  for (const { paid, openByLine } of allocation.instalments)
    for (const line of ['fee', 'interest', 'principal', 'penalty', 'costs'] as const)
      sums[line] += paid[line] + openByLine[line];
  return sums;
};

/** 4.5, 2; C25: which debt each payment has paid, and what is still open of each. */
export const sharedBetweenDebts = (file: CaseFile, now: Standing): BetweenDebts =>
  betweenDebts(
    now.agreement.debts ?? [],
    dueByLine(now),
    now.allocation.payments.map(({ paymentId, allocations }) => {
      const payment = file.payments[paymentId];
      const valueDate = payment?.valueDate ?? '';
      const designated = payment?.forAccountId ?? choiceOn(file, valueDate)?.firstAccountId;
      return { paymentId, valueDate, parts: allocations, ...(designated === undefined ? {} : { designated }) };
    }),
  );

export type Allocated = EventData<'PaymentAllocated'>;

const named = (parts: readonly PaidPart[]): Allocated['allocations'] =>
  parts.map(({ instalmentNo, line, amountMinor }) => ({ instalmentNo, line, amountMinor }));

/** What every payment of the ledger pays as things stand; a reversed one pays nothing, a refund takes back. */
export const allocationsOf = (file: CaseFile, now: Standing): readonly Allocated[] => {
  const debts = new Map(sharedBetweenDebts(file, now).payments.map(({ paymentId, parts }) => [paymentId, parts]));
  const profile = now.agreement.waterfall === undefined ? now.agreement.profile : 'OWN_ORDER';
  return now.allocation.payments.map(({ paymentId, allocations }) => {
    const reversedMinor = Object.values(file.payments).reduce(
      (sum, other) => (other.reversalOf === paymentId ? sum + other.amountMinor : sum),
      file.payments[paymentId]?.amountMinor ?? 0,
    );
    const shared = debts.get(paymentId) ?? [];
    return {
      paymentId,
      profile,
      rule,
      allocations: named(allocations),
      ...(shared.length === 0 ? {} : { debts: shared.map((part) => ({ ...part })) }),
      excessMinor: reversedMinor - allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    };
  });
};

/** What one payment pays, by rule and profile. */
export const allocatedTo = (file: CaseFile, now: Standing, paymentId: string): readonly CaseEvent[] =>
  allocationsOf(file, now)
    .filter((one) => one.paymentId === paymentId)
    .map((one) => happened('PaymentAllocated', one));

/** At most so many are spelled out in one event; the ledger itself always answers. */
const maxChanged = 200;

/** 4.5, 5: back-dated money, or money that is gone, and what therefore changes for what came after it by value date. */
export const replayed = (
  before: { readonly file: CaseFile; readonly now: Standing },
  after: { readonly file: CaseFile; readonly now: Standing },
  cause: { readonly paymentId: string; readonly valueDate: string },
): CaseEvent => {
  const old = new Map(allocationsOf(before.file, before.now).map((one) => [one.paymentId, JSON.stringify(one)]));
  const changed = allocationsOf(after.file, after.now).filter(
    (one) => old.has(one.paymentId) && old.get(one.paymentId) !== JSON.stringify(one),
  );
  return happened('LedgerReplayed', {
    paymentId: cause.paymentId,
    fromOn: cause.valueDate,
    changed: changed.slice(0, maxChanged),
  });
};
