import { readHashLines, sealNames, tagFilesOf, tagManifestOf, tagNames } from '#functions/domain/archive/bag.ts';
import type { Seal } from '#functions/domain/archive/archiving.ts';
import {
  detachedJws,
  isSignedBy,
  protectedHeader,
  SigningKey,
  signingInput,
  signingKeyOf,
} from '#functions/domain/archive/jws.ts';
import { folderOf, Inventory, packageIdOf } from '#functions/domain/archive/package.ts';
import type { PackagedObject } from '#functions/domain/archive/package.ts';
import { endedAs, retainUntil } from '#functions/domain/archive/retention.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { frozen, heldUntilClosing, packing, placeIn } from '#functions/usecases/archive-package.ts';
import type { Packing } from '#functions/usecases/archive-package.ts';
import { firstPreviousHash } from '#functions/domain/model.ts';
import type { Part } from '#functions/domain/model.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { loadCase } from '#functions/usecases/workflows/system-act.ts';

export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** The tag files and the seal live as long as the longest class (4.15, 16). */
const writeTag = async (ports: Ports, of: Packing, name: string, text: string): Promise<{ versionId: string }> =>
  ports.documents.write('archive', placeIn(of, name), Buffer.from(text, 'utf8'), {
    mediaType: name.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8',
    ...heldUntilClosing(of, retainUntil(of.file, of.policy, 'LEDGER', of.closedAt)),
  });

/** R64: the same objects give the same bytes, so that a repeat writes nothing new. */
export const writeManifest = async (
  ports: Ports,
  caseId: string,
  objects: readonly PackagedObject[],
): Promise<{ manifestSha256: string }> => {
  const of = await frozen(ports, caseId, { journal: true, reads: true, complaints: [] });
  const tagFiles = tagFilesOf(
    Inventory.parse({
      packageId: of.packageId,
      caseId,
      format: 2,
      startedAt: of.startedAt,
      endedAs: endedAs(of.file),
      policy: { ...of.file.policy },
      journal: { entries: of.entries.length, headHash: of.file.head.hash },
      accessLog: { entries: of.reads.length, headHash: of.reads.at(-1)?.hash ?? firstPreviousHash },
      objects: objects.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    }),
  );
  for (const [name, text] of Object.entries(tagFiles)) await writeTag(ports, of, name, text);
  const tagManifest = tagManifestOf(tagFiles);
  await writeTag(ports, of, sealNames.tagManifest, tagManifest);
  return { manifestSha256: sha256Hex(tagManifest) };
};

/** A signature is another one each time, so a repeat finds the first one in its place: if it holds, it is as good. */
const writeSignature = async (ports: Ports, of: Packing, payload: Uint8Array, key: SigningKey): Promise<void> => {
  const header = protectedHeader(key.kid);
  const { signature } = await ports.signer.sign(signingInput(header, payload));
  try {
    await writeTag(ports, of, sealNames.signature, `${detachedJws(header, signature)}\n`);
  } catch (error) {
    const there = await ports.documents.read('archive', placeIn(of, sealNames.signature));
    if (!isSignedBy(textOf(there), payload, key)) throw error;
  }
};

export const inventoryAt = async (ports: Ports, folder: string): Promise<Inventory> =>
  Inventory.parse(JSON.parse(textOf(await ports.documents.read('archive', `${folder}${tagNames.inventory}`))));

/** R64: signs the tag manifest with a key that never leaves KMS, and puts the public key beside it. */
export const sealPackage = async (ports: Ports, caseId: string): Promise<Seal> => {
  const of = await packing(ports, caseId);
  const folder = folderOf(of.packageId);
  const manifestKey = placeIn(of, sealNames.tagManifest);
  const bytes = await ports.documents.read('archive', manifestKey);
  const { versionId } = await writeTag(ports, of, sealNames.tagManifest, textOf(bytes));
  const { objects } = await inventoryAt(ports, folder);
  const key = signingKeyOf(await ports.signer.publicKey());
  await writeTag(ports, of, sealNames.key, `${JSON.stringify(key, undefined, 2)}\n`);
  await writeSignature(ports, of, bytes, key);
  return {
    packageId: of.packageId,
    manifestKey,
    manifestVersionId: versionId,
    manifestSha256: sha256Hex(bytes),
    signatureKey: placeIn(of, sealNames.signature),
    objectCount: objects.length,
  };
};

