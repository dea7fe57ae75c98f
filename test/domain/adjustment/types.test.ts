import { expect, test } from 'vitest';
import { previewAdjustment } from '#functions/domain/adjustment/preview.ts';
import type { Relief } from '#functions/domain/adjustment/relief.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Row } from '#functions/domain/plan-parts.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { workItems } from '#functions/domain/work.ts';
import { anAct, people } from '#test/support/acts.ts';
import {
  borrower,
  committee,
  means,
  lapse,
  onDay,
  otherSupervisor,
  pay,
  play,
  policy,
  runningCase,
} from '#test/domain/servicing/play.ts';

const refused = (code: string, more: object = {}) => expect.objectContaining({ code, ...more });
const running = runningCase();
const evidenceIds = Object.keys(running.documents).slice(0, 1);
const asOf = onDay('2026-05-04');
const firstPaid = pay(running, '2026-04-10', standing(running, '2026-04-10')?.instalments[0]?.dueMinor ?? 0).file;

const ask = (file: CaseFile, relief: Relief, at = asOf) =>
  play(file, 'requestAdjustment', { ...relief, reason: 'out of work', evidenceIds }, { asOf: at, by: borrower });
const asked = (file: CaseFile, relief: Relief, at = asOf): CaseFile => ask(file, relief, at).file;
const lastOf = (file: CaseFile) => {
  const found = Object.values(file.adjustments).at(-1);
  if (found === undefined) throw new Error('nothing was asked for');
  return found;
};
const decided = (file: CaseFile, by = committee, at = asOf): CaseFile =>
  play(file, 'decideAdjustment', { adjustmentId: lastOf(file).adjustmentId, decision: 'APPROVE' }, { asOf: at, by })
    .file;
const shown = (file: CaseFile, relief: Relief, at = asOf) => previewAdjustment(file, relief, { asOf: at, policy });
const principal = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.principalMinor, 0);
const rowsNow = (file: CaseFile): readonly Row[] => standing(file, '2026-05-04')?.schedule.rows ?? [];
const dates = (rows: readonly Row[]): string[] => rows.map(({ dueOn }) => dueOn);

const replacement = {
  type: 'PLAN_REPLACEMENT',
  plan: { planType: 'EQUAL_PRINCIPAL', currency: 'CNY', periods: 20 },
} as const satisfies Relief;
const suspension = { type: 'INTEREST_SUSPENSION', fromOn: '2026-05-14', toOn: '2026-07-13' } as const satisfies Relief;

/** One of each type of 4.7, as somebody with one paid instalment asks for it. */
const everyType: readonly Relief[] = [
  suspension,
  { type: 'TERM_EXTENSION', periods: 6 },
  { type: 'GRACE_EXTENSION', fromOn: '2026-05-12', toOn: '2026-05-18' },
  { type: 'PAYMENT_HOLIDAY', periods: 2, interestRuns: true },
  { type: 'INTEREST_WAIVER', lines: [{ no: 2, amountMinor: 10_000 }] },
  { type: 'FEE_WAIVER', lines: [{ no: 3, amountMinor: 416 }] },
  { type: 'PENALTY_WAIVER', lines: [{ no: 4, amountMinor: 400 }] },
  { type: 'DUE_DAY_CHANGE', dueDay: 20 },
  replacement,
];

test.each(everyType)('4.7, R49: $type leaves principal and what is paid as they are', (relief) => {
  const { before, after } = shown(firstPaid, relief);
  expect(principal(after)).toBe(principal(before));
  expect(after[0]).toEqual(before[0]);
  expect(after).not.toEqual(before);
  expect(dates(after)).toEqual(dates(after).toSorted());
});

test.each(everyType)('4.7: $type takes its own fields and no other’s', (relief) => {
  const strange = relief.type === 'DUE_DAY_CHANGE' ? { periods: 2 } : { dueDay: 3 };
  expect(() => shown(firstPaid, { ...relief, ...strange })).toThrow(refused('InvalidRequest'));
  expect(() => shown(firstPaid, { type: relief.type })).toThrow(refused('InvalidRequest'));
});

