import { describe, expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import { happened } from '#functions/domain/events.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { refundOwed } from '#functions/domain/servicing/refunds.ts';
import { workItems } from '#functions/domain/work.ts';
import { anAct, people } from '#test/support/acts.ts';
import { borrower, onDay, otherSupervisor, pay, play, policy, runningCase } from '#test/domain/servicing/play.ts';

const refused = (code: string) => expect.objectContaining({ code });
const running = runningCase();
const rowsOf = (file: CaseFile) => standing(file, '2026-03-12')?.instalments ?? [];

/** So many instalments paid on their due days. */
const kept = (count: number): CaseFile =>
  rowsOf(running)
    .slice(0, count)
    .reduce((file, { dueOn, dueMinor }) => pay(file, dueOn, dueMinor).file, running);
const six = kept(6);
const day = '2026-09-20';

const quoteOn = (file: CaseFile, on: string) => {
  const asked = play(file, 'quotePayoff', {}, { asOf: onDay(on), by: borrower });
  const quote = asked.file.payoffs[asked.ids['quoteId'] ?? ''];
  if (quote === undefined) throw new Error('no quote');
  return { file: asked.file, quote };
};
const request = (file: CaseFile, quoteId: string, on = day) => {
  const asked = play(file, 'requestReward', { quoteId }, { asOf: onDay(on), by: borrower });
  return { ...asked, rewardId: asked.ids['rewardId'] ?? '' };
};
const quoted = quoteOn(six, day);
const requested = request(quoted.file, quoted.quote.quoteId);
const { rewardId } = requested;
const decide = (
  file: CaseFile,
  form: 'REBATE' | 'REDUCTION',
  {
    by = people.supervisor,
    on = day,
    decision = 'GRANT',
    reason,
  }: { by?: Actor; on?: string; decision?: 'GRANT' | 'REFUSE'; reason?: string } = {},
) => play(file, 'decideReward', { rewardId, decision, form, reason }, { asOf: onDay(on, '03:00:00'), by });
const interestOf = (file: CaseFile) =>
  standing(file, day)?.allocation.instalments.reduce((sum, { paid }) => sum + paid.interest, 0) ?? 0;

describe('asking', () => {
  test('R57: law first, reward second: a tenth of the interest that the plan has cost, rounded down', () => {
    const reward = requested.file.rewards[rewardId];
    const cost = interestOf(six) + quoted.quote.lines.interestMinor;
    expect(reward).toMatchObject({
      interestRebateMinor: Math.floor(cost / 10),
      feeWaivedMinor: 0,
      amountMinor: Math.floor(cost / 10),
      status: 'REQUESTED',
    });
    expect(reward?.amountMinor).toBeGreaterThan(0);
  });

  test('R57(a): of a plan with a fee, what the quote still asks of it is waived on top of the interest', () => {
    const plan = runningCase({ planType: 'FEE_BASED', periods: 12, currency: 'CNY' });
    const rows = standing(plan, '2026-03-12')?.instalments ?? [];
    const paid = rows.slice(0, 6).reduce((file, { dueOn, dueMinor }) => pay(file, dueOn, dueMinor).file, plan);
    const asked = quoteOn(paid, day);
    // 6 of the 28 days from 14 September on, of 6,000 a month; the rest of the quoted fee was owed before the plan.
    const feeMinor = Math.round((6_000 * 6) / 28);
    const rebate = Math.floor((interestOf(paid) + asked.quote.lines.interestMinor) / 10);
    const wanted = request(asked.file, asked.quote.quoteId);
    expect(wanted.file.rewards[wanted.rewardId]).toMatchObject({
      feeWaivedMinor: feeMinor,
      interestRebateMinor: rebate,
      amountMinor: feeMinor + rebate,
    });
    const granted = play(
      wanted.file,
      'decideReward',
      { rewardId: wanted.rewardId, decision: 'GRANT', form: 'REDUCTION' },
      { asOf: onDay(day, '03:00:00'), by: people.supervisor },
    ).file;
    const settled = pay(granted, '2026-09-21', asked.quote.totalMinor - feeMinor - rebate).file;
    expect(settled.status.state).toBe('SETTLED');
    expect(refundOwed(settled, policy)).toBeUndefined();
  });

  test('R58: six on time in a row, criterion by criterion; five, or a late one among them, earn none', () => {
    expect(requested.file.rewards[rewardId]?.criteria).toEqual([
      { criterion: 'ON_TIME_IN_A_ROW', wanted: 6, found: 6, met: true },
      { criterion: 'NO_RECENT_BREACH', wanted: 0, found: 0, met: true },
      { criterion: 'NO_OPEN_DISPUTE', wanted: 0, found: 0, met: true },
    ]);
    const five = quoteOn(kept(5), '2026-08-20');
    expect(() => request(five.file, five.quote.quoteId, '2026-08-20')).toThrow(
      expect.objectContaining({ code: 'RewardNotEarned', message: 'ON_TIME_IN_A_ROW: 5, wanted 6' }),
    );
    const [first, ...others] = rowsOf(running).slice(0, 6);
    const late = pay(running, '2026-04-25', first?.dueMinor ?? 0).file;
    const then = quoteOn(
      others.reduce((file, { dueOn, dueMinor }) => pay(file, dueOn, dueMinor).file, late),
      day,
    );
    expect(() => request(then.file, then.quote.quoteId)).toThrow(
      expect.objectContaining({ message: 'ON_TIME_IN_A_ROW: 5, wanted 6' }),
    );
  });

  test('R58: paying everything at once is no record of six instalments', () => {
    const early = quoteOn(kept(2), '2026-05-20');
    const settled = pay(early.file, '2026-05-20', early.quote.totalMinor).file;
    expect(settled.status.state).toBe('SETTLED');
    expect(() => request(settled, early.quote.quoteId, '2026-05-20')).toThrow(refused('RewardNotEarned'));
  });

  test('R58: a breach within twelve months earns none, an older one is forgiven', () => {
    const after = (raisedAt: string) =>
      anAct(quoted.file, {
        asOf: onDay(day),
        events: [
          happened('Cured', {
            breach: { breachId: 'breach_1', instalmentNos: [1], cureUntil: '2026-05-13', status: 'CURED', raisedAt },
          }),
        ],
      }).after;
    expect(() => request(after(onDay('2026-04-28')), quoted.quote.quoteId)).toThrow(refused('RewardNotEarned'));
    expect(request(after(onDay('2025-09-19')), quoted.quote.quoteId).happened).toEqual(['RewardRequested']);
  });

  test('R58: not while a dispute is open, nor on a quote that has run out', () => {
    const disputed = play(
      quoted.file,
      'raiseDispute',
      { kind: 'WRONG_AMOUNT', statement: 'too much', accountIds: [], evidenceIds: [] },
      { asOf: onDay(day), by: borrower },
    ).file;
    expect(() => request(disputed, quoted.quote.quoteId)).toThrow(refused('DisputeOpen'));
    expect(() => request(quoted.file, quoted.quote.quoteId, '2026-10-01')).toThrow(refused('QuoteExpired'));
  });

  test('R58: asked twice on one quote it is one reward, and another quote takes its place', () => {
    expect(request(requested.file, quoted.quote.quoteId)).toMatchObject({ happened: [], rewardId });
    const other = quoteOn(requested.file, '2026-09-21');
    const second = request(other.file, other.quote.quoteId, '2026-09-21');
    expect(second.happened).toEqual(['RewardRefused', 'RewardRequested']);
    expect(second.file.rewards[rewardId]).toMatchObject({ status: 'LAPSED' });
  });

  test('R58: a request is a task of tier L1, and is told again when nobody decides it', () => {
    expect(workItems(requested.file, policy)).toContainEqual(
      expect.objectContaining({ assignee: 'APPROVAL_L1#north', kind: 'DECIDE_REWARD', ref: rewardId }),
    );
    expect(agenda(requested.file, policy)).toContainEqual(
      expect.objectContaining({ kind: 'REWARD_DECISION', ref: rewardId }),
    );
  });
});

describe('granting', () => {
  const amount = requested.file.rewards[rewardId]?.amountMinor ?? 0;

  test('R58: maker and checker are two people, a refusal says why, and what is decided stays', () => {
    expect(() => decide(requested.file, 'REBATE', { by: people.officer })).toThrow(refused('FourEyesViolated'));
    expect(() => decide(requested.file, 'REBATE', { decision: 'REFUSE' })).toThrow(refused('ReasonMissing'));
    const no = decide(requested.file, 'REBATE', { decision: 'REFUSE', reason: 'recognisable' });
    expect(no.file.rewards[rewardId]).toMatchObject({ status: 'REFUSED' });
    expect(JSON.stringify(no.file.rewards)).not.toContain('recognisable');
    expect(() => decide(no.file, 'REBATE', { by: otherSupervisor })).toThrow(refused('StateForbids'));
    expect(() => decide(requested.file, 'REBATE', { on: '2026-10-01' })).toThrow(refused('QuoteExpired'));
  });

  test('R58: a reduction settles for less, to the cent; a cent below the tolerance does not', () => {
    const granted = decide(requested.file, 'REDUCTION').file;
    expect(granted.status.state).toBe('ACTIVE');
    const paid = pay(granted, '2026-09-21', quoted.quote.totalMinor - amount);
    expect(paid.happened).toEqual(expect.arrayContaining(['RewardCredited', 'SettledInFull']));
    expect(standing(paid.file, '2026-09-21')).toMatchObject({ settled: true, openMinor: 0 });
    expect(refundOwed(paid.file, policy)).toBeUndefined();
    const less = pay(granted, '2026-09-21', quoted.quote.totalMinor - amount - policy.instalment.toleranceMinor - 1);
    expect(less.happened).not.toContain('RewardCredited');
    expect(less.file.status.state).toBe('ACTIVE');
  });

  test('R58; 4.5, 4: a rebate is left over after the settlement, and paid back', () => {
    const granted = decide(requested.file, 'REBATE').file;
    const short = pay(granted, '2026-09-21', quoted.quote.totalMinor - amount);
    expect(short.file.status.state).toBe('ACTIVE');
    const paid = pay(granted, '2026-09-21', quoted.quote.totalMinor);
    expect(paid.happened).toEqual(expect.arrayContaining(['RewardCredited', 'SettledInFull']));
    expect(refundOwed(paid.file, policy)).toMatchObject({ amountMinor: amount, dueOn: '2026-09-29' });
    expect(workItems(paid.file, policy)).toContainEqual(expect.objectContaining({ kind: 'PAY_REFUND' }));
  });

  test('R58: whoever settled in time does not lose by the checker’s days', () => {
    const settled = pay(requested.file, '2026-09-21', quoted.quote.totalMinor).file;
    expect(settled.status.state).toBe('SETTLED');
    const granted = decide(settled, 'REDUCTION', { on: '2026-10-05' });
    expect(granted.happened).toEqual(['RewardGranted', 'RewardCredited', 'BookingInstructed']);
    expect(granted.file.rewards[rewardId]).toMatchObject({ status: 'CREDITED', form: 'REBATE' });
    expect(refundOwed(granted.file, policy)?.amountMinor).toBe(amount);
  });

  test('R58: without the settlement there is no reward, and money after the quote’s last day brings none', () => {
    const granted = decide(requested.file, 'REDUCTION').file;
    const late = pay(granted, '2026-10-02', quoted.quote.totalMinor - amount);
    expect(late.happened).not.toContain('RewardCredited');
    expect(late.file.rewards[rewardId]).toMatchObject({ status: 'GRANTED' });
  });

  test('4.15, 11: a settlement that is taken back takes its reward with it; money is conserved to the cent', () => {
    const granted = decide(requested.file, 'REDUCTION').file;
    const paid = pay(granted, '2026-09-21', quoted.quote.totalMinor - amount, 'payoff-1');
    const paymentId = paid.ids['paymentId'] ?? '';
    const back = play(paid.file, 'reversePayment', { paymentId, sourceRef: 'bounced' }, { asOf: onDay('2026-09-25') });
    expect(back.happened).toEqual(expect.arrayContaining(['PaymentReversed', 'RewardRevoked', 'SettlementRevoked']));
    expect(back.file.rewards[rewardId]).toMatchObject({ status: 'REVOKED' });
    const sum = (file: CaseFile) => Object.values(file.payments).reduce((total, one) => total + one.amountMinor, 0);
    expect(sum(back.file)).toBe(sum(six));
    expect(standing(back.file, '2026-09-25')?.openMinor).toBe(standing(six, '2026-09-25')?.openMinor);
  });
});
