import * as z from 'zod';
import { DestructionShown } from '#functions/contracts/destruction-shown.ts';
import { agendaRow } from '#functions/contracts/agenda-row.ts';
import { rightsRows } from '#functions/contracts/case-rights.ts';
import { CaseShown, Include } from '#functions/contracts/case-file.ts';
import { operation } from '#functions/contracts/operation.ts';
import {
  FeedParams,
  FeedProgress,
  FeedQuery,
  FeedSubmission,
  FeedSubmitted,
} from '#functions/contracts/account-feed.ts';
import { partyRows } from '#functions/contracts/case-parties.ts';
import { CaseAnswer, caseAnswer, CaseParams, Flag, NoQuery, page, pageShape } from '#functions/contracts/schemas.ts';
import { Instant } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Assignment, Cancellation } from '#functions/domain/intake/assign.ts';
import { AccountReport, Opening } from '#functions/domain/intake/report.ts';
import { Entry } from '#functions/domain/journal.ts';
import { DelinquencyBucket } from '#functions/domain/listing.ts';
import { Account, ProductType } from '#functions/domain/parts.ts';

/** What a report of an account may bring about, told alone or in a file. */
const reportEvents = [
  'AccountReported',
  'CaseOpened',
  'AccountLinked',
  'OverdueEnded',
  'OverdueEndNoted',
  'AppointmentCancelled',
  'VisitAborted',
  'NoticePlanned',
] as const;
const all = ['borrower', 'agent', 'officer', 'supervisor', 'risk', 'committee', 'auditor', 'system'] as const;
const reads = {
  method: 'GET',
  resource: 'cases',
  events: [],
  ifMatch: 'honoured',
  idempotent: false,
  status: 200,
} as const;

export const CaseLine = z.strictObject({
  caseId: Id,
  borrowerId: Id,
  state: z.string(),
  branch: z.string(),
  region: z.string(),
  ownerId: Id.optional(),
  nextDueAt: Instant.optional(),
  openedAt: Instant,
  products: z.array(ProductType).optional(),
  bucket: DelinquencyBucket.optional(),
});

