import type { EventData, EventName } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import { putAgreement, putLapse, to, unchanged, visitOf } from '#functions/domain/put-parts.ts';
import type { Effect } from '#functions/domain/put-parts.ts';

type AgreementEvent = Extract<
  EventName,
  | 'AgreementDrawnUp'
  | 'KeyTermsAcknowledged'
  | 'SigningCodeRequested'
  | 'SigningCodeSent'
  | 'SigningCodeFailed'
  | 'SignatoryAuthenticated'
  | 'AgreementSigned'
  | 'AgreementSealed'
  | 'SignatureExpired'
  | 'CollectionBlocked'
  | 'OriginalDelivered'
  | 'AgreementTookEffect'
  | 'OralArrangementRecorded'
  | 'WrittenVersionOverdue'
>;

/** What the events from the text to its two originals do to the file. */
export const agreementEffects: { readonly [N in AgreementEvent]: Effect<EventData<N>> } = {
  AgreementDrawnUp: (file, { agreement, schedule }, { asOf }) => {
    const next = withPart(
      withPart(file, 'agreements', agreement.agreementId, agreement),
      'schedules',
      schedule.scheduleVersion,
      schedule,
    );
    return to(next, {
      state: 'SIGNING',
      since: asOf,
      visitId: visitOf(file),
      proposalId: agreement.proposalId,
      agreementId: agreement.agreementId,
    });
  },
  KeyTermsAcknowledged: unchanged,
  SigningCodeRequested: putAgreement,
  SigningCodeSent: putAgreement,
  SigningCodeFailed: putAgreement,
  SignatoryAuthenticated: putAgreement,
  AgreementSigned: putAgreement,
  AgreementSealed: putAgreement,
  SignatureExpired: (file, data, { asOf }) =>
    to(putAgreement(file, data, { asOf }), { state: 'NEGOTIATING', since: asOf, visitId: visitOf(file) }),
  CollectionBlocked: unchanged,
  OriginalDelivered: putAgreement,
  AgreementTookEffect: (file, data, { asOf }) =>
    to(putAgreement(file, data, { asOf }), { state: 'ACTIVE', since: asOf, agreementId: data.agreement.agreementId }),
  OralArrangementRecorded: (file, { arrangement }) =>
    withPart(file, 'oralArrangements', arrangement.arrangementId, arrangement),
  WrittenVersionOverdue: putLapse,
};
