import type { InputOf } from '#functions/domain/decide.ts';
import type { CommandName } from '#functions/domain/decide.ts';
import { addDays, addMonths, dateOf } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { fieldsToVerify } from '#functions/domain/visits/verification.ts';
import { instantOf, policy } from '#test/lives/life.ts';
import type { Life } from '#test/lives/life.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { people } from '#test/support/acts.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';

/** Numbers that the details of an act are made of. */
export interface Dice {
  readonly some: number;
  readonly many: number;
  readonly flip: boolean;
}

/** An act that somebody might try now; undefined where there is nothing it could be about. */
export type Try<N extends CommandName> = (
  life: Life,
  dice: Dice,
) => { readonly input: InputOf<N>; readonly by: Actor } | undefined;
export type Tries<N extends CommandName> = { readonly [K in N]: Try<K> };

export const borrower: Actor = { id: borrowerIdOf('a case'), role: 'borrower', borrowerId: borrowerIdOf('a case') };
export const secondLead: Actor = { id: 'supervisor-2', role: 'supervisor', branch: 'north', region: 'east' };
export const risk: Actor = { id: 'risk-1', role: 'risk', region: 'east' };
export const secondRisk: Actor = { id: 'risk-2', role: 'risk', region: 'east' };
export const committee: Actor = { id: 'committee-1', role: 'committee' };
export const auditor: Actor = { id: 'auditor-1', role: 'auditor' };
export const { agent, officer, supervisor, system } = people;

const zone = policy.timezone;
export const dayOf = (life: Life): string => dateOf(instantOf(life.now), zone);
const one = <Part>(parts: Readonly<Record<string, Part>>, dice: Dice): Part | undefined => {
  const all = Object.values(parts);
  return all[dice.flip ? all.length - 1 : dice.some % Math.max(1, all.length)];
};
export const pick = one;
const officerIds = ['officer-1', 'officer-2'];

const slotOf = (life: Life, { some, many }: Dice) => {
  const start = Date.parse(`${addDays(dayOf(life), 3 + (some % 9))}T00:00:00+08:00`) + (9 + (many % 3) * 4) * 3_600_000;
  return { startsAt: instantOf(start), endsAt: instantOf(start + 7_200_000), atBorrowersRequest: some % 2 === 0 };
};

const openVisit = ({ file }: Life): string | undefined =>
  Object.values(file.visits).find(({ status }) => status === 'STARTED')?.visitId;
const openAppointment = ({ file }: Life): string | undefined =>
  Object.values(file.appointments).findLast(({ status }) => status === 'PROPOSED' || status === 'CONFIRMED')
    ?.appointmentId;
type Before =
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
  | 'proposeAppointment'
  | 'assignOfficers'
  | 'confirmAppointment'
  | 'rescheduleAppointment'
  | 'cancelAppointment'
  | 'reportNoShow'
  | 'startVisit'
  | 'identifyOfficers'
  | 'recordEntry'
  | 'recordVerification'
  | 'reviewVerification'
  | 'abortVisit'
  | 'completeVisit'
  | 'recordEvidence'
  | 'issueCashReceipt'
  | 'recordCashDeposit'
  | 'keepStep'
  | 'reviewKeptStep'
  | 'assignCase'
  | 'updateParties'
  | 'cancelCase'
  | 'giveFeedback';

