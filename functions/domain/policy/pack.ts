import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Currency } from '#functions/domain/money.ts';
import { ConsentKind, ContactChannel, ContactPurpose, DocumentClass } from '#functions/domain/parts.ts';
import { careRules, Ratio } from '#functions/domain/policy/care-rules.ts';
import { PlanType } from '#functions/domain/plan-parts.ts';
import { Conventions } from '#functions/domain/plan/schedule-inputs.ts';

const Time = z.string().regex(/^\d\d:\d\d$/);
const Words = z.strictObject({ 'zh-Hant': z.string(), 'zh-Hans': z.string(), en: z.string() });

/** Where a number comes from: which rule it is, and where that is written. */
const Basis = z.strictObject({ rule: z.string(), source: z.string(), effectiveFrom: LocalDate.optional() });
export type Basis = z.infer<typeof Basis>;

/** One ceiling: how many attempts or answered calls, to one number or to the borrower, within so many local days. */
const Cap = z.strictObject({
  /** A pack's cap replaces the default of the same key. */
  key: z.string(),
  counts: z.enum(['ATTEMPTS', 'ANSWERED']),
  of: z.array(ContactChannel).min(1),
  per: z.enum(['POINT', 'BORROWER']),
  days: z.int().min(1).max(31),
  max: z.int().nonnegative(),
});
export type Cap = z.infer<typeof Cap>;

/** The numbers of one jurisdiction, versioned and pinned on the case (domain.md 1.2). Law is data: a pack is added, not coded. */
export const PolicyPack = z.strictObject({
  jurisdiction: z.string(),
  version: z.string(),
  effectiveFrom: LocalDate,
  timezone: z.string(),
  currency: Currency,
  calendar: z.strictObject({
    holidays: z.array(LocalDate),
    /** Weekend days that are worked on, as mainland China does around its long holidays. */
    workdays: z.array(LocalDate).optional(),
    weekend: z.array(z.int()),
    source: z.string(),
  }),
  /** By key, e.g. `contact.window` or `contact.caps.answeredCallsADay`; a key without a basis is a default of ours. */
  basis: z.record(z.string(), Basis),
  lender: Words,
  hotline: z.string(),
  officerCheck: Words,
  complaints: Words,
  regulatorLine: z.string(),
  handInPlaces: z.array(z.strictObject({ name: Words, hours: z.string() })),
  consentTextVersion: z.string(),
  /** What is agreed to, by kind; `{lender}` and `{hotline}` stand for the bank's. */
  consentTexts: z.record(ConsentKind, Words),
  contact: z.strictObject({
    /** C10: no contact outside, in the borrower's zone, without consent. */
    window: z.strictObject({ from: Time, to: Time }),
    /** C11, C12 and the like. */
    caps: z.array(Cap),
    /** Purposes that wait until a public holiday is over. */
    closedOnHolidays: z.array(ContactPurpose),
    /** Holidays by name on which nobody is contacted or visited at all. */
    blackoutHolidays: z.array(z.string()),
    /** Their dates, and others that the pack names. */
    blackoutDays: z.array(LocalDate),
    /** C13: whether, and after how much in vain, somebody else may be asked to pass a message on. */
    thirdParty: z.strictObject({
      mode: z.enum(['BANNED', 'IF_UNREACHABLE']),
      failedCalls: z.int().positive(),
      failedDays: z.int().positive(),
    }),
    firstContactBusinessDays: z.int(),
    offerLapsesDays: z.int(),
  }),
  documents: z.strictObject({
    required: z.array(DocumentClass),
    recentDays: z.int(),
    deadlineDays: z.int(),
    maxBytes: z.int(),
  }),
  appointment: z.strictObject({
    gapDays: z.int(),
    hours: z.strictObject({ from: Time, to: Time }),
    outerHours: z.strictObject({ from: Time, to: Time }),
    minOfficers: z.int(),
    readyDays: z.int(),
    /** R27: cash on site is off unless the bank turns it on; then receipts of two officers, deposited by the next business day. */
    cash: z.strictObject({ allowed: z.boolean(), maxMinor: z.int().nonnegative() }),
  }),
  plan: z.strictObject({
    types: z.array(PlanType),
    maxMonths: z.int(),
    maxAnnualCost: Ratio,
    officerMaxMonths: z.int(),
    officerMaxGraceDays: z.int(),
    graceDays: z.int(),
    negotiationDays: z.int(),
    decisionBusinessDays: z.int(),
    assessmentValidDays: z.int(),
    passShare: Ratio,
    passDsr: Ratio,
    amberShare: Ratio,
    amberDsr: Ratio,
    /** For one adult, in the pack's currency, where `essentialsFloors` has no row for the region. */
    essentialsFloorMinor: z.int(),
    /** 4.6: what a household needs to live on, by region; every further person adds to it. */
    essentialsFloors: z.array(
      z.strictObject({ region: z.string(), adultMinor: z.int(), furtherAdultMinor: z.int(), dependantMinor: z.int() }),
    ),
    /** Of `essentialsFloorMinor`, what a further adult or a dependant adds where the region has no row. */
    furtherPersonShare: Ratio,
    /** FEE_BASED: of the principal for each month; shorter periods take their part. */
    feePerMonth: Ratio,
    conventions: Conventions,
    quoteDays: z.int(),
    payoffQuoteDays: z.int(),
  }),
  agreement: z.strictObject({
    signingDays: z.int(),
    originalsBusinessDays: z.int(),
    /** R39: days until an oral deal stands in writing. */
    writtenVersionDays: z.int(),
    /** C33: how long a one-time code lasts, how often it may be entered wrongly, how many are sent for one agreement in a day. */
    signingCodeMinutes: z.int(),
    signingCodeTries: z.int(),
    signingCodesADay: z.int(),
    profile: z.literal('PLAN_DEFAULT'),
  }),
  followUp: z.strictObject({
    firstMonths: z.int(),
    everyMonths: z.int(),
    openDaysBefore: z.int(),
    extraBusinessDays: z.int(),
    reminderDays: z.int(),
  }),
  instalment: z.strictObject({
    reminderDays: z.int(),
    friendlyDays: z.int(),
    breachDays: z.int(),
    cureDays: z.int(),
    toleranceMinor: z.int(),
  }),
  adjustment: z.strictObject({
    answerBusinessDays: z.int(),
    signingDays: z.int(),
    suspensionMaxMonths: z.int(),
    suspensionMaxMonthsTotal: z.int(),
    l1MaxCostMinor: z.int(),
    l1MaxShare: Ratio,
    l2MaxCostMinor: z.int(),
    l2MaxShare: Ratio,
    observationMonths: z.int(),
    /** 4.7: off, unless a bank turns it on; the committee's alone. */
    principalForgiveness: z.boolean(),
  }),
  ...careRules,
  archive: z.strictObject({
    afterDays: z.int(),
    retentionYears: z.int(),
    /** Classes that are kept for another time than `retentionYears`. */
    classYears: z
      .strictObject({
        LEDGER: z.int(),
        IDENTITY: z.int(),
        AGREEMENT: z.int(),
        CONTACT: z.int(),
        RECORDING: z.int(),
        EVIDENCE: z.int(),
      })
      .partial(),
    /** C23: an agreement is kept until nobody can sue upon it any more, and a margin. */
    limitationYears: z.int(),
    limitationMarginYears: z.int(),
    shortDays: z.int(),
    accessDays: z.int(),
    /** How much longer what is not destroyed is kept, where nobody says until when. */
    extendMonths: z.int(),
    /** After how long an undecided appraisal is overdue, and a legal hold and a package are looked at again. */
    decisionDays: z.int(),
    legalHoldReviewMonths: z.int(),
    checkMonths: z.int(),
  }),
});
export type PolicyPack = z.infer<typeof PolicyPack>;

