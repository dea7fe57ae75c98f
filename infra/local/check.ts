import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { root } from '#infra/local/paths.ts';
import { lintPython } from '#infra/local/python.ts';
import { CommandFailed, run } from '#infra/local/run.ts';
import { say } from '#infra/local/say.ts';
import { packIndex, packIndexFile } from '#infra/packs.ts';

const Verdict = z.object({ isValid: z.boolean(), errorsText: z.custom<(separator: string) => string>().optional() });
type Validate = (definition: unknown) => unknown;

/** Fills placeholders with something that looks like the ARN which the deployment puts there. */
const filled = (definition: string): unknown =>
  JSON.parse(definition.replaceAll(/\$\{(\w+)\}/g, 'arn:aws:lambda:us-east-1:000000000000:function:$1'));

const validateMachines = async (): Promise<void> => {
  const validate: Validate = createRequire(import.meta.url)('asl-validator');
  const folder = join(root, 'statemachines');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.asl.json'))) {
    const { isValid, errorsText } = Verdict.parse(validate(filled(readFileSync(join(folder, file), 'utf8'))));
    if (!isValid) throw new Error(`${file}: ${errorsText?.('\n') ?? 'invalid'}`);
  }
};

const bin =
  (name: string, ...args: string[]) =>
  async (): Promise<void> => {
    await run(join(root, 'node_modules/.bin', name), args);
  };

/** Imported here and not above: a type error in the operations should fail its own step. */
const openApiIsFresh = async (): Promise<void> => {
  const { openApiText } = await import('#functions/contracts/openapi.ts');
  if (readFileSync(join(root, 'openapi.json'), 'utf8') !== openApiText())
    throw new Error('openapi.json is not what the operation table says: npm run openapi writes it anew');
};

const packIndexIsFresh = async (): Promise<void> => {
  if (readFileSync(packIndexFile, 'utf8') !== packIndex())
    throw new Error('the list of policy packs is not what the folders hold: npm run packs writes it anew');
};

/** W3005 finds CDK's own `DependsOn` needless wherever a `GetAtt` says the same; everything else counts, warnings too. */
const lintTemplates = async (): Promise<void> => {
  const python = await lintPython(say);
  const folder = join(root, 'cdk.out');
  const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  if (templates.length === 0) throw new Error('there is no template: the synth above failed');
  const files = templates.map((name) => join(folder, name));
  await run(join(dirname(python), 'cfn-lint'), ['--ignore-checks', 'W3005', '--', ...files]);
};

const steps: readonly { readonly name: string; readonly act: () => Promise<void> }[] = [
  { name: 'format', act: bin('oxfmt', '--check', '.') },
  { name: 'lint and import directions', act: bin('oxlint') },
  { name: 'types', act: bin('tsc') },
  { name: 'unused code', act: bin('knip', '--no-progress') },
  { name: 'state machines', act: validateMachines },
  { name: 'list of policy packs', act: packIndexIsFresh },
  { name: 'OpenAPI document', act: openApiIsFresh },
  { name: 'OpenAPI document by Redocly', act: bin('redocly', 'lint', 'openapi.json', '--extends=recommended') },
  {
    name: 'synth of production with cdk-nag',
    act: bin('cdk', 'synth', '-q', '-c', 'stage=production', '--no-notices'),
  },
  { name: 'production templates with cfn-lint', act: lintTemplates },
];

const attempt = async ({ name, act }: (typeof steps)[number]): Promise<boolean> => {
  const since = performance.now();
  try {
    await act();
    say(`ok    ${name} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    const said = error instanceof CommandFailed ? error.output : String(error);
    say(`FAIL  ${name}\n${said.trim()}`);
    return false;
  }
};

let failed = 0;
for (const step of steps) if (!(await attempt(step))) failed += 1;
say(`${steps.length - failed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
