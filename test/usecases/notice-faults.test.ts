import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { awsMessenger } from '#functions/adapters/messages/messenger.ts';
import { agenda, workItems } from '#functions/domain/agenda.ts';
import { happened } from '#functions/domain/events.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { dispatch } from '#functions/usecases/dispatch.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { recordLapse } from '#functions/usecases/workflows/deadline.ts';
import { anAct } from '#test/support/acts.ts';
import { clientAt } from '#test/support/dynamodb-local.ts';
import { documentClient } from '#functions/adapters/dynamodb/table.ts';
import { opening } from '#test/support/opening.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { Provider } from '#test/support/message-provider.ts';
import type { Channel } from '#test/support/message-provider.ts';

const caseId = 'case_0123456789abcdefghjkmnpqrs';

const asOf = '2027-02-01T03:00:00Z';

let provider: Provider;

let url = '';

beforeEach(async () => {
  provider = new Provider();
  url = await provider.open();
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_ENDPOINT_URL', url);
});

afterEach(() => {
  provider.close();
  vi.unstubAllEnvs();
});

const contactPoints = [
  { contactPointId: 'cp-1', kind: 'PHONE' as const, value: '+8613800138000' },
  { contactPointId: 'cp-2', kind: 'EMAIL' as const, value: 'someone@mail.example' },
];

const noticeBy = (channel: Channel): Part<'notices'> => ({
  noticeId: 'notice_1',
  kind: 'SETTLED',
  channel,
  contactPointId: channel === 'SMS' ? 'cp-1' : 'cp-2',
  language: 'en',
  templateVersion: '1',
  dueAt: asOf,
  status: 'PLANNED',
  plannedAt: asOf,
});

interface Planned {
  readonly ports: Ports;
  readonly entry: Entry;
  readonly file: () => Promise<CaseFile>;
}

/** A case with a message that may go at once, everything in memory but the messenger. */
const planned = async (channel: Channel, patienceMs = 15_000): Promise<Planned> => {
  const memory = fakePorts();
  const table = { name: 'none', shards: 2, agendaVersion: 'test', client: documentClient(clientAt(url)) };
  const aws = awsMessenger({ SENDER_ADDRESS: 'care@bank.example' }, table, patienceMs);
  const ports = { ...memory, messenger: { send: aws.send, isOn: async () => true } };
  const act = anAct(emptyFile(caseId), {
    asOf,
    events: [opening('2026-03-02T02:00:00Z'), happened('NoticePlanned', { notice: noticeBy(channel) })],
    privates: [
      { kind: 'BORROWER', id: 'borrower', name: 'A', idType: 'ID_CARD', idNo: '110101199003078515', contactPoints },
      { kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) },
    ],
  });
  await memory.cases.save(act);
  const entry = act.entries.at(-1);
  if (entry === undefined) throw new Error('nothing happened');
  return { ports, entry, file: async () => memory.cases.load(caseId) };
};

/** Nobody writes letters here. */
const press = {
  draw: async () => Promise.reject(new Error('not asked for')),
  seal: async () => Promise.reject(new Error('not asked for')),
};

const noticeIn = async ({ file }: Planned) => (await file()).notices['notice_1'];

const tasksIn = async ({ file }: Planned) =>
  workItems(await file(), packOf('CN')).filter(({ ref }) => ref === 'notice_1');

const dueIn = async ({ file }: Planned) => agenda(await file(), packOf('CN')).find(({ kind }) => kind === 'NOTICE');

/** The sweep brings the message when it is due again. */
const laterOn = async (one: Planned): Promise<string> => {
  const item = await dueIn(one);
  if (item === undefined) throw new Error('the message is not due any more');
  return (await recordLapse(one.ports, press, { caseId, ...item, asOf: item.dueAt })).outcome;
};

const notTaken = [
  ['SMS', { status: 400, code: 'Throttled' }, 'ThrottledException'],
  ['SMS', { status: 400, code: 'KMSThrottling' }, 'KMSThrottlingException'],
  ['SMS', { status: 403, code: 'AuthorizationError' }, 'AuthorizationErrorException'],
  ['SMS', { status: 503, code: 'ServiceUnavailable' }, 'ServiceUnavailable'],
  ['EMAIL', { status: 429, code: 'TooManyRequestsException' }, 'TooManyRequestsException'],
  ['EMAIL', { status: 400, code: 'SendingPausedException' }, 'SendingPausedException'],
  ['EMAIL', { status: 403, code: 'ExpiredTokenException' }, 'ExpiredTokenException'],
  ['EMAIL', { status: 503, code: 'ServiceUnavailableException' }, 'ServiceUnavailableException'],
] as const;

