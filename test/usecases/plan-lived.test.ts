import { expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import { instantAt } from '#functions/domain/calendar.ts';
import type { CommandName, InputOf } from '#functions/domain/decide.ts';
import { happened } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { Actor, CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { perform } from '#functions/usecases/perform.ts';
import { activeStory, anAct, people, rows } from '#test/support/builders.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';
import type { InProcess } from '#test/usecases/machines-in-process.ts';

const zone = 'Asia/Shanghai';
const { caseId } = activeStory().file;

interface Life {
  readonly ports: FakePorts;
  readonly machines: InProcess;
  readonly file: () => Promise<CaseFile>;
  readonly act: <N extends CommandName>(asOf: string, actor: Actor, command: N, input: InputOf<N>) => Promise<void>;
  /** Jumps from one due date to the next, as `npm run advance` does. */
  readonly advance: (to: string) => Promise<void>;
}

/** The builders hash a word for each object; the object is that word. */
const storePapers = async (ports: FakePorts): Promise<void> => {
  const { file, seed } = activeStory();
  const words = [`${seed} agreement`, ...['ID', 'RESIDENCE', 'INCOME_OR_ASSET'].map((one) => `${seed} ${one}`)];
  for (const { key, sha256 } of [...Object.values(file.documents), ...Object.values(file.agreements)]) {
    const word = words.find((one) => sha256Hex(one) === sha256);
    if (key === undefined || word === undefined) throw new Error(`no word has the hash of ${key ?? 'a paper'}`);
    await ports.documents.write('documents', key, Buffer.from(word), { mediaType: 'application/pdf' });
  }
};

const aLife = async (): Promise<Life> => {
  const ports = fakePorts();
  for (const act of activeStory().acts)
    await ports.cases.save({ ...act, nextDueAt: agenda(act.after, packOf('CN'))[0]?.dueAt });
  await storePapers(ports);
  const machines = machinesInProcess(ports);
  await machines.settle();
  let count = 0;
  const file = async (): Promise<CaseFile> => ports.cases.load(caseId);
  return {
    ports,
    machines,
    file,
    act: async (asOf, actor, command, input) => {
      count += 1;
      await perform(ports, caseId, command, input, { asOf, actor, requestId: `life-${count}` });
      await machines.settle();
    },
    advance: async (to) => {
      for (let jump = 0; jump < 200; jump += 1) {
        const next = agenda(await file(), packOf('CN'))[0];
        if (next === undefined || next.dueAt > to) return;
        const before = (await file()).version;
        expect(await machines.sweep(next.dueAt), next.kind).toMatchObject({ stuck: 0, broken: 0 });
        expect((await file()).version, `${next.kind} ${next.ref} of ${next.dueAt} is still due`).toBeGreaterThan(
          before,
        );
      }
      throw new Error('the agenda does not come to an end');
    },
  };
};

const pay = async ({ act }: Life, no: number, on: string, amountMinor = 100_000): Promise<void> =>
  act(instantAt(on, '10:00', zone), people.system, 'recordPayment', {
    sourceRef: `receipt-${no}`,
    amountMinor,
    currency: 'CNY',
    valueDate: on,
    channel: 'TRANSFER',
  });

const report = async ({ file, act }: Life, result: 'ON_TRACK' | 'AT_RISK' | 'HARDSHIP'): Promise<void> => {
  const { contacts, followUps, lastAsOf } = await file();
  const open = Object.values(followUps).find(({ status }) => status === 'OPEN' || status === 'OVERDUE');
  if (open === undefined) throw new Error('no follow-up is open');
  await act(lastAsOf, people.officer, 'reportFollowUp', {
    followUpNo: open.no,
    result,
    contactId: Object.keys(contacts)[0],
  });
};

const events = ({ ports }: Life): string[] => ports.cases.entries(caseId).map(({ event }) => event);

test(
  'a plan that is kept is followed up, settled, and thirty days later archived, by the machines alone',
  { timeout: 60_000 },
  async () => {
    const life = await aLife();
    for (const { no, dueOn } of rows) {
      await life.advance(instantAt(dueOn, '09:30', zone));
      await pay(life, no, dueOn);
      const { followUps } = await life.file();
      if (Object.values(followUps).some(({ status }) => status === 'OPEN'))
        await report(life, no === 4 ? 'HARDSHIP' : 'ON_TRACK');
    }
    expect((await life.file()).status.state).toBe('SETTLED');
    expect(life.machines.waiting()).toEqual([]);
    await life.advance('2027-12-31T00:00:00Z');
    expect((await life.file()).status.state).toBe('ARCHIVED');
    expect(firstBrokenSeq(life.ports.cases.entries(caseId))).toBeUndefined();
    expect([...life.machines.ends.values()]).toContain('Close the case');
    expect(events(life)).not.toContain('InstalmentLate');
  },
);

test(
  'R41, R53-R55: a missed instalment is reminded, late, breached and cured; an overdue follow-up is escalated',
  { timeout: 60_000 },
  async () => {
    const life = await aLife();
    await life.advance('2026-04-30T00:00:00Z');
    expect((await life.file()).status.state).toBe('BREACHED');
    expect(events(life)).toEqual(
      expect.arrayContaining(['InstalmentReminded', 'InstalmentLate', 'BreachRaised', 'FollowUpOverdue']),
    );
    expect(life.machines.waiting().map(({ machine, state }) => `${machine}: ${state}`)).toContain(
      'follow-up: Wait for the overdue report',
    );
    await pay(life, 1, '2026-04-30');
    expect((await life.file()).status.state).toBe('ACTIVE');
    await report(life, 'AT_RISK');
    expect([...life.machines.ends.values()]).toContain('Escalate to a supervisor');
  },
);

test(
  'R56: what is not cured is proposed for a person’s decision, and no machine declares default',
  { timeout: 60_000 },
  async () => {
    const life = await aLife();
    await life.advance('2026-05-20T00:00:00Z');
    expect(events(life)).toContain('DefaultProposed');
    expect([...life.machines.ends.values()]).toContain('Propose default for decision');
    expect((await life.file()).status.state).toBe('BREACHED');
  },
);

/** The same plan with interest, so that there is something to suspend. */
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
