import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256, sha256Hex } from '#functions/domain/ids.ts';

/** How long a kind of record is kept (domain.md 4.11); `SHORT` is a case without an agreement. */
export const RetentionClass = z.enum(['LEDGER', 'IDENTITY', 'AGREEMENT', 'CONTACT', 'RECORDING', 'EVIDENCE', 'SHORT']);
export type RetentionClass = z.infer<typeof RetentionClass>;

/** What the package gets: words made from the case, or a copy of an object in the documents bucket. */
export const Kept = z.strictObject({
  /** Inside the package, below `data/` as BagIt wants the payload. */
  path: z.string().max(240).startsWith('data/'),
  source: z.enum(['GENERATED', 'DOCUMENT']),
  key: z.string().max(200).optional(),
  /** What the journal says that the object is; a copy that differs is a fault. */
  sha256: Sha256.optional(),
  mediaType: z.string().max(80),
  retentionClass: RetentionClass,
});
export type Kept = z.infer<typeof Kept>;

export const PackagedObject = z.strictObject({
  objectId: Id,
  /** Inside the package: `data/…`. */
  path: z.string().max(240),
  /** The version in the archive bucket: reads ask for it, so that a later version of the same key changes nothing. */
  versionId: z.string().max(200),
  sha256: Sha256,
  size: z.int().nonnegative(),
  class: RetentionClass,
  mediaType: z.string().max(80),
  retainUntil: LocalDate,
});
export type PackagedObject = z.infer<typeof PackagedObject>;

/** `inventory.json` of a package: what BagIt's own manifest has no room for (R64). */
export const Inventory = z.strictObject({
  packageId: Id,
  caseId: Id,
  format: z.literal(2),
  startedAt: Instant,
  endedAs: z.string().max(20),
  policy: z.strictObject({ jurisdiction: z.string().max(10), version: z.string().max(20) }),
  journal: z.strictObject({ entries: z.int().positive(), headHash: Sha256 }),
  /** Absent in packages of earlier releases. */
  accessLog: z.strictObject({ entries: z.int().nonnegative(), headHash: Sha256 }).optional(),
  objects: z.array(PackagedObject).min(1),
  /** Files whose class has ended and been destroyed, and by whose order (R66). */
  destroyed: z
    .array(
      PackagedObject.pick({ path: true, sha256: true, class: true }).extend({
        record: Id,
        orderedBy: z.array(Id).min(1),
        orderedAt: Instant,
      }),
    )
    .optional(),
});
export type Inventory = z.infer<typeof Inventory>;

const prefix = 'pkg_';

/** A case has one package, so its id follows from the case and leads back to it: no index is needed. */
export const packageIdOf = (caseId: string): string => `${prefix}${caseId}`.slice(0, 64);
export const caseIdOf = (packageId: string): string | undefined =>
  packageId.startsWith(prefix) ? packageId.slice(prefix.length) : undefined;

export const folderOf = (packageId: string): string => `packages/${packageId}/`;
export const objectIdOf = (path: string): string => `obj_${sha256Hex(path).slice(0, 26)}`;
