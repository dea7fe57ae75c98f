import * as z from 'zod';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Currency } from '#functions/domain/money.ts';
import { CashReceipt, Evidence, Incident, VisitSignature } from '#functions/domain/visit-parts.ts';

/** Amounts inside a part: integer minor units of the part's currency. */
const Minor = z.int();
/** Decimal string, e.g. `"0.1825"` a year. */
export const Rate = z.string().regex(/^\d+(\.\d{1,12})?$/);

/** A free text is kept in a private item; the file and the journal hold its id and salted HMAC (architecture 3). */
export const TextRef = z.strictObject({ textId: Id, hmac: Sha256 });
export type TextRef = z.infer<typeof TextRef>;

export const Language = z.enum(['zh-Hant', 'zh-Hans', 'en']);
export type Language = z.infer<typeof Language>;

export const ProductType = z.enum(['CARD', 'CONSUMER_LOAN']);

/** C25: the debt that is least secured is paid before one that is better secured. */
export const Security = z.enum(['NONE', 'PARTLY', 'FULLY']);

export const Account = z.strictObject({
  accountId: Id,
  productType: ProductType,
  currency: Currency,
  principalMinor: Minor,
  interestMinor: Minor,
  feesMinor: Minor,
  penaltyMinor: Minor,
  contractualDpd: z.int().nonnegative(),
  firstDelinquentOn: LocalDate,
  annualRate: Rate,
  /** Silent: none. */
  security: Security.optional(),
  /** When the core system took the figures; an older report is refused. */
  reportedAt: Instant,
  /** When it came into the case: the first contact about it is counted from here (R5). */
  linkedAt: Instant.optional(),
});
export type Account = z.infer<typeof Account>;

export const ContactPurpose = z.enum(['OFFER', 'SERVICE', 'REMINDER', 'COLLECTION']);
export const ContactChannel = z.enum(['PHONE', 'SMS', 'EMAIL', 'VISIT', 'LETTER']);
export const GateDecision = z.strictObject({
  allowed: z.boolean(),
  /** Rules that forbid, e.g. `["R6","C10"]`; empty when allowed. */
  ruleIds: z.array(z.string()),
  earliest: Instant.optional(),
});
export type GateDecision = z.infer<typeof GateDecision>;

export const Contact = z.strictObject({
  contactId: Id,
  purpose: ContactPurpose,
  channel: ContactChannel,
  direction: z.enum(['OUTBOUND', 'INBOUND']),
  contactPointId: Id.optional(),
  startedAt: Instant,
  by: Id,
  /** Absent: the borrower. A third person is only asked to pass a message on (R9). */
  party: z.literal('THIRD_PARTY').optional(),
  status: z.enum(['STARTED', 'BLOCKED', 'CONCLUDED']),
  gate: GateDecision,
  answered: z.boolean().optional(),
  rightParty: z.boolean().optional(),
  serviceExplained: z.boolean().optional(),
  /** Why it came to nothing; a call that was not answered without a word is NO_ANSWER. */
  failure: z.enum(['NO_ANSWER', 'NUMBER_INVALID', 'REFUSED']).optional(),
  recordingId: Id.optional(),
  note: TextRef.optional(),
});
export type Contact = z.infer<typeof Contact>;

export const ConsentKind = z.enum(['SERVICE', 'DATA', 'SENSITIVE', 'RECORDING', 'HOME_ENTRY', 'OUT_OF_HOURS']);
export const Consent = z.strictObject({
  consentId: Id,
  kind: ConsentKind,
  status: z.enum(['GIVEN', 'REFUSED', 'WITHDRAWN']),
  textVersion: z.string().max(40),
  /** Of the words shown in the borrower's language; absent in older ones. */
  textSha256: Sha256.optional(),
  channel: z.enum(['APP', 'PHONE', 'PAPER', 'ON_SITE']),
  decidedAt: Instant,
  withdrawnAt: Instant.optional(),
  evidenceId: Id.optional(),
});
export type Consent = z.infer<typeof Consent>;

/** R4, R8 and 4.15, 28. */
export const Registration = z.strictObject({
  registrationId: z.literal('registration'),
  reason: z.enum(['BUSY_OR_ILL', 'RELIEF', 'GUIDANCE', 'CONSOLIDATE']),
  accountIds: z.array(Id).min(1),
  statedIncomeMinor: Minor.nonnegative(),
  statedAffordableMinor: Minor.nonnegative(),
  currency: Currency,
  registeredAt: Instant,
  evidenceId: Id.optional(),
});

