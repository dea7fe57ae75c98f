import { verify } from 'node:crypto';
import { replay } from '#functions/domain/apply.ts';
import { folderOf, Manifest, objectIdOf, packageIdOf, sealNames } from '#functions/domain/archive/package.ts';
import type { Kept, PackagedObject } from '#functions/domain/archive/package.ts';
import { contentOf, whatIsKept } from '#functions/domain/archive/contents.ts';
import type { Frozen } from '#functions/domain/archive/contents.ts';
import { endedAs, hasLongRetention, retainUntil } from '#functions/domain/archive/retention.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { loadCase, packFor } from '#functions/usecases/workflows/system-act.ts';

const entriesAtOnce = 200;

/** The journal up to and including the entry that froze the case: the same at every repeat. */
const frozenJournal = async (ports: Ports, caseId: string): Promise<readonly Entry[]> => {
  const entries: Entry[] = [];
  for (;;) {
    const page = await ports.cases.journal(caseId, entries.at(-1)?.seq ?? 0, entriesAtOnce);
    entries.push(...page.items);
    if (page.items.length === 0 || page.next === undefined) break;
  }
  const frozenAt = entries.findIndex(({ event }) => event === 'ArchiveStarted');
  if (frozenAt < 0) throw new Error('the case is not frozen for archiving');
  return entries.slice(0, frozenAt + 1);
};

/** The case as it was when it was frozen, with the private items that a replay does not give (4.15, 15). */
const frozen = async (ports: Ports, caseId: string): Promise<Frozen> => {
  const now = await loadCase(ports, caseId);
  const entries = await frozenJournal(ports, caseId);
  const last = entries.at(-1);
  if (last === undefined) throw new Error('the journal is empty');
  const file = { ...replay(caseId, entries), privates: now.privates };
  return { file, entries, policy: packFor(now), startedAt: last.asOf, packageId: packageIdOf(caseId) };
};

/** Everything that the package gets (4.11). */
export const listKept = async (ports: Ports, caseId: string): Promise<readonly Kept[]> =>
  whatIsKept((await frozen(ports, caseId)).file);

const place = ({ packageId }: Frozen, path: string): string => `${folderOf(packageId)}${path}`;

/** Data of cases without an agreement never enters a lock that nobody could end (4.15, 16). */
const lock = (of: Frozen, until: string): { retainUntil?: string } =>
  hasLongRetention(of.file) ? { retainUntil: `${until}T00:00:00.000Z` } : {};

const bytesOf = async (ports: Ports, of: Frozen, kept: Kept): Promise<Uint8Array> => {
  if (kept.source === 'GENERATED') return contentOf(of, kept.path);
  const bytes = await ports.documents.read('documents', kept.key ?? '');
  if (kept.sha256 !== undefined && sha256Hex(bytes) !== kept.sha256)
    throw new Error('an object is not what the journal says that it is');
  return bytes;
};

/** Writes one object into the package, locked for its class; the hash is of what was written. */
export const copyKept = async (ports: Ports, caseId: string, kept: Kept): Promise<PackagedObject> => {
  const of = await frozen(ports, caseId);
  const bytes = await bytesOf(ports, of, kept);
  const until = retainUntil(of.file, of.policy, kept.retentionClass, of.startedAt);
  const stored = await ports.documents.write('archive', place(of, kept.path), bytes, {
    mediaType: kept.mediaType,
    ...lock(of, until),
  });
  return {
    objectId: objectIdOf(kept.path),
    path: kept.path,
    sha256: stored.sha256,
    size: stored.size,
    class: kept.retentionClass,
    mediaType: kept.mediaType,
    retainUntil: until,
  };
};

const longest = (of: Frozen): string => retainUntil(of.file, of.policy, 'LEDGER', of.startedAt);

