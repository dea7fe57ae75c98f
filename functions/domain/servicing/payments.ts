import type { Context, Decider, Decision, Unique } from '#functions/domain/decision.ts';
import { inState } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { freeOpenCase } from '#functions/domain/intake/open-case.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import type { Payment, UnappliedMoney } from '#functions/domain/money-parts.ts';
import type { Currency } from '#functions/domain/money.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { allocatedTo, replayed } from '#functions/domain/servicing/allocated.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { signedAgreement, standing } from '#functions/domain/servicing/ledger.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';
import { interrupts } from '#functions/domain/servicing/limitation.ts';
import { refundOwed } from '#functions/domain/servicing/refunds.ts';
import { creditBooking, creditOf, revokedCredit } from '#functions/domain/servicing/reward-credit.ts';
import { cureOf, revocationOf, settlementOf } from '#functions/domain/servicing/settlement.ts';
import { unappliedWork } from '#functions/domain/servicing/unapplied.ts';

export interface Receipt {
  readonly sourceRef: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly valueDate: string;
  readonly channel: Payment['channel'];
  /** Money from the borrower, or money that the bank has paid back to him. */
  readonly kind?: 'RECEIPT' | 'REFUND' | undefined;
  readonly forAccountId?: string | undefined;
}

/** From the second signature until archiving begins; later money is a person's matter (4.15, 11). */
const takesMoney = ['SIGNING', 'ACTIVE', 'BREACHED', 'SETTLED', 'TERMINATED'] as const satisfies readonly StateName[];

/** Why money cannot be put into this case by itself; undefined: it can. */
export const unappliedBecause = (file: CaseFile): UnappliedMoney['reasonCode'] | undefined => {
  if (file.version === 0) return 'CASE_UNKNOWN';
  if (signedAgreement(file) === undefined) return 'NO_AGREEMENT';
  return takesMoney.some((state) => state === file.status.state) ? undefined : 'CASE_CLOSED';
};

const entryOf = ({ kind, forAccountId, ...receipt }: Receipt, paymentId: string, receivedAt: string): Payment => ({
  paymentId,
  ...receipt,
  amountMinor: kind === 'REFUND' ? -receipt.amountMinor : receipt.amountMinor,
  receivedAt,
  ...(forAccountId === undefined ? {} : { forAccountId }),
});

const isSame = (payment: Payment, other: Payment): boolean =>
  payment.amountMinor === other.amountMinor &&
  payment.currency === other.currency &&
  payment.valueDate === other.valueDate &&
  payment.channel === other.channel &&
  payment.forAccountId === other.forAccountId &&
  payment.reversalOf === undefined;

/** Reversed once, money is gone: its reversal is in the ledger too. */
export const reversalOf = (file: CaseFile, paymentId: string): Payment | undefined =>
  Object.values(file.payments).find((payment) => payment.reversalOf === paymentId);

interface Booked {
  readonly file: CaseFile;
  readonly now: Standing;
}

const standingOf = (file: CaseFile, context: Context): Booked => {
  const now = standing(file, today(file, context));
  if (now === undefined) {
    throw new Refusal('StateForbids', 'money is allocated from the second signature on', {
      rules: ['4.5'],
      state: file.status.state,
    });
  }
  return { file, now };
};

const booked = (file: CaseFile, payment: Payment, context: Context): { before: Booked; after: Booked } => ({
  before: standingOf(file, context),
  after: standingOf(withPart(file, 'payments', payment.paymentId, payment), context),
});

const claimOf = ({ sourceRef, paymentId }: Payment): Unique => ({
  kind: 'PAYMENT',
  sourceRef,
  act: 'claim',
  paymentId,
});

const requireFit = (file: CaseFile, payment: Payment, { now }: Booked, context: Context): void => {
  if (now.schedule.currency !== payment.currency)
    throw new Refusal('CurrencyMismatch', `the agreement is in ${now.schedule.currency}`, { rules: ['4.5'] });
  if (payment.valueDate > today(file, context))
    throw new Refusal('InvalidRequest', 'money of a later day has not arrived', {
      fields: [{ pointer: '/valueDate', message: 'lies in the future' }],
    });
  const { forAccountId } = payment;
  const debts = now.agreement.debts?.map(({ accountId }) => accountId) ?? Object.keys(file.accounts);
  if (forAccountId !== undefined && !debts.includes(forAccountId))
    throw new Refusal('AccountNotInCase', 'this account is not in the agreement', { rules: ['C25', '4.5'] });
};

/** 4.5, 4: paid back is what was left over, and no more; everything else is a reversal. */
const requireExcess = (file: CaseFile, payment: Payment, { policy }: Context): void => {
  const owed = refundOwed(file, policy)?.amountMinor ?? 0;
  if (-payment.amountMinor > owed)
    throw new Refusal('NothingOwed', `${owed} is to be paid back to the borrower`, { rules: ['4.5'] });
};

const replayOf = (file: CaseFile, payment: Payment, { before, after }: ReturnType<typeof booked>): CaseEvent[] =>
  Object.values(file.payments).some((other) => other.valueDate > payment.valueDate)
    ? [replayed(before, after, payment)]
    : [];

