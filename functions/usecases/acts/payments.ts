import type { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { payoffOn } from '#functions/domain/plan/payoff.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { ledgerOf, standing } from '#functions/domain/servicing/ledger.ts';
import { reversalOf } from '#functions/domain/servicing/payments.ts';
import { listing, reading } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { recordPayment, reversePayment } from '#functions/usecases/record-payment.ts';

const linesOf = (file: CaseFile, asOf: string): readonly object[] => {
  const now = standing(file, dateOf(asOf, zoneOf(file, packOf(file.policy.jurisdiction, file.policy.version))));
  return ledgerOf(file).map((payment) => {
    const reversedBy = reversalOf(file, payment.paymentId)?.paymentId;
    const allocations = now?.allocation.payments.find((one) => one.paymentId === payment.paymentId)?.allocations ?? [];
    return {
      payment,
      ...(reversedBy === undefined ? {} : { reversedBy }),
      allocations,
      profile: now?.agreement.profile ?? 'STATUTORY',
      rule: '4.5',
    };
  });
};

const payoff = (file: CaseFile, onDate: string | undefined, asOf: string): object => {
  const day = onDate ?? dateOf(asOf, zoneOf(file, packOf(file.policy.jurisdiction, file.policy.version)));
  const now = standing(file, day);
  if (now === undefined || now.settled) throw new Refusal('NothingOwed', 'no agreement with open money', { rules: ['R57'] });
  return { onDate: day, currency: now.schedule.currency, ...payoffOn(now.allocation.instalments, now.schedule.fromOn, day) };
};

/** Acts of the heading "Payments, payoff, rewards". */
export const paymentActs = (ports: Ports): ActsOf<typeof paymentOperations> => ({
  recordPayment: recordPayment(ports),
  reversePayment: reversePayment(ports),
  listPayments: listing(ports, { parts: (file, { asOf }) => linesOf(file, asOf) }),
  quotePayoff: reading(ports, { show: (file, { body, asOf }) => payoff(file, body.onDate, asOf) }),
});