describe.each(notTaken)('a message by %s that meets %o', (channel, says, reasonCode) => {
  test(`R9a: is planned anew with the code ${reasonCode} and goes out once when its provider is back`, async () => {
    const one = await planned(channel);
    provider.says = says;
    await dispatch(one.ports, one.entry);
    expect(provider.reached).toBe(1);
    expect(await noticeIn(one)).toMatchObject({ status: 'PLANNED', dueAt: '2027-02-01T04:00:00.000Z', tries: 1 });
    expect(await noticeIn(one)).toMatchObject({ reasonCode });
    expect(await tasksIn(one)).toEqual([]);
    provider.says = 'accepts';
    expect(await laterOn(one)).toBe('sent');
    await dispatch(one.ports, one.entry);
    expect(provider.reached).toBe(2);
    expect(await noticeIn(one)).toMatchObject({ status: 'SENT', providerRef: 'message-1' });
    expect(await noticeIn(one)).not.toHaveProperty('reasonCode');
  });
});

test.each(['SMS', 'EMAIL'] as const)(
  'R9a: a message by %s whose provider refuses the connection is planned anew',
  async (channel) => {
    const one = await planned(channel);
    provider.close();
    await dispatch(one.ports, one.entry);
    expect(await noticeIn(one)).toMatchObject({ status: 'PLANNED', reasonCode: 'ECONNREFUSED', tries: 1 });
  },
);

test('R9a: a provider that cannot be had for more than a day makes a failed message and a task for a person', async () => {
  const one = await planned('SMS');
  provider.says = { status: 400, code: 'Throttled' };
  await dispatch(one.ports, one.entry);
  const outcomes = [];
  for (let tries = 0; tries < 20 && (await dueIn(one)) !== undefined; tries += 1) outcomes.push(await laterOn(one));
  expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
  expect(provider.reached).toBe(6);
  expect(await noticeIn(one)).toMatchObject({ status: 'FAILED', reasonCode: 'ThrottledException', tries: 5 });
  expect(await tasksIn(one)).toMatchObject([{ kind: 'CHECK_NOTICE' }]);
});

const unknown = [
  ['SMS', 'hangs up'],
  ['EMAIL', 'hangs up'],
  ['SMS', { status: 500, code: 'InternalError' }],
  ['EMAIL', { status: 500, code: 'InternalServiceErrorException' }],
  ['EMAIL', { status: 502, code: 'BadGateway' }],
  ['SMS', { status: 408, code: 'RequestTimeout' }],
] as const;

test.each(unknown)(
  'R9a: whether a message by %s got there when its provider %o is a question for a person; it is sent once, however often the entry comes',
  async (channel, says) => {
    const one = await planned(channel);
    provider.says = says;
    await dispatch(one.ports, one.entry);
    provider.says = 'accepts';
    await dispatch(one.ports, one.entry);
    expect(provider.reached).toBe(1);
    expect(await noticeIn(one)).toMatchObject({ status: 'CLAIMED' });
    expect(await dueIn(one)).toBeUndefined();
    expect(await tasksIn(one)).toMatchObject([{ kind: 'CHECK_NOTICE' }]);
  },
);

test('R9a: a provider that says nothing is waited for a while, and then a person looks', async () => {
  const one = await planned('SMS', 300);
  provider.says = 'says nothing';
  await dispatch(one.ports, one.entry);
  expect(provider.reached).toBe(1);
  expect(await noticeIn(one)).toMatchObject({ status: 'CLAIMED' });
  expect(await tasksIn(one)).toMatchObject([{ kind: 'CHECK_NOTICE' }]);
});

const refused = [
  ['SMS', { status: 400, code: 'InvalidParameter' }, 'InvalidParameterException'],
  ['SMS', { status: 400, code: 'ParameterValueInvalid' }, 'InvalidParameterValueException'],
  ['SMS', { status: 400, code: 'ValidationException' }, 'ValidationException'],
  ['EMAIL', { status: 400, code: 'MessageRejected' }, 'MessageRejected'],
  ['EMAIL', { status: 400, code: 'BadRequestException' }, 'BadRequestException'],
] as const;

test.each(refused)(
  'R9a: a message by %s that is refused by %o has failed for the reason %s and is a task for a person',
  async (channel, says, reasonCode) => {
    const one = await planned(channel);
    provider.says = says;
    await dispatch(one.ports, one.entry);
    await dispatch(one.ports, one.entry);
    expect(provider.reached).toBe(1);
    expect(await noticeIn(one)).toMatchObject({ status: 'FAILED', reasonCode });
    expect(await tasksIn(one)).toMatchObject([{ kind: 'CHECK_NOTICE' }]);
    expect(JSON.stringify(await one.file())).not.toContain('secret words');
  },
);