export const DocumentClass = z.enum(['ID', 'RESIDENCE', 'INCOME_OR_ASSET', 'OTHER']);
/** R10: what counts as proof of each class. */
export const DocumentType = z.enum([
  'ID_CARD',
  'PASSPORT',
  'HOUSEHOLD_REGISTER',
  'RESIDENCE_PROOF',
  'INCOME_PROOF',
  'ASSET_PROOF',
  'OTHER',
]);
export const Paper = z.strictObject({
  documentId: Id,
  purpose: z.enum(['PAPER', 'RECORDING', 'EVIDENCE', 'SIGNED_ORIGINAL']),
  documentClass: DocumentClass.optional(),
  channel: z.enum(['UPLOAD', 'EMAIL', 'POST', 'COUNTER']),
  documentType: DocumentType.optional(),
  mediaType: z.enum([
    'application/pdf',
    'image/jpeg',
    'image/png',
    'audio/mpeg',
    'audio/mp4',
    'audio/wav',
    'audio/ogg',
  ]),
  status: z.enum(['REQUESTED', 'RECEIVED', 'QUARANTINED', 'ACCEPTED', 'REJECTED', 'SUSPECTED', 'EXPIRED']),
  requestedAt: Instant,
  /** Somebody has held it for a forgery (R12); absent in journals of earlier releases. */
  wasSuspected: z.literal(true).optional(),
  /** Who asked to send it, or scanned it in for the borrower. */
  requestedBy: Id.optional(),
  /** The rejected paper that this one is sent instead of (R12). */
  replaces: Id.optional(),
  /** The mail that brought it, and whether its sender's address is one of the borrower's. */
  mail: z.strictObject({ mailId: Id, senderKnown: z.boolean() }).optional(),
  scannedAt: Instant.optional(),
  receivedAt: Instant.optional(),
  sizeBytes: z.int().nonnegative().optional(),
  sha256: Sha256.optional(),
  /** Key and version in the documents bucket, once it is there. */
  key: z.string().max(200).optional(),
  versionId: z.string().max(200).optional(),
  issuedOn: LocalDate.optional(),
  validUntil: LocalDate.optional(),
  reviewedBy: Id.optional(),
  reviewedAt: Instant.optional(),
  /** Why it was rejected or quarantined: a code; words live in a private item. */
  reasonCode: z.string().max(40).optional(),
  note: TextRef.optional(),
});
export type Paper = z.infer<typeof Paper>;

export const Slot = z.strictObject({ startsAt: Instant, endsAt: Instant });
export const Appointment = z.strictObject({
  appointmentId: Id,
  startsAt: Instant,
  endsAt: Instant,
  place: z.enum(['HOME', 'BRANCH', 'VIDEO', 'NEUTRAL']),
  status: z.enum(['PROPOSED', 'CONFIRMED', 'CANCELLED', 'MISSED', 'STARTED', 'DONE']),
  proposedBy: z.enum(['BORROWER', 'BANK']),
  proposedAt: Instant,
  officers: z.array(Id),
  confirmedByBorrowerAt: Instant.optional(),
  confirmedByBankAt: Instant.optional(),
  earlierSlots: z.array(Slot),
  lateNotice: z.boolean(),
  gapWaived: TextRef.optional(),
  atBorrowersRequest: z.boolean(),
  /** Why it was called off. */
  note: TextRef.optional(),
  /** Rises with every change: SEQUENCE of its calendar entry. */
  revision: z.int().nonnegative().optional(),
  /** Who did not come. */
  missedBy: z.enum(['BORROWER', 'BANK', 'UNKNOWN']).optional(),
  /** When the borrower was reminded of it. */
  remindedAt: Instant.optional(),
});
export type Appointment = z.infer<typeof Appointment>;

export const CheckResult = z.enum(['MATCH', 'MISMATCH', 'UNVERIFIABLE']);
export const Visit = z.strictObject({
  visitId: Id,
  appointmentId: Id,
  officers: z.array(Id).min(1),
  status: z.enum(['STARTED', 'ABORTED', 'COMPLETED']),
  startedAt: Instant,
  placeFlagged: z.boolean(),
  identifiedAt: Instant.optional(),
  entry: z
    .strictObject({
      place: z.enum(['INSIDE_HOME', 'DOORSTEP', 'BRANCH', 'VIDEO', 'NEUTRAL']),
      entryConsentId: Id.optional(),
      recording: z.boolean(),
      othersPresent: z.boolean(),
      /** R24: the borrower agrees to talk in their presence. */
      othersAgreed: z.boolean().optional(),
      recordedAt: Instant,
    })
    .optional(),
  verification: z
    .strictObject({
      items: z.array(z.strictObject({ field: z.string().max(80), result: CheckResult })).min(1),
      result: z.enum(['PASSED', 'FAILED', 'REFERRED']),
      statement: TextRef.optional(),
      /** What was expected, seen and said of each item: a private item. */
      details: TextRef.optional(),
      verifiedAt: Instant,
      reviewedBy: Id.optional(),
    })
    .optional(),
  endedAt: Instant.optional(),
  signedByBoth: z.boolean().optional(),
  signatures: z.array(VisitSignature).optional(),
  evidence: z.array(Evidence).optional(),
  incident: Incident.optional(),
  cashReceipts: z.array(CashReceipt).optional(),
  /** Why it was ended early, or how a mismatch was judged. */
  note: TextRef.optional(),
});
export type Visit = z.infer<typeof Visit>;
