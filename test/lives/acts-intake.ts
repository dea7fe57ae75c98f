import { addDays, addMonths } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { policy } from '#test/lives/life.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { agent, borrower, dayOf, officer, pick, supervisor, system } from '#test/lives/cast.ts';
import type { Tries } from '#test/lives/cast.ts';

/** From the first call to the papers. */
export const intakeActs: Tries<
  | 'startContact'
  | 'recordContactOutcome'
  | 'stateContactPreferences'
  | 'permitThirdPartyContact'
  | 'recordConsent'
  | 'withdrawConsent'
  | 'register'
  | 'requestUpload'
  | 'receiveDocument'
  | 'quarantineDocument'
  | 'takeMailed'
  | 'holdMail'
  | 'reviewDocument'
> = {
  startContact: ({ file }, { some, flip }) => ({
    input: {
      purpose: file.status.state === 'OPEN' ? 'OFFER' : some === 9 ? 'COLLECTION' : 'SERVICE',
      channel: 'PHONE',
      direction: flip ? 'INBOUND' : 'OUTBOUND',
      contactPointId: 'phone-1',
      party: some === 8 ? 'THIRD_PARTY' : 'BORROWER',
    },
    by: flip ? officer : agent,
  }),
  recordContactOutcome: ({ file }, dice) => {
    const contact = Object.values(file.contacts).findLast(({ status }) => status === 'STARTED');
    if (contact === undefined) return undefined;
    const answered = dice.some > 2;
    return {
      input: {
        contactId: contact.contactId,
        answered,
        rightParty: answered,
        serviceExplained: answered,
        ...(answered ? { recordingId: 'recording_1' } : {}),
        ...(dice.some < 2 && contact.direction === 'OUTBOUND' ? { failure: 'NUMBER_INVALID' } : {}),
      },
      by: agent,
    };
  },
  stateContactPreferences: (_, { some }) => ({ input: some % 2 === 0 ? {} : { noHolidays: true }, by: borrower }),
  permitThirdPartyContact: (_, { some }) => ({
    input: { permitted: some < 8, reason: 'cannot be reached' },
    by: supervisor,
  }),
  recordConsent: ({ file }, { some, many }) => {
    const kinds = ['SERVICE', 'DATA', 'SENSITIVE', 'RECORDING', 'HOME_ENTRY', 'OUT_OF_HOURS'] as const;
    const missing = kinds.find((kind) => Object.values(file.consents).every((consent) => consent.kind !== kind));
    const kind = many === 0 ? kinds[some % kinds.length] : missing;
    if (kind === undefined) return undefined;
    const decision = some === 6 && many === 0 ? 'REFUSED' : 'GIVEN';
    return { input: { kind, decision, textVersion: policy.consentTextVersion, channel: 'APP' }, by: borrower };
  },
  withdrawConsent: ({ file }, dice) => {
    const service = Object.values(file.consents).find(({ kind, status }) => kind === 'SERVICE' && status === 'GIVEN');
    const consent = dice.flip ? service : pick(file.consents, dice);
    return consent && { input: { consentId: consent.consentId }, by: borrower };
  },
  register: ({ file }, { some }) => ({
    input: {
      reason: 'GUIDANCE',
      accountIds: some === 9 ? [] : Object.keys(file.accounts),
      statedIncomeMinor: 900_000,
      statedAffordableMinor: 150_000,
      currency: 'CNY',
    },
    by: borrower,
  }),
  requestUpload: ({ file }, { some, many }) => {
    const classes = ['ID', 'RESIDENCE', 'INCOME_OR_ASSET'] as const;
    const missing = classes.find((one) =>
      Object.values(file.documents).every(
        ({ documentClass, status }) => documentClass !== one || status === 'REJECTED' || status === 'QUARANTINED',
      ),
    );
    const documentClass = many === 0 ? classes[some % 3] : (missing ?? 'ID');
    return {
      input: { purpose: 'PAPER', documentClass, channel: 'UPLOAD', mediaType: 'application/pdf', sizeBytes: 1_000 },
      by: borrower,
    };
  },
  receiveDocument: ({ file }) => {
    const document = Object.values(file.documents).find(({ status }) => status === 'REQUESTED');
    if (document === undefined) return undefined;
    const { documentId } = document;
    return {
      input: {
        documentId,
        sizeBytes: 1_000,
        sha256: sha256Hex(documentId),
        key: `cases/${documentId}`,
        versionId: 'v1',
      },
      by: system,
    };
  },
  quarantineDocument: ({ file }) => {
    const document = Object.values(file.documents).find(({ status }) => status === 'REQUESTED');
    return document && { input: { documentId: document.documentId, reasonCode: 'MALWARE' }, by: system };
  },
  takeMailed: (_, { some, flip }) => ({
    input: { mailId: `mail_${some}`, senderKnown: flip, mediaType: 'application/pdf', sizeBytes: 900 },
    by: system,
  }),
  holdMail: (_, { some }) => ({ input: { mailId: `mail_${some}`, reasonCode: 'TOO_LARGE' }, by: system }),
  reviewDocument: (life, { some }) => {
    const document = Object.values(life.file.documents).find(
      ({ status }) => status === 'RECEIVED' || status === 'SUSPECTED',
    );
    if (document === undefined) return undefined;
    const decision = some === 9 ? 'REJECT' : some === 8 ? 'SUSPECT' : 'ACCEPT';
    const type = {
      ID: 'ID_CARD',
      RESIDENCE: 'RESIDENCE_PROOF',
      INCOME_OR_ASSET: 'INCOME_PROOF',
      OTHER: 'OTHER',
    } as const;
    const documentClass = document.documentClass ?? 'OTHER';
    return {
      input: {
        documentId: document.documentId,
        decision,
        documentClass,
        documentType: type[documentClass],
        issuedOn: addDays(dayOf(life), -10),
        validUntil: addMonths(dayOf(life), some + 1),
        ...(decision === 'ACCEPT' ? {} : { reasonCode: 'UNREADABLE' }),
      },
      by: decision === 'SUSPECT' ? supervisor : officer,
    };
  },
};

/** About the case itself, at any time. */
export const caseActs: Tries<'assignCase' | 'updateParties' | 'cancelCase' | 'giveFeedback'> = {
  assignCase: (_, { flip }) => {
    const id = flip ? 'officer-1' : 'officer-3';
    return {
      input: { ownerId: id, deputyId: 'officer-2', officers: fitOfficersCalled(id, 'officer-2') },
      by: supervisor,
    };
  },
  updateParties: (_, { flip }) => ({
    input: flip ? { language: 'en', evidenceId: 'recording_1' } : { vulnerability: ['ILLNESS'] },
    by: flip ? borrower : agent,
  }),
  cancelCase: (_, { some }) => ({ input: some === 9 ? {} : { reason: 'false papers' }, by: supervisor }),
  giveFeedback: ({ file }, { some }) => ({
    input:
      some < 5 ? { about: 'SERVICE', rating: 4 } : { about: 'VISIT', visitId: Object.keys(file.visits)[0], rating: 2 },
    by: borrower,
  }),
};
