import { expect, test } from 'vitest';
import type { Relief } from '#functions/domain/adjustment/relief.ts';
import { replay } from '#functions/domain/apply.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { people } from '#test/support/acts.ts';
import {
  borrower,
  code,
  codeSent,
  committee,
  drawnUp,
  journalOf,
  means,
  onDay,
  pay,
  play,
  runningCase,
} from '#test/domain/servicing/play.ts';

const { agreementId } = drawnUp;
type Adjustment = Part<'adjustments'>;
const adjustmentOf = (file: CaseFile, adjustmentId: string): Adjustment => {
  const found = file.adjustments[adjustmentId];
  if (found === undefined) throw new Error(`no adjustment ${adjustmentId}`);
  return found;
};

/** Asked for by the borrower and, where somebody must, approved by the committee. */
const approved = (file: CaseFile, relief: Relief, day: string): { file: CaseFile; adjustmentId: string } => {
  const evidenceIds = Object.keys(file.documents).slice(0, 1);
  const asked = play(
    file,
    'requestAdjustment',
    { ...relief, reason: 'life changes', evidenceIds },
    { asOf: onDay(day), by: borrower },
  );
  const adjustmentId = asked.ids['adjustmentId'] ?? '';
  if (adjustmentOf(asked.file, adjustmentId).status !== 'REQUESTED') return { file: asked.file, adjustmentId };
  const decision = { adjustmentId, decision: 'APPROVE' } as const;
  return {
    file: play(asked.file, 'decideAdjustment', decision, { asOf: onDay(day), by: committee }).file,
    adjustmentId,
  };
};

const written = (file: CaseFile, adjustmentId: string, day: string): CaseFile => {
  const amendmentId = `amendment_${adjustmentId.slice(-6)}`;
  const text = { amendmentId, key: `cases/1/${amendmentId}.pdf`, sha256: sha256Hex(amendmentId) };
  return play(file, 'drawUpAmendment', { adjustmentId, ...text }, { asOf: onDay(day) }).file;
};

const signed = (file: CaseFile, adjustmentId: string, day: string): CaseFile => {
  const { amendment } = adjustmentOf(file, adjustmentId);
  if (amendment === undefined) throw new Error('nothing was drawn up');
  const { amendmentId, sha256 } = amendment;
  const sign = { agreementId, amendmentId, sha256, acknowledged: [] };
  const sent = codeSent(file, onDay(day), sign);
  const one = play(sent, 'signAgreement', { ...sign, code }, { asOf: onDay(day), by: borrower }).file;
  return play(one, 'signAgreement', sign, { asOf: onDay(day), by: people.supervisor }).file;
};

const applied = (file: CaseFile, adjustmentId: string, day: string): CaseFile =>
  play(file, 'applyAdjustment', { adjustmentId }, { asOf: onDay(day) }).file;

/** The whole way of one adjustment, by the machine and the people. */
const adjusted = (file: CaseFile, relief: Relief, day: string): CaseFile => {
  const way = approved(file, relief, day);
  if (adjustmentOf(way.file, way.adjustmentId).status === 'APPLIED') return way.file;
  return applied(signed(written(way.file, way.adjustmentId, day), way.adjustmentId, day), way.adjustmentId, day);
};

const nextDue = (file: CaseFile, day: string) => {
  const next = standing(file, day)?.instalments.find(({ status }) => status !== 'PAID');
  if (next === undefined) throw new Error('nothing is due');
  return next;
};
const paid = (file: CaseFile, day: string): CaseFile => pay(file, day, nextDue(file, day).openMinor).file;

const assessedAgain = (file: CaseFile, day: string): CaseFile =>
  play(
    file,
    'assessAffordability',
    { ...means(file, 0), unprovenIncomeMinor: 1_800_000, evidenceIds: [] },
    { asOf: onDay(day), by: people.officer },
  ).file;

const equal = (file: CaseFile): void => {
  const entries = journalOf(file);
  expect(entries).toHaveLength(file.version);
  expect(firstBrokenSeq(entries)).toBeUndefined();
  const { privates: _, ...kept } = file;
  const { privates: __, ...again } = replay(file.caseId, JSON.parse(JSON.stringify(entries)));
  expect(again).toEqual(kept);
};

