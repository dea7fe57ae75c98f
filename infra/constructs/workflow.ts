import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ServiceFunction } from '#infra/constructs/service-function.ts';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props {
  readonly stage: Stage;
  readonly key: Key;
  readonly logKey: Key;
  /** Name of the file in `statemachines/` and of the machine after the stage's prefix. */
  readonly machine: string;
  /** Placeholder of the file → the function that stands in its place. */
  readonly tasks: Readonly<Record<string, ServiceFunction>>;
}

const definitionFile = (machine: string): string =>
  fileURLToPath(new URL(`../../statemachines/${machine}.asl.json`, import.meta.url));

/** Every `${Placeholder}` of a definition, once. */
export const placeholdersOf = (definition: string): string[] =>
  [...new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name))].sort();

/** One state machine from its file. It may invoke the functions that stand in the file, and nothing else. */
export class Workflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { stage, key, logKey, machine, tasks }: Props) {
    super(scope, id);
    const file = definitionFile(machine);
    const wanted = placeholdersOf(readFileSync(file, 'utf8'));
    const given = Object.keys(tasks).sort();
    if (wanted.join() !== given.join())
      throw new Error(
        `${machine}.asl.json has the placeholders ${wanted.join(', ')}; its functions are ${given.join(', ')}`,
      );
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/states/${prefixOf(stage)}-${machine}`,
      encryptionKey: logKey,
      retention: stage.logRetentionDays,
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: `${prefixOf(stage)}-${machine}`,
      definitionBody: DefinitionBody.fromFile(file),
      definitionSubstitutions: Object.fromEntries(
        Object.entries(tasks).map(([name, { lambda }]) => [name, lambda.functionArn]),
      ),
      encryptionConfiguration: new CustomerManagedEncryptionConfiguration(key, Duration.minutes(15)),
      // Which states were passed, and not what went through them.
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
      tracingEnabled: true,
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.machine.addToRolePolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: Object.values(tasks).map(({ lambda }) => lambda.functionArn),
      }),
    );
  }
}
