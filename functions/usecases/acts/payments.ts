import type { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { ledgerOf, standing } from '#functions/domain/servicing/ledger.ts';
import { reversalOf } from '#functions/domain/servicing/payments.ts';
import { command, listing, partOf } from '#functions/usecases/act.ts';
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

/** Acts of the heading "Payments, payoff, rewards". */
export const paymentActs = (ports: Ports): ActsOf<typeof paymentOperations> => ({
  recordPayment: recordPayment(ports),
  reversePayment: reversePayment(ports),
  quotePayoff: command(ports, 'quotePayoff', {
    input: ({ body }) => body,
    answer: (file, ids) => ({ quote: partOf(file.payoffs, ids['quoteId']) }),
  }),
  listPayments: listing(ports, { parts: (file, { asOf }) => linesOf(file, asOf) }),
});
