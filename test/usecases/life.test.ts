import { beforeAll, describe, expect, test, vi } from 'vitest';
import { replay } from '#functions/domain/apply.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { agreementLived } from '#test/usecases/agreement-lived.ts';
import { firstHalfLived } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';
import type { Fault, Life } from '#test/usecases/life-in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const live = async (fault?: Fault): Promise<{ life: Life<FakePorts>; caseId: string }> => {
  const life = await lifeInProcess(fakePorts(), { fault });
  const caseId = await firstHalfLived(life);
  await agreementLived(life, caseId);
  return { life, caseId };
};

/** What the journal says happened; the salt of a case is drawn by lot, and all that hangs on it. */
const told = ({ ports }: Life<FakePorts>, caseId: string): readonly string[] => {
  const lines = ports.cases
    .entries(caseId)
    .map(({ event, asOf, actor, data }) => `${event} ${asOf} ${actor.id} ${JSON.stringify(data)}`);
  const unsalted = lines.map((line) =>
    line
      .replaceAll(/"hmac":"[0-9a-f]{64}"/g, '"hmac":""')
      // A signature of ECDSA is another one each time, and so are the sealed file and its evidence.
      .replaceAll(/"sealed":\{[^{}]*\{[^{}]*\}[^{}]*\}/g, '"sealed":{}')
      .replaceAll(/"originals":\[[^\]]*\]/g, (originals) => originals.replaceAll(/[0-9a-f]{64}/g, '')),
  );
  // A PUT is repeatable as it is (api.md): said again without a key, it may be noted again, word for word.
  return unsalted.filter((line, index) => line !== unsalted[index - 1]);
};

const expectWhole = async ({ ports }: Life<FakePorts>): Promise<void> => {
  for (const caseId of ports.cases.caseIds()) {
    const entries = ports.cases.entries(caseId);
    const { privates: _, ...file } = await ports.cases.load(caseId);
    const { privates: __, ...again } = replay(caseId, entries);
    expect(again).toEqual(file);
    expect(firstBrokenSeq(entries)).toBeUndefined();
  }
};

let undisturbed: Awaited<ReturnType<typeof live>>;
beforeAll(async () => {
  undisturbed = await live();
});

test('a life through the API is whole: its journal replayed gives its file, and its chain holds', async () => {
  const { life, caseId } = undisturbed;
  const { status } = await life.ports.cases.load(caseId);
  expect(status.state).toBe('ACTIVE');
  await expectWhole(life);
  expect(life.failed).toEqual([]);
});

/** No act calls its ports more often than that; the last test says so. */
const mostCalls = 18;

describe.each(Array.from({ length: mostCalls }, (_, index) => index + 1))(
  'when call %i of a port fails in every act',
  (call) => {
    test.each(['before its effect', 'after its effect'] as const)('%s, the same life comes about', async (moment) => {
      const { life, caseId } = await live({ call, moment });
      expect(told(life, caseId)).toEqual(told(undisturbed.life, undisturbed.caseId));
      await expectWhole(life);
      if (call <= 3) expect(life.failed).toContain('recordConsent');
    });
  },
);

test('no call of any act is left out above', async () => {
  const { life } = await live({ call: mostCalls + 1, moment: 'before its effect' });
  expect(life.failed).toEqual([]);
});
