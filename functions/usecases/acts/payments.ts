import type { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { allocationsOf } from '#functions/domain/servicing/allocated.ts';
import { ledgerOf, standing } from '#functions/domain/servicing/ledger.ts';
import { reversalOf } from '#functions/domain/servicing/payments.ts';
import { rewardOutlook } from '#functions/domain/servicing/reward-terms.ts';
import { command, fromRequest, listing, partOf } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { getSettlementCertificate } from '#functions/usecases/get-settlement-certificate.ts';
import { getStatement } from '#functions/usecases/get-statement.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { getPaymentFeed, submitPaymentFeed } from '#functions/usecases/submit-feed.ts';
import type { DrawPdf } from '#functions/usecases/visiting-pack.ts';
import { matchPayment, recordPayment, reversePayment } from '#functions/usecases/record-payment.ts';

const linesOf = (file: CaseFile, asOf: string): readonly object[] => {
  const now = standing(file, dateOf(asOf, zoneOf(file, packOf(file.policy.jurisdiction, file.policy.version))));
  const paid = new Map(now === undefined ? [] : allocationsOf(file, now).map((one) => [one.paymentId, one]));
  return ledgerOf(file).map((payment) => {
    const reversedBy = reversalOf(file, payment.paymentId)?.paymentId;
    const { allocations = [], debts = [], excessMinor = 0, profile, rule } = paid.get(payment.paymentId) ?? {};
    return {
      payment,
      ...(reversedBy === undefined ? {} : { reversedBy }),
      allocations,
      debts,
      excessMinor,
      profile: profile ?? now?.agreement.profile ?? 'STATUTORY',
      rule: rule ?? '4.5',
    };
  });
};

/** Acts of the heading "Payments, payoff, rewards". */
export const paymentActs = (ports: Ports, draw: DrawPdf): ActsOf<typeof paymentOperations> => ({
  getStatement: getStatement(ports, draw),
  getSettlementCertificate: getSettlementCertificate(ports),
  recordPayment: recordPayment(ports),
  submitPaymentFeed: submitPaymentFeed(ports),
  getPaymentFeed: getPaymentFeed(ports),
  matchPayment: matchPayment(ports),
  reversePayment: reversePayment(ports),
  quotePayoff: command(ports, 'quotePayoff', {
    input: ({ body }) => body,
    answer: (file, ids) => {
      const quote = partOf(file.payoffs, ids['quoteId']);
      return { quote, reward: rewardOutlook(file, quote) };
    },
  }),
  requestReward: command(ports, 'requestReward', {
    input: ({ body }) => body,
    answer: (file, ids) => ({ reward: partOf(file.rewards, ids['rewardId']) }),
  }),
  decideReward: command(ports, 'decideReward', {
    input: fromRequest,
    answer: (file, ids) => ({ reward: partOf(file.rewards, ids['rewardId']) }),
  }),
  setPaymentPreferences: command(ports, 'setPaymentPreferences', {
    input: ({ body }) => body,
    answer: (file, ids) => ({ preference: partOf(file.paymentPreferences, ids['preferenceId']) }),
  }),
  listBookings: listing(ports, {
    parts: (file) => Object.values(file.bookings),
    more: (file) => ({ reconciliations: Object.values(file.reconciliations) }),
  }),
  acknowledgeBooking: command(ports, 'acknowledgeBooking', {
    input: fromRequest,
    answer: (file, ids) => ({ booking: partOf(file.bookings, ids['bookingId']) }),
  }),
  listPayments: listing(ports, { parts: (file, { asOf }) => linesOf(file, asOf) }),
});
