import { assignOfficers, confirmAppointment, proposeAppointment } from '#functions/domain/visits/appointments.ts';
import { cancelAppointment, reportNoShow, rescheduleAppointment } from '#functions/domain/visits/changes.ts';
import { abortVisit, completeVisit } from '#functions/domain/visits/endings.ts';
import { recordEntry } from '#functions/domain/visits/entry.ts';
import { issueCashReceipt, recordCashDeposit, recordEvidence } from '#functions/domain/visits/evidence.ts';
import { handOverOfficer } from '#functions/domain/visits/hand-over.ts';
import { keepStep, reviewKeptStep } from '#functions/domain/visits/kept-steps.ts';
import { inviteOfficer } from '#functions/domain/visits/officer-invitations.ts';
import { identifyOfficers, startVisit } from '#functions/domain/visits/on-site.ts';
import { recordVerification, reviewVerification } from '#functions/domain/visits/verification.ts';

/** Acts from the first proposed date to the signed record of the visit. */
export const visitDeciders = {
  proposeAppointment,
  assignOfficers,
  confirmAppointment,
  rescheduleAppointment,
  cancelAppointment,
  reportNoShow,
  startVisit,
  identifyOfficers,
  recordEntry,
  recordVerification,
  reviewVerification,
  abortVisit,
  completeVisit,
  recordEvidence,
  issueCashReceipt,
  recordCashDeposit,
  handOverOfficer,
  inviteOfficer,
  keepStep,
  reviewKeptStep,
};