test('R49: ten adjustments with payments and a reversal between them equal their replay, and no principal is lost', () => {
  let file = runningCase();
  const owed = file.schedules['1']?.rows.reduce((sum, { principalMinor }) => sum + principalMinor, 0);
  file = adjusted(file, { type: 'DUE_DAY_CHANGE', dueDay: 20 }, '2026-03-13');
  file = paid(file, '2026-04-20');
  file = adjusted(file, { type: 'INTEREST_SUSPENSION', fromOn: '2026-04-25', toOn: '2026-06-20' }, '2026-04-21');
  file = paid(file, '2026-05-20');
  const reversed = Object.keys(file.payments).at(-1) ?? '';
  file = play(
    file,
    'reversePayment',
    { paymentId: reversed, sourceRef: 'reversal-1' },
    { asOf: onDay('2026-05-22') },
  ).file;
  const { dueOn } = nextDue(file, '2026-05-22');
  file = adjusted(file, { type: 'GRACE_EXTENSION', fromOn: dueOn, toOn: '2026-05-27' }, '2026-05-22');
  file = paid(file, '2026-05-27');
  file = adjusted(file, { type: 'FEE_WAIVER', lines: [{ no: 4, amountMinor: 416 }] }, '2026-05-28');
  file = adjusted(file, { type: 'PENALTY_WAIVER', lines: [{ no: 5, amountMinor: 400 }] }, '2026-05-29');
  file = adjusted(file, { type: 'INTEREST_WAIVER', lines: [{ no: 6, amountMinor: 5_000 }] }, '2026-06-01');
  file = paid(file, '2026-06-20');
  file = assessedAgain(file, '2026-06-22');
  file = adjusted(file, { type: 'TERM_EXTENSION', periods: 6 }, '2026-06-22');
  file = adjusted(file, { type: 'PAYMENT_HOLIDAY', periods: 2, interestRuns: true }, '2026-06-23');
  file = assessedAgain(paid(file, '2026-09-21'), '2026-09-22');
  file = adjusted(
    file,
    {
      type: 'PLAN_REPLACEMENT',
      plan: { planType: 'EQUAL_PRINCIPAL', currency: 'CNY', periods: 18, annualRate: '0.12' },
    },
    '2026-09-22',
  );
  file = paid(file, '2026-10-20');
  file = adjusted(
    file,
    { type: 'GRACE_EXTENSION', fromOn: nextDue(file, '2026-11-02').dueOn, toOn: '2026-11-27' },
    '2026-11-02',
  );
  expect(Object.values(file.adjustments).map(({ status }) => status)).toEqual(
    Array.from({ length: 10 }, () => 'APPLIED'),
  );
  expect(Object.keys(file.schedules)).toHaveLength(11);
  const rows = standing(file, '2026-11-02')?.schedule;
  expect(rows?.rows.reduce((sum, { principalMinor }) => sum + principalMinor, 0)).toBe(owed);
  expect(rows).toMatchObject({ annualRate: '0.12', suspended: [{ fromOn: '2026-04-25', toOn: '2026-06-20' }] });
  equal(file);
});

test('R49: of two that wait for signatures the first to be signed wins; the other lapses and its side is told', () => {
  const one = approved(runningCase(), { type: 'TERM_EXTENSION', periods: 2 }, '2026-03-16');
  const two = approved(
    one.file,
    { type: 'INTEREST_SUSPENSION', fromOn: '2026-04-20', toOn: '2026-05-19' },
    '2026-03-16',
  );
  const both = written(written(two.file, one.adjustmentId, '2026-03-17'), two.adjustmentId, '2026-03-17');
  const won = play(
    signed(both, two.adjustmentId, '2026-03-18'),
    'applyAdjustment',
    { adjustmentId: two.adjustmentId },
    { asOf: onDay('2026-03-18') },
  );
  expect(won.happened).toEqual([
    'AdjustmentApplied',
    'BookingInstructed',
    'AmendmentLapsed',
    'NoticePlanned',
    'ObservationRestarted',
  ]);
  expect(adjustmentOf(won.file, one.adjustmentId)).toMatchObject({ status: 'LAPSED', supersededBy: two.adjustmentId });
  expect(Object.values(won.file.notices).at(-1)).toMatchObject({ kind: 'AMENDMENT_LAPSED', about: one.adjustmentId });
});

test('R48: what was approved and cannot be any more when its text is to be written lapses, and is told', () => {
  const way = approved(runningCase(), { type: 'TERM_EXTENSION', periods: 2 }, '2026-03-16');
  expect(
    play(way.file, 'lapseAmendment', { adjustmentId: way.adjustmentId }, { asOf: onDay('2026-03-16') }).happened,
  ).toEqual([]);
  const suspended = adjusted(
    { ...way.file, adjustments: {} },
    { type: 'INTEREST_SUSPENSION', fromOn: '2026-04-20', toOn: '2026-05-19' },
    '2026-03-16',
  );
  const overtaken = { ...suspended, adjustments: { ...suspended.adjustments, ...way.file.adjustments } };
  expect(
    play(overtaken, 'lapseAmendment', { adjustmentId: way.adjustmentId }, { asOf: onDay('2026-03-17') }).happened,
  ).toEqual(['AmendmentLapsed', 'NoticePlanned']);
});

test('R49: money that has come between text and last signature makes the text one of the past: it lapses', () => {
  const way = approved(runningCase(), { type: 'TERM_EXTENSION', periods: 2 }, '2026-03-16');
  const file = signed(
    paid(written(way.file, way.adjustmentId, '2026-03-17'), '2026-03-18'),
    way.adjustmentId,
    '2026-03-19',
  );
  const end = play(file, 'applyAdjustment', { adjustmentId: way.adjustmentId }, { asOf: onDay('2026-03-19') });
  expect(end.happened).toEqual(['AmendmentLapsed', 'NoticePlanned']);
  expect(end.file.schedules).toEqual(file.schedules);
});

test('R44, R48: settlement leaves nothing to adjust: what still waits for somebody is closed', () => {
  const file = approved(runningCase(), { type: 'TERM_EXTENSION', periods: 2 }, '2026-03-16').file;
  const settled = pay(file, '2026-03-20', 2_000_000).file;
  expect(settled.status.state).toBe('SETTLED');
  expect(play(settled, 'closeAdjustments', {}, { asOf: onDay('2026-03-20') }).happened).toEqual(['AmendmentLapsed']);
  expect(play(file, 'closeAdjustments', {}, { asOf: onDay('2026-03-20') }).happened).toEqual([]);
});
