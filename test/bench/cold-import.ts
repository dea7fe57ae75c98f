import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { bundle, bundleFolder, compile } from '#infra/bundle.ts';
import type { FunctionEntry } from '#infra/bundle.ts';
import { heading, median, ms, ratio, table } from '#test/bench/figures.ts';

type Outputs = Awaited<ReturnType<typeof compile>>['metafile']['outputs'];

const rounds = 5;
const folder = 'dist/bench';

/** An output file and what it imports before anything is asked of it. */
const staticPart = (outputs: Outputs, start: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(start)) return seen;
  seen.add(start);
  for (const link of outputs[start]?.imports ?? [])
    if (!link.external && link.kind === 'import-statement') staticPart(outputs, link.path, seen);
  return seen;
};

/** `client-dynamodb/QueryCommand` and the like: what a function's static part has of the SDK. */
const sdkOf = (outputs: Outputs, name: string): string[] => {
  const sources = [...staticPart(outputs, `dist/bundle/${name}.mjs`)].flatMap((file) =>
    Object.keys(outputs[file]?.inputs ?? {}),
  );
  const commands = sources.flatMap((source) => {
    const [, client = '', command = ''] =
      /@aws-sdk\/(client-[\w-]+|lib-dynamodb)\/.*\/commands\/(\w+Command)\.js$/.exec(source) ?? [];
    return command === '' ? [] : [`${client}/${command}`];
  });
  // lib-dynamodb wraps commands of the client; the wrapped ones come with it.
  const isWrapped = (one: string): boolean =>
    one.startsWith('client-dynamodb/') && commands.includes(one.replace('client-dynamodb', 'lib-dynamodb'));
  return [...new Set(commands)].filter((one) => !isWrapped(one)).toSorted();
};

/** A handler that does nothing but import these clients and commands. */
const bareSource = (sdk: readonly string[]): string => {
  const clients = new Map<string, string[]>();
  for (const one of sdk) {
    const [client = '', command = ''] = one.split('/');
    clients.set(client, [...(clients.get(client) ?? []), command]);
  }
  const names = [...clients.values()].flat();
  const lines = [...clients].map(([client, commands]) => {
    const more = client === 'lib-dynamodb' ? ['DynamoDBDocumentClient'] : [];
    names.push(...more);
    return `import { ${[...commands, ...more].join(', ')} } from '@aws-sdk/${client}';`;
  });
  const own = [...clients.keys()].some((client) => client === 'lib-dynamodb')
    ? [`import { DynamoDBClient } from '@aws-sdk/client-dynamodb';`]
    : [];
  if (own.length > 0) names.push('DynamoDBClient');
  return [
    ...own,
    ...lines,
    `export const parts = [${names.join(', ')}];`,
    `export const handler = async () => ({ statusCode: 200, body: String(parts.length) });`,
  ].join('\n');
};

/** The bare handlers, bundled as the functions are, one for each set of clients. */
const bundleBare = async (sets: ReadonlyMap<string, readonly string[]>): Promise<ReadonlyMap<string, string>> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'source'), { recursive: true });
  const named = [...sets].map(([key, sdk], index) => ({
    key,
    sdk,
    name: `bare-${index}`,
    file: join(folder, 'source', `bare-${index}.ts`),
  }));
  for (const { sdk, file } of named) writeFileSync(file, bareSource(sdk));
  const built = await compile(
    named.map(({ name }): FunctionEntry => ({ name, entry: `../../${folder}/source/${name}.ts` })),
  );
  for (const { path, contents } of built.outputFiles) {
    const target = path.replace(join('dist', 'bundle'), join(folder, 'built'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, contents);
  }
  return new Map(named.map(({ key, name }) => [key, resolve(folder, 'built', `${name}.mjs`)]));
};

/** Imports the bundle and asks it once, as a new Lambda environment does; an answer of any status will do, a throw too. */
const script = `
  const from = performance.now();
  const { handler } = await import(process.argv[1]);
  const imported = performance.now() - from;
  try { await handler(JSON.parse(process.argv[2]), {}); } catch {}
  process.stdout.write('\\n' + imported + ' ' + (performance.now() - from));
  process.exit(0);`;

/** A request that ends before AWS would be asked: what is measured is our own code. */
const firstRequest = JSON.stringify({
  httpMethod: 'POST',
  resource: '/v1/nothing',
  path: '/v1/nothing',
  headers: { 'content-type': 'application/json', authorization: 'Bearer none' },
  body: '{}',
  requestContext: { requestId: 'bench' },
});
const environment = {
  PATH: process.env['PATH'] ?? '',
  TABLE: 'cases',
  SHARDS: '2',
  LOG_LEVEL: 'SILENT',
  AWS_REGION: 'us-east-1',
};

interface Start {
  readonly imported: number;
  readonly asked: number;
}

/** One import and one request in a process of its own. */
const coldImport = (file: string): Start => {
  const printed = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', script, `file://${file}`, firstRequest],
    {
      encoding: 'utf8',
      env: environment,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const [imported = NaN, asked = NaN] = (printed.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { imported, asked };
};

/** What is deployed, fonts and colour profiles aside. */
const codeBytes = (folder: string): number =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

const attempted = (file: string): Start | undefined => {
  try {
    return coldImport(file);
  } catch {
    return undefined;
  }
};

/** Cold import of every function's bundle beside a bare handler with the same SDK clients: turn by turn, so that both see the same machine. */
export const coldImports = async (): Promise<void> => {
  const entries = await bundle();
  const { metafile } = await compile(entries);
  const sdk = new Map(entries.map(({ name }) => [name, sdkOf(metafile.outputs, name)]));
  const keyOf = (name: string): string => (sdk.get(name) ?? []).join(' ');
  const bare = await bundleBare(new Map([...sdk.values()].map((set) => [set.join(' '), set])));
  heading(
    `Cold import in a fresh process, median of ${rounds} (aim: at most × 1.5 of a bare handler with the same SDK clients)`,
  );
  const lines = entries.map(({ name, entry }) => {
    const file = resolve(bundleFolder(entry), 'index.mjs');
    const size = `${(codeBytes(bundleFolder(entry)) / 1000).toFixed(0)} kB`;
    const times: Start[] = [];
    const bareTimes: Start[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const time = attempted(file);
      if (time === undefined) return [name, 'does not load', '', '', '', '', size, ''];
      times.push(time);
      bareTimes.push(coldImport(bare.get(keyOf(name)) ?? ''));
    }
    const clients = [...new Set((sdk.get(name) ?? []).map((one) => one.split('/')[0]))].join(' ') || 'no SDK';
    const [own, bareOwn] = [times, bareTimes].map((all) => median(all.map(({ imported }) => imported)));
    const [asked, bareAsked] = [times, bareTimes].map((all) => median(all.map((one) => one.asked)));
    return [
      name,
      ms(own ?? NaN),
      ms(bareOwn ?? NaN),
      ratio(own ?? NaN, bareOwn ?? NaN),
      ms(asked ?? NaN),
      ratio(asked ?? NaN, bareAsked ?? NaN),
      size,
      clients,
    ];
  });
  table([['function', 'import', 'bare', 'ratio', 'and asked once', 'ratio', 'code', 'static SDK'], ...lines]);
};
