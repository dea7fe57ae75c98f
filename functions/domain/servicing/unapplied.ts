import type { Work } from '#functions/domain/agenda-item.ts';
import { addBusinessDays, dateOf, instantAt } from '#functions/domain/calendar.ts';
import { idMaker } from '#functions/domain/ids.ts';
import type { UnappliedMoney } from '#functions/domain/money-parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { roleList } from '#functions/domain/worklists.ts';

/** Where nobody knows the branch, the money is on the list that every branch sees. */
export const everywhere = 'all';

/** 4.5, 1: unknown money is somebody's task within one business day. */
export const unappliedMoney = (
  {
    sourceRef,
    amountMinor,
    currency,
    valueDate,
    channel,
  }: Pick<UnappliedMoney, 'sourceRef' | 'amountMinor' | 'currency' | 'valueDate' | 'channel'>,
  why: {
    readonly reasonCode: UnappliedMoney['reasonCode'];
    readonly saidCaseId?: string | undefined;
    readonly branch?: string | undefined;
  },
  asOf: string,
  policy: PolicyPack,
): UnappliedMoney => {
  const { reasonCode, saidCaseId, branch } = why;
  const matchOn = addBusinessDays(dateOf(asOf, policy.timezone), 1, policy.calendar);
  return {
    // One id for one reference, whoever reports it and how often.
    paymentId: idMaker(`unapplied|${sourceRef}`)('payment'),
    sourceRef,
    amountMinor,
    currency,
    valueDate,
    channel,
    receivedAt: asOf,
    reasonCode,
    ...(saidCaseId === undefined ? {} : { saidCaseId }),
    ...(branch === undefined ? {} : { branch }),
    matchBy: instantAt(matchOn, policy.contact.window.to, policy.timezone),
    status: 'UNAPPLIED',
  };
};

/** Whose task it is to find out whose money this is. */
export const unappliedWork = ({ paymentId, branch, matchBy }: UnappliedMoney): readonly Work[] =>
  ['agent', 'supervisor'].map((role) => ({
    assignee: roleList(role, branch ?? everywhere),
    kind: 'MATCH_PAYMENT',
    ref: paymentId,
    dueAt: matchBy,
  }));
