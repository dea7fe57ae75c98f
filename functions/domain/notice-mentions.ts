import { missingClasses } from '#functions/domain/documents/completeness.ts';
import { addDays, dateOf } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { Context } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Appointment } from '#functions/domain/parts.ts';
import { signedAgreement, standing } from '#functions/domain/servicing/ledger.ts';
import type { Adjustment } from '#functions/domain/adjustment-parts.ts';
import type { Notice, NoticeMentions } from '#functions/domain/servicing-parts.ts';

const ofAppointment = (appointment: Appointment | undefined): NoticeMentions =>
  appointment === undefined
    ? {}
    : { startsAt: appointment.startsAt, place: appointment.place, officerIds: appointment.officers };

/** Open money as the ledger has it: a part that was paid is not asked for again. */
const ofInstalments = (file: CaseFile, nos: readonly number[], today: LocalDate): NoticeMentions => {
  const now = standing(file, today);
  const named = now?.instalments.filter(({ no }) => nos.includes(no)) ?? [];
  const [first] = named;
  if (now === undefined || first === undefined) return {};
  return {
    dueOn: first.dueOn,
    amountMinor: named.reduce((sum, { openMinor }) => sum + openMinor, 0),
    currency: now.schedule.currency,
  };
};

const ofAgreement = (file: CaseFile): NoticeMentions => {
  const agreement = signedAgreement(file);
  const officerId = file.meta?.followUpOfficerId;
  return {
    ...(agreement === undefined ? {} : { agreementNo: agreement.agreementId }),
    ...(officerId === undefined ? {} : { officerIds: [officerId] }),
  };
};

const ofBreach = (file: CaseFile, breachId: string, today: LocalDate): NoticeMentions => {
  const breach = file.breaches[breachId];
  if (breach === undefined) return {};
  const { dueOn: _, ...money } = ofInstalments(file, breach.instalmentNos, today);
  const outstandingMinor = standing(file, today)?.openMinor;
  return {
    ...ofAgreement(file),
    ...money,
    ...(outstandingMinor === undefined ? {} : { outstandingMinor }),
    until: breach.cureUntil,
  };
};

const ofAdjustment = (adjustment: Adjustment | undefined): NoticeMentions => {
  if (adjustment === undefined || adjustment.status === 'REQUESTED' || adjustment.status === 'LAPSED') return {};
  if (adjustment.status === 'REFUSED') return { outcome: 'REFUSED' };
  return { outcome: 'GRANTED', ...(adjustment.fromOn === undefined ? {} : { dueOn: adjustment.fromOn }) };
};

/** What a notice is about, as the file has it at the moment: taken down with the claim, so that its text can be told later. */
export const mentionsOf = (
  file: CaseFile,
  { kind, about = '' }: Pick<Notice, 'kind' | 'about'>,
  { policy, asOf }: Pick<Context, 'policy' | 'asOf'>,
): NoticeMentions => {
  const today = dateOf(asOf, zoneOf(file, policy));
  switch (kind) {
    case 'SERVICE_OFFER':
      return {};
    case 'DOCUMENTS_MISSING':
      return { missing: missingClasses(file, policy, today) };
    case 'APPOINTMENT_CANCELLED':
      return {
        ...ofAppointment(file.appointments[about]),
        ...(file.status.state === 'CANCELLED' ? { ended: true } : {}),
      };
    case 'CAPACITY_REVIEWED':
      return { alternatives: file.assessments[about]?.review?.alternatives ?? [] };
    case 'OFFICER_INVITATION':
    case 'APPOINTMENT_CONFIRMED':
    case 'APPOINTMENT_CHANGED':
    case 'APPOINTMENT_REMINDER':
      return ofAppointment(file.appointments[about]);
    case 'OFFICERS_CHANGED':
      return { officerIds: file.appointments[about]?.officers ?? ofAgreement(file).officerIds ?? [] };
    case 'AGREEMENT_ACTIVE': {
      const effectiveOn = signedAgreement(file)?.effectiveOn;
      return { ...ofAgreement(file), ...(effectiveOn === undefined ? {} : { dueOn: effectiveOn }) };
    }
    case 'INSTALMENT_REMINDER':
    case 'INSTALMENT_UNPAID':
    case 'INSTALMENT_LATE':
      return ofInstalments(file, [Number(about)], today);
    case 'BREACH_NOTICE':
      return ofBreach(file, about, today);
    case 'DEMAND': {
      const demand = file.demands[about];
      return demand === undefined
        ? ofAgreement(file)
        : { ...ofAgreement(file), outstandingMinor: demand.totalMinor, currency: demand.currency };
    }
    case 'FOLLOW_UP': {
      const followUp = file.followUps[about];
      return followUp === undefined ? {} : { dueOn: followUp.dueOn, officerIds: [followUp.ownerId] };
    }
    case 'ADJUSTMENT_ANSWERED':
      return ofAdjustment(file.adjustments[about]);
    case 'DISPUTE_RECEIVED': {
      const dispute = file.disputes[about];
      return dispute === undefined ? {} : { until: dispute.answerDueOn };
    }
    case 'COMPLAINT_RECEIVED': {
      const complaint = file.complaints[about];
      return complaint === undefined ? {} : { until: addDays(complaint.receivedOn, policy.complaint.answerDays) };
    }
    case 'COMPLAINT_EXTENDED':
      return { until: about.slice(-'YYYY-MM-DD'.length) };
    case 'AMENDMENT_LAPSED':
    case 'DISPUTE_ANSWERED':
    case 'COMPLAINT_ANSWERED':
      return {};
    case 'SETTLED':
      return { ...ofAgreement(file), dueOn: today };
  }
};