test('R46: due days and seven days of grace need nobody; the bank’s cost and the months decide about the rest', () => {
  const tiers = everyType.map((relief) => `${relief.type} ${shown(firstPaid, relief).tier}`);
  expect(tiers).toEqual([
    'INTEREST_SUSPENSION L2',
    'TERM_EXTENSION L1',
    'GRACE_EXTENSION AUTO',
    'PAYMENT_HOLIDAY L1',
    'INTEREST_WAIVER L1',
    'FEE_WAIVER L1',
    'PENALTY_WAIVER L1',
    'DUE_DAY_CHANGE AUTO',
    'PLAN_REPLACEMENT L2',
  ]);
  expect(shown(firstPaid, { type: 'TERM_EXTENSION', periods: 7 }).tier).toBe('L2');
  expect(shown(firstPaid, { type: 'TERM_EXTENSION', periods: 25 }).tier).toBe('L3');
});

test('R46; 4.15, 24: relief adds up: what one waiver leaves to the team lead, two take to branch risk', () => {
  const waiver = (no: number): Relief => ({ type: 'INTEREST_WAIVER', lines: [{ no, amountMinor: 12_000 }] });
  const many: Relief = { type: 'INTEREST_WAIVER', lines: [2, 3, 4].map((no) => ({ no, amountMinor: 15_000 })) };
  expect(shown(firstPaid, waiver(2)).tier).toBe('L1');
  const once = decided(asked(firstPaid, many));
  expect(lastOf(once).status).toBe('APPLIED');
  expect(shown(once, { type: 'INTEREST_WAIVER', lines: [5, 6].map((no) => ({ no, amountMinor: 13_000 })) }).tier).toBe(
    'L2',
  );
  const months = asked(firstPaid, { type: 'TERM_EXTENSION', periods: 4 });
  expect(lastOf(months)).toMatchObject({ tier: 'L1', extendedMonths: 4 });
  expect(shown(months, { type: 'TERM_EXTENSION', periods: 4 }).tier).toBe('L2');
});

test('R46: an approval counts all relief that came meanwhile, not only what stood there when it was asked for', () => {
  const first = asked(firstPaid, { type: 'TERM_EXTENSION', periods: 4 });
  const { adjustmentId } = lastOf(first);
  const second = asked(first, { type: 'TERM_EXTENSION', periods: 5 });
  expect(() =>
    play(second, 'decideAdjustment', { adjustmentId, decision: 'APPROVE' }, { asOf, by: otherSupervisor }),
  ).toThrow(refused('TierTooLow'));
});

test('4.7: how often each type may be asked for', () => {
  const due: Relief = { type: 'DUE_DAY_CHANGE', dueDay: 20 };
  const limit = refused('AdjustmentLimitReached');
  expect(() => ask(asked(firstPaid, due), { ...due, dueDay: 25 })).toThrow(limit);
  const early = asked(running, due, onDay('2026-03-13'));
  expect(() => ask(early, { ...due, dueDay: 25 }, onDay('2027-03-12'))).toThrow(limit);
  expect(ask(early, { ...due, dueDay: 25 }, onDay('2027-03-15')).happened).toContain('AdjustmentApplied');
  const grace = (fromOn: string, toOn: string): Relief => ({ type: 'GRACE_EXTENSION', fromOn, toOn });
  const twice = asked(asked(firstPaid, grace('2026-05-12', '2026-05-18')), grace('2026-06-12', '2026-06-15'));
  expect(() => ask(twice, grace('2026-07-13', '2026-07-15'))).toThrow(limit);
  const holiday: Relief = { type: 'PAYMENT_HOLIDAY', periods: 1, interestRuns: false };
  expect(() => ask(decided(asked(firstPaid, holiday)), holiday)).toThrow(limit);
  expect(() => ask(firstPaid, { ...holiday, periods: 4 })).toThrow(limit);
  const longer: Relief = { type: 'TERM_EXTENSION', periods: 1 };
  expect(() => ask(asked(asked(firstPaid, longer), longer), longer)).toThrow(limit);
  expect(() => ask(asked(firstPaid, replacement), replacement)).toThrow(limit);
});

