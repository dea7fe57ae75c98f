import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Currency } from '#functions/domain/money.ts';
import { DocumentClass } from '#functions/domain/parts.ts';
import { PlanType } from '#functions/domain/plan-parts.ts';

const Time = z.string().regex(/^\d\d:\d\d$/);
const Ratio = z.string().regex(/^\d+(\.\d+)?$/);
const Words = z.strictObject({ 'zh-Hant': z.string(), 'zh-Hans': z.string(), en: z.string() });

/** The numbers of one jurisdiction, versioned and pinned on the case (domain.md 1.2). Law is data: a pack is added, not coded. */
export const PolicyPack = z.strictObject({
  jurisdiction: z.string(),
  version: z.string(),
  effectiveFrom: LocalDate,
  timezone: z.string(),
  currency: Currency,
  calendar: z.strictObject({ holidays: z.array(LocalDate), weekend: z.array(z.int()), source: z.string() }),
  lender: Words,
  hotline: z.string(),
  officerCheck: Words,
  complaints: Words,
  regulatorLine: z.string(),
  handInPlaces: z.array(z.strictObject({ name: Words, hours: z.string() })),
  consentTextVersion: z.string(),
  contact: z.strictObject({
    /** C10: no contact outside, in the borrower's zone, without consent. */
    window: z.strictObject({ from: Time, to: Time }),
    /** C11: attempts a day and contact point. */
    maxAttemptsPerDay: z.int(),
    /** C12: answered calls a day and borrower. */
    maxAnsweredPerDay: z.int(),
    blackoutDays: z.array(LocalDate),
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
    essentialsFloorMinor: z.int(),
  }),
  agreement: z.strictObject({
    signingDays: z.int(),
    originalsBusinessDays: z.int(),
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
  }),
  archive: z.strictObject({
    afterDays: z.int(),
    retentionYears: z.int(),
    /** Classes that are kept for another time than `retentionYears`. */
    classYears: z
      .strictObject({ LEDGER: z.int(), IDENTITY: z.int(), AGREEMENT: z.int(), CONTACT: z.int(), EVIDENCE: z.int() })
      .partial(),
    shortDays: z.int(),
    accessDays: z.int(),
  }),
});
export type PolicyPack = z.infer<typeof PolicyPack>;
