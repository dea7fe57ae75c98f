import type { EventData } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile, CaseState } from '#functions/domain/model.ts';

/** When an event happened. */
export interface Moment {
  readonly asOf: string;
}

/** What an event's data does to the file. */
export type Effect<Data> = (file: CaseFile, data: Data, moment: Moment) => CaseFile;

export const to = (file: CaseFile, status: CaseState): CaseFile => ({ ...file, status });

/** Keeps ids of the running visit when the state has them, so that a move within the visit does not lose them. */
export const visitOf = (file: CaseFile): string => ('visitId' in file.status ? file.status.visitId : '');

export const unchanged = (file: CaseFile): CaseFile => file;
export const putDocument: Effect<EventData<'DocumentReceived'>> = (file, { document }) =>
  withPart(file, 'documents', document.documentId, document);
export const putAppointment: Effect<EventData<'AppointmentProposed'>> = (file, { appointment }) =>
  withPart(file, 'appointments', appointment.appointmentId, appointment);
export const putVisit: Effect<EventData<'VisitStarted'>> = (file, { visit }) =>
  withPart(file, 'visits', visit.visitId, visit);
export const putProposal: Effect<EventData<'PlanProposed'>> = (file, { proposal }) =>
  withPart(file, 'proposals', proposal.proposalId, proposal);
export const putAgreement: Effect<EventData<'AgreementSigned'>> = (file, { agreement }) =>
  withPart(file, 'agreements', agreement.agreementId, agreement);
export const putMark: Effect<EventData<'InstalmentLate'>> = (file, { mark }) => withPart(file, 'marks', mark.no, mark);
export const putFollowUp: Effect<EventData<'FollowUpOpened'>> = (file, { followUp }) =>
  withPart(file, 'followUps', followUp.no, followUp);
export const putAdjustment: Effect<EventData<'AdjustmentRequested'>> = (file, { adjustment }) =>
  withPart(file, 'adjustments', adjustment.adjustmentId, adjustment);
export const putBreach: Effect<EventData<'BreachRaised'>> = (file, { breach }) =>
  withPart(file, 'breaches', breach.breachId, breach);
/** The proposal, and the breach that it is about; earlier releases wrote the breach alone. */
export const putDefault: Effect<EventData<'DefaultProposed'>> = (file, { proposal, breach }) => {
  const next = breach === undefined ? file : withPart(file, 'breaches', breach.breachId, breach);
  return proposal === undefined ? next : withPart(next, 'defaultProposals', proposal.proposalId, proposal);
};
export const putReward: Effect<EventData<'RewardRequested'>> = (file, { reward }) =>
  withPart(file, 'rewards', reward.rewardId, reward);
export const putRewardEntry: Effect<EventData<'RewardCredited'>> = (file, { reward, payment }) =>
  withPart(withPart(file, 'rewards', reward.rewardId, reward), 'payments', payment.paymentId, payment);
export const putNotice: Effect<EventData<'NoticePlanned'>> = (file, { notice }) =>
  withPart(file, 'notices', notice.noticeId, notice);
export const putHold: Effect<EventData<'HoldPlaced'>> = (file, { hold }) => withPart(file, 'holds', hold.holdId, hold);
export const putLapse: Effect<EventData<'DeadlineLapsed'>> = (file, { lapse }) =>
  withPart(file, 'lapses', lapse.lapseId, lapse);
export const putArchive: Effect<EventData<'ArchiveStarted'>> = (file, { archive }) =>
  withPart(file, 'archives', archive.packageId, archive);
/** The case is frozen, and remembers as what it ended. */
export const startArchive: Effect<EventData<'ArchiveStarted'>> = (file, data, { asOf }) => {
  const { packageId } = data.archive;
  const next = to(putArchive(file, data, { asOf }), { state: 'ARCHIVING', since: asOf, packageId });
  return next.meta === undefined ? next : { ...next, meta: { ...next.meta, endedAs: file.status.state } };
};
export const putContact: Effect<EventData<'ContactStarted'>> = (file, { contact }) =>
  withPart(file, 'contacts', contact.contactId, contact);
export const putConsent: Effect<EventData<'ConsentGiven'>> = (file, { consent }) =>
  withPart(file, 'consents', consent.consentId, consent);
export const putPayment: Effect<EventData<'PaymentReceived'>> = (file, { payment }) =>
  withPart(file, 'payments', payment.paymentId, payment);
export const putPermit: Effect<EventData<'ThirdPartyContactPermitted'>> = (file, { permit }) =>
  withPart(file, 'permits', permit.permitId, permit);
/** A later report brings new figures; when the account came into the case stays. */
export const putAccount: Effect<EventData<'AccountReported'>> = (file, { account }) => {
  const linkedAt = file.accounts[account.accountId]?.linkedAt;
  return withPart(file, 'accounts', account.accountId, linkedAt === undefined ? account : { ...account, linkedAt });
};
export const linkAccount: Effect<EventData<'AccountLinked'>> = (file, { accountId }, { asOf }) => {
  const account = file.accounts[accountId];
  return account === undefined ? file : withPart(file, 'accounts', accountId, { ...account, linkedAt: asOf });
};
export const putPaymentPreference: Effect<EventData<'PaymentPreferencesSet'>> = (file, { preference }) =>
  withPart(file, 'paymentPreferences', preference.preferenceId, preference);
export const putLimitation: Effect<EventData<'LimitationInterrupted'>> = (file, { interruption }) =>
  withPart(file, 'limitations', interruption.interruptionId, interruption);
