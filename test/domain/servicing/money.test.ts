import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agenda, workItems } from '#functions/domain/agenda.ts';
import { addDays } from '#functions/domain/calendar.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { allocationsOf, sharedBetweenDebts } from '#functions/domain/servicing/allocated.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { limitationOf } from '#functions/domain/servicing/limitation.ts';
import { account } from '#test/support/sample-parts.ts';
import { borrower, onDay, pay, play, policy, runningCase } from '#test/domain/servicing/play.ts';
import { people } from '#test/support/acts.ts';

const refused = (code: string) => expect.objectContaining({ code });
const running = runningCase();
const [agreed] = Object.values(running.agreements);
if (agreed === undefined) throw new Error('no agreement');
const on = (file: CaseFile, day: string) => {
  const now = standing(file, day);
  if (now === undefined) throw new Error('no standing');
  return now;
};
const start = on(running, '2026-03-12');
const total = start.openMinor;
const instalment = start.instalments[0]?.dueMinor ?? 0;
const reverse = (file: CaseFile, paymentId: string, day: string) =>
  play(file, 'reversePayment', { paymentId, sourceRef: `back-${paymentId}` }, { asOf: onDay(day) });
const refund = (file: CaseFile, day: string, amountMinor: number, sourceRef = 'refund-1') =>
  play(
    file,
    'recordPayment',
    { sourceRef, amountMinor, currency: 'CNY', valueDate: day, channel: 'TRANSFER', kind: 'REFUND' },
    { asOf: onDay(day) },
  );
const choose = (
  file: CaseFile,
  day: string,
  choice: { excess?: 'NEXT_INSTALMENTS' | 'PRINCIPAL'; firstAccountId?: string | null },
) => play(file, 'setPaymentPreferences', choice, { asOf: onDay(day, '01:00:00'), by: borrower }).file;

/** Three debts in one agreement: one secured, one dearer, one older. */
const debt = (accountId: string, change: object) => ({
  accountId,
  principalMinor: 400_000,
  interestMinor: 10_000,
  feesMinor: 0,
  annualRate: '0.18',
  firstDelinquentOn: '2026-01-16',
  ...change,
});
const three: CaseFile = withPart(
  ['secured', 'dear', 'old'].reduce(
    (file, accountId) => withPart(file, 'accounts', accountId, { ...account('a case'), accountId }),
    running,
  ),
  'agreements',
  agreed.agreementId,
  {
    ...agreed,
    debts: [
      debt('secured', { security: 'FULLY', annualRate: '0.24' }),
      debt('dear', { annualRate: '0.20' }),
      debt('old', { firstDelinquentOn: '2025-12-01' }),
    ],
  },
);
const paidBy = (file: CaseFile, day: string) =>
  Object.fromEntries(
    sharedBetweenDebts(file, on(file, day)).payments.flatMap(({ parts }) =>
      parts.filter(({ line }) => line === 'principal').map((part) => [part.accountId, part.amountMinor] as const),
    ),
  );

describe('between debts', () => {
  test('C25: unsecured before secured, and of those the dearer first', () => {
    const { file } = pay(three, '2026-04-13', 300_000);
    expect(Object.keys(paidBy(file, '2026-04-13'))).toEqual(['dear']);
    const further = pay(file, '2026-05-13', 300_000).file;
    expect(Object.keys(paidBy(further, '2026-05-13'))).toEqual(['dear', 'old']);
  });

  test("C25: the borrower's choice comes first, from its day on, and does not touch what was paid before", () => {
    const first = pay(three, '2026-04-13', 200_000).file;
    const chosen = choose(first, '2026-04-20', { firstAccountId: 'secured' });
    const { file } = pay(chosen, '2026-05-13', 200_000, 'second');
    const [one, two] = sharedBetweenDebts(file, on(file, '2026-05-13')).payments;
    expect(new Set(one?.parts.map(({ accountId }) => accountId))).toEqual(new Set(['dear']));
    expect(two?.parts[0]?.accountId).toBe('secured');
    const again = choose(file, '2026-05-20', { firstAccountId: null });
    expect(Object.values(again.paymentPreferences).at(-1)?.firstAccountId).toBeUndefined();
  });

  test('C25: money that names its account goes there, and no account of others can be named', () => {
    const receipt = { amountMinor: 100_000, currency: 'CNY', valueDate: '2026-04-13', channel: 'QR' } as const;
    const { file } = play(
      three,
      'recordPayment',
      { ...receipt, sourceRef: 'named', forAccountId: 'old' },
      { asOf: onDay('2026-04-13') },
    );
    expect(Object.keys(paidBy(file, '2026-04-13'))).toEqual(['old']);
    expect(() =>
      play(
        three,
        'recordPayment',
        { ...receipt, sourceRef: 'x', forAccountId: 'nobody' },
        { asOf: onDay('2026-04-13') },
      ),
    ).toThrow(refused('AccountNotInCase'));
    expect(() => choose(three, '2026-04-13', { firstAccountId: 'nobody' })).toThrow(refused('AccountNotInCase'));
  });

  test('C25: equal in everything, debts share to the cent in proportion to what is open', () => {
    const equal = withPart(three, 'agreements', agreed.agreementId, {
      ...agreed,
      debts: [debt('one', {}), debt('two', { principalMinor: 800_000 })],
    });
    const { file } = pay(equal, '2026-04-13', 100_001);
    const parts = sharedBetweenDebts(file, on(file, '2026-04-13')).payments[0]?.parts ?? [];
    const of = (id: string): number =>
      parts
        .filter(({ accountId, line }) => accountId === id && line === 'principal')
        .reduce((sum, one) => sum + one.amountMinor, 0);
    expect(Math.abs(of('two') - 2 * of('one'))).toBeLessThanOrEqual(2);
    expect(parts.reduce((sum, one) => sum + one.amountMinor, 0)).toBe(100_001);
  });
});

