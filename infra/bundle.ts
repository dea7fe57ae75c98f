import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { build, type Metafile, type Plugin } from 'esbuild';
import { ownHolidays } from '#infra/holidays.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const handlers = 'functions/handlers';
const target = join(root, 'dist/functions');

/** One Lambda: `api/cases.ts` is deployed from the folder `api-cases`. */
export interface FunctionEntry {
  readonly entry: string;
  readonly name: string;
}

export const functionName = (entry: string): string => entry.replace(/\.ts$/, '').replaceAll('/', '-');

/** Where the bundle of an entry lies once `bundle` has run. */
export const bundleFolder = (entry: string): string => join(target, functionName(entry));

/** Every file under `functions/handlers` is one Lambda; the stacks must name them all (a test says so). */
export const functionEntries = (): FunctionEntry[] =>
  globSync('**/*.ts', { cwd: join(root, handlers) })
    .map((entry) => entry.replaceAll('\\', '/'))
    .sort()
    .map((entry) => ({ entry, name: functionName(entry) }));

/** An output file and every chunk that it reaches, dynamic imports included. */
const reach = (outputs: Metafile['outputs'], start: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(start)) return seen;
  seen.add(start);
  for (const link of outputs[start]?.imports ?? []) if (!link.external) reach(outputs, link.path, seen);
  return seen;
};

const copyInto = (folder: string, file: string, name = basename(file)): void => {
  mkdirSync(folder, { recursive: true });
  copyFileSync(file, join(folder, name));
};

const resolved = (specifier: string): string => fileURLToPath(import.meta.resolve(specifier));

/** The typefaces that the PDF adapter names, from the packages that carry them. */
const copyFonts = (folder: string, sources: readonly string[]): void => {
  const text = sources.map((source) => readFileSync(join(root, source), 'utf8')).join('\n');
  for (const [, language = '', weight = ''] of text.matchAll(/NotoSans(TC|SC)_(\d{3}[A-Za-z]+)/g)) {
    const file = `NotoSans${language}_${weight}.ttf`;
    const fonts = dirname(resolved(`@expo-google-fonts/noto-sans-${language.toLowerCase()}/package.json`));
    copyInto(join(folder, 'fonts'), join(fonts, weight, file));
  }
};

/** pdfkit reads its colour profile beside the bundle, and embeds what it writes with. */
const copyPdfFiles = (folder: string, sources: readonly string[]): void => {
  const profiles = join(dirname(resolved('pdfkit')), 'data');
  for (const profile of globSync('*.icc', { cwd: profiles })) copyInto(join(folder, 'data'), join(profiles, profile));
  copyFonts(folder, sources);
};

const noBrotli: Plugin = {
  name: 'no-brotli',
  // fontkit needs it for WOFF2 alone, which nothing here is: 460 kB less.
  setup: (context) => {
    context.onResolve({ filter: /^brotli\/decompress/ }, () => ({ path: 'brotli', namespace: 'empty' }));
    context.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default undefined' }));
  },
};

/** Our own sources build a schema at its first use; libraries and the lazy module itself have zod as it is. */
export const lazySchemas: Plugin = {
  name: 'lazy-schemas',
  setup: (context) => {
    context.onResolve({ filter: /^zod$/ }, ({ importer }) =>
      importer.startsWith(join(root, 'functions/')) ? { path: join(root, 'infra/lazy-zod.mjs') } : undefined,
    );
  },
};

/** Results of modules that a bundle needs without what they are made from; the module is run here instead of there. */
const ready: Plugin = {
  name: 'ready',
  setup: (context) => {
    context.onLoad({ filter: /[\\/]agreement[\\/]forms-in-use\.ts$/ }, async () => {
      const { formsInUse } = await import('#functions/domain/agreement/forms-in-use.ts');
      return { contents: `export const formsInUse = ${JSON.stringify(formsInUse)};`, loader: 'js' };
    });
  },
};

/**
 * Every Lambda in one esbuild process, so that they share chunks: ESM with splitting loads in half the time of one file
 * each, and credential providers and the like stay unread until they are asked for.
 */
export const compile = (entries: readonly FunctionEntry[]) =>
  build({
    absWorkingDir: root,
    entryPoints: entries.map(({ entry, name }) => ({ in: join(handlers, entry), out: name })),
    outdir: 'dist/bundle',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    metafile: true,
    write: false,
    legalComments: 'none',
    // A constructor that lazy-zod.mjs does not have yet.
    logOverride: { 'import-is-undefined': 'error' },
    // Some packages are CommonJS inside and ask for Node's own modules; the plain name collides with esbuild's.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    plugins: [noBrotli, lazySchemas, ready, ownHolidays(process.env['HOLIDAYS'])],
  });

type Compiled = Awaited<ReturnType<typeof compile>>;

const writeFolder = ({ metafile, outputFiles }: Compiled, name: string): void => {
  const folder = join(target, name);
  const entryFile = `dist/bundle/${name}.mjs`;
  const files = reach(metafile.outputs, entryFile);
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of outputFiles) {
    const file = relative(root, path).replaceAll('\\', '/');
    if (files.has(file)) writeFileSync(join(folder, file === entryFile ? 'index.mjs' : basename(file)), contents);
  }
  const sources = [...files].flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));
  if (sources.some((source) => source.includes('node_modules/pdfkit/')))
    copyPdfFiles(
      folder,
      sources.filter((source) => source.startsWith('functions/')),
    );
};

const digestOf = ({ outputFiles }: Compiled): string => {
  const digest = createHash('sha256');
  for (const { path, hash } of outputFiles) digest.update(`${relative(root, path)} ${hash}\n`);
  return digest.digest('hex');
};

/** Two runs at once (a test beside a start) take turns; a lock left by a killed run is taken over after half a minute. */
const withLock = async (act: () => void): Promise<void> => {
  const lock = join(root, 'dist/.bundling');
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (let tries = 0; tries < 300; tries += 1) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      await delay(100);
    }
  }
  try {
    act();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
};

/** Bundles every Lambda into `dist/functions`; a bundle that is there already and the same is left untouched. */
export const bundle = async (): Promise<readonly FunctionEntry[]> => {
  const entries = functionEntries();
  const compiled = await compile(entries);
  const digest = digestOf(compiled);
  const stamp = join(target, '.digest');
  await withLock(() => {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
    rmSync(target, { recursive: true, force: true });
    for (const { name } of entries) writeFolder(compiled, name);
    writeFileSync(stamp, digest);
  });
  return entries;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const entries = await bundle();
  process.stdout.write(`${entries.length} functions bundled into ${relative(process.cwd(), target)}\n`);
}
