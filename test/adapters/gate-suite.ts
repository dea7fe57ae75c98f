import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { CaseStore, Ports } from '#functions/usecases/ports.ts';
import { shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { openedStory } from '#test/support/builders.ts';
import { fakePorts } from '#test/support/fake-ports.ts';

/** What every store does when many pick up the telephone for one borrower at the same moment. */
export const gateSuite = (where: string, makeStore: () => Promise<CaseStore>): void => {
  describe(`the contact gate ${where}`, () => {
    let ports: Ports;
    beforeAll(async () => {
      ports = { ...fakePorts(), cases: await makeStore() };
    });

    test('R6, C11: of twelve calls at once to one number six pass, and never a seventh', async () => {
      const story = openedStory(`at once ${randomUUID()}`);
      for (const act of story.acts) await ports.cases.save(act);
      const { caseId } = story.file;
      const call = async (): Promise<'passed' | 'blocked'> => {
        for (;;) {
          try {
            const { ids } = await perform(
              ports,
              caseId,
              'startContact',
              {
                purpose: 'OFFER',
                channel: 'PHONE',
                direction: 'OUTBOUND',
                contactPointId: 'phone-1',
                party: 'BORROWER',
              },
              { asOf: shanghai('2026-03-03', '11:00'), actor: people.agent, requestId: randomUUID() },
            );
            return ids['blocked'] === 'true' ? 'blocked' : 'passed';
          } catch (error) {
            // Others wrote at the same time: whoever is told so asks again.
            if (!(error instanceof Refusal && error.code === 'ConcurrentChange')) throw error;
          }
        }
      };
      const outcomes = await Promise.all(Array.from({ length: 12 }, call));
      expect(outcomes.filter((one) => one === 'passed').length).toBeLessThanOrEqual(6);
      const file: CaseFile = await ports.cases.load(caseId);
      const contacts = Object.values(file.contacts);
      expect(contacts).toHaveLength(12);
      expect(contacts.filter(({ status }) => status === 'STARTED')).toHaveLength(
        outcomes.filter((one) => one === 'passed').length,
      );
      expect(contacts.some(({ status }) => status === 'BLOCKED')).toBe(true);
    });
  });
};
