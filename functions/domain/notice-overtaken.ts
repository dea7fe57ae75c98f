import { dateOf } from '#functions/domain/calendar.ts';
import type { Context } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { missingClasses } from '#functions/domain/documents/completeness.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import type { Notice } from '#functions/domain/servicing-parts.ts';

/**
 * R9a: a message that waited for a permitted hour may have become untrue meanwhile: a date that was called off overnight is
 * not confirmed in the morning, and money that has come is not asked for. What tells of something past stays true.
 */
export const isOvertaken = (
  file: CaseFile,
  { kind, about = '', revision = 0 }: Pick<Notice, 'kind' | 'about' | 'revision'>,
  { policy, asOf }: Pick<Context, 'policy' | 'asOf'>,
): boolean => {
  const today = dateOf(asOf, zoneOf(file, policy));
  const appointment = file.appointments[about];
  switch (kind) {
    case 'APPOINTMENT_CONFIRMED':
    case 'APPOINTMENT_REMINDER':
      return appointment !== undefined && (appointment.status !== 'CONFIRMED' || appointment.startsAt <= asOf);
    case 'APPOINTMENT_CHANGED':
      return appointment !== undefined && (appointment.status !== 'PROPOSED' || appointment.startsAt <= asOf);
    case 'OFFICER_INVITATION':
      return (appointment?.revision ?? 0) > revision;
    case 'OFFICERS_CHANGED':
      return appointment?.status === 'CANCELLED' || appointment?.status === 'MISSED';
    case 'DOCUMENTS_MISSING':
      return missingClasses(file, policy, today).length === 0;
    case 'INSTALMENT_REMINDER':
    case 'INSTALMENT_UNPAID':
    case 'INSTALMENT_LATE':
      return standing(file, today)?.instalments.find(({ no }) => String(no) === about)?.openMinor === 0;
    case 'FOLLOW_UP': {
      const status = file.followUps[about]?.status;
      return status === 'DONE' || status === 'CANCELLED';
    }
    case 'SERVICE_OFFER':
    case 'APPOINTMENT_CANCELLED':
    case 'AGREEMENT_ACTIVE':
    case 'BREACH_NOTICE':
    case 'DEMAND':
    case 'CAPACITY_REVIEWED':
    case 'ADJUSTMENT_ANSWERED':
    case 'AMENDMENT_LAPSED':
    case 'DISPUTE_RECEIVED':
    case 'DISPUTE_ANSWERED':
    case 'COMPLAINT_RECEIVED':
    case 'COMPLAINT_EXTENDED':
    case 'COMPLAINT_ANSWERED':
    case 'SETTLED':
      return false;
  }
};
