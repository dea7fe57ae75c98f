import * as z from 'zod';
import { dateOf, Instant, LocalDate } from '#functions/domain/calendar.ts';
import { isComplaintId } from '#functions/domain/complaints/complaint.ts';
import { complaintIn } from '#functions/domain/complaints/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { eventOf } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Currency } from '#functions/domain/money.ts';
import { ProductType } from '#functions/domain/parts.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { complaintCounts, countsOf, isCounted } from '#functions/domain/reports/counts.ts';

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
  /** The case, under a name that leads back to nobody: only to know from how many cases a figure comes. Absent in older facts. */
  of: z.string().max(64).optional(),
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

const bucketOf = (dpd: number): z.infer<typeof Bucket> =>
  dpd === 0 ? 'CURRENT' : dpd <= 30 ? '1-30' : dpd <= 60 ? '31-60' : dpd <= 90 ? '61-90' : '91+';

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

/** A complaint says itself where it is kept; who complained, and about whom, is not asked. */
const complaintFact = (entry: Entry): Fact | undefined => {
  const complaint = complaintIn(entry);
  if (complaint === undefined || !isCounted(entry)) return undefined;
  const { policy, branch, region } = complaint;
  const { timezone } = packOf(policy.jurisdiction, policy.version);
  return {
    id: nameless(entry.stream, String(entry.seq)),
    day: dateOf(entry.asOf, timezone),
    at: entry.asOf,
    branch,
    region,
    of: nameless(complaint.caseId ?? entry.stream),
    counts: complaintCounts(entry.event, complaint),
  };
};

/**
 * The fact of one entry of a case or a complaint. The file only says where the case is kept, in which zone its days are, and
 * what was true of the borrower at that instant: the same whenever it is asked.
 */
export const factOf = (entry: Entry, file: CaseFile): Fact | undefined => {
  if (isComplaintId(entry.stream)) return complaintFact(entry);
  if (!isCounted(entry) || file.meta === undefined || file.status.state === 'DESTROYED') return undefined;
  const { timezone: zone, branch, region } = file.meta;
  const happened = eventOf(entry);
  return {
    id: nameless(entry.stream, String(entry.seq)),
    day: dateOf(entry.asOf, zone),
    at: entry.asOf,
    branch,
    region,
    of: nameless(file.caseId),
    counts: countsOf(happened, zone),
    ...instalmentsOf(happened, file.caseId),
    ...accountOf(happened, file, entry.asOf),
  };
};
