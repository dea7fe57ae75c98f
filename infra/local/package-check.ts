import { text as textFrom } from 'node:stream/consumers';
import type * as z from 'zod';
import { readHashLines, sealNames, tagNames } from '#functions/domain/archive/bag.ts';
import type { HashLine } from '#functions/domain/archive/bag.ts';
import { isSignedBy, SigningKey, thumbprintOf } from '#functions/domain/archive/jws.ts';
import { Inventory } from '#functions/domain/archive/package.ts';
import { digestOf } from '#functions/domain/ids.ts';
import { Entry, firstBrokenSeq } from '#functions/domain/journal.ts';
import { firstPreviousHash } from '#functions/domain/model.ts';
import type { PackageSource } from '#infra/local/package-source.ts';

export interface Checked {
  readonly files: number;
  readonly entries: number;
  /** Thumbprint of the key beside the package: to be compared with the one that the bank published. */
  readonly kid: string;
}

class Damage extends Error {}

const need: (held: boolean, what: string) => asserts held = (held, what) => {
  if (!held) throw new Damage(what);
};

const textAt = async (source: PackageSource, path: string): Promise<string> => {
  need(source.paths.includes(path), `${path} is missing`);
  return textFrom(await source.open(path));
};

const linesAt = async (source: PackageSource, path: string): Promise<readonly HashLine[]> => {
  const lines = readHashLines(await textAt(source, path));
  need(lines !== undefined && lines.length > 0, `${path} is not a list of hashes`);
  return lines;
};

/** The bytes that each line names: the total size, or the first file that is not there or not as it was. */
const hold = async (source: PackageSource, lines: readonly HashLine[]): Promise<number> => {
  let octets = 0;
  for (const { path, sha256 } of lines) {
    need(source.paths.includes(path), `${path} is missing`);
    const found = await digestOf(await source.open(path));
    need(found.sha256 === sha256, `${path} is not as it was sealed`);
    octets += found.size;
  }
  return octets;
};

const parsed = <T>(schema: z.ZodType<T>, text: string, path: string): T => {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Damage(`${path} cannot be read`);
  }
};

const checkSeal = async (source: PackageSource, trusted: string | undefined): Promise<string> => {
  const payload = await textAt(source, sealNames.tagManifest);
  const jws = await textAt(source, sealNames.signature);
  const key = parsed(SigningKey, await textAt(source, sealNames.key), sealNames.key);
  const kid = thumbprintOf(key);
  need(kid === key.kid, `${sealNames.key} names another thumbprint than its own`);
  need(isSignedBy(jws, Buffer.from(payload, 'utf8'), key), `${sealNames.signature} is not a signature of this package`);
  need(trusted === undefined || trusted === kid, `the package is signed with key ${kid}, not with ${trusted ?? ''}`);
  return kid;
};

const entriesAt = async (source: PackageSource, path: string): Promise<readonly Entry[]> => {
  const lines = (await textAt(source, path)).split('\n').filter((line) => line !== '');
  const entries = lines.map((line, index) => parsed(Entry, line, `${path}, line ${index + 1},`));
  const broken = firstBrokenSeq(entries);
  need(broken === undefined, `${path} is broken at entry ${broken ?? 0}`);
  return entries;
};

const checkChain = async (
  source: PackageSource,
  path: string,
  { entries: count, headHash }: Inventory['journal'],
): Promise<number> => {
  const entries = await entriesAt(source, path);
  need(
    entries.length === count && (entries.at(-1)?.hash ?? firstPreviousHash) === headHash,
    `${path} does not end where ${tagNames.inventory} says`,
  );
  return entries.length;
};

/** Journal, access log and the chains of complaints, unless their term has ended and they were destroyed (R66). */
const checkChains = async (
  source: PackageSource,
  { journal, accessLog, destroyed = [] }: Inventory,
): Promise<number> => {
  for (const path of source.paths) if (/^data\/complaints\/.+\.jsonl$/u.test(path)) await entriesAt(source, path);
  if (destroyed.some(({ path }) => path === 'data/journal.jsonl')) return 0;
  if (accessLog !== undefined) await checkChain(source, 'data/access-log.jsonl', accessLog);
  return checkChain(source, 'data/journal.jsonl', journal);
};

const readable = new Set<string>([...Object.values(tagNames), ...Object.values(sealNames)]);

/** Whole, or the first thing that is wrong, in the words for a person. `trusted` is the thumbprint that the bank published. */
export const checkPackage = async (
  source: PackageSource,
  trusted?: string,
): Promise<Checked | { readonly wrong: string }> => {
  try {
    const declared = await textAt(source, tagNames.declaration);
    need(declared.startsWith('BagIt-Version: 1.0\n'), `${tagNames.declaration} does not declare BagIt 1.0`);
    const kid = await checkSeal(source, trusted);
    const tags = await linesAt(source, sealNames.tagManifest);
    for (const name of Object.values(tagNames))
      need(
        tags.some(({ path }) => path === name),
        `${sealNames.tagManifest} does not name ${name}`,
      );
    await hold(source, tags);
    const payload = await linesAt(source, tagNames.manifest);
    const octets = await hold(source, payload);
    const listed = new Set([...payload, ...tags].map(({ path }) => path));
    const stranger = source.paths.find((path) => !listed.has(path) && !readable.has(path));
    need(stranger === undefined, `${stranger ?? ''} is not part of the package`);
    const oxum = `Payload-Oxum: ${octets}.${payload.length}\n`;
    need((await textAt(source, tagNames.info)).includes(oxum), `${tagNames.info} counts other bytes or files`);
    const inventory = parsed(Inventory, await textAt(source, tagNames.inventory), tagNames.inventory);
    const entries = await checkChains(source, inventory);
    return { files: source.paths.length, entries, kid };
  } catch (fault) {
    if (fault instanceof Damage) return { wrong: fault.message };
    throw fault;
  }
};
