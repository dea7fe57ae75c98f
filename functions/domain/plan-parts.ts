import * as z from 'zod';
import { ContactLimits } from '#functions/domain/contact-parts.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Currency } from '#functions/domain/money.ts';
import { Language, Rate, Security, TextRef } from '#functions/domain/parts.ts';
import { Terms } from '#functions/domain/plan/plan-terms.ts';
import { Conventions, Frequency } from '#functions/domain/plan/schedule-inputs.ts';
import { Line, Waterfall } from '#functions/domain/plan/waterfall.ts';

/** Amounts inside a part: integer minor units of the part's currency. */
const Minor = z.int();
const Positive = z.int().positive();

export const PlanType = z.enum([
  'EQUAL_INSTALMENT',
  'EQUAL_PRINCIPAL',
  'FEE_BASED',
  'STEP_UP',
  'MORATORIUM',
  'LUMP_SUM',
  'CUSTOM',
]);
export const Tier = z.enum(['AUTO', 'L1', 'L2', 'L3']);
export type Tier = z.infer<typeof Tier>;

export const Row = z.strictObject({
  no: z.int().positive(),
  dueOn: LocalDate,
  principalMinor: Minor.nonnegative(),
  interestMinor: Minor.nonnegative(),
  feeMinor: Minor.nonnegative(),
});
export type Row = z.infer<typeof Row>;

/** Five years of weeks. */
const Rows = z.array(Row).min(1).max(264);

/** What the rows do not show: how they were counted, and what of them was owed before the plan began (4.4, C27). */
const counted = {
  frequency: Frequency.optional(),
  conventions: Conventions.optional(),
  /** Spread evenly over the rows, borne of nothing and owed already. */
  carriedInterestMinor: Minor.nonnegative().optional(),
  carriedFeeMinor: Minor.nonnegative().optional(),
  /** A fee in the first row that pays for all of them: what is unused of it is returned on early settlement. */
  upFrontFeeMinor: Minor.nonnegative().optional(),
  /** Interest of a moratorium, borne until that day and spread evenly over the rows; from the plan's first day on, or a later one. */
  deferred: z
    .strictObject({ interestMinor: Minor.nonnegative(), untilOn: LocalDate, fromOn: LocalDate.optional() })
    .optional(),
};

const Counted = z.strictObject(counted);

/** An immutable fact: an adjustment makes the next version (R49). */
export const ScheduleVersion = z.strictObject({
  scheduleVersion: z.int().positive(),
  currency: Currency,
  ...counted,
  rows: Rows,
  annualRate: Rate,
  fromOn: LocalDate,
  hash: Sha256,
  /** Interest is off between these days (R51). */
  suspended: z.array(z.strictObject({ fromOn: LocalDate, toOn: LocalDate })),
  /** Penalties and costs on top of the rows, where books that were taken over have them (4.5). */
  charges: z
    .array(
      z.strictObject({
        instalmentNo: z.int().positive(),
        line: Line,
        amountMinor: Minor.nonnegative(),
        dueOn: LocalDate,
        /** It exists from this day on; money of an earlier value date cannot pay it. */
        addedOn: LocalDate.optional(),
      }),
    )
    .max(1000)
    .optional(),
});
export type ScheduleVersion = z.infer<typeof ScheduleVersion>;

export const Proposal = z.strictObject({
  proposalId: Id,
  planType: PlanType,
  currency: Currency,
  principalMinor: Positive,
  annualRate: Rate,
  periods: z.int().positive(),
  ...counted,
  /** Counts up in the case: only the last one can be signed. */
  version: z.int().positive().optional(),
  /** What was asked for, word for word: rows and hash follow from it. */
  terms: Terms.optional(),
  startsOn: LocalDate.optional(),
  /** After this day it is neither declared nor approved. */
  validUntil: LocalDate.optional(),
  reliefMinor: Minor.nonnegative().optional(),
  rows: Rows,
  hash: Sha256,
  totalMinor: Positive,
  effectiveAnnualCost: Rate,
  graceDays: z.int().nonnegative(),
  assessmentId: Id,
  verdict: z.enum(['PASS', 'AMBER']),
  tier: Tier,
  status: z.enum(['PROPOSED', 'DECLARED', 'APPROVED', 'REJECTED', 'SUPERSEDED']),
  proposedBy: Id,
  proposedAt: Instant,
  declaredAt: Instant.optional(),
  decidedBy: Id.optional(),
  decidedAt: Instant.optional(),
  reason: TextRef.optional(),
});
export type Proposal = z.infer<typeof Proposal>;

/** What a schedule takes over from the plan that it writes down. */
export const countedOf = (proposal: Proposal): z.infer<typeof Counted> => Counted.strip().parse(proposal);

