import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '#infra/local/paths.ts';

const folder = 'functions/domain/policy';

const jsonFiles = (name: string): string[] =>
  readdirSync(join(root, folder, name))
    .filter((file) => file.endsWith('.json'))
    .toSorted();

const listed = (name: string, files: readonly string[]): string =>
  files.map((_, index) => `${name}${index}`).join(', ');

/** The module that names every pack and every table of holidays, so that the bundler takes them along. */
export const packIndex = (): string => {
  const packs = jsonFiles('packs');
  const holidays = jsonFiles('holidays');
  const imports = (name: string, files: readonly string[], prefix: string): string[] =>
    files.map((file, index) => `import ${prefix}${index} from '#${folder}/${name}/${file}' with { type: 'json' };`);
  return [
    '/* Written by `npm run packs` from the files in packs/ and holidays/: never edited. */',
    ...imports('holidays', holidays, 'holidays'),
    ...imports('packs', packs, 'pack'),
    '',
    `export const holidayFiles: readonly unknown[] = [${listed('holidays', holidays)}];`,
    `export const packFiles: readonly unknown[] = [${listed('pack', packs)}];`,
    '',
  ].join('\n');
};

export const packIndexFile = join(root, folder, 'files.ts');

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(packIndexFile, packIndex());
