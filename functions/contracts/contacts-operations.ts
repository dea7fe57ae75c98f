import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, caseParams, CaseParams, NoQuery, pageShape } from '#functions/contracts/schemas.ts';
import { PlannedContact, Spoken } from '#functions/domain/contact-gate/planned-contact.ts';
import { ContactPreference, ThirdPartyPermit } from '#functions/domain/contact-parts.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { ContactOutcome, ContactRequest } from '#functions/domain/intake/contacts.ts';
import { ContactWishes } from '#functions/domain/intake/preferences.ts';
import { ThirdPartyPermission } from '#functions/domain/intake/third-party.ts';
import { Letter } from '#functions/domain/letter-parts.ts';
import { Contact, GateDecision } from '#functions/domain/parts.ts';
import { DeliveryReport } from '#functions/domain/servicing/deliveries.ts';
import { Notice } from '#functions/domain/servicing-parts.ts';

/** The text as it was or will be sent, by the version of its words. */
const NoticeShown = Notice.extend({ subject: z.string(), text: z.string() });

/** A letter under the bank's seal; the link lasts some minutes, and comes only to those who may read it. */
const LetterShown = Letter.extend({
  sealed: z.strictObject({ sha256: Sha256, sizeBytes: z.int().positive() }).optional(),
  link: z.string().optional(),
});

/** What may be said to somebody else, word for word (R9). */
const Script = { script: z.string().optional() };

const callers = ['agent', 'officer', 'supervisor', 'system'] as const;

export const contactOperations = {
  previewContact: operation({
    operationId: 'previewContact',
    method: 'GET',
    path: '/cases/{caseId}/contact-gate',
    resource: 'contacts',
    summary: 'Would this contact pass? rules, and from when; stores nothing',
    roles: callers,
    params: CaseParams,
    query: PlannedContact.extend({ direction: PlannedContact.shape.direction.default('OUTBOUND') }),
    status: 200,
    response: caseAnswer({ ...GateDecision.shape, rules: z.array(Spoken), ...Script }),
    refusals: ['ContactPointUnknown'],
    events: [],
    rules: ['R6', 'R9', 'R43'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  startContact: operation({
    operationId: 'startContact',
    method: 'POST',
    path: '/cases/{caseId}/contacts',
    resource: 'contacts',
    summary: 'Passes the gate and logs the attempt; inbound is only logged',
    roles: callers,
    params: CaseParams,
    query: NoQuery,
    body: ContactRequest,
    status: 201,
    response: caseAnswer({ contact: Contact, ...Script }),
    refusals: ['ContactNotAllowed', 'ContactPointUnknown', 'ThirdPartyNotPermitted'],
    events: ['ContactStarted', 'ContactBlocked', 'ThirdPartyContactEnded'],
    rules: ['R5', 'R6', 'R9', 'R43'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  recordContactOutcome: operation({
    operationId: 'recordContactOutcome',
    method: 'PUT',
    path: '/cases/{caseId}/contacts/{contactId}/outcome',
    resource: 'contacts',
    summary: 'Who was reached, was the service explained, recording',
    roles: callers,
    params: caseParams({ contactId: Id }),
    query: NoQuery,
    body: ContactOutcome,
    status: 200,
    response: caseAnswer({ contact: Contact }),
    refusals: ['RightPartyNotReached', 'RecordingMissing', 'ContactConcludedAlready'],
    events: [
      'ContactConcluded',
      'ServiceOffered',
      'BorrowerFoundUnreachable',
      'ThirdPartyContactEnded',
      'NoticePlanned',
    ],
    rules: ['R5', 'R9', 'C13', 'C15'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  stateContactPreferences: operation({
    operationId: 'stateContactPreferences',
    method: 'PUT',
    path: '/cases/{caseId}/contact-preferences',
    resource: 'contacts',
    summary: 'When, where and how the borrower wants to be contacted; the whole of it, each time',
    roles: ['borrower', 'agent', 'officer', 'supervisor'],
    params: CaseParams,
    query: NoQuery,
    body: ContactWishes,
    status: 200,
    response: caseAnswer({ preferences: ContactPreference.optional() }),
    refusals: ['BehalfEvidenceMissing', 'ContactPointUnknown', 'PreferenceImpossible'],
    events: ['ContactPreferencesStated'],
    rules: ['R6'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  getContactPreferences: operation({
    operationId: 'getContactPreferences',
    method: 'GET',
    path: '/cases/{caseId}/contact-preferences',
    resource: 'contacts',
    summary: 'The wishes in force, if any were stated',
    roles: ['borrower', ...callers, 'risk', 'auditor'],
    params: CaseParams,
    query: NoQuery,
    status: 200,
    response: caseAnswer({ preferences: ContactPreference.optional() }),
    refusals: [],
    events: [],
    rules: ['R6'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  permitThirdPartyContact: operation({
    operationId: 'permitThirdPartyContact',
    method: 'PUT',
    path: '/cases/{caseId}/third-party-contact',
    resource: 'contacts',
    summary: 'Switches third-party contact on or off for this case',
    roles: ['supervisor'],
    params: CaseParams,
    query: NoQuery,
    body: ThirdPartyPermission,
    status: 200,
    response: caseAnswer({ thirdPartyContact: ThirdPartyPermit.optional() }),
    refusals: ['BorrowerNotUnreachable', 'ReasonMissing', 'ThirdPartyNotPermitted'],
    events: ['ThirdPartyContactPermitted', 'ThirdPartyContactEnded'],
    rules: ['R9', 'C13'],
    ifMatch: 'required',
    idempotent: false,
  }),
  listNotices: operation({
    operationId: 'listNotices',
    method: 'GET',
    path: '/cases/{caseId}/notices',
    resource: 'contacts',
    summary:
      'Notices with their text and with proof; breach letters, demands and the certificate under the bank’s seal',
    roles: ['borrower', 'agent', 'officer', 'supervisor', 'risk', 'committee', 'auditor', 'system'],
    params: CaseParams,
    query: z.strictObject({
      ...pageShape,
      kind: Notice.shape.kind.optional(),
      status: Notice.shape.status.optional(),
    }),
    status: 200,
    response: caseAnswer({
      items: z.array(NoticeShown),
      letters: z.array(LetterShown),
      next: z.string().optional(),
    }),
    refusals: [],
    events: [],
    rules: ['R9a', 'R55', 'R56', 'R58'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  recordNoticeDelivery: operation({
    operationId: 'recordNoticeDelivery',
    method: 'PUT',
    path: '/cases/{caseId}/notices/{noticeId}/delivery',
    resource: 'contacts',
    summary: 'Delivered or failed, with proof of receipt',
    roles: ['agent', 'officer', 'system'],
    params: caseParams({ noticeId: Id }),
    query: NoQuery,
    body: DeliveryReport,
    status: 200,
    response: caseAnswer({ notice: Notice }),
    refusals: ['DeliveryProofMissing'],
    events: ['NoticeDelivered', 'NoticeFailed'],
    rules: ['C22', 'R48'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  listContacts: operation({
    operationId: 'listContacts',
    method: 'GET',
    path: '/cases/{caseId}/contacts',
    resource: 'contacts',
    summary: 'Contact log with gate decisions',
    roles: ['borrower', 'agent', 'officer', 'supervisor', 'risk', 'committee', 'auditor', 'system'],
    params: CaseParams,
    query: z.strictObject(pageShape),
    status: 200,
    response: caseAnswer({ items: z.array(Contact), next: z.string().optional() }),
    refusals: [],
    events: [],
    rules: ['R6', 'C2'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
} as const;
