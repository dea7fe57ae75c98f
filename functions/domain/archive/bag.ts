import type { Inventory } from '#functions/domain/archive/package.ts';
import { sha256Hex } from '#functions/domain/ids.ts';

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

/** The files of a BagIt 1.0 package (RFC 8493) that are not payload, by what they are for. */
export const tagNames = {
  declaration: 'bagit.txt',
  info: 'bag-info.txt',
  manifest: 'manifest-sha256.txt',
  inventory: 'inventory.json',
} as const;

/** What was destroyed when its term ended (4.15, 16): the package stays valid without it. */
const destroyedName = 'destroyed.csv';

const destroyedOf = ({ destroyed = [] }: Inventory): Readonly<Record<string, string>> =>
  destroyed.length === 0
    ? {}
    : {
        [destroyedName]: lines(
          'path,sha256,class,record,orderedBy,orderedAt',
          ...destroyed.map((one) =>
            [one.path, one.sha256, one.class, one.record, one.orderedBy.join(' '), one.orderedAt].join(','),
          ),
        ),
      };

/** The seal: hashes of the tag files, a detached JWS over those bytes, the public key to check it by. */
export const sealNames = {
  tagManifest: 'tagmanifest-sha256.txt',
  signature: 'tagmanifest-sha256.txt.jws',
  key: 'signing-key.jwk.json',
} as const;

const infoOf = ({ packageId, caseId, startedAt, endedAs, policy, journal, objects }: Inventory): string => {
  const octets = objects.reduce((sum, { size }) => sum + size, 0);
  return lines(
    `Bagging-Date: ${startedAt.slice(0, 10)}`,
    'Bag-Software-Agent: repayment assistance',
    `External-Identifier: ${packageId}`,
    `Internal-Sender-Identifier: ${caseId}`,
    `Payload-Oxum: ${octets}.${objects.length}`,
    `Case-Ended-As: ${endedAs}`,
    `Policy-Pack: ${policy.jurisdiction} ${policy.version}`,
    `Journal-Entries: ${journal.entries}`,
    `Journal-Head: ${journal.headHash}`,
  );
};

/** Paths in the bag are made here from ids and fixed words, so nothing needs BagIt's percent-encoding. */
const hashLines = (files: readonly { readonly path: string; readonly sha256: string }[]): string =>
  lines(...files.map(({ path, sha256 }) => `${sha256}  ${path}`));

/** The tag files of a package: the same inventory gives the same bytes. */
export const tagFilesOf = (inventory: Inventory): Readonly<Record<string, string>> => ({
  [tagNames.declaration]: lines('BagIt-Version: 1.0', 'Tag-File-Character-Encoding: UTF-8'),
  [tagNames.info]: infoOf(inventory),
  [tagNames.manifest]: hashLines(inventory.objects),
  [tagNames.inventory]: `${JSON.stringify(inventory, undefined, 2)}\n`,
  ...destroyedOf(inventory),
});

/** `tagmanifest-sha256.txt`, the bytes that are signed: through it every byte of the package hangs on one signature. */
export const tagManifestOf = (tagFiles: Readonly<Record<string, string>>): string =>
  hashLines(Object.entries(tagFiles).map(([path, text]) => ({ path, sha256: sha256Hex(text) })));

export interface HashLine {
  readonly path: string;
  readonly sha256: string;
}

/** Reads a BagIt manifest; undefined when a line is none. */
export const readHashLines = (text: string): readonly HashLine[] | undefined => {
  const read = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => /^(?<sha256>[0-9a-f]{64}) +(?<path>.+)$/u.exec(line)?.groups);
  const found = read.flatMap((groups) => {
    const { sha256, path } = groups ?? {};
    return sha256 === undefined || path === undefined ? [] : [{ sha256, path }];
  });
  return found.length === read.length ? found : undefined;
};
