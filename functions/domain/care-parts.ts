import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { TextRef } from '#functions/domain/parts.ts';

export const DisputeKind = z.enum(['NOT_MINE', 'ALREADY_PAID', 'WRONG_AMOUNT', 'BUREAU_ENTRY']);
const DisputeOutcome = z.enum(['UPHELD', 'PARTLY_UPHELD', 'REJECTED']);

/** R67, C21: what the borrower says is wrong, and the written answer by somebody who was not involved. */
export const Dispute = z.strictObject({
  disputeId: Id,
  kind: DisputeKind,
  accountIds: z.array(Id).max(50),
  raisedBy: Id,
  raisedAt: Instant,
  statement: TextRef,
  evidenceIds: z.array(Id).max(20),
  /** What shows the borrower's will where staff raised it. */
  behalfEvidenceId: Id.optional(),
  /** Last day of the twenty in which the answer is owed. */
  answerDueOn: LocalDate,
  answerOverdueAt: Instant.optional(),
  holdId: Id,
  status: z.enum(['OPEN', 'RESOLVED']),
  outcome: DisputeOutcome.optional(),
  finding: TextRef.optional(),
  resolvedBy: Id.optional(),
  resolvedAt: Instant.optional(),
});
export type Dispute = z.infer<typeof Dispute>;

/** What a case knows of a complaint: its own stream has the rest. */
export const CaseComplaint = z.strictObject({
  complaintId: Id,
  receivedOn: LocalDate,
  topic: z.string().max(30),
  anonymous: z.boolean(),
  againstOfficerId: Id.optional(),
  finding: z.enum(['UPHELD', 'PARTLY_UPHELD', 'NOT_UPHELD']).optional(),
  closedAt: Instant.optional(),
});
export type CaseComplaint = z.infer<typeof CaseComplaint>;
