import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { onDay, pay, play, runningCase } from '#test/domain/servicing/play.ts';

const refused = (code: string) => expect.objectContaining({ code });
const running = runningCase();
const on = (file: CaseFile, day: string) => {
  const now = standing(file, day);
  if (now === undefined) throw new Error('no standing');
  return now;
};
const total = on(running, '2026-03-12').openMinor;
const [first] = on(running, '2026-03-12').instalments;
const instalment = first?.dueMinor ?? 0;
const reverse = (file: CaseFile, paymentId: string, day: string) =>
  play(file, 'reversePayment', { paymentId, sourceRef: `back-${paymentId}` }, { asOf: onDay(day) });

test('4.5: money pays the oldest instalment first, and its allocation names rule and profile', () => {
  const { file, happened } = pay(running, '2026-04-10', instalment + 100);
  expect(happened).toEqual(['PaymentReceived', 'PaymentAllocated', 'LimitationInterrupted']);
  const [one, two] = on(file, '2026-04-10').instalments;
  expect(one).toMatchObject({ status: 'PAID', openMinor: 0, paidOn: '2026-04-10' });
  expect(two).toMatchObject({ status: 'OPEN', paidMinor: 100 });
});

test('4.5: the same receipt twice is one, another under the same sourceRef is refused', () => {
  const { file, ids } = pay(running, '2026-04-10', 5000, 'ref-a');
  const again = pay(file, '2026-04-11', 5000, 'ref-a', '2026-04-10');
  expect(again.happened).toEqual([]);
  expect(again.ids).toEqual(ids);
  expect(() => pay(file, '2026-04-11', 5001, 'ref-a', '2026-04-10')).toThrow(refused('SourceRefConflict'));
});

test('R53: a shortfall of one yuan counts as paid, one fen more does not', () => {
  expect(on(pay(running, '2026-04-10', instalment - 100).file, '2026-05-01').instalments[0]?.status).toBe('PAID');
  expect(on(pay(running, '2026-04-10', instalment - 101).file, '2026-05-01').instalments[0]?.status).toBe('LATE');
});

test('4.1: nothing open any more settles the case, cancels follow-ups and frees the person for another case', () => {
  const followed = play(running, 'openFollowUp', { no: 1 }, { asOf: onDay('2026-03-30') }).file;
  const { file, happened } = pay(followed, '2026-04-10', total + 700);
  expect(happened).toEqual([
    'PaymentReceived',
    'PaymentAllocated',
    'LimitationInterrupted',
    'FollowUpCancelled',
    'SettledInFull',
    'NoticePlanned',
    'LetterOrdered',
  ]);
  expect(file.status.state).toBe('SETTLED');
  expect(on(file, '2026-04-10').allocation.excessMinor).toBe(700);
});

test('4.15, 11: a payment reversed after settlement makes the case active again', () => {
  const settled = pay(running, '2026-04-10', total);
  const revoked = reverse(settled.file, settled.ids['paymentId'] ?? '', '2026-04-12');
  expect(revoked.happened).toEqual(['PaymentReversed', 'LedgerReplayed', 'SettlementRevoked']);
  expect(revoked.file.status.state).toBe('ACTIVE');
  expect(on(revoked.file, '2026-04-12').openMinor).toBe(total);
  expect(() =>
    play(
      revoked.file,
      'reversePayment',
      { paymentId: settled.ids['paymentId'] ?? '', sourceRef: 'other' },
      { asOf: onDay('2026-04-13') },
    ),
  ).toThrow(refused('PaymentAlreadyReversed'));
});

test('4.5: money of a later day has not arrived', () => {
  expect(() => pay(running, '2026-04-10', 100, 'x', '2026-04-11')).toThrow(refused('InvalidRequest'));
});

const days = Array.from({ length: 28 }, (_, index) => `2026-05-${String(index + 1).padStart(2, '0')}`);
const receipts = fc.array(
  fc.record({ amountMinor: fc.integer({ min: 1, max: 400_000 }), day: fc.constantFrom(...days) }),
  { minLength: 1, maxLength: 7 },
);
const lastDay = '2026-06-01';

test('4.5: whatever comes in, money is conserved: paid and excess are what was received', () => {
  fc.assert(
    fc.property(receipts, (all) => {
      const file = all.reduce(
        (before, { amountMinor, day }, index) => pay(before, lastDay, amountMinor, `ref-${index}`, day).file,
        running,
      );
      const now = on(file, lastDay);
      const paid = now.instalments.reduce((sum, one) => sum + one.paidMinor, 0);
      expect(paid + now.allocation.excessMinor).toBe(all.reduce((sum, one) => sum + one.amountMinor, 0));
      expect(paid + now.openMinor).toBe(total);
    }),
    { numRuns: 40 },
  );
});

test('4.5: receipts in any order of arrival give what they give in order of value date', () => {
  fc.assert(
    fc.property(receipts, (all) => {
      const told = (list: typeof all) => {
        const file = list.reduce(
          (before, { amountMinor, day }, index) => pay(before, lastDay, amountMinor, `ref-${index}`, day).file,
          running,
        );
        return on(file, lastDay).instalments.map(({ no, openMinor, status }) => ({ no, openMinor, status }));
      };
      expect(told(all)).toEqual(told(all.toSorted((left, right) => (left.day < right.day ? -1 : 1))));
    }),
    { numRuns: 30 },
  );
});

test('4.5: a reversed payment leaves the ledger as if it had never been', () => {
  fc.assert(
    fc.property(receipts, fc.nat(), (all, pick) => {
      const gone = pick % all.length;
      const without = all
        .filter((_, index) => index !== gone)
        .reduce(
          (before, { amountMinor, day }, index) => pay(before, lastDay, amountMinor, `ref-${index}`, day).file,
          running,
        );
      let paymentId = '';
      const all7 = all.reduce((before, { amountMinor, day }, index) => {
        const paid = pay(before, lastDay, amountMinor, `ref-${index}`, day);
        if (index === gone) paymentId = paid.ids['paymentId'] ?? '';
        return paid.file;
      }, running);
      const reversed = reverse(all7, paymentId, lastDay).file;
      expect(on(reversed, lastDay).instalments).toEqual(on(without, lastDay).instalments);
      expect(reversed.status.state).toBe(without.status.state);
    }),
    { numRuns: 30 },
  );
});