test('4.7: suspensions come to twelve months at most, and other terms wait for the end of one', () => {
  const long = (fromOn: string, toOn: string): Relief => ({ type: 'INTEREST_SUSPENSION', fromOn, toOn });
  const year = asked(asked(firstPaid, long('2026-05-14', '2026-11-13')), long('2026-11-14', '2027-05-13'));
  expect(() => ask(year, long('2027-05-14', '2027-05-20'))).toThrow(refused('AdjustmentLimitReached'));
  const schedule = firstPaid.schedules['1'];
  if (schedule === undefined) throw new Error('no schedule');
  const paused = [{ fromOn: '2026-04-20', toOn: '2026-05-10' }];
  const resting: CaseFile = { ...firstPaid, schedules: { '1': { ...schedule, suspended: paused } } };
  expect(() => ask(resting, replacement)).toThrow(refused('SuspensionOverlaps'));
  expect(ask(resting, replacement, onDay('2026-05-11')).happened).toEqual(['AdjustmentRequested']);
});

test('R31: sixty months from the effective date, extensions included', () => {
  expect(() => ask(firstPaid, { type: 'TERM_EXTENSION', periods: 49 })).toThrow(refused('TermTooLong'));
  expect(ask(firstPaid, { type: 'TERM_EXTENSION', periods: 48 }).happened).toEqual(['AdjustmentRequested']);
});

test('4.7: waivers name their lines one by one, and no more than stands there', () => {
  const waiver = (type: 'INTEREST_WAIVER' | 'PENALTY_WAIVER', no: number, amountMinor: number): Relief => ({
    type,
    lines: [{ no, amountMinor }],
  });
  expect(() => ask(firstPaid, waiver('INTEREST_WAIVER', 2, 19_353))).toThrow(refused('PastIsFixed'));
  expect(() => ask(firstPaid, waiver('INTEREST_WAIVER', 1, 100))).toThrow(refused('PastIsFixed'));
  expect(() => ask(firstPaid, waiver('INTEREST_WAIVER', 40, 100))).toThrow(refused('ScheduleInvalid'));
  const lines = Array.from({ length: 11 }, (_, index) => ({ no: index + 2, amountMinor: 416 }));
  const waived = decided(asked(firstPaid, { type: 'PENALTY_WAIVER', lines }));
  expect(() => ask(waived, waiver('PENALTY_WAIVER', 12, 500))).toThrow(refused('PastIsFixed'));
});

test('4.7: a waiver may bring a new schedule along: one approval, and signatures like for any other terms', () => {
  const both: Relief = { type: 'INTEREST_WAIVER', lines: [{ no: 2, amountMinor: 10_000 }], plan: replacement.plan };
  const preview = shown(firstPaid, both, onDay('2026-05-20'));
  expect(preview).toMatchObject({ needsSignatures: true, tier: 'L2' });
  expect(principal(preview.after)).toBe(principal(preview.before));
  const alone = shown(firstPaid, replacement, onDay('2026-05-20'));
  const interest = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.interestMinor, 0);
  expect(interest(alone.after) - interest(preview.after)).toBe(10_000);
  expect(() => ask(asked(firstPaid, both), replacement)).toThrow(refused('AdjustmentLimitReached'));
});

test('R48: a pure gift takes effect on notice; whatever costs the borrower something waits for both signatures', () => {
  const signatures = everyType.filter((relief) => shown(firstPaid, relief).needsSignatures).map(({ type }) => type);
  expect(signatures).toEqual(['INTEREST_SUSPENSION', 'TERM_EXTENSION', 'PAYMENT_HOLIDAY', 'PLAN_REPLACEMENT']);
  const given = play(
    asked(firstPaid, { type: 'FEE_WAIVER', lines: [{ no: 3, amountMinor: 416 }] }),
    'decideAdjustment',
    {
      adjustmentId: lastOf(asked(firstPaid, { type: 'FEE_WAIVER', lines: [{ no: 3, amountMinor: 416 }] })).adjustmentId,
      decision: 'APPROVE',
    },
    { asOf, by: otherSupervisor },
  );
  expect(given.happened).toEqual([
    'AdjustmentApproved',
    'AdjustmentApplied',
    'BookingInstructed',
    'ObservationRestarted',
    'NoticePlanned',
  ]);
  expect(rowsNow(given.file)[2]?.feeMinor).toBe(0);
});

