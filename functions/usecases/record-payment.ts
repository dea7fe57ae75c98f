import type { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { chain } from '#functions/domain/journal.ts';
import { happened } from '#functions/domain/events.ts';
import { firstPreviousHash } from '#functions/domain/model.ts';
import type { UnappliedMoney } from '#functions/domain/money-parts.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { unappliedBecause } from '#functions/domain/servicing/payments.ts';
import type { Receipt } from '#functions/domain/servicing/payments.ts';
import { unappliedMoney, unappliedWork } from '#functions/domain/servicing/unapplied.ts';
import { aboutCase, askingOf, partOf } from '#functions/usecases/act.ts';
import type { ActFor, Answered } from '#functions/usecases/act.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Asking, Performed } from '#functions/usecases/perform.ts';
import type { Ports, RequestRecord } from '#functions/usecases/ports.ts';

/** Money as core banking reports it: by the case, by the person, or by neither. */
export interface Reported extends Receipt {
  readonly caseId?: string | undefined;
  readonly borrowerId?: string | undefined;
  readonly branch?: string | undefined;
}

export type Taken =
  | { readonly outcome: 'APPLIED'; readonly performed: Performed }
  | { readonly outcome: 'UNAPPLIED'; readonly money: UnappliedMoney; readonly replayed: boolean };

const isSameMoney = (money: UnappliedMoney, receipt: Receipt): boolean =>
  money.amountMinor === receipt.amountMinor &&
  money.currency === receipt.currency &&
  money.valueDate === receipt.valueDate &&
  money.channel === receipt.channel &&
  receipt.kind !== 'REFUND';

const conflict = (): Refusal =>
  new Refusal('SourceRefConflict', 'this sourceRef stands for another receipt', { rules: ['4.5'] });

/** The register has this reference: the same money, or somebody's mistake. */
const knownMoney = async (ports: Ports, paymentId: string, receipt: Receipt): Promise<Taken> => {
  const money = await ports.cases.unapplied(paymentId);
  if (money === undefined || !isSameMoney(money, receipt)) throw conflict();
  return { outcome: 'UNAPPLIED', money, replayed: false };
};

/** A pack for money of no case: the bank's own days (default). */
const houseJurisdiction = 'CN';

const leave = async (
  ports: Ports,
  reported: Reported,
  reasonCode: UnappliedMoney['reasonCode'],
  asking: Asking,
): Promise<Taken> => {
  if (reported.kind === 'REFUND')
    throw new Refusal('NothingOwed', 'no case to which money could be owed', { rules: ['4.5'] });
  const { asOf, actor, requestId, request } = asking;
  const { branch, caseId: saidCaseId } = reported;
  const policy = packOf(houseJurisdiction, undefined, asOf.slice(0, 10));
  const money = unappliedMoney(reported, { reasonCode, saidCaseId, branch }, asOf, policy);
  const { paymentId } = money;
  const recordedAt = ports.clock();
  const [entry] = chain({ seq: 0, hash: firstPreviousHash }, [happened('PaymentLeftUnapplied', { payment: money })], {
    stream: paymentId,
    asOf,
    recordedAt,
    actor,
    requestId,
  });
  if (entry === undefined) throw new TypeError('an event makes an entry');
  const record: RequestRecord | undefined =
    request === undefined
      ? undefined
      : { ...request, caller: actor.id, caseId: paymentId, ids: { unapplied: paymentId }, version: 0, recordedAt };
  const outcome = await ports.cases.leaveUnapplied({
    money,
    entry,
    work: unappliedWork(money),
    ...(record === undefined ? {} : { request: record }),
  });
  if (outcome === 'left') return { outcome: 'UNAPPLIED', money, replayed: false };
  const known = await ports.cases.paymentCase(money.sourceRef);
  if (known === undefined || known.caseId !== undefined) throw new Refusal('ConcurrentChange', 'ask again');
  return knownMoney(ports, known.paymentId, reported);
};

/** This very request was answered before with money that nobody owned then. */
const answeredBefore = async (ports: Ports, asking: Asking): Promise<Taken | undefined> => {
  const { request, actor } = asking;
  const record = request === undefined ? undefined : await ports.cases.request(actor.id, request.key);
  const paymentId = record?.ids['unapplied'];
  if (record === undefined || paymentId === undefined) return undefined;
  if (record.fingerprint !== request?.fingerprint)
    throw new Refusal('IdempotencyKeyReused', 'this Idempotency-Key was used with another request');
  const money = await ports.cases.unapplied(paymentId);
  return money === undefined ? undefined : { outcome: 'UNAPPLIED', money, replayed: true };
};

/**
 * 4.5: a receipt once for each `sourceRef`, wherever it went. Money that no agreement can take is never refused: it is kept
 * apart, with a task to find out whose it is.
 */
export const takePayment = async (ports: Ports, reported: Reported, asking: Asking): Promise<Taken> => {
  const before = await answeredBefore(ports, asking);
  if (before !== undefined) return before;
  const { caseId: saidCaseId, borrowerId, branch: _, ...receipt } = reported;
  const known = await ports.cases.paymentCase(receipt.sourceRef);
  if (known !== undefined && known.caseId === undefined) return knownMoney(ports, known.paymentId, receipt);
  const found = borrowerId === undefined ? undefined : await ports.cases.openCaseOf(borrowerId);
  if (known !== undefined && saidCaseId !== undefined && saidCaseId !== known.caseId) throw conflict();
  const caseId = known?.caseId ?? saidCaseId ?? found;
  if (caseId === undefined) return leave(ports, reported, 'NO_REFERENCE', asking);
  const reason = known === undefined ? unappliedBecause(await ports.cases.load(caseId)) : undefined;
  if (reason !== undefined) return leave(ports, reported, reason, asking);
  return { outcome: 'APPLIED', performed: await perform(ports, caseId, 'recordPayment', receipt, asking) };
};

const applied = ({ file, ids, replayed }: Performed): Answered => ({
  body: { ...aboutCase(file), status: 'APPLIED', payment: partOf(file.payments, ids['paymentId']) },
  etag: file.version,
  replayed,
});

const shown = (money: UnappliedMoney): object => {
  const { paymentId, reasonCode, matchBy, ...rest } = money;
  return { status: 'UNAPPLIED', payment: { paymentId, reasonCode, matchBy, ...rest } };
};

/** 4.5: the body may name the case; the path has none, since core banking reports money, not cases. */
export const recordPayment =
  (ports: Ports): ActFor<typeof paymentOperations.recordPayment> =>
  async (asked) => {
    const { amount, ...reported } = asked.body;
    const { admit: _, ...asking } = askingOf(asked);
    const taken = await takePayment(ports, { ...reported, ...amount }, asking);
    return taken.outcome === 'APPLIED'
      ? applied(taken.performed)
      : { body: shown(taken.money), replayed: taken.replayed };
  };

/** 4.5, 1: ties unapplied money to a case; the register entry is closed in the same transaction. */
export const matchPayment =
  (ports: Ports): ActFor<typeof paymentOperations.matchPayment> =>
  async (asked) => {
    const { paymentId } = asked.params;
    const { caseId } = asked.body;
    const money = await ports.cases.unapplied(paymentId);
    const file = await ports.cases.load(caseId);
    admitTo(asked.principal)(file);
    if (money === undefined) {
      if (file.payments[paymentId] === undefined) throw new Refusal('NotFound', 'there is no such payment');
      throw new Refusal('PaymentAlreadyApplied', 'this money belongs to a case already', { rules: ['4.5'] });
    }
    return applied(await perform(ports, caseId, 'matchPayment', { money }, askingOf(asked)));
  };

export const reversePayment =
  (ports: Ports): ActFor<typeof paymentOperations.reversePayment> =>
  async (asked) => {
    const { caseId, sourceRef } = asked.body;
    return applied(
      await perform(ports, caseId, 'reversePayment', { paymentId: asked.params.paymentId, sourceRef }, askingOf(asked)),
    );
  };
