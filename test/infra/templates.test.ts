import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { operations } from '#functions/contracts/operations.ts';
import { packageMeasured } from '#functions/runtime/archive-metrics.ts';
import { agendaVersion } from '#infra/agenda-version.ts';
import { bundle, functionEntries } from '#infra/bundle.ts';
import { acceptFindings } from '#infra/constructs/accepted-findings.ts';
import { addStacks, type Stacks } from '#infra/stacks.ts';
import { Stage, stageSettings } from '#infra/stage.ts';

let production: Stacks;
let local: Stacks;
const templates: Template[] = [];
const made = new Map<string, Template>();
/** Synthesised once each: making a template takes a second. */
const template = (name: 'data' | 'workflow' | 'api' | 'operations'): Template => {
  const one = made.get(name) ?? Template.fromStack(production[name]);
  made.set(name, one);
  return one;
};

const Resources = z.record(
  z.string(),
  z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
);
const resourcesOf = (of: Template, type: string): [string, Record<string, unknown>][] =>
  Object.entries(Resources.parse(of.toJSON()['Resources']))
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => [id, resource.Properties]);

/** Writes its templates into one folder of this test, and copies no bundle there. */
const outdirs = mkdtempSync(join(tmpdir(), 'templates-'));
let apps = 0;
const newApp = (): App => {
  apps += 1;
  return new App({ outdir: join(outdirs, String(apps)), context: { 'aws:cdk:disable-asset-staging': true } });
};

afterAll(() => rmSync(outdirs, { recursive: true, force: true }));

beforeAll(async () => {
  await bundle();
  production = addStacks(newApp(), stageSettings('production'));
  local = addStacks(newApp(), stageSettings('local'));
  templates.push(template('data'), template('workflow'), template('api'), template('operations'));
}, 180_000);

describe('what is deployed', () => {
  test('every handler file is one function, and every function a handler file', () => {
    const deployed = templates.flatMap((one) =>
      resourcesOf(one, 'AWS::Lambda::Function').map(([, { FunctionName }]) => FunctionName),
    );
    expect(deployed.map(String).sort()).toEqual(
      functionEntries()
        .map(({ name }) => `repayment-production-${name}`)
        .filter((name) => name !== 'repayment-production-events-scan')
        .toSorted(),
    );
    const locally = resourcesOf(Template.fromStack(local.workflow), 'AWS::Lambda::Function');
    expect(locally.map(([, { FunctionName }]) => FunctionName)).toContain('repayment-local-events-scan');
  });

  test('every path of the operation table has one ANY method, and no stack nears the limit of 500 resources', () => {
    const methods = resourcesOf(template('api'), 'AWS::ApiGateway::Method');
    expect(methods.map(([, { HttpMethod }]) => HttpMethod)).toEqual(methods.map(() => 'ANY'));
    expect(methods).toHaveLength(new Set(operations.map(({ path }) => path)).size);
    for (const one of templates)
      expect(Object.keys(Resources.parse(one.toJSON()['Resources'])).length).toBeLessThan(450);
  });

  test('only what the operation table calls public goes past the authorizer', () => {
    const open = resourcesOf(template('api'), 'AWS::ApiGateway::Method').filter(
      ([, { AuthorizationType }]) => AuthorizationType !== 'CUSTOM',
    );
    const isPublic = (path: string): boolean =>
      operations.filter((row) => row.path === path).every(({ roles }) => roles === 'public');
    expect(open).toHaveLength([...new Set(operations.map(({ path }) => path))].filter(isPublic).length);
  });
});

