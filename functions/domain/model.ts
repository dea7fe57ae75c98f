import * as z from 'zod';
import { Archive } from '#functions/domain/archive-parts.ts';
import { Assessment } from '#functions/domain/assessment-part.ts';
import { Adjustment } from '#functions/domain/adjustment-parts.ts';
import { Booking, Reconciliation } from '#functions/domain/booking-parts.ts';
import { Instant } from '#functions/domain/calendar.ts';
import { CaseComplaint, Dispute } from '#functions/domain/care-parts.ts';
import * as contact from '#functions/domain/contact-parts.ts';
import { DefaultProposal, Demand } from '#functions/domain/default-parts.ts';
import { Feedback } from '#functions/domain/feedback-parts.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import * as money from '#functions/domain/money-parts.ts';
import * as parts from '#functions/domain/parts.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';
import { PayoffQuote } from '#functions/domain/payoff-part.ts';
import * as plan from '#functions/domain/plan-parts.ts';
import { Letter } from '#functions/domain/letter-parts.ts';
import { KeptStep } from '#functions/domain/visit-parts.ts';
import { Reward } from '#functions/domain/reward-part.ts';
import * as servicing from '#functions/domain/servicing-parts.ts';

const at = { since: Instant };

/** Where a case stands (domain.md 4.1): each state has just the fields that exist in it. Holds are separate. */
export const CaseState = z.discriminatedUnion('state', [
  /** Not a state of a case: the empty file that the first event is applied to. */
  z.strictObject({ state: z.literal('NEW') }),
  z.strictObject({ state: z.literal('OPEN'), ...at }),
  z.strictObject({ state: z.literal('OFFERED'), ...at, contactId: Id }),
  z.strictObject({ state: z.literal('DOCS_PENDING'), ...at }),
  z.strictObject({ state: z.literal('READY'), ...at }),
  z.strictObject({ state: z.literal('SCHEDULED'), ...at, appointmentId: Id }),
  z.strictObject({ state: z.literal('IN_VISIT'), ...at, visitId: Id }),
  z.strictObject({ state: z.literal('NEGOTIATING'), ...at, visitId: Id }),
  z.strictObject({ state: z.literal('PLAN_REVIEW'), ...at, visitId: Id, proposalId: Id }),
  z.strictObject({ state: z.literal('SIGNING'), ...at, visitId: Id, proposalId: Id, agreementId: Id.optional() }),
  z.strictObject({ state: z.literal('ACTIVE'), ...at, agreementId: Id }),
  z.strictObject({ state: z.literal('BREACHED'), ...at, agreementId: Id, breachId: Id }),
  z.strictObject({ state: z.literal('SETTLED'), ...at, agreementId: Id }),
  z.strictObject({ state: z.literal('TERMINATED'), ...at, agreementId: Id }),
  z.strictObject({ state: z.literal('DECLINED'), ...at }),
  z.strictObject({ state: z.literal('WITHDRAWN'), ...at }),
  z.strictObject({ state: z.literal('CANCELLED'), ...at }),
  z.strictObject({ state: z.literal('ARCHIVING'), ...at, packageId: Id }),
  z.strictObject({ state: z.literal('ARCHIVED'), ...at, packageId: Id }),
  z.strictObject({ state: z.literal('DESTROYED'), ...at, packageId: Id }),
]);
export type CaseState = z.infer<typeof CaseState>;
export type StateName = CaseState['state'];
export type InState<S extends StateName> = Extract<CaseState, { state: S }>;

/** Why somebody needs more care (C35): a word, never the story. */
export const VulnerabilityKind = z.enum([
  'ILLNESS',
  'DISABILITY',
  'OLD_AGE',
  'BEREAVEMENT',
  'JOB_LOSS',
  'VIOLENCE',
  'LANGUAGE',
  'OTHER',
]);

/** Facts about the whole case that no state owns. */
export const CaseMeta = z.strictObject({
  borrowerId: Id,
  branch: z.string().max(40),
  region: z.string().max(40),
  language: parts.Language,
  timezone: z.string().max(60),
  openedAt: Instant,
  ownerId: Id.optional(),
  followUpOfficerId: Id.optional(),
  deputyId: Id.optional(),
  /** Noticed by somebody who spoke with the borrower. */
  vulnerability: z.array(VulnerabilityKind).optional(),
  /** The state that archiving started from. */
  endedAs: z.string().max(20).optional(),
});
export type CaseMeta = z.infer<typeof CaseMeta>;