describe('what is left over', () => {
  test('4.5: by choice it cuts the principal from the end, and the cut bears no interest any more (C27)', () => {
    const chosen = choose(running, '2026-04-01', { excess: 'PRINCIPAL' });
    const { file } = pay(chosen, '2026-04-13', instalment + 300_000);
    const now = on(file, '2026-04-13');
    expect(now.instalments[1]).toMatchObject({ status: 'OPEN', paidMinor: 0 });
    expect(now.allocation.instalments.at(-1)?.openByLine.principal).toBe(0);
    expect(now.allocation.sparedMinor).toBeGreaterThan(0);
    expect(now.openMinor + now.allocation.sparedMinor).toBe(total - instalment - 300_000);
    const rest = pay(file, '2026-04-13', now.openMinor, 'rest').file;
    expect(rest.status.state).toBe('SETTLED');
  });

  test('4.5: without a choice it pays the next instalments', () => {
    const now = on(pay(running, '2026-04-13', instalment + 300_000).file, '2026-04-13');
    expect(now.instalments.at(-1)?.paidMinor).toBe(0);
    expect(now.allocation.sparedMinor).toBe(0);
  });

  test('4.5: after settlement it is paid back within five business days; until then nothing is archived', () => {
    const settled = pay(running, '2026-04-10', total + 700).file;
    expect(workItems(settled, policy)).toContainEqual(
      expect.objectContaining({ assignee: 'AGENT#north', kind: 'PAY_REFUND' }),
    );
    const items = agenda(settled, policy);
    expect(items.find(({ kind }) => kind === 'REFUND')).toMatchObject({ ref: '2026-04-17', rule: '4.5' });
    expect(items.map(({ kind }) => kind)).not.toContain('ARCHIVING');
    expect(() => refund(settled, '2026-04-13', 701)).toThrow(refused('NothingOwed'));
    const paid = refund(settled, '2026-04-13', 700);
    expect(paid.happened).toEqual(['RefundPaid']);
    expect(refund(paid.file, '2026-04-13', 700).happened).toEqual([]);
    expect(on(paid.file, '2026-04-14').allocation.excessMinor).toBe(0);
    expect(agenda(paid.file, policy).map(({ kind }) => kind)).toContain('ARCHIVING');
  });

  test('4.5: a payment after settlement settles nothing again, and is owed back from its own day', () => {
    const settled = pay(running, '2026-04-10', total).file;
    const { file, happened } = pay(settled, '2026-04-20', 5000, 'late-money');
    expect(happened).toEqual(['PaymentReceived', 'PaymentAllocated']);
    expect(agenda(file, policy).find(({ kind }) => kind === 'REFUND')?.ref).toBe('2026-04-27');
  });

  test('4.15, 11: a reversal after settlement and refund reopens what the lost money had paid', () => {
    const settled = pay(running, '2026-04-10', total + 700);
    const paid = refund(settled.file, '2026-04-13', 700).file;
    const { file, happened } = reverse(paid, settled.ids['paymentId'] ?? '', '2026-04-15');
    expect(happened).toEqual(['PaymentReversed', 'LedgerReplayed', 'SettlementRevoked']);
    const now = on(file, '2026-04-15');
    expect(now.openMinor).toBe(total);
    // The bank has paid out 700 that it never had.
    expect(now.allocation.excessMinor).toBe(-700);
  });
});

