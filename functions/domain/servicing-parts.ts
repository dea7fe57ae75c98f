import * as z from 'zod';
import { Id } from '#functions/domain/ids.ts';
import { Alternative } from '#functions/domain/assessment-part.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Currency } from '#functions/domain/money.ts';
import { DocumentClass, Language, TextRef } from '#functions/domain/parts.ts';

/** What was said or done about one due date; whether it is paid is derived (architecture 3). */
export const InstalmentMark = z.strictObject({
  no: z.int().positive(),
  fellDueOn: LocalDate.optional(),
  remindedOn: LocalDate.optional(),
  /** The friendly question of the day after (R54). */
  askedOn: LocalDate.optional(),
  checkedOn: LocalDate.optional(),
  lateOn: LocalDate.optional(),
});
export type InstalmentMark = z.infer<typeof InstalmentMark>;

export const FollowUp = z.strictObject({
  no: z.int().positive(),
  kind: z.enum(['FIRST', 'ROUTINE', 'EXTRA']),
  dueOn: LocalDate,
  ownerId: Id,
  status: z.enum(['OPEN', 'OVERDUE', 'DONE', 'CANCELLED']),
  openedAt: Instant,
  overdueAt: Instant.optional(),
  doneAt: Instant.optional(),
  contactId: Id.optional(),
  result: z.enum(['ON_TRACK', 'AT_RISK', 'HARDSHIP']).optional(),
  /** How the plan is going by the report and by the ledger together; absent in older ones: as reported. */
  judged: z.enum(['ON_TRACK', 'AT_RISK', 'HARDSHIP']).optional(),
  note: TextRef.optional(),
});
export type FollowUp = z.infer<typeof FollowUp>;

export const Breach = z.strictObject({
  breachId: Id,
  instalmentNos: z.array(z.int().positive()),
  raisedAt: Instant,
  cureUntil: LocalDate,
  status: z.enum(['OPEN', 'CURED', 'UNCURED', 'DEFAULTED']),
  endedAt: Instant.optional(),
  noticeId: Id.optional(),
});
export type Breach = z.infer<typeof Breach>;

export const NoticeKind = z.enum([
  'SERVICE_OFFER',
  'DOCUMENTS_MISSING',
  'APPOINTMENT_CONFIRMED',
  'APPOINTMENT_CHANGED',
  'APPOINTMENT_CANCELLED',
  'APPOINTMENT_REMINDER',
  'OFFICERS_CHANGED',
  'OFFICER_INVITATION',
  'AGREEMENT_ACTIVE',
  'INSTALMENT_REMINDER',
  'INSTALMENT_UNPAID',
  'INSTALMENT_LATE',
  'BREACH_NOTICE',
  'DEMAND',
  'FOLLOW_UP',
  'CAPACITY_REVIEWED',
  'ADJUSTMENT_ANSWERED',
  'AMENDMENT_LAPSED',
  'DISPUTE_RECEIVED',
  'DISPUTE_ANSWERED',
  'COMPLAINT_RECEIVED',
  'COMPLAINT_EXTENDED',
  'COMPLAINT_ANSWERED',
  'SETTLED',
]);
/** What a message says, without a name or a word: with the version of its words it gives the text that was sent (R9a). */
export const NoticeMentions = z.strictObject({
  startsAt: Instant.optional(),
  place: z.enum(['HOME', 'BRANCH', 'VIDEO', 'NEUTRAL']).optional(),
  officerIds: z.array(Id).max(20).optional(),
  agreementNo: Id.optional(),
  /** The day the message is about: an instalment, an effective or a settlement date. */
  dueOn: LocalDate.optional(),
  /** Last day of a period to act. */
  until: LocalDate.optional(),
  currency: Currency.optional(),
  amountMinor: z.int().optional(),
  outstandingMinor: z.int().optional(),
  missing: z.array(DocumentClass).max(10).optional(),
  outcome: z.enum(['GRANTED', 'REFUSED']).optional(),
  /** What a person has decided to offer instead of a plan (4.6). */
  alternatives: z.array(Alternative).max(10).optional(),
  /** The service has ended, so that there will be no other date. */
  ended: z.literal(true).optional(),
});
export type NoticeMentions = z.infer<typeof NoticeMentions>;

