import * as z from 'zod';
import { reportRow } from '#functions/contracts/report-row.ts';
import { operation } from '#functions/contracts/operation.ts';
import { Flag, NoQuery, page, pageShape } from '#functions/contracts/schemas.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Entry } from '#functions/domain/journal.ts';
import { Language } from '#functions/domain/parts.ts';
import { Absence, Certificate } from '#functions/domain/visits/officers.ts';

/** An officer as the register shows him; `version` is his ETag. */
export const OfficerShown = z.strictObject({
  officerId: Id,
  branch: z.string(),
  region: z.string().optional(),
  name: z.string().optional(),
  languages: z.array(Language).optional(),
  certificates: z.array(Certificate),
  absences: z.array(Absence).optional(),
  relations: z.array(Id),
  /** Whether invitations go to an address of his; the address itself is never shown. */
  isInvitedByEmail: z.boolean(),
  version: z.int().nonnegative(),
  /** In lists: what waits for him, as far as it has been counted. */
  load: z.strictObject({ tasks: z.int(), overdue: z.int(), followUps: z.int(), isCapped: z.boolean() }).optional(),
});
/** What went to other officers by the act; `remaining` cases are done by asking again. */
const HandOver = z.strictObject({
  cases: z.int().nonnegative(),
  flagged: z.int().nonnegative(),
  remaining: z.int().nonnegative(),
});
const OfficerRecord = z.strictObject({
  branch: z.string().min(1).max(40),
  region: z.string().min(1).max(40).optional(),
  name: z.string().min(1).max(120).optional(),
  /** Where his invitations go; left out it stays as it is, null takes it away. */
  email: z.email().max(120).nullable().optional(),
  languages: z.array(Language).max(3).optional(),
  certificates: z.array(Certificate.extend({ suspended: z.boolean().default(false) })).max(20),
  absences: z
    .array(
      Absence.refine(({ from, until = from }) => from <= until, { path: ['until'], message: 'lies before its start' }),
    )
    .max(50)
    .optional(),
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
    summary: 'Branch, certificates, relations; suspension only by risk; If-None-Match: * registers a new officer',
    roles: ['supervisor', 'risk'],
    params: z.strictObject({ officerId: Id }),
    query: NoQuery,
    body: OfficerRecord,
    status: 200,
    response: OfficerShown.extend({ handOver: HandOver.optional() }),
    refusals: ['SuspensionNeedsRisk'],
    events: ['OfficerRegistered', 'CertificateIssued', 'CertificateSuspended'],
    rules: ['R19', 'R62'],
    ifMatch: 'required',
    creates: true,
    idempotent: false,
  }),
  listOfficerJournal: operation({
    ...reads,
    operationId: 'listOfficerJournal',
    path: '/officers/{officerId}/journal',
    summary: 'Reads entries of an officer’s own journal in order; verify=true recomputes the chain',
    roles: ['supervisor', 'risk', 'auditor'],
    params: z.strictObject({ officerId: Id }),
    query: z.strictObject({ ...pageShape, verify: Flag.default(false) }),
    response: z.strictObject({
      officerId: Id,
      version: z.int().positive(),
      items: z.array(Entry),
      next: z.string().optional(),
      verified: z.boolean().optional(),
      firstBrokenSeq: z.int().optional(),
    }),
    refusals: [],
    rules: ['4.11', 'R19', 'R62'],
  }),
  checkOfficer: operation({
    ...reads,
    operationId: 'checkOfficer',
    path: '/officers/{officerId}/check',
    summary: 'Is this person genuine and assigned to my visit?',
    roles: ['borrower', 'agent'],
    params: z.strictObject({ officerId: Id }),
    query: z.strictObject({ caseId: Id.optional() }),
    response: z.strictObject({
      officerId: Id,
      genuine: z.boolean(),
      assigned: z.boolean(),
      /** Only of an officer who comes to this borrower: as on the work ID. */
      name: z.string().optional(),
      hotline: z.string(),
    }),
    refusals: [],
    rules: ['R9a', 'R19'],
  }),
  handOverOfficer: operation({
    operationId: 'handOverOfficer',
    method: 'POST',
    path: '/officers/{officerId}/hand-over',
    resource: 'officers',
    summary: 'Gives to others what an absent, left or suspended officer cannot do; ask again while cases remain',
    roles: ['supervisor', 'risk'],
    params: z.strictObject({ officerId: Id }),
    query: NoQuery,
    status: 200,
    response: HandOver.extend({ officerId: Id }),
    refusals: [],
    events: ['OfficersHandedOver', 'FollowUpHandedOver', 'CaseAssigned', 'FollowUpPersonNamed', 'NoticePlanned'],
    rules: ['R19', 'R40', 'R60'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  getReport: reportRow,
  createCalendarFeed: operation({
    operationId: 'createCalendarFeed',
    method: 'POST',
    path: '/calendar-feeds',
    resource: 'officers',
    summary: 'Issues one’s secret feed address; an earlier one ends',
    roles: ['borrower', 'officer', 'supervisor'],
    params: z.strictObject({}),
    query: NoQuery,
    status: 201,
    response: z.strictObject({
      feedId: Id,
      /** Below the address of the stage; whoever knows it reads the calendar. */
      address: z.string(),
      createdAt: Instant,
    }),
    refusals: [],
    events: [],
    rules: ['R14'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  endCalendarFeed: operation({
    operationId: 'endCalendarFeed',
    method: 'DELETE',
    path: '/calendar-feeds/{feedId}',
    resource: 'officers',
    summary: 'Ends a feed address',
    roles: ['borrower', 'officer', 'supervisor'],
    params: z.strictObject({ feedId: Id }),
    query: NoQuery,
    status: 200,
    response: z.strictObject({ feedId: Id, endedAt: Instant }),
    refusals: [],
    events: [],
    rules: ['R14'],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  getCalendar: operation({
    ...reads,
    operationId: 'getCalendar',
    path: '/calendars/{feedToken}',
    summary: 'iCalendar of appointments, instalments, follow-ups; no names or amounts',
    roles: 'public',
    params: z.strictObject({ feedToken: z.string().max(200) }),
    query: NoQuery,
    response: z.string(),
    produces: ['text/calendar'],
    refusals: [],
    rules: ['R14'],
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
      /** What is due by then, an instant or a day to its end; lists are in the order of what is due first. */
      until: z.union([Instant, LocalDate]).optional(),
    }),
    response: page(z.strictObject({ caseId: Id.optional(), kind: z.string(), ref: z.string(), dueAt: Instant })),
    refusals: [],
    rules: ['R41', 'R45', 'R46'],
  }),
} as const;
