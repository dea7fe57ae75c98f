import { sealNames, tagFilesOf, tagManifestOf } from '#functions/domain/archive/bag.ts';
import type { Archive, Destruction } from '#functions/domain/archive-parts.ts';
import { classesOf } from '#functions/domain/archive/classes.ts';
import { destructionOf } from '#functions/domain/archive/destroyed.ts';
import type { NewSeal } from '#functions/domain/archive/destruction.ts';
import { detachedJws, isSignedBy, protectedHeader, signingInput, signingKeyOf } from '#functions/domain/archive/jws.ts';
import { whatIsKept } from '#functions/domain/archive/kept.ts';
import { folderOf, Inventory, packageIdOf } from '#functions/domain/archive/package.ts';
import { hasLongRetention } from '#functions/domain/archive/retention.ts';
import { isOpen } from '#functions/domain/complaints/complaint.ts';
import { daysBetween } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { inventoryAt, textOf } from '#functions/usecases/archive-seal.ts';
import type { Bucket, Ports } from '#functions/usecases/ports.ts';
import { loadCase, packFor } from '#functions/usecases/workflows/system-act.ts';

interface Order {
  readonly file: CaseFile;
  readonly archive: Archive;
  readonly ordered: Destruction;
  /** Nothing is left afterwards: the whole case goes. */
  readonly isLast: boolean;
}

const orderOf = async (ports: Ports, caseId: string, destructionId: string): Promise<Order> => {
  const file = await loadCase(ports, caseId);
  const archive = file.archives[packageIdOf(caseId)];
  const ordered = archive === undefined ? undefined : destructionOf(archive, destructionId);
  if (archive === undefined || ordered === undefined)
    throw new Refusal('NotFound', 'nobody has ordered this destruction');
  const isLast = classesOf(file, packFor(file), archive).every(
    (kept) => kept.destroyedAt !== undefined || ordered.classes.includes(kept.class),
  );
  return { file, archive, ordered, isLast };
};

const destroyAll = async (
  ports: Ports,
  bucket: Bucket,
  prefix: string,
  isGoing: (key: string) => boolean = () => true,
): Promise<void> => {
  for (const { key, versionId } of await ports.vault.versions(bucket, prefix))
    if (isGoing(key)) await ports.vault.destroy(bucket, key, versionId);
};

const destroyKey = async (ports: Ports, bucket: Bucket, key: string): Promise<void> =>
  destroyAll(ports, bucket, key, (one) => one === key);

/** Wherever something of a case lies: copies in the archive, what they were copied from, uploads nobody took over. */
const destroyWholeCase = async (ports: Ports, file: CaseFile): Promise<void> => {
  const { caseId } = file;
  for (const { key } of whatIsKept(file)) if (key !== undefined) await destroyKey(ports, 'documents', key);
  await destroyAll(ports, 'documents', `cases/${caseId}/`);
  await destroyAll(ports, 'documents', `${caseId}/`);
  await destroyAll(ports, 'intake', `${caseId}/`);
  await destroyAll(ports, 'archive', folderOf(packageIdOf(caseId)));
};

/**
 * R66: complaints go with the records of contacts, their words, chains and lists; with the last class also those that came
 * after the case was closed. While one of them is open, an operator starts the destruction again when it has its reply.
 */
const destroyComplaints = async (ports: Ports, { file, ordered, isLast }: Order): Promise<void> => {
  if (!isLast && !ordered.classes.includes('CONTACT')) return;
  const named = isLast ? await ports.complaints.ofCase(file.caseId) : [];
  if (named.some(isOpen)) throw new Error('a complaint about the case is open');
  const ids = new Set([...Object.keys(file.complaints), ...named.map(({ complaintId }) => complaintId)]);
  for (const complaintId of ids) await ports.complaints.purge(complaintId);
};

export interface Removed {
  readonly objects: number;
  readonly documentIds: string[];
}

