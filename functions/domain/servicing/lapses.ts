import { dateOf } from '#functions/domain/calendar.ts';
import { endSuspension, lapseAmendment, noteAdjustmentOverdue } from '#functions/domain/adjustment/lapses.ts';
import { drawUpAppraisal } from '#functions/domain/archive/appraisal.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { lapseIdOf } from '#functions/domain/intake/lapse-id.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { servicingAgenda } from '#functions/domain/servicing/agenda.ts';
import { noteFollowUpOverdue } from '#functions/domain/servicing/follow-ups.ts';

interface Lapsed {
  readonly kind: string;
  readonly ref: string;
  readonly dueAt: string;
}

const lapseOf = ({ kind, ref, dueAt }: Lapsed, role: string, { asOf }: Context) =>
  happened('DeadlineLapsed', {
    lapse: { lapseId: lapseIdOf({ kind, ref, dueAt }), kind, ref, dueAt, lapsedAt: asOf, role },
  });

const taskFor =
  (role: string): Decider<Lapsed> =>
  (_, deadline, context) => ({ events: [lapseOf(deadline, role, context)] });

/** R50: a year and two periods without a miss: risk is told, the flag may go. */
const observation: Decider<Lapsed> = (file, deadline, context) => ({
  events: [
    happened('ObservationEnded', { endedOn: dateOf(context.asOf, zoneOf(file, context.policy)) }),
    lapseOf(deadline, 'risk', context),
  ],
});

/** R66: the term has ended; the report about it is drawn up. */
const retention: Decider<Lapsed> = (file, { ref }, context) => {
  const archive = file.archives[ref];
  return { events: archive === undefined ? [] : drawUpAppraisal(file, archive, context) };
};

const isDue = (file: CaseFile, deadline: Lapsed, context: Context): boolean =>
  servicingAgenda(file, context.policy).some(
    (due) => due.kind === deadline.kind && due.ref === deadline.ref && due.dueAt === deadline.dueAt,
  );

const whenDue =
  (lapse: Decider<Lapsed>): Decider<Lapsed> =>
  (file, deadline, context) =>
    isDue(file, deadline, context) ? lapse(file, deadline, context) : { events: [] };

/** What a lapsed deadline of a running or ended plan comes to, by the kind of its agenda item. */
export const servicingLapses: Readonly<Record<string, Decider<Lapsed>>> = {
  FOLLOW_UP_OVERDUE: (file, { ref }, context) => noteFollowUpOverdue(file, { no: Number(ref) }, context),
  FOLLOW_UP_REMINDER: whenDue(taskFor('officer')),
  ADJUSTMENT_ANSWER: (file, { ref }, context) => noteAdjustmentOverdue(file, { adjustmentId: ref }, context),
  AMENDMENT_LAPSE: (file, { ref }, context) => lapseAmendment(file, { adjustmentId: ref }, context),
  SUSPENSION_END: (file, { ref }, context) => endSuspension(file, { adjustmentId: ref }, context),
  OBSERVATION_END: whenDue(observation),
  DEFAULT_DECISION: whenDue(taskFor('risk')),
  REWARD_DECISION: whenDue(taskFor('risk')),
  BOOKING_ANSWER: whenDue(taskFor('supervisor')),
  REFUND: whenDue(taskFor('supervisor')),
  ARCHIVE_WAITS: whenDue(taskFor('risk')),
  ARCHIVE_IDLE: whenDue(taskFor('risk')),
  RETENTION_END: whenDue(retention),
  RETENTION_DECISION: whenDue(taskFor('risk')),
  LEGAL_HOLD_REVIEW: whenDue(taskFor('risk')),
};
