import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { ports } from '#functions/adapters/system.ts';
import { Entry } from '#functions/domain/journal.ts';
import type { Machine, Ports } from '#functions/usecases/ports.ts';
import type { StandIn, World } from '#test/support/aws/stand-in.ts';

/** What every function finds in its environment, on a stage that is this process. */
export const standInEnvironment = (url: string): Record<string, string> => ({
  STAGE: 'test',
  TEST_CLOCK: 'true',
  TABLE: 'cases',
  SHARDS: '2',
  INTAKE_BUCKET: 'intake',
  DOCUMENTS_BUCKET: 'documents',
  ARCHIVE_BUCKET: 'archive',
  ARCHIVE_LOCK_MODE: 'GOVERNANCE',
  SIGNING_KEY_ID: 'key-1',
  BUS_NAME: 'bus',
  DEAD_LETTER_QUEUE_URL: `${url}/000000000000/dead-letters`,
  FEED_QUEUE_URL: `${url}/000000000000/feeds`,
  STATE_MACHINE_PREFIX: 'test',
  STATE_MACHINE_ARN_PREFIX: 'arn:aws:states:eu-west-1:000000000000:stateMachine:test-',
  SENDER_ADDRESS: 'care@bank.example',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: url,
  // One failed call is one failed call: the SDK would try again, and hide it.
  AWS_MAX_ATTEMPTS: '1',
  LOG_LEVEL: 'SILENT',
});

const MachineName = z.custom<Machine>((name) => typeof name === 'string');
const Payload = z.record(z.string(), z.unknown());

/** Every journal entry of a case that the table has; officers have journals of their own. */
export const entriesIn = ({ items }: World): readonly Entry[] =>
  [...items.values()]
    .filter(({ pk, sk }) => String(pk?.['S']).startsWith('CASE#') && String(sk?.['S']).startsWith('JOURNAL#'))
    .map((item) => Entry.parse(unmarshall(z.custom<Parameters<typeof unmarshall>[0]>().parse(item))['entry']))
    .toSorted((a, b) => (a.stream === b.stream ? a.seq - b.seq : a.stream < b.stream ? -1 : 1));

/** The ports of the functions, on the stand-in; with what a test does from outside. */
export const portsOn = (standIn: StandIn) => {
  const aws: Ports = ports(standInEnvironment(standIn.url));
  const world = (): World => standIn.world;
  return {
    ...aws,
    cases: Object.assign(aws.cases, {
      caseIds: (): readonly string[] => [...new Set(entriesIn(world()).map(({ stream }) => stream))],
      entries: (caseId: string): readonly Entry[] => entriesIn(world()).filter(({ stream }) => stream === caseId),
    }),
    documents: {
      ...aws.documents,
      upload: (key: string, bytes: Uint8Array, mediaType: string): void =>
        void world().objects.set(`intake/${key}`, {
          bytes: Buffer.from(bytes),
          versionId: 'v1',
          mediaType,
          hold: '',
          retainUntil: '',
        }),
    },
    workflows: {
      ...aws.workflows,
      get started() {
        return new Map(
          [...world().started].map(([name, { machine, input }]) => [
            name,
            { machine: MachineName.parse(machine), input: Payload.parse(JSON.parse(input)) },
          ]),
        );
      },
      get answers() {
        return new Map([...world().answers].map(([token, output]) => [token, Payload.parse(JSON.parse(output))]));
      },
      wait: (token: string): void => void world().waiting.add(token),
    },
    messenger: {
      ...aws.messenger,
      get sent() {
        return world().sent.filter(({ via }) => via === 'SMS' || via === 'EMAIL');
      },
    },
  };
};
