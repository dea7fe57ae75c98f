import type { Replanned } from '#functions/domain/adjustment/replan.ts';
import type { Context, Decision } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { planNotice } from '#functions/domain/notice.ts';
import type { ScheduleVersion } from '#functions/domain/plan-parts.ts';
import { instructed } from '#functions/domain/servicing/bookings.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { scheduleOf, standing } from '#functions/domain/servicing/ledger.ts';
import { observationOf } from '#functions/domain/servicing/observation.ts';
import { cureOf } from '#functions/domain/servicing/settlement.ts';
import type { Adjustment } from '#functions/domain/adjustment-parts.ts';

/** R49: the version before stays as it is; paid and past rows are the same in both. */
const nextSchedule = (file: CaseFile, adjustment: Adjustment, { rows: after, counted }: Replanned): ScheduleVersion => {
  const agreement = file.agreements[adjustment.agreementId];
  if (agreement === undefined) throw new TypeError(`adjustment ${adjustment.adjustmentId} has no agreement`);
  const current = scheduleOf(file, agreement);
  const { type, fromOn, toOn } = adjustment;
  const pause = type === 'INTEREST_SUSPENSION' && fromOn !== undefined && toOn !== undefined ? [{ fromOn, toOn }] : [];
  return {
    ...current,
    ...counted,
    scheduleVersion: Object.keys(file.schedules).length + 1,
    rows: [...after],
    hash: sha256Hex(
      JSON.stringify(
        after.map(({ no, dueOn, principalMinor, interestMinor, feeMinor }) => [
          no,
          dueOn,
          principalMinor,
          interestMinor,
          feeMinor,
        ]),
      ),
    ),
    suspended: [...current.suspended, ...pause],
  };
};

/** R48: it changes nothing any more; the borrower is told, and may ask again. */
export const lapsed = (
  file: CaseFile,
  adjustment: Adjustment,
  context: Context,
  supersededBy?: string,
): readonly CaseEvent[] => [
  happened('AmendmentLapsed', {
    adjustment: { ...adjustment, status: 'LAPSED', ...(supersededBy === undefined ? {} : { supersededBy }) },
  }),
  ...planNotice(file, 'AMENDMENT_LAPSED', adjustment.adjustmentId, context),
];

/** Of two at once one wins: a text that speaks of the rows before it no longer fits, and its side is told (C31). */
const overtaken = (file: CaseFile, winnerId: string, context: Context): readonly CaseEvent[] =>
  Object.values(file.adjustments)
    .filter(({ adjustmentId, status }) => adjustmentId !== winnerId && (status === 'DRAWN_UP' || status === 'SIGNED'))
    .flatMap((other) => lapsed(file, other, context, winnerId));

/** What core banking must follow: interest that does not run, money that is given up, or other dates. */
const bookingOf = ({ adjustmentId, type, costMinor, fromOn, toOn }: Adjustment): Parameters<typeof instructed>[1] => {
  const about = { ref: adjustmentId, type, amountMinor: Math.max(0, costMinor), fromOn, toOn };
  switch (type) {
    case 'INTEREST_SUSPENSION':
      return { kind: 'SUSPENSION', ...about };
    case 'INTEREST_WAIVER':
    case 'FEE_WAIVER':
    case 'PENALTY_WAIVER':
    case 'PRINCIPAL_FORGIVENESS':
      return { kind: 'WAIVER', ...about };
    case 'TERM_EXTENSION':
    case 'GRACE_EXTENSION':
    case 'PAYMENT_HOLIDAY':
    case 'DUE_DAY_CHANGE':
    case 'PLAN_REPLACEMENT':
      return { kind: 'SCHEDULE_CHANGE', ...about };
  }
};

/** R48-R50; 4.15, 9: the new schedule holds, observation starts again, and a breach whose arrears it covers is cured. */
export const takesHold = (
  file: CaseFile,
  adjustment: Adjustment,
  after: Replanned,
  context: Context,
): Decision['events'] => {
  const applied: Adjustment = { ...adjustment, status: 'APPLIED', appliedAt: context.asOf };
  const schedule = nextSchedule(file, adjustment, after);
  const agreement = file.agreements[adjustment.agreementId];
  if (agreement === undefined) return [];
  const changed = withPart(
    withPart(file, 'schedules', schedule.scheduleVersion, schedule),
    'agreements',
    agreement.agreementId,
    { ...agreement, scheduleVersion: schedule.scheduleVersion },
  );
  const day = today(file, context);
  const now = standing(changed, day);
  const cured = now === undefined ? [] : cureOf(changed, now, context);
  const observation = observationOf(changed, context.policy, day);
  return [
    happened('AdjustmentApplied', { adjustment: applied, schedule }),
    ...instructed(changed, bookingOf(applied), context),
    ...overtaken(file, adjustment.adjustmentId, context),
    ...(cured.length > 0 || observation === undefined ? cured : [happened('ObservationRestarted', observation)]),
  ];
};
