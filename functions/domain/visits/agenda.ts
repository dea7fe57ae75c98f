import type { AgendaItem, Work } from '#functions/domain/agenda-item.ts';
import { addDays, dateOf, instantAt } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { CashReceipt } from '#functions/domain/visit-parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** Kinds of the agenda that no state of the case owns. */
export const visitDueKinds: readonly string[] = ['APPOINTMENT_REMINDER', 'CASH_DEPOSIT'];

const cashOf = (file: CaseFile): CashReceipt[] =>
  Object.values(file.visits).flatMap((visit) => visit.cashReceipts ?? []);

/** R17, R27: the reminder on the day before a confirmed appointment, and the deposit of cash by its day. */
export const visitDues = (file: CaseFile, policy: PolicyPack): Omit<AgendaItem, 'machine'>[] => {
  const zone = zoneOf(file, policy);
  const { status } = file;
  const appointment = status.state === 'SCHEDULED' ? file.appointments[status.appointmentId] : undefined;
  const remindAt =
    appointment === undefined
      ? undefined
      : instantAt(addDays(dateOf(appointment.startsAt, zone), -1), policy.appointment.hours.from, zone);
  return [
    ...(appointment === undefined || remindAt === undefined || appointment.remindedAt !== undefined
      ? []
      : [{ kind: 'APPOINTMENT_REMINDER', ref: appointment.appointmentId, dueAt: remindAt, rule: 'R17' }]),
    ...cashOf(file)
      .filter(({ deposit }) => deposit === undefined)
      .map(({ receiptNo, depositDueOn }) => ({
        kind: 'CASH_DEPOSIT',
        ref: receiptNo,
        dueAt: instantAt(depositDueOn, policy.contact.window.to, zone),
        rule: 'R27',
      })),
  ];
};

/** What a supervisor must look at: steps that no longer fitted, and cash that does not add up. */
export const visitMatters = (file: CaseFile): Omit<Work, 'assignee'>[] => [
  ...Object.values(file.keptSteps)
    .filter(({ reviewedAt }) => reviewedAt === undefined)
    .map(({ stepId, keptAt }) => ({ kind: 'REVIEW_KEPT_STEP', ref: stepId, dueAt: keptAt })),
  ...cashOf(file).flatMap(({ receiptNo, deposit }) =>
    deposit === undefined || deposit.varianceMinor === 0
      ? []
      : [{ kind: 'CASH_VARIANCE', ref: receiptNo, dueAt: deposit.depositedAt }],
  ),
];