export const caseOperations = {
  reportAccount: operation({
    operationId: 'reportAccount',
    method: 'PUT',
    path: '/accounts/{accountId}',
    resource: 'cases',
    summary: 'Takes balance and delinquency from core banking; opens or joins a case',
    roles: ['system'],
    params: z.strictObject({ accountId: Id }),
    query: NoQuery,
    body: AccountReport,
    status: 200,
    response: caseAnswer({ account: Account }),
    refusals: ['ProductNotCovered', 'NotAnIndividual', 'NothingOverdue', 'ReportOutdated', 'PolicyPackUnknown'],
    events: reportEvents,
    rules: ['R1', 'R2', 'R3', 'R5'],
    ifMatch: 'honoured',
    creates: true,
    idempotent: false,
  }),
  submitAccountFeed: operation({
    operationId: 'submitAccountFeed',
    method: 'POST',
    path: '/account-feeds',
    resource: 'cases',
    summary: 'A batch of up to 1,000 accounts, or a presigned POST for a file of up to 100,000; answered per row',
    roles: ['system'],
    params: z.strictObject({}),
    query: NoQuery,
    body: FeedSubmission,
    /** A thousand rows of two kilobytes; the gateway itself ends at ten megabytes. */
    largestBody: 2_000_000,
    status: 202,
    response: FeedSubmitted,
    refusals: [],
    events: reportEvents,
    rules: ['R1', 'R2', 'R3'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  getAccountFeed: operation({
    ...reads,
    operationId: 'getAccountFeed',
    path: '/account-feeds/{feedId}',
    summary: 'Progress, each refused row with line and reason, and links to the answers of all rows',
    roles: ['system', 'supervisor'],
    params: FeedParams,
    query: FeedQuery,
    response: FeedProgress,
    refusals: [],
    rules: ['R1', 'R2', 'R3'],
  }),
  openCase: operation({
    operationId: 'openCase',
    method: 'POST',
    path: '/cases',
    resource: 'cases',
    summary: 'Opens one case over all overdue accounts of a person',
    roles: ['agent', 'system'],
    params: z.strictObject({}),
    query: NoQuery,
    body: Opening,
    status: 201,
    response: caseAnswer({ accounts: z.array(Account) }),
    refusals: ['NotAnIndividual', 'ProductNotCovered', 'NothingOverdue', 'OpenCaseExists', 'PolicyPackUnknown'],
    events: ['CaseOpened', 'AccountReported', 'AccountLinked'],
    rules: ['R1', 'R2', 'R3'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  ...partyRows,
  listCases: operation({
    ...reads,
    operationId: 'listCases',
    path: '/cases',
    summary: 'Lists visible cases by state, owner, bucket, product, borrower',
    roles: ['borrower', 'agent', 'officer', 'supervisor', 'risk', 'auditor'],
    params: z.strictObject({}),
    query: z.strictObject({
      ...pageShape,
      borrowerId: Id.optional(),
      ownerId: Id.optional(),
      state: z.string().max(20).optional(),
      product: ProductType.optional(),
      bucket: DelinquencyBucket.optional(),
    }),
    response: page(CaseLine),
    refusals: [],
    rules: ['R14'],
  }),
  getCase: operation({
    ...reads,
    operationId: 'getCase',
    path: '/cases/{caseId}',
    summary: 'The file as the caller may see it; include= parts, asOf= replays the journal',
    roles: all,
    params: CaseParams,
    query: z.strictObject({ include: Include.optional(), asOf: Instant.optional() }),
    response: CaseShown,
    refusals: [],
    rules: ['R14'],
  }),
  assignCase: operation({
    operationId: 'assignCase',
    method: 'PUT',
    path: '/cases/{caseId}/owner',
    resource: 'cases',
    summary: 'Names the case owner and the follow-up person',
    roles: ['supervisor'],
    params: CaseParams,
    query: NoQuery,
    body: Assignment,
    status: 200,
    response: caseAnswer({ ownerId: Id, followUpOfficerId: Id.optional(), deputyId: Id.optional() }),
    refusals: ['OfficerNotCertified', 'OfficerConflicted'],
    events: ['CaseAssigned', 'FollowUpPersonNamed'],
    rules: ['R40', 'R60'],
    ifMatch: 'required',
    idempotent: false,
  }),
  cancelCase: operation({
    operationId: 'cancelCase',
    method: 'POST',
    path: '/cases/{caseId}/cancellation',
    resource: 'cases',
    summary: 'Ends the service: false papers, failed identity, no sustainable plan',
    roles: ['supervisor'],
    params: CaseParams,
    query: NoQuery,
    body: Cancellation,
    status: 200,
    response: CaseAnswer,
    refusals: ['ReasonMissing', 'AgreementSignedByBoth'],
    events: ['CaseCancelled', 'AppointmentCancelled', 'VisitAborted', 'NoticePlanned'],
    rules: ['R12', 'R26'],
    ifMatch: 'required',
    idempotent: true,
  }),
  ...rightsRows,
  ...agendaRow,
  listJournal: operation({
    ...reads,
    operationId: 'listJournal',
    path: '/cases/{caseId}/journal',
    summary: 'Reads entries in order, chain=reads those of the access log; verify=true recomputes the chain',
    roles: ['supervisor', 'risk', 'auditor'],
    params: CaseParams,
    query: z.strictObject({
      ...pageShape,
      verify: Flag.default(false),
      /** `reads`: who has read what must be on record, a chain of its own (R14, R65). */
      chain: z.enum(['case', 'reads']).default('case'),
    }),
    response: caseAnswer({
      items: z.array(Entry),
      next: z.string().optional(),
      /** Only with `verify=true`: whether the whole chain holds, else the first entry where it does not. */
      verified: z.boolean().optional(),
      firstBrokenSeq: z.int().optional(),
      /** R66: the case was destroyed; the last entry is left, behind the record's `headHash`. */
      destroyed: DestructionShown.optional(),
    }),
    refusals: [],
    rules: ['4.11'],
  }),
} as const;
