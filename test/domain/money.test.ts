import { test as property, fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import {
  add,
  compare,
  Currency,
  decimals,
  isZero,
  money,
  split,
  subtract,
  sum,
  toDecimal,
} from '#functions/domain/money.ts';

const currency = fc.constantFrom(...Currency.options);
const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

property.prop([amount, fc.integer({ min: 1, max: 400 }), currency])(
  'shares of an amount add up to it, and only the last one differs',
  (total, parts, unit) => {
    const shares = split(money(total, unit), parts);
    expect(shares).toHaveLength(parts);
    expect(sum(shares, unit)).toEqual(money(total, unit));
    expect(new Set(shares.slice(0, -1).map((share) => share.amountMinor)).size).toBeLessThanOrEqual(1);
  },
);

property.prop([amount, amount, currency])('what is added can be taken away again', (left, right, unit) => {
  expect(subtract(add(money(left, unit), money(right, unit)), money(right, unit))).toEqual(money(left, unit));
});

test('amounts of two currencies are never combined', () => {
  expect(() => add(money(1, 'CNY'), money(1, 'HKD'))).toThrow('cannot combine CNY with HKD');
  expect(() => compare(money(1, 'TWD'), money(1, 'JPY'))).toThrow('cannot combine');
});

test('an amount that a number cannot hold exactly is refused', () => {
  expect(() => add(money(Number.MAX_SAFE_INTEGER, 'CNY'), money(1, 'CNY'))).toThrow('whole number');
  expect(() => split(money(100, 'CNY'), 0)).toThrow('cannot split');
});

test('the sum of nothing is nothing, in a currency', () => {
  expect(isZero(sum([], 'TWD'))).toBe(true);
});

test.each([
  [123_456, 'CNY', '1234.56'],
  [-5, 'HKD', '-0.05'],
  [1234, 'JPY', '1234'],
  [0, 'USD', '0.00'],
] as const)('%i minor units of %s are written %s', (minor, unit, written) => {
  expect(toDecimal(money(minor, unit))).toBe(written);
});

test('yen has no minor unit, the others have two places', () => {
  expect(Currency.options.map(decimals)).toEqual([2, 2, 2, 2, 0]);
});
