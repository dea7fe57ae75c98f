import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complete } from '#infra/local/complete.ts';
import { deploy, type Outputs, synthesise } from '#infra/local/deploy.ts';
import { type Emulator, foreignEmulator, region, startEmulator } from '#infra/local/emulator.ts';
import { freePort, isFree } from '#infra/local/free-port.ts';
import { clientSettings, type Person, signInEverybody } from '#infra/local/people.ts';
import { emulatorPython } from '#infra/local/python.ts';
import { stageSettings } from '#infra/stage.ts';

/** What scripts and tests need to talk to a started service; `service.json` holds it. */
export interface Service {
  /** All operations lie below it: `${apiUrl}/health`. */
  readonly apiUrl: string;
  readonly awsEndpointUrl: string;
  readonly region: string;
  readonly tokens: Record<string, string>;
  /** Whom the tokens belong to: id and claims. */
  readonly people: Record<string, Person>;
  readonly stateMachines: Record<string, string>;
  readonly buckets: Record<string, string>;
  readonly table: string;
  readonly deadLetterQueueUrl: string;
}

interface Options {
  /** Where state, logs, the assembly and `service.json` lie. */
  readonly dir: string;
  readonly port?: number;
  readonly say?: (line: string) => void;
  /** Told as soon as there is a process that somebody may have to end. */
  readonly onEmulator?: (pid: number) => void;
}

export interface Started {
  readonly service: Service;
  stop(): Promise<void>;
}

const machineNames = {
  AgendaMachineArn: 'agenda',
  FollowUpMachineArn: 'follow-up',
  InstalmentMachineArn: 'instalment',
  AdjustmentMachineArn: 'adjustment',
  DeadlineMachineArn: 'deadline',
  ArchivingMachineArn: 'archiving',
  RetentionMachineArn: 'retention',
} as const;

const machinesOf = (outputs: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(machineNames).map(([output, name]) => [name, outputs[output] ?? '']));

const emulatorFor = async ({ dir, port, onEmulator, say = () => {} }: Options): Promise<Emulator> => {
  const foreign = process.env['AWS_ENDPOINT_URL'];
  if (foreign !== undefined && foreign !== '') return foreignEmulator(foreign);
  if (port !== undefined && !(await isFree(port)))
    throw new Error(`Port ${port} is busy: end what listens there, or name another one, PORT=… npm start.`);
  const python = await emulatorPython(say);
  return startEmulator(python, dir, port ?? (await freePort()), onEmulator);
};

const describe = async (outputs: Outputs, endpoint: string): Promise<Service> => {
  const data = outputs['repayment-local-data'];
  const api = outputs['repayment-local-api'];
  const workflow = outputs['repayment-local-workflow'];
  const settings = clientSettings(endpoint);
  await complete(settings, {
    table: data.Table,
    lockedBuckets: [data.DocumentsBucket, data.ArchiveBucket],
    senderAddress: stageSettings('local').senderAddress,
  });
  const signedIn = await signInEverybody(settings, { UserPoolId: api.UserPoolId, ClientId: api.PeopleClientId });
  return {
    apiUrl: `${endpoint}/restapis/${api.ApiId}/${api.ApiStageName}/_user_request_/v1`,
    awsEndpointUrl: endpoint,
    region,
    ...signedIn,
    stateMachines: machinesOf(workflow),
    buckets: {
      intake: data.IntakeBucket,
      documents: data.DocumentsBucket,
      archive: data.ArchiveBucket,
      statistics: data.StatisticsBucket,
    },
    table: data.Table,
    deadLetterQueueUrl: workflow['DeadLetterQueueUrl'] ?? '',
  };
};

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Deploys the whole app to an emulator of its own and hands back how to reach it. Several may run side by side, each in
 * its own folder. The caller writes `service.json` when all that it adds is there.
 */
export const startService = async (options: Options): Promise<Started> => {
  const { dir, say = () => {} } = options;
  const since = performance.now();
  mkdirSync(dir, { recursive: true });
  const assembly = join(dir, 'cdk.out');
  rmSync(assembly, { recursive: true, force: true });
  // The emulator starts while the app is being synthesised; whichever fails, no process is left behind.
  const [started, synthesised] = await Promise.allSettled([emulatorFor(options), synthesise(assembly)]);
  if (started.status === 'rejected') throw started.reason;
  const emulator = started.value;
  try {
    if (synthesised.status === 'rejected') throw synthesised.reason;
    say(`Emulator at ${emulator.url}, app synthesised (${seconds(since)})`);
    const outputs = await deploy(assembly, emulator.url, join(dir, 'outputs.json'));
    say(`All stacks deployed (${seconds(since)})`);
    const service = await describe(outputs, emulator.url);
    say(`What the emulator drops is set and checked, everybody is signed in (${seconds(since)})`);
    return { service, stop: () => emulator.stop() };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
};

/** The file that says a service is there: written last, whole or not at all. */
export const announce = (dir: string, service: Service): void => {
  writeFileSync(join(dir, 'service.json'), `${JSON.stringify(service, null, 2)}\n`, { mode: 0o600 });
};

/** Takes the announcement back. */
export const withdraw = (dir: string): void => {
  if (existsSync(join(dir, 'service.json'))) rmSync(join(dir, 'service.json'));
};