/** Whether the seal in the bucket is the one that the journal knows, by the bank's own key and not by the one beside it. */
const isSealWhole = async (ports: Ports, folder: string, tagManifest: Uint8Array, sealed: string): Promise<boolean> => {
  const jws = textOf(await ports.documents.read('archive', `${folder}${sealNames.signature}`));
  const beside = SigningKey.safeParse(
    JSON.parse(textOf(await ports.documents.read('archive', `${folder}${sealNames.key}`))),
  );
  const key = signingKeyOf(await ports.signer.publicKey());
  return sha256Hex(tagManifest) === sealed && beside.data?.kid === key.kid && isSignedBy(jws, tagManifest, key);
};

/** Read back and hashed; of what lies in the coldest class the hash that the store took down when it was written. */
const isWhole = async (ports: Ports, folder: string, object: PackagedObject): Promise<boolean> => {
  const { path, versionId, sha256, size } = object;
  const key = `${folder}${path}`;
  const isReady = (await ports.vault.warmth(key, versionId)) === 'ready';
  const found = isReady
    ? await ports.documents.digest('archive', key, versionId)
    : await ports.vault.attested(key, versionId);
  return found.size === size && found.sha256 === sha256;
};

type Sample = (objects: readonly PackagedObject[]) => readonly PackagedObject[];

/** R64: reads back from the bucket, all of it or a sample. The count of what is not as it was sealed, the seal itself included. */
export const countDamage = async (ports: Ports, caseId: string, sample: Sample = (all) => all): Promise<number> => {
  const packageId = packageIdOf(caseId);
  const folder = folderOf(packageId);
  const archive = (await loadCase(ports, caseId)).archives[packageId];
  const bytes = await ports.documents.read('archive', `${folder}${sealNames.tagManifest}`, archive?.manifestVersionId);
  if (!(await isSealWhole(ports, folder, bytes, archive?.manifestSha256 ?? ''))) return 1;
  let damaged = 0;
  for (const { path, sha256 } of readHashLines(textOf(bytes)) ?? [])
    if ((await ports.documents.digest('archive', `${folder}${path}`)).sha256 !== sha256) damaged += 1;
  if (damaged > 0) return damaged;
  for (const object of sample((await inventoryAt(ports, folder)).objects))
    if (!(await isWhole(ports, folder, object))) damaged += 1;
  return damaged;
};

export interface TagFile {
  readonly path: string;
  readonly text: string;
}

/** The files of a sealed package that are not payload, and its inventory; refuses what is not the bytes that were sealed. */
export const openPackage = async (
  ports: Ports,
  { manifestKey, manifestVersionId, manifestSha256, packageId, destructions = [] }: Part<'archives'>,
): Promise<{ readonly tagFiles: readonly TagFile[]; readonly inventory: Inventory } | undefined> => {
  if (manifestKey === undefined) return undefined;
  const folder = folderOf(packageId);
  const bytes = await ports.documents.read('archive', manifestKey, manifestVersionId);
  const isChanging = destructions.some(({ destroyedAt }) => destroyedAt === undefined);
  if (sha256Hex(bytes) !== manifestSha256) throw new Error('the manifest is not the one that was sealed');
  const tagFiles: TagFile[] = [{ path: sealNames.tagManifest, text: textOf(bytes) }];
  for (const { path, sha256 } of readHashLines(textOf(bytes)) ?? []) {
    const tag = await ports.documents.read('archive', `${folder}${path}`);
    if (sha256Hex(tag) !== sha256) {
      if (isChanging) throw new Refusal('ConcurrentChange', 'a class is being destroyed; ask again in a minute');
      throw new Error(`${path} is not the one that was sealed`);
    }
    tagFiles.push({ path, text: textOf(tag) });
  }
  for (const path of [sealNames.signature, sealNames.key])
    tagFiles.push({ path, text: textOf(await ports.documents.read('archive', `${folder}${path}`)) });
  const inventory = tagFiles.find(({ path }) => path === tagNames.inventory);
  return { tagFiles, inventory: Inventory.parse(JSON.parse(inventory?.text ?? '{}')) };
};
