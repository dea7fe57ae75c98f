import type { Context, Decision } from '#functions/domain/decision.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { happened } from '#functions/domain/events.ts';
import { orderLetter } from '#functions/domain/letters/order.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { lapseDefaultProposal } from '#functions/domain/servicing/default.ts';
import { cancelFollowUps } from '#functions/domain/servicing/follow-ups.ts';
import { isCured } from '#functions/domain/servicing/ledger.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';
import { observationOf } from '#functions/domain/servicing/observation.ts';
import type { Breach } from '#functions/domain/servicing-parts.ts';

/** A breach is cured as soon as its arrears and everything else that is late are paid; observation starts again (4.1, C40). */
export const cureOf = (file: CaseFile, after: Standing, context: Context): readonly CaseEvent[] => {
  if (file.status.state !== 'BREACHED') return [];
  const breach: Breach | undefined = file.breaches[file.status.breachId];
  if (breach === undefined || !isCured(after)) return [];
  const observation = observationOf(file, context.policy, today(file, context));
  return [
    ...lapseDefaultProposal(file),
    happened('Cured', { breach: { ...breach, status: 'CURED', endedAt: context.asOf } }),
    ...(observation === undefined ? [] : [happened('ObservationRestarted', observation)]),
  ];
};

/** 4.1: nothing is open any more. */
export const settlementOf = (file: CaseFile, after: Standing, context: Context): readonly CaseEvent[] => {
  const { state } = file.status;
  if (!after.settled || (state !== 'SIGNING' && state !== 'ACTIVE' && state !== 'BREACHED')) return [];
  const { agreementId } = after.agreement;
  const notice = planNotice(file, 'SETTLED', agreementId, context);
  return [
    ...cancelFollowUps(file),
    ...lapseDefaultProposal(file),
    happened('SettledInFull', {
      agreementId,
      settledOn: today(file, context),
      excessMinor: after.allocation.excessMinor,
    }),
    ...notice,
    orderLetter(file, 'SETTLEMENT_CERTIFICATE', agreementId, context, notice),
  ];
};

/** 4.15, 11: with the money gone the case is active again, and the person has an open case again. */
export const revocationOf = (file: CaseFile, after: Standing): Pick<Decision, 'events' | 'uniques'> =>
  file.status.state === 'SETTLED' && !after.settled && file.meta !== undefined
    ? {
        events: [happened('SettlementRevoked', { agreementId: after.agreement.agreementId })],
        uniques: [{ kind: 'OPEN_CASE', borrowerId: file.meta.borrowerId, act: 'claim' }],
      }
    : { events: [] };
