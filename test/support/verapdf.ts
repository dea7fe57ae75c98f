import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localFolder, root } from '#infra/local/paths.ts';

const lib = join(localFolder, 'verapdf');
const pom = join(root, 'test/support/verapdf/pom.xml');

const hasTool = (name: string): boolean => spawnSync(name, ['-version'], { stdio: 'ignore' }).status === 0;

/** CI insists on the validator; a laptop without Java and Maven skips it and says so. */
export const canValidate = (): boolean => {
  const can = hasTool('java') && hasTool('mvn');
  if (!can && process.env['CI'] !== undefined) throw new Error('CI needs Java 17 and Maven for veraPDF');
  if (!can) process.stdout.write('veraPDF skipped: no Java or no Maven on the PATH\n');
  return can;
};

/** Fetched once, by the ordinary client of its registry. */
const install = (): void => {
  if (existsSync(lib) && readdirSync(lib).some((file) => file.startsWith('greenfield-apps'))) return;
  const { status, stdout } = spawnSync(
    'mvn',
    ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`Maven could not fetch veraPDF: ${stdout}`);
};

export type Flavour = '2a' | 'ua1';

/** What veraPDF says of files, one line each: `PASS name flavour`, or `FAIL` with the rules that are broken. */
export const validate = (flavour: Flavour, files: Readonly<Record<string, Uint8Array>>): readonly string[] => {
  install();
  const folder = mkdtempSync(join(tmpdir(), 'verapdf-'));
  const paths = Object.entries(files).map(([name, bytes]) => {
    const path = join(folder, `${name}.pdf`);
    writeFileSync(path, bytes);
    return path;
  });
  const { stdout } = spawnSync(
    'java',
    ['-XX:TieredStopAtLevel=1', '-cp', join(lib, '*'), 'org.verapdf.apps.GreenfieldCliWrapper'].concat(
      ['--format', 'text', '-v', '-f', flavour],
      paths,
    ),
    { encoding: 'utf8' },
  );
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.replaceAll(`${folder}/`, ''));
};
