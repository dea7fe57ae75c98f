import { beforeEach, describe, expect, test } from 'vitest';
import { replay } from '#functions/domain/apply.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Asking } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { offeredStory, openedStory } from '#test/support/builders.ts';
import { people } from '#test/support/acts.ts';
import type { Story } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { faulty } from '#test/usecases/faulty-ports.ts';
import type { Moment } from '#test/usecases/faulty-ports.ts';

const call = {
  purpose: 'OFFER',
  channel: 'PHONE',
  direction: 'OUTBOUND',
  contactPointId: 'phone-1',
  party: 'BORROWER',
} as const;
const consent = {
  kind: 'HOME_ENTRY',
  decision: 'GIVEN',
  textVersion: packOf('CN').consentTextVersion,
  channel: 'PHONE',
  onBehalf: { evidenceId: 'recording-1' },
} as const;

const asking = (over: Partial<Asking> = {}): Asking => ({
  asOf: '2026-03-04T02:00:00Z',
  actor: people.agent,
  requestId: 'request-9',
  ...over,
});
const keyed = (fingerprint = 'content 1', over: Partial<Asking> = {}): Asking =>
  asking({ request: { key: 'key-1', fingerprint, operationId: 'startContact' }, ...over });

const withCase = async (story: Story): Promise<FakePorts> => {
  const ports = fakePorts();
  for (const act of story.acts) await ports.cases.save(act);
  return ports;
};

const replayed = (ports: FakePorts, caseId: string): CaseFile => replay(caseId, ports.cases.entries(caseId));
const expectWhole = async (ports: FakePorts, caseId: string): Promise<void> => {
  const { privates: _, ...file } = await ports.cases.load(caseId);
  const { privates: __, ...told } = replayed(ports, caseId);
  expect(told).toEqual(file);
  expect(firstBrokenSeq(ports.cases.entries(caseId))).toBeUndefined();
};

const opened = openedStory();
const { caseId, version } = opened.file;
let ports: FakePorts;
beforeEach(async () => {
  ports = await withCase(opened);
});

/** Somebody else's act gets in between the load and the save of ours, that many times. */
const overtaken = (times: number): Ports => {
  let left = times;
  const cases = {
    ...ports.cases,
    load: async (id: string): Promise<CaseFile> => {
      const file = await ports.cases.load(id);
      if (left > 0) {
        left -= 1;
        await perform(ports, caseId, 'startContact', call, asking({ requestId: `other-${left}` }));
      }
      return file;
    },
  };
  return { ...ports, cases };
};

describe('an act that others overtake', () => {
  test('is decided again on the file as it is then, with the same ids', async () => {
    const undisturbed = await perform(await withCase(opened), caseId, 'startContact', call, asking());
    const { file, ids } = await perform(overtaken(2), caseId, 'startContact', call, asking());
    expect(ids).toEqual(undisturbed.ids);
    expect(file.version).toBe(version + 3);
    await expectWhole(ports, caseId);
  });

  test('gives up after five attempts and has written nothing', async () => {
    await expect(perform(overtaken(5), caseId, 'startContact', call, asking())).rejects.toMatchObject({
      code: 'ConcurrentChange',
    });
    expect(ports.cases.entries(caseId).map(({ requestId }) => requestId)).not.toContain('request-9');
  });

  test('is not decided again over the head of somebody who judged what he had read', async () => {
    const judged = asking({ ifMatch: version });
    await expect(perform(overtaken(1), caseId, 'startContact', call, judged)).rejects.toMatchObject({
      code: 'StaleVersion',
    });
    expect(ports.cases.entries(caseId)).toHaveLength(version + 1);
  });
});