test('4.5: money in another currency is refused: another currency is another agreement', () => {
  const yen = { sourceRef: 'jpy', amountMinor: 100, currency: 'JPY', valueDate: '2026-04-10', channel: 'QR' } as const;
  expect(() => play(running, 'recordPayment', yen, { asOf: onDay('2026-04-10') })).toThrow(refused('CurrencyMismatch'));
});

test('4.5: back-dated money is named with what it changes for later payments, by rule and profile', () => {
  const first = pay(running, '2026-05-20', instalment);
  const back = pay(first.file, '2026-05-25', instalment, 'back', '2026-04-20');
  expect(back.happened).toContain('LedgerReplayed');
  const now = allocationsOf(back.file, on(back.file, '2026-05-25'));
  expect(now.map(({ rule, profile }) => [rule, profile])).toEqual([
    ['4.5', 'PLAN_DEFAULT'],
    ['4.5', 'PLAN_DEFAULT'],
  ]);
  expect(now[0]?.allocations.every(({ instalmentNo }) => instalmentNo === 1)).toBe(true);
  expect(now[1]?.allocations.every(({ instalmentNo }) => instalmentNo === 2)).toBe(true);
});

test('R48, 4.5: a payment while an adjustment waits for its signatures keeps every cent', () => {
  const asked = play(
    running,
    'requestAdjustment',
    {
      type: 'GRACE_EXTENSION',
      fromOn: on(running, '2026-04-01').instalments[0]?.dueOn ?? '',
      toOn: '2026-04-18',
      reason: 'ill',
      evidenceIds: [],
    },
    { asOf: onDay('2026-04-01'), by: borrower },
  ).file;
  const { file } = pay(asked, '2026-04-20', instalment + 5);
  const now = on(file, '2026-04-20');
  expect(now.instalments.reduce((sum, one) => sum + one.paidMinor, 0)).toBe(instalment + 5);
  expect(now.instalments[0]?.status).toBe('PAID');
});

describe('C23: limitation', () => {
  test('a plan and every part payment start three years anew, and are kept', () => {
    expect(limitationOf(running)?.interruptions).toMatchObject([{ cause: 'PLAN_AGREED', on: '2026-03-12' }]);
    const { file } = pay(running, '2026-04-10', 100);
    expect(limitationOf(file)?.interruptions.at(-1)).toMatchObject({
      cause: 'PART_PAYMENT',
      on: '2026-04-10',
      expiresOn: '2029-04-10',
    });
    // Instalments: not before three years from the last due date.
    expect(limitationOf(file)?.expiresOn).toBe('2030-03-12');
  });

  test('a reversed payment has interrupted nothing; the record of both stays', () => {
    const paid = pay(running, '2026-04-10', 100);
    const { file } = reverse(paid.file, paid.ids['paymentId'] ?? '', '2026-04-11');
    expect(limitationOf(file)?.interruptions.map(({ cause }) => cause)).toEqual(['PLAN_AGREED']);
    expect(Object.values(file.limitations).map(({ cause }) => cause)).toEqual(['PLAN_AGREED', 'PART_PAYMENT']);
  });
});

test('4.5: staff say whose will it is; asked twice, nothing is written twice', () => {
  const choice = { excess: 'PRINCIPAL' } as const;
  expect(() => play(running, 'setPaymentPreferences', choice, { asOf: onDay('2026-04-01'), by: people.agent })).toThrow(
    refused('BehalfEvidenceMissing'),
  );
  const file = choose(running, '2026-04-01', choice);
  expect(play(file, 'setPaymentPreferences', choice, { asOf: onDay('2026-04-02'), by: borrower }).happened).toEqual([]);
});

const lastDay = '2026-08-31';
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('pay' as const),
      amountMinor: fc.integer({ min: 1, max: 400_000 }),
      day: fc.integer({ min: 0, max: 150 }),
      account: fc.constantFrom(undefined, 'secured', 'dear', 'old'),
    }),
    fc.record({ kind: fc.constant('reverse' as const), which: fc.nat() }),
    fc.record({ kind: fc.constant('refund' as const), amountMinor: fc.integer({ min: 1, max: 50_000 }) }),
  ),
  { minLength: 1, maxLength: 12 },
);

