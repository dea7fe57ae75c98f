import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, caseParams, CaseParams, NoQuery, pageShape } from '#functions/contracts/schemas.ts';
import { PlannedContact } from '#functions/domain/contact-gate/gate.ts';
import { Id } from '#functions/domain/ids.ts';
import { ContactOutcome, ContactRequest } from '#functions/domain/intake/contacts.ts';
import { Contact, GateDecision } from '#functions/domain/parts.ts';

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
    response: caseAnswer(GateDecision.shape),
    refusals: ['ContactPointUnknown'],
    events: [],
    rules: ['R6', 'R43'],
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
    response: caseAnswer({ contact: Contact }),
    refusals: ['ContactNotAllowed', 'ContactPointUnknown', 'ThirdPartyNotPermitted'],
    events: ['ContactStarted', 'ContactBlocked'],
    rules: ['R5', 'R6', 'R43'],
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
    events: ['ContactConcluded', 'ServiceOffered'],
    rules: ['R5', 'R9', 'C15'],
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
