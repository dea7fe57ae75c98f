import { consentWords } from '#functions/domain/policy/consent-words.ts';
import type { Defaults } from '#functions/domain/policy/pack.ts';

/**
 * What holds where a pack says nothing (4.15, 35b): defaults of ours, no law. The pack of a jurisdiction names only what its
 * own law or practice says; the contact gate says of every number which of the two it is. Amounts are in CNY: a pack in
 * another currency brings its own. The bank's names and lines are samples.
 */
export const defaults: Defaults = {
  lender: { 'zh-Hant': '示例銀行', 'zh-Hans': '示例银行', en: 'Sample Bank' },
  hotline: '400-000-0000',
  officerCheck: {
    'zh-Hant': '請致電服務熱線，報上人員的工號核實身分。',
    'zh-Hans': '请致电服务热线，报上人员的工号核实身份。',
    en: 'Call the hotline and give the officer’s staff number to check who is visiting you.',
  },
  complaints: {
    'zh-Hant': '如對服務或人員不滿，可致電熱線或經應用程式投訴。',
    'zh-Hans': '如对服务或人员不满，可致电热线或通过应用投诉。',
    en: 'To complain about the service or a member of staff, call the hotline or use the app.',
  },
  handInPlaces: [
    {
      name: { 'zh-Hant': '中心支行櫃檯', 'zh-Hans': '中心支行柜台', en: 'Central branch counter' },
      hours: '09:00-17:00',
    },
  ],
  consentTextVersion: '1',
  consentTexts: consentWords,
  contact: {
    /** Daylight with a margin, as for visits (R18). */
    window: { from: '09:00', to: '20:00' },
    caps: [
      { key: 'callsPerNumberADay', counts: 'ATTEMPTS', of: ['PHONE'], per: 'POINT', days: 1, max: 3 },
      { key: 'answeredCallsADay', counts: 'ANSWERED', of: ['PHONE'], per: 'BORROWER', days: 1, max: 2 },
      { key: 'answeredCallsAWeek', counts: 'ANSWERED', of: ['PHONE'], per: 'BORROWER', days: 7, max: 7 },
      { key: 'messagesADay', counts: 'ATTEMPTS', of: ['SMS', 'EMAIL'], per: 'BORROWER', days: 1, max: 10 },
    ],
    /** Nobody is offered or asked for anything on a public holiday; a reminder or an answer may go. */
    closedOnHolidays: ['OFFER', 'COLLECTION'],
    blackoutHolidays: [],
    thirdParty: { mode: 'BANNED', failedCalls: 3, failedDays: 3 },
    firstContactBusinessDays: 1,
    offerLapsesDays: 30,
  },
  documents: {
    required: ['ID', 'RESIDENCE', 'INCOME_OR_ASSET'],
    recentDays: 90,
    deadlineDays: 30,
    maxBytes: 10_000_000,
  },
  appointment: {
    gapDays: 3,
    hours: { from: '09:00', to: '20:00' },
    outerHours: { from: '08:00', to: '22:00' },
    minOfficers: 2,
    readyDays: 14,
    cash: { allowed: false, maxMinor: 0 },
  },
  plan: {
    types: ['EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL', 'FEE_BASED', 'STEP_UP', 'MORATORIUM', 'LUMP_SUM', 'CUSTOM'],
    maxMonths: 60,
    maxAnnualCost: '0.24',
    officerMaxMonths: 24,
    officerMaxGraceDays: 7,
    graceDays: 3,
    negotiationDays: 14,
    decisionBusinessDays: 3,
    assessmentValidDays: 90,
    passShare: '0.80',
    passDsr: '0.50',
    amberShare: '1.00',
    amberDsr: '0.60',
    essentialsFloorMinor: 150_000,
    essentialsFloors: [],
    furtherPersonShare: '0.5',
    feePerMonth: '0.005',
    conventions: { dayCount: 'MONTHLY', rounding: 'HALF_UP', lastInstalment: 'TAKES_THE_REMAINDER' },
    quoteDays: 14,
    payoffQuoteDays: 10,
  },
  agreement: {
    signingDays: 14,
    originalsBusinessDays: 3,
    writtenVersionDays: 7,
    signingCodeMinutes: 10,
    signingCodeTries: 5,
    signingCodesADay: 5,
    profile: 'PLAN_DEFAULT',
  },
  followUp: { firstMonths: 1, everyMonths: 3, openDaysBefore: 14, extraBusinessDays: 5, reminderDays: 14 },
  instalment: { reminderDays: 5, friendlyDays: 1, breachDays: 15, cureDays: 15, toleranceMinor: 100 },
  adjustment: {
    answerBusinessDays: 5,
    signingDays: 14,
    suspensionMaxMonths: 6,
    suspensionMaxMonthsTotal: 12,
    l1MaxCostMinor: 200_000,
    l1MaxShare: '0.05',
    l2MaxCostMinor: 2_000_000,
    l2MaxShare: '0.20',
    observationMonths: 12,
    principalForgiveness: false,
  },
  holds: {
    reviewDays: {
      COMPLAINT_HOLD: 15,
      DISPUTE_HOLD: 20,
      VULNERABILITY_HOLD: 14,
      BEREAVEMENT_HOLD: 30,
      DECEASED: 30,
      LEGAL_HOLD: 180,
      SAFETY_HOLD: 14,
    },
  },
  complaint: {
    acknowledgeBusinessDays: 2,
    answerDays: 15,
    extendedDays: 30,
    furtherDays: 30,
    recurringFindings: 2,
    recurringMonths: 12,
  },
  dispute: { answerDays: 20 },
  archive: {
    afterDays: 30,
    retentionYears: 10,
    classYears: { CONTACT: 5, RECORDING: 5, EVIDENCE: 2 },
    limitationYears: 3,
    limitationMarginYears: 2,
    shortDays: 90,
    accessDays: 7,
    extendMonths: 12,
    decisionDays: 30,
    legalHoldReviewMonths: 12,
    checkMonths: 12,
  },
};
