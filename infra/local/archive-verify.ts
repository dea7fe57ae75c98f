import { parseArgs } from 'node:util';
import { checkPackage } from '#infra/local/package-check.ts';
import { packageAt } from '#infra/local/package-source.ts';
import { fail, say } from '#infra/local/say.ts';

/** `npm run archive:verify -- FOLDER|ZIP [--key THUMBPRINT]`: whole, or the first thing that is wrong; works offline. */
const main = async (): Promise<void> => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' } } });
  const [place, ...more] = positionals;
  if (place === undefined || more.length > 0)
    throw new Error('Name one package: npm run archive:verify -- FOLDER|ZIP [--key THUMBPRINT]');
  const source = await packageAt(place);
  const checked = await checkPackage(source, values.key);
  source.close();
  if ('wrong' in checked) throw new Error(`${place}: ${checked.wrong}`);
  say(`${place}: whole; ${checked.files} files, ${checked.entries} journal entries, sealed with key ${checked.kid}`);
  if (values.key === undefined)
    say('compare the key with the thumbprint that the bank has published, or give it as --key');
};

await main().catch(fail);
