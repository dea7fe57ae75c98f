import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { region } from '#infra/local/emulator.ts';
import { root } from '#infra/local/paths.ts';
import { run } from '#infra/local/run.ts';

const Outputs = z.object({
  'repayment-local-data': z.object({
    Table: z.string(),
    IntakeBucket: z.string(),
    DocumentsBucket: z.string(),
    ArchiveBucket: z.string(),
    StatisticsBucket: z.string(),
  }),
  'repayment-local-workflow': z.record(z.string(), z.string()),
  'repayment-local-api': z.object({
    ApiId: z.string(),
    ApiStageName: z.string(),
    UserPoolId: z.string(),
    PeopleClientId: z.string(),
  }),
});
export type Outputs = z.infer<typeof Outputs>;

const CdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** Nothing of the person's AWS configuration reaches the commands: they talk to the emulator or to nobody. */
const base = (): Record<string, string> => ({
  PATH: `${join(root, 'node_modules/.bin')}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
  HOME: process.env['HOME'] ?? root,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_DISABLE_CLI_TELEMETRY: '1',
});

/** Bundles the functions and synthesises the app, as `cdk synth -c stage=local` does, without the second process. */
export const synthesise = async (assembly: string): Promise<void> => {
  const { context } = CdkJson.parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')));
  await run(process.execPath, ['infra/app.ts'], {
    env: {
      ...base(),
      CDK_OUTDIR: assembly,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage: 'local' }),
      CDK_DEFAULT_ACCOUNT: '000000000000',
      CDK_DEFAULT_REGION: region,
    },
  });
};

/** Bootstraps the emulator and deploys every stack of the assembly to it. */
export const deploy = async (assembly: string, endpoint: string, outputsFile: string): Promise<Outputs> => {
  const env = { ...base(), AWS_ENDPOINT_URL: endpoint, AWS_ENDPOINT_URL_S3: endpoint };
  const cdk = (...args: string[]): Promise<string> =>
    run('cdk', [...args, '--app', assembly, '--no-notices', '--no-version-reporting'], { env });
  await cdk('bootstrap', `aws://000000000000/${region}`);
  await cdk('deploy', '--all', '--require-approval', 'never', '--concurrency', '4', '--outputs-file', outputsFile);
  return Outputs.parse(JSON.parse(readFileSync(outputsFile, 'utf8')));
};