describe('what is locked', () => {
  const deletes = /"s3:(?:\*|Delete[^"]*|Put\*|BypassGovernanceRetention)"/u;
  test('R66: no role but the keeper of the archive may delete a document or a package, whatever else it is granted', () => {
    const policies = [template('workflow'), template('api')].flatMap((one) => resourcesOf(one, 'AWS::IAM::Policy'));
    const deleting = policies.filter(([, { PolicyDocument }]) => deletes.test(JSON.stringify(PolicyDocument)));
    expect(policies.length).toBeGreaterThan(20);
    expect(deleting.map(([id]) => id.replace(/Role.*/u, '')).toSorted()).toEqual(['IntakeChecks', 'RetentionTasks']);
    const ofIntake = JSON.stringify(deleting.find(([id]) => id.startsWith('IntakeChecks')));
    const statements = [
      ...ofIntake.matchAll(
        /\{"Action":"s3:DeleteObject"[^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*|\[[^\]]*\][^{}]*)*\}[^{}]*)*\}/gu,
      ),
    ];
    expect(statements.map(([text]) => text).join('')).toMatch(/IntakeBucket/u);
    expect(statements.map(([text]) => text).join('')).not.toMatch(/ArchiveBucket|DocumentsBucket/u);
  });

  test('R66: the buckets themselves refuse a delete by everybody but that role', () => {
    for (const bucket of ['Archive', 'Documents']) {
      const [policy] = resourcesOf(template('data'), 'AWS::S3::BucketPolicy').filter(([id]) => id.startsWith(bucket));
      expect(JSON.stringify(policy)).toMatch(
        /"Action":\["s3:DeleteObject","s3:DeleteObjectVersion","s3:BypassGovernanceRetention"\],"Condition":\{"ArnNotEquals":\{"aws:PrincipalArn".*?repayment-production-retention.*?"Effect":"Deny","Principal":\{"AWS":"\*"\}/u,
      );
    }
  });

  test('R64: lists and seals of a package never go to the class from which they must be brought back', () => {
    const [archive] = resourcesOf(template('data'), 'AWS::S3::Bucket').filter(([id]) => id.startsWith('Archive'));
    expect(archive?.[1]).toMatchObject({
      LifecycleConfiguration: {
        Rules: expect.arrayContaining([
          expect.objectContaining({
            ObjectSizeGreaterThan: 1_048_576,
            Transitions: [{ StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 730 }],
          }),
        ]),
      },
    });
  });
});

describe('what the bank learns', () => {
  test('R65: the figures are exported every night, in production, by a function that reads the table and writes one bucket', () => {
    const [schedule] = resourcesOf(template('workflow'), 'AWS::Scheduler::Schedule').filter(
      ([, { Name }]) => Name === 'repayment-production-statistics',
    );
    expect(schedule?.[1]).toMatchObject({
      State: 'ENABLED',
      ScheduleExpression: 'cron(30 2 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Shanghai',
    });
    const granted = resourcesOf(template('workflow'), 'AWS::IAM::Policy').filter(([id]) =>
      id.startsWith('StatisticsExportRole'),
    );
    const text = JSON.stringify(granted);
    expect(text).toContain('dynamodb:Query');
    expect(text).not.toMatch(/dynamodb:(?:Put|Update|Delete)Item|s3:Delete/u);
  });

  test('every alarm has its line in the runbook', () => {
    const runbook = readFileSync('README.md', 'utf8');
    const alarms = resourcesOf(template('operations'), 'AWS::CloudWatch::Alarm').map(([, { AlarmName }]) =>
      String(AlarmName).replace('repayment-production-', ''),
    );
    expect(alarms.length).toBeGreaterThan(20);
    const told = (name: string): string => name.replace(/^(failed|throttled)-.*/u, '$1-…');
    expect([...new Set(alarms.map(told))].filter((name) => !runbook.includes(`alarm *${name}*`))).toEqual([]);
  });

  test('R64: a package found damaged wakes somebody, by the metric that the tasks write', () => {
    template('operations').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: Match.stringLikeRegexp('damaged-packages$'),
      Namespace: 'RepaymentAssistance',
      MetricName: 'DamagedPackages',
      Dimensions: Match.absent(),
      Statistic: 'Sum',
      Threshold: 1,
      AlarmActions: Match.anyValue(),
    });
    const spoken: string[] = [];
    const said = vi.spyOn(console, 'log').mockImplementation((line: string) => void spoken.push(line));
    packageMeasured({ outcome: 'damaged' });
    said.mockRestore();
    expect(JSON.parse(spoken[0] ?? '')).toMatchObject({
      DamagedPackages: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: 'RepaymentAssistance', Dimensions: [[]] }] },
    });
  });
});

