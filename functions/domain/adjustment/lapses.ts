import { lapsed } from '#functions/domain/adjustment/effect.ts';
import { previewIfItFits } from '#functions/domain/adjustment/preview.ts';
import { addDays, dateOf } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';

type About = { readonly adjustmentId: string };

const day = (file: CaseFile, { asOf, policy }: Context): string => dateOf(asOf, zoneOf(file, policy));

/** R45: no answer in time escalates; it is never a refusal. */
export const noteAdjustmentOverdue: Decider<About> = (file, { adjustmentId }, context) => {
  const adjustment = file.adjustments[adjustmentId];
  if (
    adjustment?.status !== 'REQUESTED' ||
    adjustment.answerOverdueAt !== undefined ||
    day(file, context) <= adjustment.answerDueOn
  )
    return { events: [] };
  return {
    events: [happened('AdjustmentAnswerOverdue', { adjustment: { ...adjustment, answerOverdueAt: context.asOf } })],
  };
};

/** R48: not signed by both in time, or overtaken before its text was written: nothing has changed (C31). */
export const lapseAmendment: Decider<About> = (file, { adjustmentId }, context) => {
  const adjustment = file.adjustments[adjustmentId];
  if (adjustment?.status === 'APPROVED')
    return {
      events: previewIfItFits(file, adjustment, context) === undefined ? lapsed(file, adjustment, context) : [],
    };
  if (adjustment?.status !== 'DRAWN_UP' || adjustment.amendment === undefined) return { events: [] };
  const until = addDays(
    dateOf(adjustment.amendment.drawnUpAt, zoneOf(file, context.policy)),
    context.policy.adjustment.signingDays,
  );
  if (day(file, context) <= until) return { events: [] };
  return { events: lapsed(file, adjustment, context) };
};

/** R51: interest runs again from the day after. */
export const endSuspension: Decider<About> = (file, { adjustmentId }, context) => {
  const adjustment = file.adjustments[adjustmentId];
  const isRunning =
    adjustment?.status === 'APPLIED' && adjustment.type === 'INTEREST_SUSPENSION' && adjustment.endedAt === undefined;
  if (!isRunning || day(file, context) <= (adjustment.toOn ?? '')) return { events: [] };
  return { events: [happened('SuspensionEnded', { adjustment: { ...adjustment, endedAt: context.asOf } })] };
};

/** R44, R48: a plan that has ended leaves nothing to adjust; whoever still waits is told, and the machine ends. */
export const closeAdjustments: Decider<object> = (file) => {
  const { state } = file.status;
  if (state !== 'SETTLED' && state !== 'TERMINATED') return { events: [] };
  return {
    events: Object.values(file.adjustments)
      .filter(({ status }) => status !== 'APPLIED' && status !== 'REFUSED' && status !== 'LAPSED')
      .map((adjustment) => happened('AmendmentLapsed', { adjustment: { ...adjustment, status: 'LAPSED' } })),
  };
};