/** Acts up to the table of negotiation. */
export const actsBefore: Tries<Before> = {
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
    const answered = dice.some !== 1;
    return {
      input: {
        contactId: contact.contactId,
        answered,
        rightParty: answered,
        serviceExplained: answered,
        recordingId: 'recording_1',
      },
      by: agent,
    };
  },
  stateContactPreferences: (_, { some }) => ({ input: some % 2 === 0 ? {} : { noHolidays: true }, by: borrower }),
  permitThirdPartyContact: (_, { flip }) => ({
    input: { permitted: flip, reason: 'cannot be reached' },
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
    const consent = dice.flip ? service : one(file.consents, dice);
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
  proposeAppointment: (life, dice) => ({
    input: { ...slotOf(life, dice), place: dice.flip ? 'HOME' : 'BRANCH' },
    by: dice.many === 0 ? borrower : officer,
  }),
  assignOfficers: (life, { some }) => {
    const appointmentId = openAppointment(life);
    const ids = some === 9 ? ['officer-1'] : officerIds;
    return appointmentId === undefined
      ? undefined
      : { input: { appointmentId, officerIds: ids, officers: fitOfficersCalled(...ids) }, by: supervisor };
  },
  confirmAppointment: (life, { flip }) => {
    const appointmentId = openAppointment(life);
    const open = life.file.appointments[appointmentId ?? ''];
    if (appointmentId === undefined) return undefined;
    const isBank = open?.confirmedByBankAt === undefined && (open?.confirmedByBorrowerAt !== undefined || flip);
    return { input: { appointmentId }, by: isBank ? officer : borrower };
  },
  rescheduleAppointment: (life, dice) => {
    const appointmentId = openAppointment(life);
    return appointmentId === undefined
      ? undefined
      : {
          input: { appointmentId, ...slotOf(life, dice), officers: fitOfficersCalled(...officerIds) },
          by: dice.flip ? borrower : officer,
        };
  },
  cancelAppointment: (life, { flip }) => {
    const appointmentId = openAppointment(life);
    return appointmentId === undefined
      ? undefined
      : { input: { appointmentId, reason: 'ill' }, by: flip ? borrower : officer };
  },
  reportNoShow: (life, { flip }) => {
    const appointmentId = openAppointment(life);
    return appointmentId === undefined ? undefined : { input: { appointmentId }, by: flip ? borrower : officer };
  },
  startVisit: (life, { some }) => {
    const appointmentId = openAppointment(life);
    return appointmentId === undefined
      ? undefined
      : {
          input: {
            appointmentId,
            presentOfficerIds: some === 9 ? ['officer-1'] : officerIds,
            officers: fitOfficersCalled(...officerIds),
          },
          by: officer,
        };
  },
  identifyOfficers: (life) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : { input: { visitId, shownBy: officerIds, purposeExplained: true }, by: officer };
  },
  recordEntry: (life, { flip }) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : {
          input: { visitId, place: flip ? 'DOORSTEP' : 'INSIDE_HOME', recording: false, othersPresent: false },
          by: officer,
        };
  },
  recordVerification: (life, { some }) => {
    const visitId = openVisit(life);
    if (visitId === undefined) return undefined;
    const papers = Object.values(life.file.documents).filter(
      ({ purpose, status }) => purpose === 'PAPER' && status === 'ACCEPTED',
    );
    const fields = [...fieldsToVerify(policy), ...papers.map(({ documentId }) => `DOC:${documentId}`)];
    const off = some === 9 ? 'NAME' : some === 8 ? 'ADDRESS' : '';
    return {
      input: { visitId, items: fields.map((field) => ({ field, result: field === off ? 'MISMATCH' : 'MATCH' })) },
      by: officer,
    };
  },
  reviewVerification: (life, { flip }) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : { input: { visitId, decision: flip ? 'PASS' : 'FAIL', reason: 'seen myself' }, by: secondLead };
  },
  abortVisit: (life, { some }) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : {
          input: { visitId, ...(some === 9 ? { incident: { kind: 'SAFETY', note: 'threats' } } : {}) },
          by: some > 5 ? officer : borrower,
        };
  },
  completeVisit: (life, { some, flip }) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : {
          input: {
            visitId,
            signedByBoth: some !== 9,
            signatures: [],
            ...(life.file.status.state === 'NEGOTIATING' ? { next: flip ? 'READY' : 'CANCELLED' } : {}),
          },
          by: officer,
        };
  },
  recordEvidence: (life, { some }) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : {
          input: {
            visitId,
            evidenceId: `evidence_${some}`,
            kind: 'PHOTO',
            mediaType: 'image/jpeg',
            sha256: sha256Hex(String(some)),
            sizeBytes: 900,
          },
          by: officer,
        };
  },
  issueCashReceipt: (life) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : { input: { visitId, amount: { amountMinor: 10_000, currency: 'CNY' }, signedBy: officerIds }, by: officer };
  },
  recordCashDeposit: (life) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : {
          input: {
            visitId,
            receiptNo: '1',
            amount: { amountMinor: 10_000, currency: 'CNY' },
            depositedAt: instantOf(life.now),
            sourceRef: 'deposit-1',
          },
          by: officer,
        };
  },
  keepStep: (life, { some }) => {
    const visitId = Object.keys(life.file.visits)[0];
    return visitId === undefined
      ? undefined
      : {
          input: {
            visitId,
            clientId: `client_${some}`,
            operation: 'recordEntry',
            code: 'StateForbids',
            rules: ['R20'],
            capturedAt: instantOf(life.now),
            content: '{}',
          },
          by: officer,
        };
  },
  reviewKeptStep: ({ file }, dice) => {
    const step = one(file.keptSteps, dice);
    return step && { input: { stepId: step.stepId, outcome: 'NOT_NEEDED', reason: 'was done' }, by: supervisor };
  },
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
