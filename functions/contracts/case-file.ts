import * as z from 'zod';
import { Assessment } from '#functions/domain/assessment-part.ts';
import { caseAnswer } from '#functions/contracts/schemas.ts';
import { Adjustment } from '#functions/domain/adjustment-parts.ts';
import { Id } from '#functions/domain/ids.ts';
import { VulnerabilityKind } from '#functions/domain/model.ts';
import { Instant } from '#functions/domain/calendar.ts';
import { Dispute } from '#functions/domain/care-parts.ts';
import { Language } from '#functions/domain/parts.ts';
import * as parts from '#functions/domain/parts.ts';
import * as plan from '#functions/domain/plan-parts.ts';
import { Reward } from '#functions/domain/reward-part.ts';
import * as servicing from '#functions/domain/servicing-parts.ts';

/** Names of `include=`: the parts of a file that do not grow without end. */
export const includes = [
  'accounts',
  'parties',
  'consents',
  'registration',
  'appointments',
  'visits',
  'affordability',
  'proposals',
  'agreements',
  'followUps',
  'breaches',
  'adjustments',
  'rewards',
  'disputes',
  'holds',
] as const;
const Included = z.enum(includes);
/** Comma-separated. */
export const Include = z
  .string()
  .max(300)
  .transform((text) => text.split(',').filter((name) => name !== ''))
  .pipe(z.array(Included));

/** With its words, for those who may see the case: the borrower's statement and the written answer. */
export const DisputeShown = Dispute.extend({
  statementText: z.string().optional(),
  findingText: z.string().optional(),
});

/** ID numbers and contact points are masked everywhere (R14). */
export const PartyShown = z.strictObject({
  role: z.enum(['BORROWER', 'GUARANTOR', 'AUTHORISED_REP']),
  name: z.string(),
  idType: z.string().optional(),
  idNo: z.string().optional(),
  contactPoints: z.array(z.strictObject({ contactPointId: Id, kind: z.string(), value: z.string() })),
});

export const CaseShown = caseAnswer({
  borrowerId: Id,
  branch: z.string(),
  region: z.string(),
  language: Language,
  timezone: z.string(),
  openedAt: Instant,
  since: Instant,
  ownerId: Id.optional(),
  followUpOfficerId: Id.optional(),
  deputyId: Id.optional(),
  vulnerability: z.array(VulnerabilityKind).optional(),
  policy: z.strictObject({ jurisdiction: z.string(), version: z.string() }),
  accounts: z.array(parts.Account).optional(),
  parties: z.array(PartyShown).optional(),
  consents: z.array(parts.Consent).optional(),
  registration: parts.Registration.optional(),
  appointments: z.array(parts.Appointment).optional(),
  visits: z.array(parts.Visit).optional(),
  affordability: z.array(Assessment).optional(),
  proposals: z.array(plan.Proposal).optional(),
  agreements: z.array(plan.Agreement).optional(),
  followUps: z.array(servicing.FollowUp).optional(),
  breaches: z.array(servicing.Breach).optional(),
  adjustments: z.array(Adjustment).optional(),
  rewards: z.array(Reward).optional(),
  disputes: z.array(DisputeShown).optional(),
  holds: z.array(servicing.Hold).optional(),
});