/** What a ledger entry brings with it: allocation, replay of what is later by value date, cure, settlement. */
const effectsOf = (file: CaseFile, payment: Payment, context: Context): Decision => {
  const both = booked(file, payment, context);
  const credit = both.before.now.settled ? undefined : creditOf(both.after.file, payment.valueDate, context);
  const { file: credited, now } =
    credit === undefined ? both.after : booked(both.after.file, credit.data.payment, context).after;
  requireFit(file, payment, both.after, context);
  const replay = replayOf(file, payment, both);
  const ids = { paymentId: payment.paymentId };
  if (payment.amountMinor < 0) {
    requireExcess(file, payment, context);
    return { events: [happened('RefundPaid', { payment }), ...replay], ids, uniques: [claimOf(payment)] };
  }
  const settlement = settlementOf(file, now, context);
  return {
    events: [
      happened('PaymentReceived', { payment }),
      ...allocatedTo(credited, now, payment.paymentId),
      ...(credit === undefined ? [] : [credit, ...creditBooking(credited, credit.data.reward, context)]),
      ...replay,
      ...(both.before.now.settled ? [] : [interrupts('PART_PAYMENT', payment.valueDate, payment.paymentId, context)]),
      ...cureOf(file, now, context),
      ...settlement,
    ],
    ids,
    uniques: [claimOf(payment), ...(settlement.length > 0 ? freeOpenCase(file) : [])],
  };
};

/** 4.5: takes a receipt, once for each `sourceRef`, and pays the oldest instalment first by the agreed waterfall. */
export const recordPayment: Decider<Receipt> = (file, receipt, context) => {
  const payment = entryOf(receipt, context.newId('payment'), context.asOf);
  const known = Object.values(file.payments).find(({ sourceRef }) => sourceRef === receipt.sourceRef);
  if (known !== undefined) {
    if (isSame(known, payment)) return { events: [], ids: { paymentId: known.paymentId } };
    throw new Refusal('SourceRefConflict', 'this sourceRef stands for another receipt', { rules: ['4.5'] });
  }
  inState(file, ...takesMoney);
  return effectsOf(file, payment, context);
};

/** 4.5, 1: a person has found out whose money it is; from now on it is as if it had come here on its value date. */
export const matchPayment: Decider<{ readonly money: UnappliedMoney }> = (file, { money }, context) => {
  const { paymentId, sourceRef, amountMinor, currency, valueDate, channel, receivedAt } = money;
  if (file.payments[paymentId] !== undefined || money.status === 'MATCHED')
    throw new Refusal('PaymentAlreadyApplied', 'this money belongs to a case already', { rules: ['4.5'] });
  inState(file, ...takesMoney);
  const payment: Payment = { paymentId, sourceRef, amountMinor, currency, valueDate, channel, receivedAt };
  const { events, uniques = [], ...decision } = effectsOf(file, payment, context);
  return {
    ...decision,
    events: [happened('PaymentMatched', { payment: { ...money, status: 'MATCHED', caseId: file.caseId } }), ...events],
    uniques: [
      ...uniques.filter(({ kind }) => kind !== 'PAYMENT'),
      { kind: 'UNAPPLIED', act: 'apply', paymentId, sourceRef, work: unappliedWork(money) },
    ],
  };
};

export interface ReversalRequest {
  readonly paymentId: string;
  /** Of the reversal itself. */
  readonly sourceRef: string;
}

/** 4.5; 4.15, 11: a negative entry; everything later is replayed by value date. Refused once archiving has started. */
export const reversePayment: Decider<ReversalRequest> = (file, { paymentId, sourceRef }, context) => {
  const payment = file.payments[paymentId];
  if (payment === undefined || payment.reversalOf !== undefined || payment.channel === 'REWARD')
    throw new Refusal('NotFound', 'there is no such payment');
  const known = reversalOf(file, paymentId);
  if (known !== undefined) {
    if (known.sourceRef === sourceRef) return { events: [], ids: { paymentId: known.paymentId } };
    throw new Refusal('PaymentAlreadyReversed', 'the payment was reversed before', { rules: ['4.5'] });
  }
  inState(file, ...takesMoney);
  const reversal: Payment = {
    ...payment,
    paymentId: context.newId('payment'),
    sourceRef,
    amountMinor: -payment.amountMinor,
    receivedAt: context.asOf,
    reversalOf: paymentId,
  };
  const once = booked(file, reversal, context);
  const revoked = once.after.now.settled ? { events: [] } : revokedCredit(once.after.file, context);
  const { before } = once;
  const { after } = revoked.reversal === undefined ? once : booked(once.after.file, revoked.reversal, context);
  const revocation = revocationOf(file, after.now);
  return {
    events: [
      happened('PaymentReversed', { payment: reversal }),
      ...revoked.events,
      replayed(before, after, payment),
      ...revocation.events,
    ],
    ids: { paymentId: reversal.paymentId },
    uniques: [claimOf(reversal), ...(revocation.uniques ?? [])],
  };
};
