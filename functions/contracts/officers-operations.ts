import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { NoQuery, page, pageShape } from '#functions/contracts/schemas.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';

const Certificate = z.strictObject({ kind: z.literal('VISIT'), validUntil: LocalDate, suspended: z.boolean() });
/** An officer as the register shows him; `version` is his ETag. */
export const OfficerShown = z.strictObject({
  officerId: Id,
  branch: z.string(),
  certificates: z.array(Certificate),
  relations: z.array(Id),
  version: z.int().nonnegative(),
});
const OfficerRecord = z.strictObject({
  branch: z.string().min(1).max(40),
  certificates: z
    .array(z.strictObject({ kind: z.literal('VISIT'), validUntil: LocalDate, suspended: z.boolean().default(false) }))
    .max(20),
  relations: z.array(Id).max(200).default([]),
});

const reads = {
  method: 'GET',
  resource: 'officers',
  events: [],
  ifMatch: 'honoured',
  idempotent: false,
  status: 200,
} as const;

export const officerOperations = {
  listOfficers: operation({
    ...reads,
    operationId: 'listOfficers',
    path: '/officers',
    summary: 'Certificates and declared relations',
    roles: ['supervisor', 'risk', 'auditor'],
    params: z.strictObject({}),
    query: z.strictObject({ ...pageShape, branch: z.string().max(40).optional() }),
    response: page(OfficerShown),
    refusals: [],
    rules: ['R19', 'R62'],
  }),
  putOfficer: operation({
    operationId: 'putOfficer',
    method: 'PUT',
    path: '/officers/{officerId}',
    resource: 'officers',
    summary: 'Branch, certificates, relations; suspension only by risk; If-Match "0" registers a new officer',
    roles: ['supervisor', 'risk'],
    params: z.strictObject({ officerId: Id }),
    query: NoQuery,
    body: OfficerRecord,
    status: 200,
    response: OfficerShown,
    refusals: ['SuspensionNeedsRisk'],
    events: [],
    rules: ['R19', 'R62'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  checkOfficer: operation({
    ...reads,
    operationId: 'checkOfficer',
    path: '/officers/{officerId}/check',
    summary: 'Is this person genuine and assigned to my visit?',
    roles: ['borrower', 'agent'],
    params: z.strictObject({ officerId: Id }),
    query: z.strictObject({ caseId: Id.optional() }),
    response: z.strictObject({ officerId: Id, genuine: z.boolean(), assigned: z.boolean(), hotline: z.string() }),
    refusals: [],
    rules: ['R9a', 'R19'],
  }),
  getWorklist: operation({
    ...reads,
    operationId: 'getWorklist',
    path: '/worklists/{list}',
    summary: 'mine, team or approvals of one’s tier',
    roles: ['agent', 'officer', 'supervisor', 'risk', 'committee'],
    params: z.strictObject({ list: z.enum(['mine', 'team', 'approvals']) }),
    query: z.strictObject({
      ...pageShape,
      branch: z.string().max(40).optional(),
      region: z.string().max(40).optional(),
    }),
    response: page(z.strictObject({ caseId: Id, kind: z.string(), ref: z.string(), dueAt: Instant })),
    refusals: [],
    rules: ['R41', 'R45', 'R46'],
  }),
} as const;
