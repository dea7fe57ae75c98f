import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { withPart } from '#functions/domain/model.ts';
import type { OneOff, Terms } from '#functions/domain/plan/plan-terms.ts';
import { price } from '#functions/domain/plan/pricing.ts';
import { quotePlans } from '#functions/usecases/plan-quotes.ts';
import { negotiatingCase } from '#test/support/builders.ts';
import { account } from '#test/support/sample-parts.ts';
import { anAct, people } from '#test/support/acts.ts';
import { assessedCase, onDay, play, policy, proposalOf } from '#test/domain/servicing/play.ts';

const asOf = onDay('2026-03-12', '05:00:00');
const at = { asOf, policy };
const officer = { asOf, by: people.officer };
const file = negotiatingCase();
const refused = (code: string) => expect.objectContaining({ code });
const owed = 1_235_000;
const priced = (terms: Terms) => price(file, terms, at);

const everyType: readonly Terms[] = [
  { planType: 'EQUAL_INSTALMENT', currency: 'CNY', periods: 12 },
  { planType: 'EQUAL_PRINCIPAL', currency: 'CNY', periods: 12 },
  { planType: 'FEE_BASED', currency: 'CNY', periods: 12 },
  { planType: 'STEP_UP', currency: 'CNY', periods: 24, lowPeriods: 6, lowInstalmentMinor: 30_000 },
  { planType: 'MORATORIUM', currency: 'CNY', periods: 24, moratoriumPeriods: 3 },
  {
    planType: 'CUSTOM',
    currency: 'CNY',
    instalments: [
      { dueOn: '2026-05-04', principalMinor: 600_000 },
      { dueOn: '2026-08-31', principalMinor: 600_000 },
    ],
  },
];

for (const terms of everyType) {
  for (const frequency of ['MONTHLY', 'FORTNIGHTLY', 'WEEKLY'] as const) {
    if (terms.planType === 'CUSTOM' && frequency !== 'MONTHLY') continue;
    test(`R28: ${terms.planType} ${frequency.toLowerCase()} repays principal and what was owed before, each due day open and later`, () => {
      const asked: Terms =
        terms.planType === 'CUSTOM' || terms.planType === 'LUMP_SUM' ? terms : { ...terms, frequency };
      const plan = priced(asked);
      expect(plan.principalMinor).toBe(1_200_000);
      expect(plan.totalMinor - plan.totalCostMinor).toBe(owed);
      expect(plan.rows.map(({ dueOn }) => dueOn)).toEqual(plan.rows.map(({ dueOn }) => dueOn).toSorted());
      expect(plan.rows.every(({ dueOn }) => dueOn > plan.startsOn)).toBe(true);
      expect(Number(plan.effectiveAnnualCost)).toBeGreaterThan(0);
    });
  }
}

test('4.4: a plan in one sum takes a discount off fees, then interest, and principal only by the committee', () => {
  const oneOff: OneOff = { amountMinor: 1_300_000, source: 'SAVINGS', atBorrowersWish: true, evidenceIds: [] };
  const lump: Terms = { planType: 'LUMP_SUM', currency: 'CNY', dueOn: '2026-04-13', oneOff };
  expect(priced({ ...lump, annualRate: '0' }).totalMinor).toBe(owed);
  expect(priced({ ...lump, annualRate: '0', discountMinor: 35_000 })).toMatchObject({
    totalMinor: 1_200_000,
    forgivenMinor: 0,
  });
  expect(priced({ ...lump, annualRate: '0', discountMinor: 36_000 })).toMatchObject({
    totalMinor: 1_199_000,
    forgivenMinor: 1000,
  });
});

test('C17, 4.6: a plan that needs new borrowing, the home, or one payment that nobody proposed is refused', () => {
  const lump = { planType: 'LUMP_SUM', currency: 'CNY', dueOn: '2026-04-13' } as const;
  const oneOff = { amountMinor: 1_300_000, atBorrowersWish: true, evidenceIds: [] };
  expect(() => priced(lump)).toThrow(refused('PressureNotAllowed'));
  expect(() => priced({ ...lump, oneOff: { ...oneOff, source: 'NEW_BORROWING' } })).toThrow(
    refused('PressureNotAllowed'),
  );
  expect(() => priced({ ...lump, oneOff: { ...oneOff, source: 'SALE_OF_HOME' } })).toThrow(
    refused('PressureNotAllowed'),
  );
  expect(() => priced({ ...lump, oneOff: { ...oneOff, source: 'SAVINGS', atBorrowersWish: false } })).toThrow(
    refused('PressureNotAllowed'),
  );
});

test('R31: sixty months at most, whatever the rhythm and the first date', () => {
  const equal = { planType: 'EQUAL_PRINCIPAL', currency: 'CNY' } as const;
  expect(priced({ ...equal, periods: 60 }).termMonths).toBe(60);
  expect(() => priced({ ...equal, periods: 61 })).toThrow(refused('TermTooLong'));
  expect(() => priced({ ...equal, periods: 60, firstDueOn: '2026-05-12' })).toThrow(refused('TermTooLong'));
  expect(priced({ ...equal, periods: 260, frequency: 'WEEKLY' }).termMonths).toBe(60);
  expect(() => priced({ ...equal, periods: 262, frequency: 'WEEKLY' })).toThrow(refused('TermTooLong'));
  const instalments = [{ dueOn: '2031-03-17', principalMinor: 1_200_000 }];
  expect(() => priced({ planType: 'CUSTOM', currency: 'CNY', instalments })).toThrow(refused('TermTooLong'));
});

