import type { AgendaItem, Work } from '#functions/domain/agenda-item.ts';
import { instantAt } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { isInForce } from '#functions/domain/holds/kinds.ts';
import { lapseIdOf } from '#functions/domain/intake/lapse-id.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { morningAfter, morningOf } from '#functions/domain/servicing/days.ts';
import { forRole } from '#functions/domain/worklists.ts';
import { openAppointment } from '#functions/domain/visits/slots.ts';

/** Holds are looked at again on their day, disputes are answered within twenty days: in every state (4.15, 21). */
export const holdsAgenda = (file: CaseFile, policy: PolicyPack): readonly AgendaItem[] => {
  const reviews = Object.values(file.holds).flatMap((hold): AgendaItem[] =>
    isInForce(hold) && hold.reviewOn !== undefined
      ? [
          {
            kind: 'HOLD_REVIEW',
            ref: hold.holdId,
            dueAt: morningOf(file, policy, hold.reviewOn),
            rule: '4.1',
            machine: 'deadline',
          },
        ]
      : [],
  );
  const answers = Object.values(file.disputes).flatMap((dispute): AgendaItem[] =>
    dispute.status === 'OPEN' && dispute.answerOverdueAt === undefined
      ? [
          {
            kind: 'DISPUTE_ANSWER',
            ref: dispute.disputeId,
            dueAt: morningAfter(file, policy, dispute.answerDueOn),
            rule: 'R67',
            machine: 'deadline',
          },
        ]
      : [],
  );
  return [...reviews, ...answers].filter((due) => file.lapses[lapseIdOf(due)] === undefined);
};

/** Kinds whose lapses are no lines of a worklist by themselves: what they are about says whether something is to do. */
export const holdLapses: readonly string[] = ['HOLD_REVIEW', 'DISPUTE_ANSWER'];

const reviewWork = (file: CaseFile): Work[] =>
  Object.values(file.lapses).flatMap(({ kind, ref, dueAt, role }) => {
    const hold = file.holds[ref];
    if (kind !== 'HOLD_REVIEW' || hold === undefined || !isInForce(hold)) return [];
    return [forRole(file, role === 'risk' ? 'risk' : 'supervisor', { kind, ref, dueAt })];
  });

const disputeWork = (file: CaseFile, policy: PolicyPack): Work[] =>
  Object.values(file.disputes).flatMap((dispute) => {
    if (dispute.status !== 'OPEN') return [];
    const dueAt = instantAt(dispute.answerDueOn, policy.contact.window.to, zoneOf(file, policy));
    const matter = { kind: 'RESOLVE_DISPUTE', ref: dispute.disputeId, dueAt };
    const overdue = dispute.answerOverdueAt === undefined ? [] : [forRole(file, 'risk', matter)];
    return [forRole(file, 'supervisor', matter), ...overdue];
  });

/** A visit that is agreed on and must not take place: somebody calls it off and tells the borrower. */
const stoppedVisits = (file: CaseFile): Work[] => {
  const appointment = openAppointment(file);
  const isStopped = Object.values(file.holds).some((hold) => isInForce(hold) && hold.blocks.includes('VISIT'));
  return appointment === undefined || !isStopped
    ? []
    : [
        forRole(file, 'supervisor', {
          kind: 'APPOINTMENT_ON_HOLD',
          ref: appointment.appointmentId,
          dueAt: appointment.startsAt,
        }),
      ];
};

/** Who must look at a hold, answer a dispute, or call off a visit that a hold stops. */
export const holdsWork = (file: CaseFile, policy: PolicyPack): readonly Work[] => [
  ...reviewWork(file),
  ...disputeWork(file, policy),
  ...stoppedVisits(file),
];
