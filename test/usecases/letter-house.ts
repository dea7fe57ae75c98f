import { expect, vi } from 'vitest';
import * as z from 'zod';
import { people } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { callerOf } from '#test/usecases/calling.ts';
import type { Caller } from '#test/usecases/calling.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

export const auditor = { id: 'auditor-1', role: 'auditor' } as const;

/** A plan that runs, and the machines that draw letters up. */
export const house = async () => {
  const caller = await callerOf(activeStory());
  const machines = machinesInProcess(caller.ports);
  await machines.settle();
  return { ...caller, machines, file: async () => caller.ports.cases.load(caller.caseId) };
};
export type House = Awaited<ReturnType<typeof house>>;

/** Everything that is owed, paid on a day; no machine has seen it yet. */
export const payAll = async (
  { call, caseId }: Pick<Caller, 'call' | 'caseId'>,
  sourceRef: string,
  day: string,
): Promise<string> => {
  const amount = { amountMinor: 1_200_000, currency: 'CNY' };
  const { status, body } = await call('recordPayment', {
    by: people.system,
    at: `${day}T02:00:00Z`,
    body: { sourceRef, caseId, amount, valueDate: day },
  });
  expect(status).toBe(201);
  return z.object({ paymentId: z.string() }).parse(body['payment']).paymentId;
};

/** The money did not hold: the settlement is taken back. */
export const takeBack = async ({ call, caseId }: Pick<Caller, 'call' | 'caseId'>, paymentId: string, day: string) =>
  call('reversePayment', {
    by: people.system,
    at: `${day}T02:00:00Z`,
    params: { paymentId },
    body: { caseId, sourceRef: 'bounced' },
  });

const Shown = z.array(
  z.looseObject({
    letterId: z.string(),
    kind: z.string(),
    status: z.string(),
    noticeId: z.string().optional(),
    sealed: z.object({ sha256: z.string(), sizeBytes: z.int() }).optional(),
    link: z.string().optional(),
  }),
);
/** As the list of notices shows them. */
export const lettersOf = async ({ call, borrower }: House, by: Parameters<House['call']>[1]['by'] = borrower) => {
  const { body } = await call('listNotices', { by, at: '2027-12-01T02:00:00Z' });
  return Shown.parse(body['letters']);
};