test('R45: before it is asked for, the cost to each side is shown', () => {
  const holiday = (interestRuns: boolean): Relief => ({ type: 'PAYMENT_HOLIDAY', periods: 2, interestRuns });
  const dear = shown(firstPaid, holiday(true));
  const free = shown(firstPaid, holiday(false));
  expect(dear.borrowerCostMinor).toBeGreaterThan(0);
  expect(dear.costMinor).toBe(0);
  expect(free.borrowerCostMinor).toBe(0);
  expect(free.costMinor).toBe(dear.borrowerCostMinor);
  expect(free.extendedMonths).toBe(2);
  expect(shown(firstPaid, { type: 'TERM_EXTENSION', periods: 6 }).borrowerCostMinor).toBeGreaterThan(0);
});

test('4.7: principal is given up only where the pack says so, and then by the committee', () => {
  const forgiven: Relief = { type: 'PRINCIPAL_FORGIVENESS', amountMinor: 100_000 };
  expect(() => ask(firstPaid, forgiven)).toThrow(refused('AdjustmentLimitReached'));
  const generous = { ...policy, adjustment: { ...policy.adjustment, principalForgiveness: true } };
  const preview = previewAdjustment(firstPaid, forgiven, { asOf, policy: generous });
  expect(preview.tier).toBe('L3');
  expect(principal(preview.before) - principal(preview.after)).toBe(100_000);
});

test('R47: neither who asked, nor a visitor, nor the owner of the case decides, whatever their tier', () => {
  const file = asked(firstPaid, { type: 'TERM_EXTENSION', periods: 2 });
  const { adjustmentId } = lastOf(file);
  const by = (id: string) => ({ asOf, by: { ...committee, id } });
  for (const id of [borrower.id, people.officer2.id, people.officer.id])
    expect(() => play(file, 'decideAdjustment', { adjustmentId, decision: 'APPROVE' }, by(id))).toThrow(
      refused('FourEyesViolated'),
    );
});

test('R50: larger instalments and other terms want an assessment that is fresh and enough', () => {
  const later = onDay('2026-06-20');
  const file = asked(firstPaid, replacement, later);
  expect(() => decided(file, committee, later)).toThrow(refused('AffordabilityStale'));
  const poor = play(
    file,
    'assessAffordability',
    { ...means(file, 0), evidenceIds: [] },
    { asOf: later, by: people.officer },
  ).file;
  expect(() => decided(poor, committee, later)).toThrow(refused('NotAffordable'));
  expect(
    lastOf(decided(asked(firstPaid, { type: 'TERM_EXTENSION', periods: 6 }, later), committee, later)).status,
  ).toBe('APPROVED');
  expect(lastOf(decided(asked(firstPaid, replacement))).status).toBe('APPROVED');
});

test('R52: with a dispute open only what favours the borrower is asked for or granted', () => {
  const held = (file: CaseFile): CaseFile =>
    anAct(file, {
      asOf,
      events: [
        happened('HoldPlaced', {
          hold: { holdId: 'hold_1', kind: 'DISPUTE_HOLD', blocks: ['ADJUST'], placedBy: 'risk-1', placedAt: asOf },
        }),
      ],
    }).after;
  const longer: Relief = { type: 'TERM_EXTENSION', periods: 2 };
  expect(() => ask(held(firstPaid), longer)).toThrow(
    refused('DisputeOpen', { facts: expect.objectContaining({ rules: ['R52', 'R67'] }) }),
  );
  expect(() => decided(held(asked(firstPaid, longer)))).toThrow(refused('DisputeOpen'));
  expect(ask(held(firstPaid), { type: 'FEE_WAIVER', lines: [{ no: 3, amountMinor: 416 }] }).happened).toEqual([
    'AdjustmentRequested',
  ]);
});

test('R45: an answer that is overdue stands on the list of the tier above as well', () => {
  const file = asked(firstPaid, { type: 'TERM_EXTENSION', periods: 2 });
  const lists = (one: CaseFile): string[] =>
    workItems(one, policy).flatMap(({ kind, assignee }) => (kind === 'DECIDE_ADJUSTMENT' ? [assignee] : []));
  const before = lists(file);
  const { adjustmentId, answerDueOn } = lastOf(file);
  expect(answerDueOn).toBe('2026-05-11');
  const late = lapse(file, 'ADJUSTMENT_ANSWER', adjustmentId, onDay('2026-05-12')).file;
  expect(lists(late).length).toBeGreaterThan(before.length);
  expect(lists(late)).toEqual(expect.arrayContaining(before));
  expect(lastOf(late).status).toBe('REQUESTED');
});