describe('a request with an Idempotency-Key', () => {
  test('that comes again with the same content is answered as the first time', async () => {
    const first = await perform(ports, caseId, 'startContact', call, keyed());
    const again = await perform(ports, caseId, 'startContact', call, keyed());
    expect(again).toMatchObject({ ids: first.ids, replayed: true });
    expect(ports.cases.entries(caseId)).toHaveLength(version + 1);
  });

  test('is refused with another content', async () => {
    await perform(ports, caseId, 'startContact', call, keyed());
    const other = perform(ports, caseId, 'startContact', call, keyed('content 2'));
    await expect(other).rejects.toMatchObject({ code: 'IdempotencyKeyReused' });
    expect(ports.cases.entries(caseId)).toHaveLength(version + 1);
  });

  test('is another request when somebody else uses the same key', async () => {
    await perform(ports, caseId, 'startContact', call, keyed());
    const { replayed: isRepeat } = await perform(
      ports,
      caseId,
      'startContact',
      call,
      keyed('content 1', { actor: people.officer, requestId: 'request-10' }),
    );
    expect(isRepeat).toBe(false);
    expect(ports.cases.entries(caseId)).toHaveLength(version + 2);
  });

  test('happens once when it arrives ten times at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => perform(ports, caseId, 'startContact', call, keyed())),
    );
    expect(new Set(answers.map(({ ids }) => ids['contactId'])).size).toBe(1);
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(ports.cases.entries(caseId)).toHaveLength(version + 1);
    await expectWhole(ports, caseId);
  });

  test('gets the answer of the first, though the file would refuse it a second time, when it arrives ten times at once', async () => {
    const { ids } = await perform(ports, caseId, 'startContact', call, asking());
    const outcome = {
      contactId: ids['contactId'] ?? '',
      answered: false,
      rightParty: false,
      serviceExplained: false,
      failure: 'NO_ANSWER',
    } as const;
    const end = async (over: Partial<Asking> = {}) =>
      perform(ports, caseId, 'recordContactOutcome', outcome, keyed('content 1', over));
    const answers = await Promise.all(Array.from({ length: 10 }, async () => end()));
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ file }) => file.version)).size).toBe(1);
    await expect(
      end({ request: { key: 'key-2', fingerprint: 'content 1', operationId: 'recordContactOutcome' } }),
    ).rejects.toMatchObject({ name: 'Refusal' });
    await expectWhole(ports, caseId);
  });

  test('is refused when two contents arrive at once under one key: one of them happens', async () => {
    const contents = ['content 1', 'content 2'];
    const answers = await Promise.allSettled(
      contents.map(async (content) => perform(ports, caseId, 'startContact', call, keyed(content))),
    );
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    expect(refused).toEqual([expect.objectContaining({ code: 'IdempotencyKeyReused' })]);
    expect(ports.cases.entries(caseId)).toHaveLength(version + 1);
  });
});

describe('a refused act writes nothing', () => {
  test.each([
    ['before the case’s last instant', asking({ asOf: '2026-03-01T02:00:00Z' }), 'TestClockBehind'],
    ['on an old version', asking({ ifMatch: version - 1 }), 'StaleVersion'],
    ['before the service was offered', asking(), 'ServiceNotOffered'],
    ['with a key, before the service was offered', keyed(), 'ServiceNotOffered'],
  ] as const)('%s', async (_, asked, code) => {
    const before = await ports.cases.load(caseId);
    await expect(perform(ports, caseId, 'recordConsent', consent, asked)).rejects.toMatchObject({ code });
    expect(await ports.cases.load(caseId)).toBe(before);
    expect(ports.cases.entries(caseId)).toHaveLength(version);
    expect(await ports.cases.request(people.agent.id, 'key-1')).toBeUndefined();
  });

  test('by somebody who may not see the case', async () => {
    const admit = (): void => {
      throw new Error('not yours');
    };
    await expect(perform(ports, caseId, 'startContact', call, asking({ admit }))).rejects.toThrow('not yours');
    expect(ports.cases.entries(caseId)).toHaveLength(version);
  });

  test('a refused request may come again under its key once it is allowed', async () => {
    await expect(perform(ports, caseId, 'recordConsent', consent, keyed())).rejects.toMatchObject({
      code: 'ServiceNotOffered',
    });
    const { ids } = await perform(ports, caseId, 'startContact', call, asking());
    const outcome = {
      contactId: ids['contactId'] ?? '',
      answered: true,
      rightParty: true,
      serviceExplained: true,
      recordingId: 'recording-1',
    };
    await perform(ports, caseId, 'recordContactOutcome', outcome, asking({ requestId: 'request-10' }));
    const { file } = await perform(ports, caseId, 'recordConsent', consent, keyed());
    expect(Object.values(file.consents)).toHaveLength(1);
  });
});

test('the instant of the last act itself is not behind', async () => {
  const { lastAsOf } = opened.file;
  const { file } = await perform(ports, caseId, 'startContact', call, asking({ asOf: lastAsOf }));
  expect(file.lastAsOf).toBe(lastAsOf);
});

describe.each(['before its effect', 'after its effect'] as const satisfies readonly Moment[])(
  'a call of the store that fails %s',
  (moment) => {
    test.each([1, 2, 3])(
      'as call %i of an act leaves it whole or not done, and the repeat ends right',
      async (number) => {
        const story = offeredStory();
        const sound = await withCase(story);
        const undisturbed = await withCase(story);
        const id = story.file.caseId;
        await perform(undisturbed, id, 'recordConsent', consent, keyed());
        const { ports: frail, failAt, heal, calls } = faulty(sound);
        failAt(number, moment);
        await expect(perform(frail, id, 'recordConsent', consent, keyed())).rejects.toMatchObject({ name: 'Outage' });
        expect(calls()).toEqual(['cases.load', 'cases.request', 'cases.save'].slice(0, number));
        await expectWhole(sound, id);
        const isDone = number === 3 && moment === 'after its effect';
        expect(sound.cases.entries(id).length).toBe(story.file.version + (isDone ? 1 : 0));
        heal();
        const repeat = await perform(frail, id, 'recordConsent', consent, keyed());
        expect(repeat.replayed).toBe(isDone);
        expect(sound.cases.entries(id)).toEqual(undisturbed.cases.entries(id));
        expect(await sound.cases.load(id)).toEqual(await undisturbed.cases.load(id));
        await expectWhole(sound, id);
      },
    );
  },
);
