import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { taskHandler } from '#functions/runtime/task-handler.ts';

vi.spyOn(console, 'info').mockImplementation(() => undefined);
vi.spyOn(console, 'error').mockImplementation(() => undefined);

const contracts = {
  remind: {
    input: z.strictObject({ caseId: z.string(), no: z.coerce.number() }),
    output: z.strictObject({ outcome: z.enum(['SENT', 'PAID']) }),
  },
  fail: { input: z.strictObject({}), output: z.strictObject({}) },
};
const handler = taskHandler(contracts, {
  remind: async ({ no }) => ({ outcome: no > 1 ? ('PAID' as const) : ('SENT' as const) }),
  fail: async () => {
    throw new RangeError('Li Ming owes 300');
  },
});

test('the payload chooses the task, which gets its parsed input and answers its whole result', async () => {
  const payload = { task: 'remind', caseId: 'c1', no: '2' };
  expect(await handler(payload)).toEqual({ outcome: 'PAID' });
});

test('a task that does not exist is a fault', async () => {
  await expect(handler({ task: 'toString' })).rejects.toThrow('there is no such task');
});

test('an input that is not as promised is a fault', async () => {
  await expect(handler({ task: 'remind' })).rejects.toThrow('remind: ZodError');
});

test('an execution learns the kind of a fault, never what it says', async () => {
  await expect(handler({ task: 'fail' })).rejects.toThrow(/^fail: RangeError$/);
});