const documentAt = /^data\/documents\/(?<id>[^/.]+)\./u;

/** R66: every version of every copy of what has ended, in the archive and where it was copied from. */
export const removeEnded = async (ports: Ports, caseId: string, destructionId: string): Promise<Removed> => {
  const order = await orderOf(ports, caseId, destructionId);
  const { file, archive, ordered, isLast } = order;
  await destroyComplaints(ports, order);
  if (isLast) {
    await destroyWholeCase(ports, file);
    const going = classesOf(file, packFor(file), archive).filter((kept) => ordered.classes.includes(kept.class));
    return { objects: going.reduce((sum, { objects }) => sum + objects, 0), documentIds: [] };
  }
  const folder = folderOf(archive.packageId);
  const inventory = await inventoryAt(ports, folder);
  const going = inventory.objects.filter((object) => ordered.classes.includes(object.class));
  const gone = (inventory.destroyed ?? []).filter(({ record }) => record === destructionId);
  const paths = new Set([...going, ...gone].map(({ path }) => path));
  for (const path of paths) await destroyKey(ports, 'archive', `${folder}${path}`);
  for (const { path, key } of whatIsKept(file))
    if (key !== undefined && paths.has(path)) await destroyKey(ports, 'documents', key);
  const documentIds = [...paths].flatMap((path) => documentAt.exec(path)?.groups?.['id'] ?? []);
  return { objects: paths.size, documentIds };
};

const without = (inventory: Inventory, { classes, destructionId, decidedBy, approvedAt }: Destruction): Inventory => {
  const going = inventory.objects.filter((object) => classes.includes(object.class));
  const rows = going.map(({ path, sha256, class: kind }) => ({
    path,
    sha256,
    class: kind,
    record: destructionId,
    orderedBy: decidedBy,
    orderedAt: approvedAt,
  }));
  return {
    ...inventory,
    objects: inventory.objects.filter((object) => !classes.includes(object.class)),
    destroyed: [...(inventory.destroyed ?? []), ...rows],
  };
};

/** 4.15, 16: new manifests and a new signature without what is gone; the package is valid again. Undefined when nothing is left. */
export const writeAnew = async (ports: Ports, caseId: string, destructionId: string): Promise<NewSeal | undefined> => {
  const { file, archive, ordered, isLast } = await orderOf(ports, caseId, destructionId);
  if (isLast) return undefined;
  const folder = folderOf(archive.packageId);
  const inventory = Inventory.parse(without(await inventoryAt(ports, folder), ordered));
  const heldForDays = daysBetween(
    ordered.approvedAt.slice(0, 10),
    archive.retainUntil ?? ordered.approvedAt.slice(0, 10),
  );
  const put = async (name: string, text: string) =>
    ports.vault.replace(`${folder}${name}`, Buffer.from(text, 'utf8'), {
      mediaType: name.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8',
      ...(hasLongRetention(file) ? { heldForDays } : {}),
    });
  const tagFiles = tagFilesOf(inventory);
  for (const [name, text] of Object.entries(tagFiles)) await put(name, text);
  const tagManifest = tagManifestOf(tagFiles);
  const { versionId } = await put(sealNames.tagManifest, tagManifest);
  const payload = Buffer.from(tagManifest, 'utf8');
  const key = signingKeyOf(await ports.signer.publicKey());
  await put(sealNames.key, `${JSON.stringify(key, undefined, 2)}\n`);
  if (!isSignedBy(textOf(await ports.documents.read('archive', `${folder}${sealNames.signature}`)), payload, key)) {
    const header = protectedHeader(key.kid);
    const { signature } = await ports.signer.sign(signingInput(header, payload));
    await put(sealNames.signature, `${detachedJws(header, signature)}\n`);
  }
  return {
    manifestVersionId: versionId,
    manifestSha256: sha256Hex(tagManifest),
    objectCount: inventory.objects.length,
  };
};
