import { expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import { happened } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { anAct, people } from '#test/support/acts.ts';
import { activeCase } from '#test/support/agreed-stories.ts';
import {
  code,
  codeSent,
  borrower,
  committee,
  lapse,
  onDay,
  otherSupervisor,
  pay,
  play,
  policy,
  risk,
  runningCase,
} from '#test/domain/servicing/play.ts';

const refused = (code: string) => expect.objectContaining({ code });
const running = runningCase();
const evidenceIds = Object.keys(running.documents).slice(0, 1);
const suspension = {
  type: 'INTEREST_SUSPENSION',
  fromOn: '2026-05-14',
  toOn: '2026-07-13',
  reason: 'in hospital',
  evidenceIds,
} as const;
const asked = { asOf: onDay('2026-05-04'), by: borrower };
const requested = () => play(running, 'requestAdjustment', suspension, asked);
const idOf = (file: CaseFile): string => Object.keys(file.adjustments)[0] ?? '';
const item = (file: CaseFile, kind: string) => agenda(file, policy).find((one) => one.kind === kind);
const amend = (file: CaseFile) => ({
  adjustmentId: idOf(file),
  amendmentId: 'amendment_1',
  key: 'cases/1/agreements/amendment_1.pdf',
  sha256: sha256Hex('amendment'),
});

test('R45: a request is answered within five business days; no answer escalates and never refuses', () => {
  const { file } = requested();
  expect(file.adjustments[idOf(file)]).toMatchObject({ status: 'REQUESTED', answerDueOn: '2026-05-11', tier: 'L2' });
  const due = item(file, 'ADJUSTMENT_ANSWER');
  expect(due).toMatchObject({ dueAt: '2026-05-12T01:00:00.000Z', machine: 'deadline' });
  expect(lapse(file, 'ADJUSTMENT_ANSWER', idOf(file), onDay('2026-05-11')).happened).toEqual([]);
  const overdue = lapse(file, 'ADJUSTMENT_ANSWER', idOf(file), onDay('2026-05-12'));
  expect(overdue.happened).toEqual(['AdjustmentAnswerOverdue']);
  expect(overdue.file.adjustments[idOf(file)]?.status).toBe('REQUESTED');
  expect(item(overdue.file, 'ADJUSTMENT_ANSWER')).toBeUndefined();
});

test('R45: proof is attached, and staff name what shows the will of the borrower', () => {
  expect(() => play(running, 'requestAdjustment', { ...suspension, evidenceIds: [] }, asked)).toThrow(
    refused('EvidenceMissing'),
  );
  expect(() => play(running, 'requestAdjustment', suspension, { ...asked, by: people.officer })).toThrow(
    refused('BehalfEvidenceMissing'),
  );
});

test('4.7: a plan without interest has none to suspend', () => {
  expect(() => play(activeCase(), 'requestAdjustment', suspension, asked)).toThrow(refused('RateIsZero'));
});

test('4.7: six months at a time, and no two suspensions over the same days', () => {
  expect(() => play(running, 'requestAdjustment', { ...suspension, toOn: '2026-11-14' }, asked)).toThrow(
    refused('AdjustmentLimitReached'),
  );
  expect(() =>
    play(requested().file, 'requestAdjustment', { ...suspension, fromOn: '2026-07-13', toOn: '2026-08-13' }, asked),
  ).toThrow(refused('SuspensionOverlaps'));
});

test('R49: the past is fixed', () => {
  expect(() => play(running, 'requestAdjustment', { ...suspension, fromOn: '2026-05-03' }, asked)).toThrow(
    refused('PastIsFixed'),
  );
});

test('R52: an open dispute does not stop relief in the favour of the borrower; another hold does', () => {
  const held = (kind: 'DISPUTE_HOLD' | 'DECEASED') =>
    anAct(running, {
      asOf: onDay('2026-05-01'),
      events: [
        happened('HoldPlaced', {
          hold: { holdId: 'hold_1', kind, blocks: ['ADJUST'], placedBy: 'risk-1', placedAt: onDay('2026-05-01') },
        }),
      ],
    }).after;
  expect(play(held('DISPUTE_HOLD'), 'requestAdjustment', suspension, asked).happened).toEqual(['AdjustmentRequested']);
  expect(() => play(held('DECEASED'), 'requestAdjustment', suspension, asked)).toThrow(refused('OnHold'));
});

test('R46, R47: another person of a tier that reaches decides; refusing wants a reason; handing up raises the tier', () => {
  const { file } = requested();
  const adjustmentId = idOf(file);
  const at = (by: typeof risk) => ({ asOf: onDay('2026-05-05'), by });
  expect(() => play(file, 'decideAdjustment', { adjustmentId, decision: 'APPROVE' }, at(otherSupervisor))).toThrow(
    refused('TierTooLow'),
  );
  expect(() =>
    play(file, 'decideAdjustment', { adjustmentId, decision: 'APPROVE' }, at({ ...risk, id: people.officer.id })),
  ).toThrow(refused('FourEyesViolated'));
  expect(() => play(file, 'decideAdjustment', { adjustmentId, decision: 'REFUSE' }, at(risk))).toThrow(
    refused('ReasonMissing'),
  );
  const up = play(file, 'decideAdjustment', { adjustmentId, decision: 'ESCALATE' }, at(risk));
  expect(up.file.adjustments[adjustmentId]).toMatchObject({ tier: 'L3', status: 'REQUESTED' });
  expect(() => play(up.file, 'decideAdjustment', { adjustmentId, decision: 'APPROVE' }, at(risk))).toThrow(
    refused('TierTooLow'),
  );
  expect(play(up.file, 'decideAdjustment', { adjustmentId, decision: 'APPROVE' }, at(committee)).happened).toEqual([
    'AdjustmentApproved',
    'NoticePlanned',
  ]);
});

const drawnUp = (): CaseFile => {
  const { file } = requested();
  const approved = play(
    file,
    'decideAdjustment',
    { adjustmentId: idOf(file), decision: 'APPROVE' },
    { asOf: onDay('2026-05-05'), by: risk },
  ).file;
  return play(approved, 'drawUpAmendment', amend(approved), { asOf: onDay('2026-05-05') }).file;
};

test('R48: the amendment shows the rows before and after, and is drawn up once', () => {
  const file = drawnUp();
  const { amendment, costMinor } = file.adjustments[idOf(file)] ?? {};
  const total = (rows: readonly { principalMinor: number; interestMinor: number; feeMinor: number }[] = []) =>
    rows.reduce((sum, row) => sum + row.principalMinor + row.interestMinor + row.feeMinor, 0);
  expect(total(amendment?.before) - total(amendment?.after)).toBe(costMinor);
  expect(costMinor).toBeGreaterThan(0);
  expect(amendment?.after.map(({ dueOn, principalMinor }) => [dueOn, principalMinor])).toEqual(
    amendment?.before.map(({ dueOn, principalMinor }) => [dueOn, principalMinor]),
  );
  expect(play(file, 'drawUpAmendment', amend(file), { asOf: onDay('2026-05-06') }).happened).toEqual([]);
});

const signedByBoth = (): CaseFile => {
  const file = drawnUp();
  const sign = {
    agreementId: 'agreement_1',
    amendmentId: 'amendment_1',
    sha256: sha256Hex('amendment'),
    acknowledged: [],
  };
  const asked = codeSent(file, onDay('2026-05-06'), sign);
  const one = play(asked, 'signAgreement', { ...sign, code }, { asOf: onDay('2026-05-06'), by: borrower });
  expect(
    play(one.file, 'applyAdjustment', { adjustmentId: idOf(file) }, { asOf: onDay('2026-05-06') }).happened,
  ).toEqual([]);
  return play(one.file, 'signAgreement', sign, { asOf: onDay('2026-05-07'), by: people.supervisor }).file;
};

test('R48, R49: signed by both, it becomes the next version of the schedule, once', () => {
  const file = signedByBoth();
  const adjustmentId = idOf(file);
  const applied = play(file, 'applyAdjustment', { adjustmentId }, { asOf: onDay('2026-05-07') });
  expect(applied.happened).toEqual(['AdjustmentApplied', 'BookingInstructed', 'ObservationRestarted']);
  expect(applied.file.agreements['agreement_1']?.scheduleVersion).toBe(2);
  expect(applied.file.schedules['1']).toEqual(file.schedules['1']);
  expect(applied.file.schedules['2']?.suspended).toEqual([{ fromOn: suspension.fromOn, toOn: suspension.toOn }]);
  expect(play(applied.file, 'applyAdjustment', { adjustmentId }, { asOf: onDay('2026-05-07') }).happened).toEqual([]);
  expect(item(applied.file, 'SUSPENSION_END')).toMatchObject({ dueAt: '2026-07-14T01:00:00.000Z' });
  const ended = lapse(applied.file, 'SUSPENSION_END', adjustmentId, onDay('2026-07-14'));
  expect(ended.happened).toEqual(['SuspensionEnded']);
  expect(item(ended.file, 'SUSPENSION_END')).toBeUndefined();
});

test('R51: days of a suspension do not count as days late under the plan; the age of the debt goes on', () => {
  const applied = play(
    signedByBoth(),
    'applyAdjustment',
    { adjustmentId: idOf(signedByBoth()) },
    { asOf: onDay('2026-05-07') },
  ).file;
  const before = standing(running, '2026-06-20');
  const now = standing(applied, '2026-06-20');
  expect(now?.planDpd).toBeLessThan(before?.planDpd ?? 0);
  expect(now?.contractualDpd).toBe(before?.contractualDpd);
});

test('R48: an unsigned amendment lapses after fourteen days and changes nothing', () => {
  const file = drawnUp();
  const due = item(file, 'AMENDMENT_LAPSE');
  expect(due).toMatchObject({ dueAt: '2026-05-20T01:00:00.000Z' });
  const lapsed = play(file, 'lapseAmendment', { adjustmentId: idOf(file) }, { asOf: onDay('2026-05-20') });
  expect(lapsed.happened).toEqual(['AmendmentLapsed', 'NoticePlanned']);
  expect(lapsed.file.schedules).toEqual(file.schedules);
});

test('R46, R48: seven days of grace are granted at once; more wait for the team lead', () => {
  const grace = {
    type: 'GRACE_EXTENSION',
    fromOn: '2026-05-12',
    toOn: '2026-05-19',
    reason: 'wages come late',
    evidenceIds: [],
  } as const;
  const granted = play(running, 'requestAdjustment', grace, asked);
  expect(granted.happened).toEqual([
    'AdjustmentRequested',
    'AdjustmentApproved',
    'AdjustmentApplied',
    'BookingInstructed',
    'ObservationRestarted',
    'NoticePlanned',
  ]);
  expect(standing(granted.file, '2026-05-04')?.instalments[1]?.dueOn).toBe('2026-05-19');
  const longer = play(running, 'requestAdjustment', { ...grace, toOn: '2026-06-01' }, asked);
  expect(longer.file.adjustments[idOf(longer.file)]).toMatchObject({ tier: 'L1', status: 'REQUESTED' });
  expect(() => play(running, 'requestAdjustment', { ...grace, toOn: '2026-06-12' }, asked)).toThrow(
    refused('AdjustmentLimitReached'),
  );
});

test('4.15, 9: relief cures a breach only when it covers the arrears', () => {
  const paid = pay(running, '2026-04-10', standing(running, '2026-04-10')?.instalments[0]?.dueMinor ?? 0).file;
  const breached = play(paid, 'raiseBreach', { nos: [2] }, { asOf: onDay('2026-05-28') }).file;
  expect(breached.status.state).toBe('BREACHED');
  const asking = (type: 'GRACE_EXTENSION' | 'INTEREST_SUSPENSION', fromOn: string, toOn: string) =>
    play(
      breached,
      'requestAdjustment',
      { type, fromOn, toOn, reason: 'ill', evidenceIds },
      { ...asked, asOf: onDay('2026-05-29') },
    ).file;
  const moved = asking('GRACE_EXTENSION', '2026-05-12', '2026-06-05');
  const decided = play(
    moved,
    'decideAdjustment',
    { adjustmentId: idOf(moved), decision: 'APPROVE' },
    { asOf: onDay('2026-05-30'), by: otherSupervisor },
  );
  expect(decided.happened).toContain('Cured');
  expect(decided.file.status.state).toBe('ACTIVE');
  const relieved = asking('INTEREST_SUSPENSION', '2026-06-13', '2026-07-12');
  const approved = play(
    relieved,
    'decideAdjustment',
    { adjustmentId: idOf(relieved), decision: 'APPROVE' },
    { asOf: onDay('2026-05-30'), by: risk },
  );
  expect(approved.file.status.state).toBe('BREACHED');
});
