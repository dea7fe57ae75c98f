import * as z from 'zod';

/** The currencies of the policy packs, and USD for balances that a bank keeps in dollars. */
export const Currency = z.enum(['CNY', 'TWD', 'HKD', 'USD', 'JPY']);
export type Currency = z.infer<typeof Currency>;

/** An amount in minor units (fen, cents, yen), always a whole number, so that sums never drift. */
export const Money = z.object({ amountMinor: z.int(), currency: Currency });
export type Money = z.infer<typeof Money>;

/** ISO 4217: yen has no minor unit. */
const decimalsOf = { CNY: 2, TWD: 2, HKD: 2, USD: 2, JPY: 0 } as const satisfies Record<Currency, number>;

/** How many decimal places the currency has in writing. */
export const decimals = (currency: Currency): number => decimalsOf[currency];

export const money = (amountMinor: number, currency: Currency): Money => ({
  amountMinor,
  currency,
});

export const zero = (currency: Currency): Money => ({ amountMinor: 0, currency });

/** Two currencies in one sum are a fault of the program, never of the borrower: no Refusal. */
const requireSameCurrency = (left: Money, right: Money): void => {
  if (left.currency !== right.currency) {
    throw new RangeError(`cannot combine ${left.currency} with ${right.currency}`);
  }
};

const exact = (amountMinor: number): number => {
  if (!Number.isSafeInteger(amountMinor)) {
    throw new RangeError(`${amountMinor} is not a whole number of minor units`);
  }
  return amountMinor;
};

export const add = (left: Money, right: Money): Money => {
  requireSameCurrency(left, right);
  return money(exact(left.amountMinor + right.amountMinor), left.currency);
};

export const subtract = (left: Money, right: Money): Money => {
  requireSameCurrency(left, right);
  return money(exact(left.amountMinor - right.amountMinor), left.currency);
};

/** The currency is named, so that the sum of nothing has one too. */
export const sum = (amounts: readonly Money[], currency: Currency): Money => amounts.reduce(add, zero(currency));

export const isZero = (amount: Money): boolean => amount.amountMinor === 0;

/** Negative when left is smaller, as sort() wants it. */
export const compare = (left: Money, right: Money): number => {
  requireSameCurrency(left, right);
  return left.amountMinor - right.amountMinor;
};

/** Equal whole parts with the remainder in the last one, as every schedule here has it (4.4). */
export const splitMinor = (totalMinor: number, parts: number): number[] => {
  if (!Number.isSafeInteger(parts) || parts < 1) {
    throw new RangeError(`cannot split into ${parts} parts`);
  }
  const share = Math.trunc(exact(totalMinor) / parts);
  const shares = Array.from({ length: parts }, () => share);
  shares[parts - 1] = totalMinor - share * (parts - 1);
  return shares;
};

export const split = (total: Money, parts: number): Money[] =>
  splitMinor(total.amountMinor, parts).map((share) => money(share, total.currency));

/** Plain decimal writing ("1234.50") for documents and messages; grouping is the renderer's affair. */
export const toDecimal = ({ amountMinor, currency }: Money): string => {
  const places = decimals(currency);
  const digits = String(Math.abs(amountMinor)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const sign = amountMinor < 0 ? '-' : '';
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
};
