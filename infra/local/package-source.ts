import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { open } from 'yauzl';
import type { Entry as ZipEntry, ZipFile } from 'yauzl';

/** A package wherever it lies: its paths, and a stream of each file. */
export interface PackageSource {
  readonly paths: readonly string[];
  readonly open: (path: string) => Promise<Readable>;
  readonly close: () => void;
}

const folderSource = (folder: string): PackageSource => {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return { paths, open: async (path) => createReadStream(join(folder, path)), close: () => {} };
};

const entriesOf = async (zip: ZipFile): Promise<ZipEntry[]> =>
  new Promise((resolve, reject) => {
    const found: ZipEntry[] = [];
    zip.on('entry', (entry: ZipEntry) => {
      if (!entry.fileName.endsWith('/')) found.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(found));
    zip.on('error', reject);
    zip.readEntry();
  });

/** Zips often hold the package in a folder of its name. */
const topOf = (entries: readonly ZipEntry[]): string => {
  const declaration = entries.find(({ fileName }) => /(?:^|\/)bagit\.txt$/u.test(fileName));
  return declaration === undefined ? '' : declaration.fileName.slice(0, -'bagit.txt'.length);
};

const zipSource = async (file: string): Promise<PackageSource> => {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open(file, { lazyEntries: true, autoClose: false }, (fault, opened) => {
      if (fault === null) resolve(opened);
      else reject(fault);
    });
  });
  const entries = await entriesOf(zip);
  const top = topOf(entries);
  const byPath = new Map(entries.map((entry) => [entry.fileName.slice(top.length), entry]));
  return {
    paths: [...byPath.keys()],
    open: async (path) =>
      new Promise((resolve, reject) => {
        const entry = byPath.get(path);
        if (entry === undefined) return reject(new Error(`${path} is not in the archive`));
        zip.openReadStream(entry, (fault, stream) => (fault === null ? resolve(stream) : reject(fault)));
      }),
    close: () => zip.close(),
  };
};

/** A folder or a ZIP file, read as a stream. */
export const packageAt = async (place: string): Promise<PackageSource> => {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) throw new Error(`there is no ${place}`);
  return found.isDirectory() ? folderSource(place) : zipSource(place);
};
