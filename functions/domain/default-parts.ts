import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';
import { TextRef } from '#functions/domain/parts.ts';

/** R56: what a default may rest on: not cured, three missed, false papers, or the borrower's own word (Civil Code 578). */
export const DefaultGround = z.enum(['NOT_CURED', 'THREE_MISSED', 'FALSE_DOCUMENTS', 'REFUSES_TO_PAY']);

/** What the agreement writes for this case, and nothing else (R56). */
export const DefaultEffects = z.strictObject({
  restDue: z.boolean(),
  collectionResumes: z.boolean(),
  waiversRevert: z.boolean(),
});
export type DefaultEffects = z.infer<typeof DefaultEffects>;

/** R56: somebody brings a case before risk, on a ground that the file proves. */
export const DefaultProposal = z.strictObject({
  proposalId: Id,
  agreementId: Id,
  breachId: Id.optional(),
  ground: DefaultGround,
  evidenceIds: z.array(Id).max(20),
  proposedBy: Id,
  proposedAt: Instant,
  statement: TextRef.optional(),
  /** `LAPSED`: cured or settled before somebody had decided. */
  status: z.enum(['PROPOSED', 'DECLARED', 'REJECTED', 'LAPSED']),
  decidedBy: Id.optional(),
  decidedAt: Instant.optional(),
  reason: TextRef.optional(),
});
export type DefaultProposal = z.infer<typeof DefaultProposal>;

/** A written demand after default (C4, C22): the letter is a notice, and its receipt the proof. */
export const Demand = z.strictObject({
  demandId: Id,
  noticeId: Id,
  issuedBy: Id,
  issuedAt: Instant,
  issuedOn: LocalDate,
  currency: Currency,
  /** What is owed on that day, line by line: no interest or fee of later days (C27). */
  principalMinor: z.int().nonnegative(),
  interestMinor: z.int().nonnegative(),
  feeMinor: z.int().nonnegative(),
  penaltyMinor: z.int().nonnegative(),
  costsMinor: z.int().nonnegative(),
  totalMinor: z.int().positive(),
});
export type Demand = z.infer<typeof Demand>;