/** What the channel or a person reports of a message on its way (C22, R48). */
export const NoticeDelivery = z.strictObject({
  result: z.enum(['DELIVERED', 'FAILED']),
  at: Instant,
  recordedBy: Id,
  /** The channel's own reference, or the receipt of a letter: a file of the case. */
  proof: Id.optional(),
});
export type NoticeDelivery = z.infer<typeof NoticeDelivery>;

/** A message is claimed before it is sent; a claim without a result is a task for a person (architecture 6). */
export const Notice = z.strictObject({
  noticeId: Id,
  kind: NoticeKind,
  about: z.string().max(80).optional(),
  channel: z.enum(['SMS', 'EMAIL']),
  /** The number or address it goes to; absent in older ones: the first of its kind. */
  contactPointId: Id.optional(),
  /** An invitation to an officer: to whom, and to which version of the appointment. */
  officerId: Id.optional(),
  revision: z.int().nonnegative().optional(),
  /** The borrower wants neither SMS nor e-mail: a person writes a letter. */
  needsLetter: z.literal(true).optional(),
  language: Language,
  templateVersion: z.string().max(20),
  /** First instant at which the gate lets it pass. */
  dueAt: Instant,
  /** `DROPPED`: overtaken by what happened before it could go out; nobody has to do anything. */
  status: z.enum(['PLANNED', 'CLAIMED', 'SENT', 'FAILED', 'DROPPED']),
  plannedAt: Instant,
  claimedAt: Instant.optional(),
  endedAt: Instant.optional(),
  providerRef: z.string().max(200).optional(),
  /** Why it was not sent: the provider's code, or ours. */
  reasonCode: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,80}$/)
    .optional(),
  /** How often its provider was not to be had. */
  tries: z.int().positive().optional(),
  /** Taken down when it is claimed; absent in older ones. */
  mentions: NoticeMentions.optional(),
  delivery: NoticeDelivery.optional(),
});
export type Notice = z.infer<typeof Notice>;

export const HoldKind = z.enum([
  'COMPLAINT_HOLD',
  'DISPUTE_HOLD',
  'VULNERABILITY_HOLD',
  'BEREAVEMENT_HOLD',
  'DECEASED',
  'LEGAL_HOLD',
  'SAFETY_HOLD',
]);
export const Blocked = z.enum(['CALL', 'VISIT', 'NEGOTIATE', 'SIGN', 'ADJUST', 'MESSAGE', 'ARCHIVE', 'DELETE']);
export type Blocked = z.infer<typeof Blocked>;
export const Hold = z.strictObject({
  holdId: Id,
  kind: HoldKind,
  blocks: z.array(Blocked),
  placedBy: Id,
  placedAt: Instant,
  reviewOn: LocalDate.optional(),
  releasedAt: Instant.optional(),
  reason: TextRef.optional(),
  /** What it came from, and what must be answered before it is lifted (R60, R67). */
  cause: z.strictObject({ kind: z.enum(['COMPLAINT', 'DISPUTE', 'INCIDENT']), id: Id }).optional(),
  releasedBy: Id.optional(),
  releaseReason: TextRef.optional(),
});

export type Hold = z.infer<typeof Hold>;

/** A deadline that lapsed and for whom it is a task now (agenda kinds of the `deadline` machine). */
export const Lapse = z.strictObject({
  lapseId: Id,
  kind: z.string().max(60),
  ref: z.string().max(120),
  dueAt: Instant,
  lapsedAt: Instant,
  role: z.string().max(20),
});