test('R32: neither a fee nor a rate may cost more than the debt itself, nor more than the cap', () => {
  const fee = { planType: 'FEE_BASED', currency: 'CNY', periods: 12 } as const;
  expect(Number(priced(fee).effectiveAnnualCost)).toBeCloseTo(0.1106, 3);
  expect(() => priced({ ...fee, feePerPeriod: '0.012' })).toThrow(refused('CostAboveCap'));
  const dear = withPart(file, 'accounts', account('a case').accountId, { ...account('a case'), annualRate: '0.23' });
  expect(() => price(dear, { planType: 'EQUAL_PRINCIPAL', currency: 'CNY', periods: 12 }, at)).toThrow(
    refused('CostAboveCap'),
  );
});

test('R32: several accounts bear their mean rate, weighted by principal', () => {
  const other = { ...account('a case'), accountId: 'loan-2', annualRate: '0.06', principalMinor: 3_600_000 };
  const both = { ...file, accounts: { ...file.accounts, 'loan-2': other }, registrations: {} };
  expect(price(both, { planType: 'EQUAL_PRINCIPAL', currency: 'CNY', periods: 12 }, at).annualRate).toBe('0.090625');
});

test('4.4: a currency without minor units is planned in whole units, by a floor that is not the pack’s', () => {
  const yen = { ...account('a case'), accountId: 'yen', currency: 'JPY', principalMinor: 100_001 } as const;
  const inYen = { ...file, accounts: { yen }, registrations: {} };
  const plan = price(inYen, { planType: 'EQUAL_INSTALMENT', currency: 'JPY', periods: 7 }, at);
  expect(plan.rows.reduce((sum, row) => sum + row.principalMinor, 0)).toBe(100_001);
  const assessed = play(inYen, 'assessAffordability', { ...meansOf(inYen), currency: 'JPY' }, officer).file;
  expect(Object.values(assessed.assessments).at(-1)).toMatchObject({
    verdict: 'AMBER',
    reasons: ['NO_FLOOR_IN_CURRENCY'],
  });
});

const meansOf = (of: CaseFile) => ({
  currency: 'CNY' as const,
  provenIncomeMinor: 900_000,
  unprovenIncomeMinor: 0,
  essentialsMinor: 400_000,
  otherDebtServiceMinor: 50_000,
  evidenceIds: Object.values(of.documents).flatMap((paper) =>
    paper.documentClass === 'INCOME_OR_ASSET' ? [paper.documentId] : [],
  ),
});

const Quoted = (
  body: object,
): { options: readonly Record<string, unknown>[]; notOffered: readonly Record<string, unknown>[] } =>
  JSON.parse(JSON.stringify(body));

test('R28: a quote is made again from what it says, and its hash is the hash of that', () => {
  const [option] = Quoted(quotePlans(file, { currency: 'CNY', periods: 12 }, asOf)).options;
  const again = Quoted(quotePlans(file, { currency: 'CNY', periods: 12, quotedOn: '2026-03-12' }, onDay('2026-03-20')))
    .options[0];
  expect(again).toEqual(option);
  const sorted = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)]),
        );
  const rows = price(file, { planType: 'EQUAL_INSTALMENT', currency: 'CNY', periods: 12 }, at).rows;
  const text = [
    JSON.stringify(sorted(option?.['inputs'])),
    ...rows.map((row) => `${row.no} ${row.dueOn} ${row.principalMinor} ${row.interestMinor} ${row.feeMinor}`),
  ].join('\n');
  expect(createHash('sha256').update(text).digest('hex')).toBe(option?.['hash']);
});

test('R28: the quote that was chosen becomes the plan to the cent; expired or overtaken it is refused', () => {
  const assessed = assessedCase();
  const { hash, rows } = price(assessed, { planType: 'EQUAL_INSTALMENT', currency: 'CNY', periods: 12 }, at);
  const chosen = {
    planType: 'EQUAL_INSTALMENT',
    currency: 'CNY',
    periods: 12,
    quote: { hash, quotedOn: '2026-03-12' },
  } as const;
  const later = { asOf: onDay('2026-03-26', '05:00:00'), by: people.officer };
  expect(proposalOf(play(assessed, 'proposePlan', chosen, later).file)).toMatchObject({
    hash,
    rows,
    startsOn: '2026-03-12',
  });
  const tooLate = { asOf: onDay('2026-03-27', '05:00:00'), by: people.officer };
  expect(() => play(assessed, 'proposePlan', chosen, tooLate)).toThrow(refused('QuoteExpired'));
  expect(() => play(assessed, 'proposePlan', { ...chosen, periods: 13 }, later)).toThrow(refused('QuoteExpired'));
  const reported = { ...account('a case'), principalMinor: 1_100_000 };
  const paid = anAct(assessed, { asOf, events: [happened('AccountReported', { account: reported })] }).after;
  expect(() => play(paid, 'proposePlan', chosen, later)).toThrow(refused('QuoteExpired'));
});
