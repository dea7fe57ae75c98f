import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';

const ContactPoint = z.strictObject({
  contactPointId: Id,
  kind: z.enum(['PHONE', 'EMAIL']),
  value: z.string().min(3).max(120),
});

/** Who else answers for the debt, or speaks for the borrower (C1). */
export const PartyItem = z.strictObject({
  kind: z.literal('PARTY'),
  id: z.enum(['GUARANTOR', 'AUTHORISED_REP']),
  name: z.string().min(1).max(120),
  idType: z.enum(['ID_CARD', 'PASSPORT']).optional(),
  idNo: z.string().min(4).max(40).optional(),
  contactPoints: z.array(ContactPoint).max(20),
  address: z.string().max(300).optional(),
  evidenceId: Id.optional(),
  since: Instant,
  endedAt: Instant.optional(),
});

/** The only items with names, numbers, addresses and words that somebody wrote. */
export const PrivateItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SALT'), id: z.literal('salt'), salt: Sha256 }),
  z.strictObject({
    kind: z.literal('BORROWER'),
    id: z.literal('borrower'),
    name: z.string().min(1).max(120),
    idType: z.enum(['ID_CARD', 'PASSPORT']),
    idNo: z.string().min(4).max(40),
    contactPoints: z.array(ContactPoint).max(20),
    address: z.string().max(300).optional(),
  }),
  PartyItem,
  /** What stood in an item before it was corrected (R68). */
  z.strictObject({ kind: z.literal('CORRECTED'), id: Id, until: Instant, content: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal('TEXT'), id: Id, text: z.string().max(4000) }),
  /** Salted digest of a one-time code; the code itself is kept nowhere. */
  z.strictObject({ kind: z.literal('CODE'), id: Id, digest: Sha256 }),
  z.strictObject({ kind: z.literal('ADDRESS'), id: Id, text: z.string().max(300) }),
  /** What was expected, seen and said of each item of a verification (R25). */
  z.strictObject({
    kind: z.literal('CHECKS'),
    id: Id,
    items: z
      .array(
        z.strictObject({
          field: z.string().max(80),
          expected: z.string().max(300).optional(),
          seen: z.string().max(300).optional(),
          statement: z.string().max(1000).optional(),
        }),
      )
      .max(60),
  }),
  /** A step as a tablet sent it, where it no longer fitted. */
  z.strictObject({ kind: z.literal('STEP'), id: Id, content: z.string().max(100_000) }),
]);
export type PrivateItem = z.infer<typeof PrivateItem>;
export const privateKey = (item: PrivateItem): string => `${item.kind}#${item.id}`;