/** One stored item each: collection in the file → its word in the sort key and its schema (architecture 3). */
export const partKinds = {
  accounts: { word: 'ACCOUNT', schema: parts.Account },
  contacts: { word: 'CONTACT', schema: parts.Contact },
  consents: { word: 'CONSENT', schema: parts.Consent },
  registrations: { word: 'REGISTRATION', schema: parts.Registration },
  documents: { word: 'DOCUMENT', schema: parts.Paper },
  appointments: { word: 'APPOINTMENT', schema: parts.Appointment },
  visits: { word: 'VISIT', schema: parts.Visit },
  keptSteps: { word: 'STEP', schema: KeptStep },
  feedbacks: { word: 'FEEDBACK', schema: Feedback },
  assessments: { word: 'ASSESSMENT', schema: Assessment },
  proposals: { word: 'PROPOSAL', schema: plan.Proposal },
  agreements: { word: 'AGREEMENT', schema: plan.Agreement },
  oralArrangements: { word: 'ORAL', schema: plan.OralArrangement },
  schedules: { word: 'SCHEDULE', schema: plan.ScheduleVersion },
  payments: { word: 'PAYMENT', schema: money.Payment },
  paymentPreferences: { word: 'PAYMENTCHOICE', schema: money.PaymentPreference },
  limitations: { word: 'LIMITATION', schema: money.LimitationInterruption },
  defaultProposals: { word: 'DEFAULT', schema: DefaultProposal },
  demands: { word: 'DEMAND', schema: Demand },
  letters: { word: 'LETTER', schema: Letter },
  payoffs: { word: 'PAYOFF', schema: PayoffQuote },
  rewards: { word: 'REWARD', schema: Reward },
  bookings: { word: 'BOOKING', schema: Booking },
  reconciliations: { word: 'RECONCILIATION', schema: Reconciliation },
  marks: { word: 'INSTALMENT', schema: servicing.InstalmentMark },
  followUps: { word: 'FOLLOWUP', schema: servicing.FollowUp },
  adjustments: { word: 'ADJUSTMENT', schema: Adjustment },
  breaches: { word: 'BREACH', schema: servicing.Breach },
  notices: { word: 'NOTICE', schema: servicing.Notice },
  holds: { word: 'HOLD', schema: servicing.Hold },
  disputes: { word: 'DISPUTE', schema: Dispute },
  complaints: { word: 'COMPLAINT', schema: CaseComplaint },
  lapses: { word: 'LAPSE', schema: servicing.Lapse },
  archives: { word: 'ARCHIVE', schema: Archive },
  preferences: { word: 'PREFERENCE', schema: contact.ContactPreference },
  permits: { word: 'PERMIT', schema: contact.ThirdPartyPermit },
} as const;
export type PartKind = keyof typeof partKinds;
export type Part<K extends PartKind> = z.infer<(typeof partKinds)[K]['schema']>;
/** Keyed by the part's own id (numbers as `String(no)`), in order of creation. */
export type Parts = { readonly [K in PartKind]: Readonly<Record<string, Part<K>>> };

export interface CaseFile extends Parts {
  readonly caseId: Id;
  /** Number of journal entries applied: the ETag and the optimistic lock. 0 = does not exist yet. */
  readonly version: number;
  /** Head of the chain: `{ seq, hash }` of the last entry; seq 0 and 64 zeros before the first. */
  readonly head: { readonly seq: number; readonly hash: string };
  /** Latest `asOf`: a case's time never runs backwards. */
  readonly lastAsOf: string;
  readonly policy: { readonly jurisdiction: string; readonly version: string };
  readonly status: CaseState;
  readonly meta: CaseMeta | undefined;
  /** By `privateKey`. Not part of what a replay gives (4.15, 15). */
  readonly privates: Readonly<Record<string, PrivateItem>>;
}

export const Policy = z.strictObject({ jurisdiction: z.string().max(10), version: z.string().max(20) });
/** The header item's content: what is not a part. */
export const CaseHeader = z.strictObject({
  caseId: Id,
  version: z.int().nonnegative(),
  head: z.strictObject({ seq: z.int().nonnegative(), hash: Sha256 }),
  lastAsOf: Instant,
  policy: Policy,
  status: CaseState,
  meta: CaseMeta,
});
export type CaseHeader = z.infer<typeof CaseHeader>;

export const firstPreviousHash = '0'.repeat(64);

/** The same while a load fills it, part by part. */
export type PartsInMaking = { [K in PartKind]: Record<string, Part<K>> };

/** Every collection, empty: a new kind of part is named here and in `partKinds`. */
export const noParts = (): PartsInMaking => ({
  accounts: {},
  contacts: {},
  consents: {},
  registrations: {},
  documents: {},
  appointments: {},
  visits: {},
  keptSteps: {},
  feedbacks: {},
  assessments: {},
  proposals: {},
  agreements: {},
  oralArrangements: {},
  schedules: {},
  payments: {},
  payoffs: {},
  rewards: {},
  bookings: {},
  reconciliations: {},
  paymentPreferences: {},
  limitations: {},
  defaultProposals: {},
  demands: {},
  letters: {},
  marks: {},
  followUps: {},
  adjustments: {},
  breaches: {},
  notices: {},
  holds: {},
  disputes: {},
  complaints: {},
  lapses: {},
  archives: {},
  preferences: {},
  permits: {},
});

/** A case about which nothing is known: version 0, state `NEW`. */
export const emptyFile = (caseId: Id): CaseFile => ({
  caseId,
  version: 0,
  head: { seq: 0, hash: firstPreviousHash },
  lastAsOf: '1970-01-01T00:00:00Z',
  policy: { jurisdiction: '', version: '' },
  status: { state: 'NEW' },
  meta: undefined,
  privates: {},
  ...noParts(),
});

/** The file with one part put in: everything else is shared, so that saving finds what changed by reference. */
export const withPart = <K extends PartKind>(
  file: CaseFile,
  kind: K,
  id: string | number,
  part: Part<K>,
): CaseFile => ({
  ...file,
  [kind]: { ...file[kind], [String(id)]: part },
});