describe('time', () => {
  test('production has no test clock and its hourly sweep is enabled', () => {
    for (const one of [template('workflow'), template('api')])
      for (const [, { Environment }] of resourcesOf(one, 'AWS::Lambda::Function'))
        expect(JSON.stringify(Environment ?? {})).not.toContain('"TEST_CLOCK":"true"');
    template('workflow').hasResourceProperties('AWS::Scheduler::Schedule', {
      State: 'ENABLED',
      ScheduleExpression: 'rate(1 hour)',
    });
  });

  test('a stage with a test clock has the hourly sweep disabled', () => {
    const [, schedule] = resourcesOf(Template.fromStack(local.workflow), 'AWS::Scheduler::Schedule')[0] ?? [];
    expect(schedule?.['State']).toBe('DISABLED');
  });

  test('a deployment or rollback of any stack with functions derives the agenda of every case anew', () => {
    const [[, rule] = []] = resourcesOf(template('workflow'), 'AWS::Events::Rule').filter(([id]) =>
      id.startsWith('AfterDeployment'),
    );
    expect(rule?.['EventPattern']).toMatchObject({
      source: ['aws.cloudformation'],
      detail: { 'status-details': { status: ['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'] } },
    });
    const withFunctions = (['data', 'workflow', 'api', 'operations'] as const).filter(
      (name) => resourcesOf(template(name), 'AWS::Lambda::Function').length > 0,
    );
    const pattern = JSON.stringify(rule?.['EventPattern']);
    for (const name of withFunctions) expect(pattern).toContain(`:stack/${production[name].stackName}/`);
    expect(JSON.stringify(rule?.['Targets'])).toContain('{\\"mode\\":\\"recompute\\"}');
  });

  test('the functions know the version of the agenda that they were deployed with', () => {
    for (const one of [template('workflow'), template('api')])
      for (const [id, { Environment }] of resourcesOf(one, 'AWS::Lambda::Function'))
        if (JSON.stringify(Environment).includes('"TABLE"'))
          expect(Environment, id).toMatchObject({ Variables: { AGENDA_VERSION: agendaVersion() } });
    expect(agendaVersion()).toMatch(/^[0-9a-f]{16}$/);
  });

  test('a production with a test clock is refused', () => {
    expect(() => Stage.parse({ ...stageSettings('production'), testClock: true })).toThrow(/no test clock/);
  });
});

describe('state', () => {
  test('the table is encrypted with its own key, recoverable to the second, protected and retained', () => {
    expect(() =>
      template('data').hasResource('AWS::DynamoDB::Table', {
        DeletionPolicy: 'Retain',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
          StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
          TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        },
      }),
    ).not.toThrow();
  });

  test('every bucket is private, versioned, encrypted and retained', () => {
    const buckets = resourcesOf(template('data'), 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(5);
    for (const [id, properties] of buckets) {
      expect(properties, id).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
      });
      expect(properties).toHaveProperty('BucketEncryption');
    }
    template('data').allResources('AWS::S3::Bucket', { DeletionPolicy: 'Retain' });
  });

  test('documents and archive have Object Lock without a default retention', () => {
    const locked = resourcesOf(template('data'), 'AWS::S3::Bucket').filter(
      ([, { ObjectLockEnabled }]) => ObjectLockEnabled === true,
    );
    expect(locked.map(([id]) => id.replace(/Bucket.*/, '')).toSorted()).toEqual(['Archive', 'Documents']);
    for (const [, properties] of locked) expect(properties).not.toHaveProperty('ObjectLockConfiguration.Rule');
  });

  test('every symmetric key is rotated and every key retained', () => {
    for (const [id, { KeySpec, EnableKeyRotation }] of resourcesOf(template('data'), 'AWS::KMS::Key'))
      expect(EnableKeyRotation === true || KeySpec === 'ECC_NIST_P256', id).toBe(true);
    template('data').allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain' });
  });

  test('logical ids of stateful things stay what they are', () => {
    const ids = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::KMS::Key'].flatMap((type) =>
      resourcesOf(template('data'), type).map(([id]) => id),
    );
    expect(ids.toSorted()).toMatchSnapshot();
  });
});

describe('mail', () => {
  test('R11: where the stage has an address for papers, SES puts mails into the quarantine and nowhere else; elsewhere there is none', () => {
    const stacks = addStacks(newApp(), Stage.parse({ ...stageSettings('test'), inboundMail: 'papers@bank.example' }));
    const rules = resourcesOf(Template.fromStack(stacks.workflow), 'AWS::SES::ReceiptRule');
    expect(rules.map(([, { Rule }]) => Rule)).toMatchObject([
      {
        Enabled: true,
        ScanEnabled: true,
        TlsPolicy: 'Require',
        Recipients: ['papers@bank.example'],
        Actions: [{ S3Action: { ObjectKeyPrefix: 'mail/' } }],
      },
    ]);
    const policies = resourcesOf(Template.fromStack(stacks.data), 'AWS::S3::BucketPolicy').filter(([, policy]) =>
      JSON.stringify(policy).includes('ses.amazonaws.com'),
    );
    expect(policies.map(([id]) => id)).toEqual([expect.stringContaining('Intake')]);
    expect(JSON.stringify(policies)).toContain('/mail/*');
    expect(resourcesOf(template('workflow'), 'AWS::SES::ReceiptRule')).toEqual([]);
  });
});

