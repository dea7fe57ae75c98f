import * as z from 'zod';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256, sha256Hex } from '#functions/domain/ids.ts';

/** How long a kind of record is kept (domain.md 4.11); `SHORT` is a case without an agreement. */
export const RetentionClass = z.enum(['LEDGER', 'IDENTITY', 'AGREEMENT', 'CONTACT', 'EVIDENCE', 'SHORT']);
export type RetentionClass = z.infer<typeof RetentionClass>;

/** What the package gets: words made from the case, or a copy of an object in the documents bucket. */
export const Kept = z.strictObject({
  path: z.string().max(240),
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
  /** Below the package's folder. */
  path: z.string().max(240),
  sha256: Sha256,
  size: z.int().nonnegative(),
  class: RetentionClass,
  mediaType: z.string().max(80),
  retainUntil: LocalDate,
});
export type PackagedObject = z.infer<typeof PackagedObject>;

/** `manifest.json` of a package: what is in it, by what rules, behind which head of the journal (R64). */
export const Manifest = z.strictObject({
  packageId: Id,
  caseId: Id,
  format: z.literal(1),
  startedAt: Instant,
  endedAs: z.string().max(20),
  policy: z.strictObject({ jurisdiction: z.string().max(10), version: z.string().max(20) }),
  journal: z.strictObject({ entries: z.int().positive(), headHash: Sha256 }),
  signatureAlgorithm: z.literal('ECDSA_SHA_256'),
  objects: z.array(PackagedObject).min(1),
});
export type Manifest = z.infer<typeof Manifest>;

const prefix = 'pkg_';

/** A case has one package, so its id follows from the case and leads back to it: no index is needed. */
export const packageIdOf = (caseId: string): string => `${prefix}${caseId}`.slice(0, 64);
export const caseIdOf = (packageId: string): string | undefined =>
  packageId.startsWith(prefix) ? packageId.slice(prefix.length) : undefined;

export const folderOf = (packageId: string): string => `packages/${packageId}/`;
export const objectIdOf = (path: string): string => `obj_${sha256Hex(path).slice(0, 26)}`;

/** Names inside the folder that are the seal, not the content. */
export const sealNames = { manifest: 'manifest.json', signature: 'manifest.sig', publicKey: 'public-key.pem' } as const;