/** R64: the same objects give the same bytes, so that a repeat writes nothing new. */
export const writeManifest = async (
  ports: Ports,
  caseId: string,
  objects: readonly PackagedObject[],
): Promise<{ manifestSha256: string }> => {
  const of = await frozen(ports, caseId);
  const manifest: Manifest = {
    packageId: of.packageId,
    caseId,
    format: 1,
    startedAt: of.startedAt,
    endedAs: endedAs(of.file),
    policy: { ...of.file.policy },
    journal: { entries: of.entries.length, headHash: of.file.head.hash },
    signatureAlgorithm: 'ECDSA_SHA_256',
    objects: objects.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const bytes = Buffer.from(`${JSON.stringify(Manifest.parse(manifest), null, 2)}\n`, 'utf8');
  const { sha256 } = await ports.documents.write('archive', place(of, sealNames.manifest), bytes, {
    mediaType: 'application/json',
    ...lock(of, longest(of)),
  });
  return { manifestSha256: sha256 };
};

const isSignedBy = (manifest: Uint8Array, signature: Uint8Array, publicKey: string): boolean =>
  verify('sha256', manifest, publicKey, signature);

/** A signature is another one each time, so a repeat finds the first one in its place: if it holds, it is as good. */
const writeSignature = async (
  ports: Ports,
  key: string,
  manifest: Uint8Array,
  publicKey: string,
  options: { retainUntil?: string },
): Promise<void> => {
  const { signature } = await ports.signer.sign(manifest);
  try {
    await ports.documents.write('archive', key, signature, { mediaType: 'application/octet-stream', ...options });
  } catch (error) {
    if (!isSignedBy(manifest, await ports.documents.read('archive', key), publicKey)) throw error;
  }
};

export interface Seal {
  readonly packageId: string;
  readonly manifestKey: string;
  readonly manifestSha256: string;
  readonly signatureKey: string;
  readonly objectCount: number;
}

/** R64: signs the manifest with a key that never leaves KMS, and puts the public key beside it. */
export const sealPackage = async (ports: Ports, caseId: string): Promise<Seal> => {
  const of = await frozen(ports, caseId);
  const manifestKey = place(of, sealNames.manifest);
  const signatureKey = place(of, sealNames.signature);
  const bytes = await ports.documents.read('archive', manifestKey);
  const manifest = Manifest.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  const publicKey = await ports.signer.publicKey();
  const options = lock(of, longest(of));
  await ports.documents.write('archive', place(of, sealNames.publicKey), Buffer.from(publicKey, 'utf8'), {
    mediaType: 'application/x-pem-file',
    ...options,
  });
  await writeSignature(ports, signatureKey, bytes, publicKey, options);
  return {
    packageId: of.packageId,
    manifestKey,
    manifestSha256: sha256Hex(bytes),
    signatureKey,
    objectCount: manifest.objects.length,
  };
};

const isWhole = async (ports: Ports, folder: string, { path, sha256, size }: PackagedObject): Promise<boolean> => {
  const bytes = await ports.documents.read('archive', `${folder}${path}`);
  return bytes.byteLength === size && sha256Hex(bytes) === sha256;
};

/** R64: reads everything back. The count of what is not as it was sealed, the seal itself included. */
export const countDamage = async (ports: Ports, caseId: string): Promise<number> => {
  const file = await loadCase(ports, caseId);
  const packageId = packageIdOf(caseId);
  const folder = folderOf(packageId);
  const bytes = await ports.documents.read('archive', `${folder}${sealNames.manifest}`);
  const signature = await ports.documents.read('archive', `${folder}${sealNames.signature}`);
  const isSealed =
    sha256Hex(bytes) === file.archives[packageId]?.manifestSha256 &&
    isSignedBy(bytes, signature, await ports.signer.publicKey());
  if (!isSealed) return 1;
  const manifest = Manifest.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  let damaged = 0;
  for (const object of manifest.objects) if (!(await isWhole(ports, folder, object))) damaged += 1;
  return damaged;
};