describe('malware', () => {
  const scanRules = (of: Template): unknown[] =>
    resourcesOf(of, 'AWS::Events::Rule')
      .map(([, { EventPattern }]) => EventPattern)
      .filter((pattern) => JSON.stringify(pattern).includes('Malware'));

  test('R11: GuardDuty scans the intake bucket, may touch nothing else, and its results call the intake checks', () => {
    const plans = resourcesOf(template('workflow'), 'AWS::GuardDuty::MalwareProtectionPlan');
    expect(plans.map(([, properties]) => properties)).toMatchObject([
      {
        Actions: { Tagging: { Status: 'ENABLED' } },
        ProtectedResource: { S3Bucket: { BucketName: expect.anything() } },
        Role: expect.anything(),
      },
    ]);
    expect(JSON.stringify(plans)).toContain('Intake');
    const roles = resourcesOf(template('workflow'), 'AWS::IAM::Role').filter(([, role]) =>
      JSON.stringify(role).includes('malware-protection-plan'),
    );
    expect(roles).toMatchSnapshot();
    expect(scanRules(template('workflow'))).toHaveLength(1);
  });

  test('R11: a stage without GuardDuty has the scanner that knows one test file and says the same event; production never', () => {
    const locally = Template.fromStack(local.workflow);
    expect(resourcesOf(locally, 'AWS::GuardDuty::MalwareProtectionPlan')).toEqual([]);
    expect(
      JSON.stringify(scanRules(locally))
        .replace('repayment-assistance.scanner', 'aws.guardduty')
        .replace('repayment-local', 'repayment-production'),
    ).toBe(JSON.stringify(scanRules(template('workflow'))));
    expect(() => Stage.parse({ ...stageSettings('production'), malwareScanning: false })).toThrow(/malware/);
  });
});

describe('logs', () => {
  test('every log group is encrypted and ends', () => {
    for (const one of templates)
      for (const [id, properties] of resourcesOf(one, 'AWS::Logs::LogGroup')) {
        expect(properties, id).toHaveProperty('KmsKeyId');
        expect(properties['RetentionInDays'], id).toBe(365);
      }
    expect(resourcesOf(template('workflow'), 'AWS::Logs::LogGroup').length).toBeGreaterThan(0);
  });

  test('machines log that states were passed, never what went through them', () => {
    expect(() =>
      template('workflow').allResourcesProperties('AWS::StepFunctions::StateMachine', {
        LoggingConfiguration: { IncludeExecutionData: false, Level: 'ALL' },
      }),
    ).not.toThrow();
  });

  test('access logs name the route, never the path with its ids, the address or the person', () => {
    const [stage] = resourcesOf(template('api'), 'AWS::ApiGateway::Stage');
    const format = JSON.stringify(stage?.[1]['AccessLogSetting']);
    expect(format).toContain('$context.resourcePath');
    for (const personal of ['$context.path', 'sourceIp', 'identity', 'authorizer', 'userAgent'])
      expect(format).not.toContain(personal);
  });
});

describe('grants', () => {
  const Policy = z.object({
    Roles: z.array(z.object({ Ref: z.string() })),
    PolicyDocument: z.object({
      Statement: z.array(
        z.object({ Action: z.union([z.string(), z.array(z.string())]), Resource: z.unknown().optional() }),
      ),
    }),
  });
  const leaves = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return value instanceof Object ? Object.values(value).flatMap(leaves) : [];
  };
  /** An ARN of a template as a line: what it refers to by name, without the hashes of the construct paths. */
  const named = (arn: unknown): string =>
    leaves(arn)
      .filter((leaf) => leaf !== 'Arn')
      .map((leaf) => leaf.replace(/^.*:ExportsOutput(?:FnGetAtt|Ref)/, '').replaceAll(/[0-9A-F]{8}(?:Arn)?/g, ''))
      .join('');
  const grantsOf = (of: Template): [string, string[]][] =>
    resourcesOf(of, 'AWS::IAM::Policy').map(([, properties]) => {
      const { Roles, PolicyDocument } = Policy.parse(properties);
      const role = (Roles[0]?.Ref ?? '').replace(/Role[0-9A-F]{8}$/, '');
      const lines = PolicyDocument.Statement.flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} on ${named(resource)}`)),
      );
      return [role, [...new Set(lines)].toSorted()];
    });

  test('every role has these grants and no other', () => {
    expect(Object.fromEntries([...grantsOf(template('workflow')), ...grantsOf(template('api'))])).toMatchSnapshot();
  });

  test('no two functions share a role', () => {
    for (const one of [template('workflow'), template('api')]) {
      const roles = resourcesOf(one, 'AWS::Lambda::Function').map(([, { Role }]) => JSON.stringify(Role));
      expect(new Set(roles).size).toBe(roles.length);
    }
  });

  test('cdk-nag has nothing to say that was not answered in writing', () => {
    const app = newApp();
    acceptFindings(addStacks(app, stageSettings('production')));
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  }, 90_000);
});