const identity = {
  jurisdiction: true,
  version: true,
  effectiveFrom: true,
  timezone: true,
  currency: true,
  calendar: true,
  basis: true,
  regulatorLine: true,
} as const;

/** Values for every key that a pack may lack. */
export type Defaults = Omit<PolicyPack, keyof typeof identity | 'contact'> & {
  readonly contact: Omit<PolicyPack['contact'], 'blackoutDays'>;
};

const { shape } = PolicyPack;

/** A file of `packs/`: who, since when, and only those keys of which the jurisdiction says something. */
export const PackFile = PolicyPack.pick(identity)
  .omit({ calendar: true })
  .extend({
    weekend: z.array(z.int().min(1).max(7)),
    lender: shape.lender.optional(),
    hotline: shape.hotline.optional(),
    officerCheck: shape.officerCheck.optional(),
    complaints: shape.complaints.optional(),
    handInPlaces: shape.handInPlaces.optional(),
    consentTextVersion: shape.consentTextVersion.optional(),
    consentTexts: shape.consentTexts.optional(),
    contact: shape.contact.partial().default({}),
    documents: shape.documents.partial().default({}),
    appointment: shape.appointment.partial().default({}),
    plan: shape.plan.partial().default({}),
    agreement: shape.agreement.partial().default({}),
    followUp: shape.followUp.partial().default({}),
    instalment: shape.instalment.partial().default({}),
    adjustment: shape.adjustment.partial().default({}),
    holds: shape.holds.partial().default({}),
    complaint: shape.complaint.partial().default({}),
    dispute: shape.dispute.partial().default({}),
    reward: shape.reward.partial().default({}),
    archive: shape.archive.partial().default({}),
  });
export type PackFile = z.infer<typeof PackFile>;

/** A file of `holidays/`: a dated table, replaceable per deployment. */
export const HolidayFile = z.strictObject({
  jurisdiction: z.string(),
  source: z.string(),
  checkedOn: LocalDate,
  /** Until here the days are published; later ones are computed. */
  publishedUntil: LocalDate,
  days: z.record(LocalDate, z.string()),
  workdays: z.array(LocalDate),
});
export type HolidayFile = z.infer<typeof HolidayFile>;
