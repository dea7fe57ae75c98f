import * as z from 'zod';
import type { Context, Decider, Decision } from '#functions/domain/decision.ts';
import { epochMilliseconds, Instant } from '#functions/domain/calendar.ts';
import { reopened } from '#functions/domain/documents/review.ts';
import { happened } from '#functions/domain/events.ts';
import { holdsAgenda } from '#functions/domain/holds/agenda.ts';
import { disputeAnswerOverdue } from '#functions/domain/holds/disputes.ts';
import { holdReviewFellDue } from '#functions/domain/holds/holds.ts';
import { agreementAgenda, intakeAgenda } from '#functions/domain/intake/agenda.ts';
import { lapseIdOf } from '#functions/domain/intake/lapse-id.ts';
import { freeOpenCase } from '#functions/domain/intake/open-case.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { revised } from '#functions/domain/visits/slots.ts';
import type { Paper } from '#functions/domain/parts.ts';
import { servicingLapses } from '#functions/domain/servicing/lapses.ts';

/** One agenda item whose day has come. */
export const Deadline = z.strictObject({ kind: z.string().max(60), ref: z.string().max(120), dueAt: Instant });
export type Deadline = z.infer<typeof Deadline>;

const lapseOf = (deadline: Deadline, role: string, context: Context) => ({
  lapseId: lapseIdOf(deadline),
  ...deadline,
  lapsedAt: context.asOf,
  role,
});

/** Nothing moves; it becomes a line of somebody's worklist. */
const taskFor =
  (role: string): Decider<Deadline> =>
  (_, deadline, context) => ({ events: [happened('DeadlineLapsed', { lapse: lapseOf(deadline, role, context) })] });

const firstContact: Decider<Deadline> = (_, deadline, context) => ({
  events: [happened('FirstContactOverdue', { lapse: lapseOf(deadline, 'supervisor', context) })],
});

/** No answer is no consent: the case is declined and the ordinary channel goes on (4.1). */
const offer: Decider<Deadline> = (file, deadline, context) => ({
  events: [
    happened('OfferLapsed', { lapse: lapseOf(deadline, 'agent', context) }),
    happened('Declined', { code: 'OFFER_LAPSED' }),
  ],
  uniques: freeOpenCase(file),
});

const documents: Decider<Deadline> = (file, deadline, context) => ({
  events: [
    happened('DeadlineLapsed', { lapse: lapseOf(deadline, 'agent', context) }),
    ...planNotice(file, 'DOCUMENTS_MISSING', deadline.ref, context),
  ],
});

/** Nobody checked in by the end of the slot: which side did not come is not known yet (4.1). */
const appointment = (file: CaseFile, deadline: Deadline): Decision => {
  const planned = file.appointments[deadline.ref];
  return planned === undefined
    ? { events: [] }
    : {
        events: [
          happened('NoShowRecorded', {
            appointment: { ...revised(planned), status: 'MISSED', missedBy: 'UNKNOWN' },
            side: 'UNKNOWN',
          }),
        ],
      };
};

/** R17: the day before, so that there is still time to ask for another date. */
const reminder: Decider<Deadline> = (file, deadline, context) => {
  const appointment = file.appointments[deadline.ref];
  return appointment === undefined
    ? { events: [] }
    : {
        events: [
          happened('AppointmentReminded', { appointment: { ...appointment, remindedAt: context.asOf } }),
          ...planNotice(file, 'APPOINTMENT_REMINDER', deadline.ref, context),
        ],
      };
};

const signature: Decider<Deadline> = (file, deadline, context) => {
  const agreement = file.agreements[deadline.ref];
  return agreement === undefined
    ? taskFor('officer')(file, deadline, context)
    : { events: [happened('SignatureExpired', { agreement: { ...agreement, status: 'EXPIRED' } })] };
};

const writtenVersion: Decider<Deadline> = (_, deadline, context) => ({
  events: [happened('WrittenVersionOverdue', { lapse: lapseOf(deadline, 'supervisor', context) })],
});
/** R12: what it proved is open again; where an appointment stands, a supervisor sees to it (work.ts). */
const paperExpiry: Decider<Deadline> = (file, { ref }, context) => {
  const paper = file.documents[ref];
  if (paper === undefined) return { events: [] };
  const document: Paper = { ...paper, status: 'EXPIRED' };
  return {
    events: [
      happened('DocumentExpired', { document }),
      ...reopened(file, document, context),
      ...planNotice(file, 'DOCUMENTS_MISSING', ref, context),
    ],
  };
};

const lapses: Readonly<Record<string, Decider<Deadline>>> = {
  FIRST_CONTACT: firstContact,
  ACCOUNT_CONTACT: firstContact,
  OFFER_LAPSE: offer,
  DOCUMENTS_DEADLINE: documents,
  DOCUMENT_EXPIRY: paperExpiry,
  READY_IDLE: taskFor('agent'),
  APPOINTMENT_CHECK: appointment,
  APPOINTMENT_REMINDER: reminder,
  CASH_DEPOSIT: taskFor('supervisor'),
  VISIT_IDLE: taskFor('supervisor'),
  NEGOTIATION_IDLE: taskFor('supervisor'),
  PLAN_DECISION: taskFor('supervisor'),
  CAPACITY_REVIEW: taskFor('risk'),
  SIGNATURE_EXPIRY: signature,
  ORIGINALS: taskFor('supervisor'),
  WRITTEN_VERSION: writtenVersion,
  HOLD_REVIEW: holdReviewFellDue,
  DISPUTE_ANSWER: disputeAnswerOverdue,
};

const isDue = (file: CaseFile, deadline: Deadline, context: Context): boolean =>
  epochMilliseconds(deadline.dueAt) <= epochMilliseconds(context.asOf) &&
  [
    ...intakeAgenda(file, context.policy),
    ...agreementAgenda(file, context.policy),
    ...holdsAgenda(file, context.policy),
  ].some((due) => due.kind === deadline.kind && due.ref === deadline.ref && due.dueAt === deadline.dueAt);

/** Records that a deadline of the agenda has passed. What was done, moved or recorded in the meantime is left alone. */
export const lapseDeadline: Decider<Deadline> = (file, deadline, context) => {
  const servicing = servicingLapses[deadline.kind];
  if (servicing !== undefined) return servicing(file, deadline, context);
  const lapse = lapses[deadline.kind];
  return lapse === undefined || !isDue(file, deadline, context) ? { events: [] } : lapse(file, deadline, context);
};
