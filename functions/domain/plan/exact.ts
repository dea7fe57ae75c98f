import { decimal, roundMinor } from '#functions/domain/plan/rate.ts';
import type { Decimal, Rounding } from '#functions/domain/plan/rate.ts';

/** A rate as a fraction of whole numbers: what is rounded is then exact, and plain numbers suffice. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

const longestDigits = 12;

const ratios = new WeakMap<Decimal, Ratio>();

/** Undefined where the rate has more digits than plain numbers can multiply: decimals do it then. */
export const ratioOf = (rate: Decimal): Ratio | undefined => {
  const known = ratios.get(rate);
  if (known !== undefined) return known;
  const [whole = '0', places = ''] = rate.toFixed().split('.');
  if (rate.s < 0 || whole.length + places.length > longestDigits) return undefined;
  const ratio = { numerator: Number(whole + places), denominator: 10 ** places.length };
  ratios.set(rate, ratio);
  return ratio;
};

const bump = (rest: number, divisor: number, whole: number, mode: Rounding): boolean => {
  switch (mode) {
    case 'HALF_UP':
      return rest * 2 >= divisor;
    case 'HALF_EVEN':
      return rest * 2 > divisor || (rest * 2 === divisor && whole % 2 === 1);
    case 'DOWN':
      return false;
    case 'UP':
      return rest > 0;
  }
};

/** Both are safe integers and not negative. The quotient of doubles may have been rounded up to a whole number; the remainder is exact and tells. */
export const divideWhole = (dividend: number, divisor: number, mode: Rounding): number => {
  let whole = Math.floor(dividend / divisor);
  let rest = dividend - whole * divisor;
  if (rest < 0) {
    whole -= 1;
    rest += divisor;
  }
  return bump(rest, divisor, whole, mode) ? whole + 1 : whole;
};

/** An amount times a fraction of a rate, rounded once: in whole numbers while they are safe, else in decimals. */
export const times = (amountMinor: number, rate: Ratio, parts: number, whole: number, mode: Rounding): number => {
  const dividend = amountMinor * rate.numerator * parts;
  const divisor = rate.denominator * whole;
  return amountMinor >= 0 && dividend <= Number.MAX_SAFE_INTEGER && divisor * 2 <= Number.MAX_SAFE_INTEGER
    ? divideWhole(dividend, divisor, mode)
    : roundMinor(decimal(amountMinor).times(rate.numerator).times(parts).div(divisor), mode);
};

/** What a double can have lost over hundreds of multiplications, with much to spare. */
const relativeError = 1e-10;
const smallestRate = 1e-5;

/** Rounds an approximation if its error cannot change the result; undefined means: compute it exactly. */
const certain = (amount: number, mode: Rounding): number | undefined => {
  const error = amount * relativeError + 1e-7;
  if (!(amount < 1e9)) return undefined;
  const edge = mode === 'HALF_UP' || mode === 'HALF_EVEN' ? 0.5 : 0;
  const low = Math.floor(amount - error - edge);
  if (Math.floor(amount + error - edge) !== low) return undefined;
  if (mode === 'DOWN') return low;
  return low + 1;
};

/** P i / (1 - (1 + i)^-n) to the minor unit, where a double is enough to be sure of it. */
export const levelByDouble = (
  principalMinor: number,
  periodRate: number,
  periods: number,
  mode: Rounding,
): number | undefined => {
  if (periodRate < smallestRate) return undefined;
  const growth = (1 + periodRate) ** periods;
  return certain((principalMinor * periodRate * growth) / (growth - 1), mode);
};

/** P / sum of the discount factors, likewise. */
export const levelOverByDouble = (
  principalMinor: number,
  periodRates: readonly number[],
  mode: Rounding,
): number | undefined => {
  let discount = 1;
  let annuity = 0;
  for (const rate of periodRates) {
    discount /= 1 + rate;
    annuity += discount;
  }
  return certain(principalMinor / annuity, mode);
};
