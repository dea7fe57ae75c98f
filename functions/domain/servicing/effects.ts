import type { EventData } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import type { moneyEventSchemas } from '#functions/domain/money-events.ts';
import {
  putBreach,
  putDefault,
  putLimitation,
  putMark,
  putPayment,
  putPaymentPreference,
  putReward,
  putRewardEntry,
  to,
  unchanged,
} from '#functions/domain/put-parts.ts';
import type { Effect } from '#functions/domain/put-parts.ts';

const putBooking: Effect<EventData<'BookingInstructed'>> = (file, { booking }) =>
  withPart(file, 'bookings', booking.bookingId, booking);
const putReconciliation: Effect<EventData<'BalanceAgreed'>> = (file, { reconciliation }) =>
  withPart(file, 'reconciliations', reconciliation.accountId, reconciliation);

const putLetter: Effect<EventData<'LetterOrdered'>> = (file, { letter }) =>
  withPart(file, 'letters', letter.letterId, letter);

/** What money, due dates, breach and default do to the file. */
export const servicingEffects: { readonly [N in keyof typeof moneyEventSchemas]: Effect<EventData<N>> } = {
  PaymentReceived: putPayment,
  PaymentAllocated: unchanged,
  PaymentReversed: putPayment,
  PayoffQuoted: (file, { quote }) => withPart(file, 'payoffs', quote.quoteId, quote),
  LedgerReplayed: unchanged,
  PaymentLeftUnapplied: unchanged,
  PaymentMatched: unchanged,
  RefundPaid: putPayment,
  PaymentPreferencesSet: putPaymentPreference,
  LimitationInterrupted: putLimitation,
  RewardRequested: putReward,
  RewardGranted: putReward,
  RewardRefused: putReward,
  RewardCredited: putRewardEntry,
  RewardRevoked: putRewardEntry,
  BookingInstructed: putBooking,
  BookingAcknowledged: putBooking,
  BookingRejected: putBooking,
  BalanceAgreed: putReconciliation,
  BalanceDiffered: putReconciliation,
  SettledInFull: (file, { agreementId }, { asOf }) => to(file, { state: 'SETTLED', since: asOf, agreementId }),
  SettlementRevoked: (file, { agreementId }, { asOf }) => to(file, { state: 'ACTIVE', since: asOf, agreementId }),
  InstalmentReminded: putMark,
  InstalmentFellDue: putMark,
  InstalmentChecked: putMark,
  InstalmentLate: putMark,
  BreachRaised: (file, data, { asOf }) =>
    'agreementId' in file.status && file.status.agreementId !== undefined
      ? to(putBreach(file, data, { asOf }), {
          state: 'BREACHED',
          since: asOf,
          agreementId: file.status.agreementId,
          breachId: data.breach.breachId,
        })
      : putBreach(file, data, { asOf }),
  Cured: (file, data, { asOf }) =>
    file.status.state === 'BREACHED'
      ? to(putBreach(file, data, { asOf }), { state: 'ACTIVE', since: asOf, agreementId: file.status.agreementId })
      : putBreach(file, data, { asOf }),
  CureEnded: putBreach,
  DefaultProposed: putDefault,
  DefaultDeclared: (file, data, { asOf }) => {
    const next = putDefault(file, data, { asOf });
    return 'agreementId' in file.status && file.status.agreementId !== undefined
      ? to(next, { state: 'TERMINATED', since: asOf, agreementId: file.status.agreementId })
      : next;
  },
  DefaultRejected: putDefault,
  LetterOrdered: putLetter,
  LetterSealed: putLetter,
  LetterDropped: putLetter,
  DemandIssued: (file, { demand }) => withPart(file, 'demands', demand.demandId, demand),
};
