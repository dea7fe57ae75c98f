import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { isEventName } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { eventOf } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Currency } from '#functions/domain/money.ts';
import { ProductType } from '#functions/domain/parts.ts';

/** How far behind an account was when the core system reported it. */
export const Bucket = z.enum(['1-30', '31-60', '61-90', '91+', 'CURRENT']);

/**
 * What one entry of a journal adds to the figures: counts by name, without whom. Its id follows from the entry, so an entry
 * that comes twice, or late, is the same fact (R65).
 */
export const Fact = z.strictObject({
  id: z.string().max(64),
  day: LocalDate,
  at: Instant,
  branch: z.string().max(40),
  region: z.string().max(40),
  counts: z.record(z.string().max(60), z.int()),
  /** Instalments that were paid upon or noted late, each under a name that leads back to nobody. */
  instalments: z.array(z.strictObject({ ref: z.string().max(64), late: z.boolean() })).optional(),
  account: z
    .strictObject({
      ref: z.string().max(64),
      product: ProductType,
      bucket: Bucket,
      reason: z.string().max(40),
      currency: Currency,
      owedMinor: z.int(),
    })
    .optional(),
});
export type Fact = z.infer<typeof Fact>;

type Counts = Readonly<Record<string, number>>;

const bucketOf = (dpd: number): z.infer<typeof Bucket> =>
  dpd === 0 ? 'CURRENT' : dpd <= 30 ? '1-30' : dpd <= 60 ? '31-60' : dpd <= 90 ? '61-90' : '91+';

const isOnTime = (doneAt: string | undefined, dueOn: string): boolean =>
  doneAt !== undefined && doneAt.slice(0, 10) <= dueOn;

/** The counts of an event, by the event alone. */
const countsOf = (happened: CaseEvent): Counts => {
  const { event, data } = happened;
  if (event === 'ContactBlocked')
    return Object.fromEntries([
      ['gateBlocks', 1],
      ...data.contact.gate.ruleIds.map((rule) => [`gateBlocks.${rule}`, 1]),
    ]);
  if (event === 'ContactConcluded')
    return data.contact.direction === 'OUTBOUND'
      ? { contactsConcluded: 1, rightParty: data.contact.rightParty === true ? 1 : 0 }
      : {};
  if (event === 'FollowUpDone')
    return data.followUp.kind === 'FIRST'
      ? { firstFollowUps: 1, firstFollowUpsOnTime: isOnTime(data.followUp.doneAt, data.followUp.dueOn) ? 1 : 0 }
      : {};
  if (event === 'FeedbackGiven') return { feedbacks: 1, ratings: data.feedback.rating };
  if (event === 'DocumentAccepted' || event === 'DocumentRejected')
    return data.document.purpose === 'PAPER'
      ? { papersReviewed: 1, papersAccepted: event === 'DocumentAccepted' ? 1 : 0 }
      : {};
  return { [event]: 1 };
};

/** Events that are counted; the others leave no fact. */
const counted: ReadonlySet<string> = new Set([
  'AccountReported',
  'ContactBlocked',
  'ContactConcluded',
  'ServiceOffered',
  'Registered',
  'DocumentAccepted',
  'DocumentRejected',
  'VisitStarted',
  'VisitCompleted',
  'VisitAborted',
  'PlanProposed',
  'AgreementTookEffect',
  'PaymentAllocated',
  'InstalmentLate',
  'BreachRaised',
  'Cured',
  'CureEnded',
  'FollowUpDone',
  'FeedbackGiven',
  'ArchiveVerified',
  'ArchiveChecked',
  'ArchiveDamaged',
  'ComplaintReceived',
  'ComplaintReplied',
  'ComplaintOverdue',
]);
export const isCounted = (entry: Entry): boolean => counted.has(entry.event) && isEventName(entry.event);

const nameless = (...parts: readonly string[]): string => sha256Hex(parts.join('|')).slice(0, 32);

const instalmentsOf = ({ event, data }: CaseEvent, caseId: string): Pick<Fact, 'instalments'> => {
  if (event === 'InstalmentLate') return { instalments: [{ ref: nameless(caseId, String(data.mark.no)), late: true }] };
  if (event !== 'PaymentAllocated') return {};
  const paid = [...new Set(data.allocations.map(({ instalmentNo }) => instalmentNo))];
  return { instalments: paid.map((no) => ({ ref: nameless(caseId, String(no)), late: false })) };
};

/** Why the borrower wanted the service, as far as it was known at that moment: the same whenever it is asked. */
const reasonAt = (file: CaseFile, asOf: string): string => {
  const registration = file.registrations['registration'];
  return registration === undefined || registration.registeredAt > asOf ? 'NOT_REGISTERED' : registration.reason;
};

const accountOf = ({ event, data }: CaseEvent, file: CaseFile, asOf: string): Pick<Fact, 'account'> => {
  if (event !== 'AccountReported') return {};
  const { accountId, productType, contractualDpd, currency, principalMinor, interestMinor, feesMinor, penaltyMinor } =
    data.account;
  return {
    account: {
      ref: nameless(file.caseId, accountId),
      product: productType,
      bucket: bucketOf(contractualDpd),
      reason: reasonAt(file, asOf),
      currency,
      owedMinor: principalMinor + interestMinor + feesMinor + penaltyMinor,
    },
  };
};

/** The fact of one entry; the file only says where the case is kept, and why the borrower came. */
export const factOf = (entry: Entry, file: CaseFile): Fact | undefined => {
  if (!isCounted(entry) || file.meta === undefined || file.status.state === 'DESTROYED') return undefined;
  const happened = eventOf(entry);
  return {
    id: nameless(entry.stream, String(entry.seq)),
    day: entry.asOf.slice(0, 10),
    at: entry.asOf,
    branch: file.meta.branch,
    region: file.meta.region,
    counts: countsOf(happened),
    ...instalmentsOf(happened, file.caseId),
    ...accountOf(happened, file, entry.asOf),
  };
};
