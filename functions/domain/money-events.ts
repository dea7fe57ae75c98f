import * as z from 'zod';
import { Booking, Reconciliation } from '#functions/domain/booking-parts.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { DefaultEffects, DefaultProposal, Demand } from '#functions/domain/default-parts.ts';
import { Id } from '#functions/domain/ids.ts';
import { Letter } from '#functions/domain/letter-parts.ts';
import * as money from '#functions/domain/money-parts.ts';
import { PayoffQuote } from '#functions/domain/payoff-part.ts';
import { Reward } from '#functions/domain/reward-part.ts';
import * as servicing from '#functions/domain/servicing-parts.ts';

const payment = z.strictObject({ payment: money.Payment });
const unapplied = z.strictObject({ payment: money.UnappliedMoney });
const booking = z.strictObject({ booking: Booking });
const reconciliation = z.strictObject({ reconciliation: Reconciliation });
const mark = z.strictObject({ mark: servicing.InstalmentMark });
const breach = z.strictObject({ breach: servicing.Breach });
/** In earlier releases the breach alone. */
const proposedDefault = z.strictObject({
  breach: servicing.Breach.optional(),
  proposal: DefaultProposal.optional(),
});
const letter = z.strictObject({ letter: Letter });
const reward = z.strictObject({ reward: Reward });
const rewardEntry = z.strictObject({ reward: Reward, payment: money.Payment });

/** Events of money, rewards, due dates, breach and default. */
export const moneyEventSchemas = {
  PaymentReceived: payment,
  PaymentAllocated: money.Allocated,
  PaymentReversed: payment,
  /** From its value date on, what later money pays has changed: as it is now, for those where it did. */
  LedgerReplayed: z.strictObject({
    paymentId: Id,
    fromOn: LocalDate.optional(),
    changed: z.array(money.Allocated).max(500).optional(),
  }),
  PaymentLeftUnapplied: unapplied,
  PaymentMatched: unapplied,
  RefundPaid: payment,
  PaymentPreferencesSet: z.strictObject({ preference: money.PaymentPreference }),
  LimitationInterrupted: z.strictObject({ interruption: money.LimitationInterruption }),
  PayoffQuoted: z.strictObject({ quote: PayoffQuote }),
  RewardRequested: reward,
  RewardGranted: reward,
  RewardRefused: reward,
  RewardCredited: rewardEntry,
  RewardRevoked: rewardEntry,
  BookingInstructed: booking,
  BookingAcknowledged: booking,
  BookingRejected: booking,
  BalanceAgreed: reconciliation,
  BalanceDiffered: reconciliation,
  SettledInFull: z.strictObject({ agreementId: Id, settledOn: LocalDate, excessMinor: z.int() }),
  SettlementRevoked: z.strictObject({ agreementId: Id }),
  InstalmentReminded: mark,
  InstalmentFellDue: mark,
  InstalmentChecked: mark,
  InstalmentLate: mark,
  BreachRaised: breach,
  Cured: breach,
  CureEnded: breach,
  DefaultProposed: proposedDefault,
  DefaultDeclared: proposedDefault.extend({ effects: DefaultEffects.optional() }),
  DefaultRejected: proposedDefault,
  DemandIssued: z.strictObject({ demand: Demand }),
  LetterOrdered: letter,
  LetterSealed: letter,
  LetterDropped: letter,
} as const;
