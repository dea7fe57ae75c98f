import type { PartKind } from '#functions/domain/model.ts';

/** R68: which parts of a case are about its borrower, by the heading under which the copy has them. */
export const copiedParts = {
  accounts: ['accounts'],
  contacts: ['contacts'],
  consents: ['consents'],
  registration: ['registrations'],
  documents: ['documents'],
  appointments: ['appointments'],
  visits: ['visits'],
  affordability: ['assessments'],
  agreements: ['agreements'],
  oralArrangements: ['oralArrangements'],
  payments: ['payments'],
  proposals: ['proposals'],
  schedules: ['schedules'],
  followUps: ['followUps'],
  breaches: ['breaches'],
  disputes: ['disputes'],
  demands: ['demands'],
  letters: ['letters'],
  payoffQuotes: ['payoffs'],
  preferences: ['preferences', 'paymentPreferences'],
  adjustments: ['adjustments'],
  rewards: ['rewards'],
  notices: ['notices'],
  feedbacks: ['feedbacks'],
} as const satisfies Readonly<Record<string, readonly PartKind[]>>;
