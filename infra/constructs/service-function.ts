import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundleFolder, functionName } from '#infra/bundle.ts';
import type { Grant } from '#infra/constructs/grants.ts';
import { prefixOf, type Stage } from '#infra/stage.ts';

/** What all functions of a stage have in common. */
export interface FunctionSettings {
  readonly stage: Stage;
  readonly logKey: IKey;
  readonly environment: Readonly<Record<string, string>>;
}

interface Props {
  readonly settings: FunctionSettings;
  /** Path below `functions/handlers`, such as `api/cases.ts`. */
  readonly entry: string;
  readonly description: string;
  readonly grants: readonly (readonly Grant[])[];
  readonly timeout?: Duration;
  readonly memory?: number;
  /** Only for a role that a bucket's policy names. */
  readonly roleName?: string;
  /** What this function alone reads from its environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** One Lambda: its bundle, a role that nobody shares with exactly the grants named here, an encrypted log group with an end. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    const { stage, logKey, environment } = props.settings;
    const name = `${prefixOf(stage)}-${functionName(props.entry)}`;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/${prefixOf(stage)}/functions/${functionName(props.entry)}`,
      encryptionKey: logKey,
      retention: stage.logRetentionDays,
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${name} may do`,
      ...(props.roleName === undefined ? {} : { roleName: props.roleName }),
    });
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: name,
      description: props.description,
      code: Code.fromAsset(bundleFolder(props.entry)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      memorySize: props.memory ?? 512,
      timeout: props.timeout ?? Duration.seconds(15),
      environment: {
        ...environment,
        ...props.environment,
        SERVICE_NAME: functionName(props.entry),
      },
    });
    role.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const statement of props.grants.flat()) role.addToPolicy(statement);
  }
}
