import { expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import { happened } from '#functions/domain/events.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { activeStory, rows } from '#test/support/agreed-stories.ts';
import { anAct, people } from '#test/support/acts.ts';
import { aLife } from '#test/usecases/plan-life.ts';
import type { Life } from '#test/usecases/plan-life.ts';

const withInterest = async ({ ports, machines, file }: Life): Promise<void> => {
  const before = await file();
  const schedule = {
    scheduleVersion: 2,
    currency: 'CNY',
    rows: rows.map((row) => ({ ...row, interestMinor: 1_000 })),
    annualRate: '0.12',
    fromOn: '2026-03-12',
    hash: 'a'.repeat(64),
    suspended: [],
  } as const;
  const adjustment = {
    adjustmentId: 'adjustment_0',
    agreementId: Object.keys(before.agreements)[0] ?? '',
    type: 'GRACE_EXTENSION',
    requestedBy: 'borrower-1',
    requestedAt: '2026-03-12T04:00:00Z',
    reason: { textId: 'text-1', hmac: 'a'.repeat(64) },
    evidenceIds: [],
    answerDueOn: '2026-03-19',
    tier: 'L1',
    costMinor: 0,
    status: 'APPLIED',
    appliedAt: '2026-03-12T04:00:00Z',
  } as const;
  const events = [
    happened('AdjustmentApplied', {
      adjustment: { ...adjustment, evidenceIds: [] },
      schedule: { ...schedule, suspended: [] },
    }),
  ];
  const act = anAct(before, { asOf: '2026-03-12T04:00:00Z', events });
  await ports.cases.save({ ...act, nextDueAt: agenda(act.after, packOf('CN'))[0]?.dueAt });
  await machines.settle();
};

const borrower: Actor = { id: 'user-1', role: 'borrower', borrowerId: activeStory().file.meta?.borrowerId ?? '' };
const risk: Actor = { id: 'risk-1', role: 'risk', region: 'east' };

const asksForSuspension = async (life: Life): Promise<string> => {
  const { documents } = await life.file();
  const evidenceIds = Object.keys(documents).slice(0, 1);
  const input = {
    type: 'INTEREST_SUSPENSION',
    fromOn: '2026-05-01',
    toOn: '2026-06-30',
    reason: 'ill',
    evidenceIds,
  } as const;
  await life.act('2026-03-13T03:00:00Z', borrower, 'requestAdjustment', input);
  const asked = Object.values((await life.file()).adjustments).find(({ type }) => type === 'INTEREST_SUSPENSION');
  if (asked === undefined) throw new Error('nothing was asked for');
  return asked.adjustmentId;
};

const stateWaitedIn = ({ machines }: Life): string | undefined =>
  machines.waiting().find(({ machine }) => machine === 'adjustment')?.state;
const endOf = ({ machines }: Life): string | undefined =>
  [...machines.ends].find(([name]) => name.includes('-ADJUSTMENT-'))?.[1];

const approvedLate = async (): Promise<{ life: Life; adjustmentId: string }> => {
  const life = await aLife();
  await withInterest(life);
  const adjustmentId = await asksForSuspension(life);
  expect(stateWaitedIn(life)).toBe('Ask for a decision');
  await life.advance('2026-03-21T04:00:00Z');
  expect(stateWaitedIn(life)).toBe('Wait for the overdue decision');
  await life.act('2026-03-22T03:00:00Z', risk, 'decideAdjustment', { adjustmentId, decision: 'APPROVE' });
  expect(stateWaitedIn(life)).toBe('Wait for the signatures');
  return { life, adjustmentId };
};

test(
  'R45-R49: a suspension is escalated when its answer is late, approved, printed, signed by both and applied',
  { timeout: 60_000 },
  async () => {
    const { life, adjustmentId } = await approvedLate();
    const { adjustments, agreements } = await life.file();
    const amendment = adjustments[adjustmentId]?.amendment;
    const agreementId = Object.keys(agreements)[0] ?? '';
    if (amendment === undefined) throw new Error('no amendment');
    const signing = { agreementId, amendmentId: amendment.amendmentId, sha256: amendment.sha256, acknowledged: [] };
    const { amendmentId, sha256 } = signing;
    const asked = { agreementId, amendmentId, sha256, contactPointId: 'phone-1', code: '123456' };
    await life.act('2026-03-23T03:00:00Z', borrower, 'requestSigningCode', asked);
    const codeId = (await life.file()).agreements[agreementId]?.codes?.at(-1)?.codeId ?? '';
    await life.act('2026-03-23T03:00:00Z', people.system, 'recordSigningCodeSent', {
      agreementId,
      codeId,
      providerRef: 'm',
    });
    await life.act('2026-03-23T03:00:00Z', borrower, 'signAgreement', { ...signing, code: '123456' });
    expect(stateWaitedIn(life)).toBe('Wait for the signatures');
    await life.act('2026-03-24T03:00:00Z', people.supervisor, 'signAgreement', signing);
    expect(endOf(life)).toBe('Apply it to the plan');
    expect((await life.file()).schedules['3']?.suspended).toEqual([{ fromOn: '2026-05-01', toOn: '2026-06-30' }]);
  },
);

test('R48: an amendment that is not signed in time lapses and changes nothing', { timeout: 60_000 }, async () => {
  const { life, adjustmentId } = await approvedLate();
  const { schedules } = await life.file();
  await life.advance('2026-04-07T04:00:00Z');
  expect(endOf(life)).toBe('Let it lapse');
  const after = await life.file();
  expect(after.adjustments[adjustmentId]?.status).toBe('LAPSED');
  expect(after.schedules).toEqual(schedules);
});