/** How a signer was proven to be who he is (C33). */
export const Authentication = z.discriminatedUnion('method', [
  /** A code that was sent to a contact point which a visit had verified, entered behind the borrower's own sign-in. */
  z.strictObject({
    method: z.literal('ONE_TIME_CODE'),
    codeId: Id,
    contactPointId: Id,
    verifiedBy: Id,
    sentAt: Instant,
    enteredAt: Instant,
    wrongTries: z.int().nonnegative(),
  }),
  /** Staff behind the bank's own sign-in. */
  z.strictObject({ method: z.literal('SIGN_IN'), role: z.string().max(20) }),
  /** By hand on paper: the scan shows it. */
  z.strictObject({ method: z.literal('HAND'), documentId: Id, scanSha256: Sha256, recordedBy: Id }),
]);
export type Authentication = z.infer<typeof Authentication>;

/** A one-time code on its way to a contact point. The code itself is kept as a digest, in a private item. */
export const SigningCode = z.strictObject({
  codeId: Id,
  /** The text that it signs. */
  sha256: Sha256,
  amendmentId: Id.optional(),
  contactPointId: Id,
  /** The visit that found the contact point right. */
  verifiedBy: Id,
  channel: z.enum(['SMS', 'EMAIL']),
  requestedAt: Instant,
  expiresAt: Instant,
  wrongTries: z.int().nonnegative(),
  status: z.enum(['SENDING', 'SENT', 'USED', 'VOID']),
  sentAt: Instant.optional(),
  usedAt: Instant.optional(),
  providerRef: z.string().max(200).optional(),
});
export type SigningCode = z.infer<typeof SigningCode>;

export const Signature = z.strictObject({
  party: z.enum(['BORROWER', 'BANK']),
  by: Id,
  signedAt: Instant,
  method: z.enum(['ELECTRONIC', 'PAPER']),
  /** The text that was signed. */
  sha256: Sha256,
  /** Absent in journals of earlier releases. */
  authenticated: Authentication.optional(),
});
export type Signature = z.infer<typeof Signature>;
export const StoredFile = z.strictObject({ key: z.string().max(200), versionId: z.string().max(200), sha256: Sha256 });
/** A text under the bank's seal, and the record of how it came to be signed. */
export const SealedFile = StoredFile.extend({ sealedAt: Instant, evidence: StoredFile });
export const Original = z.strictObject({
  holder: z.enum(['BANK', 'BORROWER']),
  deliveredAt: Instant,
  proof: z.string().max(80),
  sha256: Sha256,
});
export type Original = z.infer<typeof Original>;

/** An account as it stood when the plan was written down: later reports do not change what was restructured (4.15, 30). */
export const AgreedDebt = z.strictObject({
  accountId: Id,
  principalMinor: Minor.nonnegative(),
  interestMinor: Minor.nonnegative(),
  /** Fees and penalties. */
  feesMinor: Minor.nonnegative(),
  annualRate: Rate,
  /** The age of the debt itself counts from here; no plan resets it (R51). */
  firstDelinquentOn: LocalDate,
  security: Security.optional(),
});
export type AgreedDebt = z.infer<typeof AgreedDebt>;

export const Agreement = z.strictObject({
  agreementId: Id,
  proposalId: Id,
  templateId: z.string().max(60),
  templateVersion: z.string().max(20),
  templateHash: Sha256,
  language: Language,
  form: z.enum(['PAPER', 'ELECTRONIC']),
  key: z.string().max(200),
  versionId: z.string().max(200).optional(),
  sha256: Sha256,
  /** The same terms for machines, stored beside the text; since form 2. */
  terms: StoredFile.optional(),
  checklist: z.array(z.string().max(60)),
  keyTerms: z.array(z.string().max(60)),
  acknowledged: z.array(z.string().max(60)),
  drawnUpAt: Instant,
  signatures: z.array(Signature),
  /** Codes that were sent to sign this agreement or an amendment to it. */
  codes: z.array(SigningCode).optional(),
  /** The signed electronic original: the text under the bank's seal, and the record of how it came to be signed. */
  sealed: SealedFile.optional(),
  originals: z.array(Original),
  /** E: the local day of the last signature (R37; 4.15, 2). */
  effectiveOn: LocalDate.optional(),
  status: z.enum(['DRAWN_UP', 'SIGNED', 'IN_FORCE', 'EXPIRED', 'ENDED']),
  scheduleVersion: z.int().positive(),
  graceDays: z.int().nonnegative(),
  profile: z.enum(['STATUTORY', 'PLAN_DEFAULT', 'PRINCIPAL_FIRST', 'SETTLEMENT']),
  /** An order of its own where the agreement names none of the profiles: books that were taken over. */
  waterfall: Waterfall.optional(),
  /** A line for each account; absent in journals of earlier releases. */
  debts: z.array(AgreedDebt).max(50).optional(),
  /** What was agreed about contacts, beyond the law and the borrower's own wishes (C10, C11: "unless agreed otherwise"). */
  contact: ContactLimits.optional(),
});
export type Agreement = z.infer<typeof Agreement>;

/** R39: what was agreed by word of mouth until it is written down. */
export const OralArrangement = z.strictObject({
  arrangementId: Id,
  recordingId: Id,
  assessmentId: Id,
  currency: Currency,
  amountMinor: Positive,
  dueOn: LocalDate,
  by: Id,
  madeAt: Instant,
  /** Last day for the written version. */
  writtenBy: LocalDate,
  note: TextRef.optional(),
});
export type OralArrangement = z.infer<typeof OralArrangement>;