const choosing = (file: CaseFile): CaseFile =>
  choose(choose(file, '2026-04-20', { excess: 'PRINCIPAL', firstAccountId: 'old' }), '2026-06-20', {
    excess: 'NEXT_INSTALMENTS',
  });

type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;

const receiptOf = (step: Extract<Step, { kind: 'pay' }>, index: number) => ({
  sourceRef: `ref-${index}`,
  amountMinor: step.amountMinor,
  currency: 'CNY' as const,
  valueDate: addDays('2026-03-12', step.day),
  channel: 'TRANSFER' as const,
  ...(step.account === undefined ? {} : { forAccountId: step.account }),
});

/** Lives a list of steps on one day; what the business refuses does not happen. */
const lived = (all: readonly Step[]): CaseFile => {
  const receipts: string[] = [];
  return all.reduce((file, step, index) => {
    if (step.kind === 'pay') {
      const done = play(file, 'recordPayment', receiptOf(step, index), { asOf: onDay(lastDay) });
      receipts.push(done.ids['paymentId'] ?? '');
      return done.file;
    }
    try {
      if (step.kind === 'refund') return refund(file, lastDay, step.amountMinor, `refund-${index}`).file;
      const gone = receipts[step.which % Math.max(1, receipts.length)];
      return gone === undefined ? file : reverse(file, gone, lastDay).file;
    } catch {
      return file;
    }
  }, choosing(three));
};

test('4.5: in every random life money is conserved to the cent, in the plan and between its debts', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const file = lived(all);
      const now = on(file, lastDay);
      const received = Object.values(file.payments).reduce((sum, one) => sum + one.amountMinor, 0);
      const paid = now.instalments.reduce((sum, one) => sum + one.paidMinor, 0);
      expect(paid + now.allocation.excessMinor).toBe(received);
      expect(paid + now.openMinor + now.allocation.sparedMinor).toBe(total);
      const ledger = allocationsOf(file, now);
      expect(ledger.reduce((sum, one) => sum + one.excessMinor, 0)).toBe(now.allocation.excessMinor);
      for (const { allocations, debts = [] } of ledger) {
        const lines = (parts: readonly { line: string; amountMinor: number }[]) =>
          Object.fromEntries(
            [...Map.groupBy(parts, ({ line }) => line)].map(([line, same]) => [
              line,
              same.reduce((sum, one) => sum + one.amountMinor, 0),
            ]),
          );
        expect(lines(debts)).toEqual(lines(allocations));
      }
      const shared = sharedBetweenDebts(file, now).open;
      expect(shared.reduce((sum, one) => sum + one.openMinor, 0)).toBe(now.openMinor);
      expect(shared.every(({ openMinor }) => openMinor >= 0)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('4.5: whatever the order of arrival, reversed and back-dated money included, the books are those of the right order', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const pays = all.flatMap((step, index) => (step.kind === 'pay' ? [{ step, index }] : []));
      const gone = new Set(
        all.flatMap((step) => (step.kind === 'reverse' && pays.length > 0 ? [step.which % pays.length] : [])),
      );
      const book = (order: readonly { step: (typeof pays)[number]['step']; index: number }[], reversals: boolean) => {
        let file = choosing(three);
        order.forEach(({ step, index }) => {
          const done = play(file, 'recordPayment', receiptOf(step, index), { asOf: onDay(lastDay) });
          file = done.file;
          const place = pays.findIndex((one) => one.index === index);
          if (reversals && gone.has(place)) file = reverse(file, done.ids['paymentId'] ?? '', lastDay).file;
        });
        const now = on(file, lastDay);
        return {
          instalments: now.instalments.map(({ no, openMinor, dueMinor, status }) => ({
            no,
            openMinor,
            dueMinor,
            status,
          })),
          excessMinor: now.allocation.excessMinor,
          debts: sharedBetweenDebts(file, now).open,
        };
      };
      // Two receipts of one value date keep their order of arrival, which is the order of the list.
      const byDay = pays.toSorted((left, right) => left.step.day - right.step.day);
      const right = byDay.filter(({ index }) => !gone.has(pays.findIndex((one) => one.index === index)));
      expect(book(pays, true)).toEqual(book(right, false));
      expect(book(byDay, true)).toEqual(book(right, false));
    }),
    { numRuns: 60 },
  );
});
