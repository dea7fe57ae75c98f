import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { ProductType } from '#functions/domain/parts.ts';

/** Days past due as core banking last told them, of the worst account: what lists are filtered by. */
export const DelinquencyBucket = z.enum(['CURRENT', 'D1_30', 'D31_60', 'D61_90', 'D91_PLUS']);
export type DelinquencyBucket = z.infer<typeof DelinquencyBucket>;

/** What lists ask of a case besides its header; kept beside it, so that no list loads whole files. */
export const Facets = z.strictObject({
  products: z.array(ProductType),
  bucket: DelinquencyBucket,
  /** The day on which archiving began: the case is closed. */
  closedOn: LocalDate.optional(),
});
export type Facets = z.infer<typeof Facets>;

const bucketOf = (days: number): DelinquencyBucket => {
  if (days <= 0) return 'CURRENT';
  if (days <= 30) return 'D1_30';
  if (days <= 60) return 'D31_60';
  return days <= 90 ? 'D61_90' : 'D91_PLUS';
};

/** A pure function of the file, so that a save always has the list say what the case says. */
export const facetsOf = ({ accounts, archives, status }: CaseFile): Facets => {
  const all = Object.values(accounts);
  const startedAt = 'packageId' in status ? archives[status.packageId]?.startedAt : undefined;
  return {
    products: [...new Set(all.map(({ productType }) => productType))].toSorted(),
    bucket: bucketOf(Math.max(0, ...all.map(({ contractualDpd }) => contractualDpd))),
    ...(startedAt === undefined ? {} : { closedOn: startedAt.slice(0, 10) }),
  };
};
