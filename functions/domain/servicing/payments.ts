import type { Context, Decider, Decision, Unique } from '#functions/domain/decision.ts';
import { inState } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { freeOpenCase } from '#functions/domain/intake/open-case.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Currency } from '#functions/domain/money.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { cancelFollowUps } from '#functions/domain/servicing/follow-ups.ts';
import { isCured, standing } from '#functions/domain/servicing/ledger.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';
import { observationOf } from '#functions/domain/servicing/observation.ts';
import type { Breach, Payment } from '#functions/domain/servicing-parts.ts';

export interface Receipt {
  readonly sourceRef: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly valueDate: string;
  readonly channel: Payment['channel'];
}

const sameReceipt = (payment: Payment, receipt: Receipt): boolean =>
  payment.amountMinor === receipt.amountMinor &&
  payment.currency === receipt.currency &&
  payment.valueDate === receipt.valueDate &&
  payment.channel === receipt.channel &&
  payment.reversalOf === undefined;

/** Reversed once, money is gone: its reversal is in the ledger too. */
export const reversalOf = (file: CaseFile, paymentId: string): Payment | undefined =>
  Object.values(file.payments).find((payment) => payment.reversalOf === paymentId);

const allocated = (after: Standing, payment: Payment): CaseEvent => {
  const parts = after.allocation.payments.find((one) => one.paymentId === payment.paymentId)?.allocations ?? [];
  const allocations = parts.map(({ instalmentNo, line, amountMinor }) => ({ instalmentNo, line, amountMinor }));
  const excessMinor = payment.amountMinor - allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return happened('PaymentAllocated', {
    paymentId: payment.paymentId,
    profile: after.agreement.profile,
    rule: '4.5',
    allocations,
    excessMinor,
  });
};

/** A breach is cured as soon as its arrears and everything else that is late are paid; observation starts again (4.1, C40). */
export const cureOf = (file: CaseFile, after: Standing, context: Context): readonly CaseEvent[] => {
  if (file.status.state !== 'BREACHED') return [];
  const breach: Breach | undefined = file.breaches[file.status.breachId];
  if (breach === undefined || !isCured(after)) return [];
  const observation = observationOf(file, context.policy, today(file, context));
  return [
    happened('Cured', { breach: { ...breach, status: 'CURED', endedAt: context.asOf } }),
    ...(observation === undefined ? [] : [happened('ObservationRestarted', observation)]),
  ];
};

const settlementOf = (file: CaseFile, after: Standing, context: Context): readonly CaseEvent[] => {
  const { state } = file.status;
  if (!after.settled || (state !== 'SIGNING' && state !== 'ACTIVE' && state !== 'BREACHED')) return [];
  return [
    ...cancelFollowUps(file),
    happened('SettledInFull', {
      agreementId: after.agreement.agreementId,
      settledOn: today(file, context),
      excessMinor: after.allocation.excessMinor,
    }),
    ...planNotice(file, 'SETTLED', after.agreement.agreementId, context),
  ];
};

const standingAfter = (file: CaseFile, payment: Payment, context: Context): { before: Standing; after: Standing } => {
  const day = today(file, context);
  const before = standing(file, day);
  const after = standing(withPart(file, 'payments', payment.paymentId, payment), day);
  if (before === undefined || after === undefined) {
    throw new Refusal('StateForbids', 'money is allocated from the second signature on', {
      rules: ['4.5'],
      state: file.status.state,
    });
  }
  return { before, after };
};

const claimOf = ({ sourceRef, paymentId }: Payment): Unique => ({
  kind: 'PAYMENT',
  sourceRef,
  act: 'claim',
  paymentId,
});

/** 4.5: takes a receipt, once for each `sourceRef`, and pays the oldest instalment first by the agreed waterfall. */
export const recordPayment: Decider<Receipt> = (file, receipt, context) => {
  const known = Object.values(file.payments).find((payment) => payment.sourceRef === receipt.sourceRef);
  if (known !== undefined) {
    if (sameReceipt(known, receipt)) return { events: [], ids: { paymentId: known.paymentId } };
    throw new Refusal('SourceRefConflict', 'this sourceRef stands for another receipt', { rules: ['4.5'] });
  }
  inState(file, 'SIGNING', 'ACTIVE', 'BREACHED', 'SETTLED', 'TERMINATED');
  if (receipt.valueDate > today(file, context)) {
    throw new Refusal('InvalidRequest', 'money of a later day has not arrived', {
      fields: [{ pointer: '/valueDate', message: 'lies in the future' }],
    });
  }
  const payment: Payment = { paymentId: context.newId('payment'), ...receipt, receivedAt: context.asOf };
  const { after } = standingAfter(file, payment, context);
  if (after.schedule.currency !== receipt.currency)
    throw new Refusal('CurrencyMismatch', `the agreement is in ${after.schedule.currency}`);
  const replaced = Object.values(file.payments).some((other) => other.valueDate > payment.valueDate);
  const settlement = settlementOf(file, after, context);
  return {
    events: [
      happened('PaymentReceived', { payment }),
      allocated(after, payment),
      ...(replaced ? [happened('LedgerReplayed', { paymentId: payment.paymentId })] : []),
      ...cureOf(file, after, context),
      ...settlement,
    ],
    ids: { paymentId: payment.paymentId },
    uniques: [claimOf(payment), ...(settlement.length > 0 ? freeOpenCase(file) : [])],
  };
};

export interface ReversalRequest {
  readonly paymentId: string;
  /** Of the reversal itself. */
  readonly sourceRef: string;
}

const revocationOf = (file: CaseFile, after: Standing): Pick<Decision, 'events' | 'uniques'> =>
  file.status.state === 'SETTLED' && !after.settled && file.meta !== undefined
    ? {
        events: [happened('SettlementRevoked', { agreementId: after.agreement.agreementId })],
        uniques: [{ kind: 'OPEN_CASE', borrowerId: file.meta.borrowerId, act: 'claim' }],
      }
    : { events: [] };

/** 4.5; 4.15, 11: a negative entry; everything later is replayed by value date. Refused once archiving has started. */
export const reversePayment: Decider<ReversalRequest> = (file, { paymentId, sourceRef }, context) => {
  const payment = file.payments[paymentId];
  if (payment === undefined || payment.reversalOf !== undefined)
    throw new Refusal('NotFound', 'there is no such payment');
  const known = reversalOf(file, paymentId);
  if (known !== undefined) {
    if (known.sourceRef === sourceRef) return { events: [], ids: { paymentId: known.paymentId } };
    throw new Refusal('PaymentAlreadyReversed', 'the payment was reversed before', { rules: ['4.5'] });
  }
  inState(file, 'SIGNING', 'ACTIVE', 'BREACHED', 'SETTLED', 'TERMINATED');
  const reversal: Payment = {
    ...payment,
    paymentId: context.newId('payment'),
    sourceRef,
    amountMinor: -payment.amountMinor,
    receivedAt: context.asOf,
    reversalOf: paymentId,
  };
  const { after } = standingAfter(file, reversal, context);
  const revocation = revocationOf(file, after);
  return {
    events: [
      happened('PaymentReversed', { payment: reversal }),
      happened('LedgerReplayed', { paymentId }),
      ...revocation.events,
    ],
    ids: { paymentId: reversal.paymentId },
    uniques: [claimOf(reversal), ...(revocation.uniques ?? [])],
  };
};
