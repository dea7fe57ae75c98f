import { Big } from 'big.js';
import * as z from 'zod';

/** A constructor of our own: nobody else's precision setting can change an agreed amount. */
const Decimal = Big();
Decimal.DP = 40;
Decimal.RM = Decimal.roundHalfUp;

export type Decimal = Big;

export const decimal = (value: string | number | Big): Big => new Decimal(value);

/** A percentage as a decimal string: '9.5' is 9.5 % a year. */
export const Percent = z.string().regex(/^\d{1,4}(\.\d{1,12})?$/u);
export type Percent = z.infer<typeof Percent>;

/** HALF_UP is our own convention (4.4); the others are those of books we take over. */
export const Rounding = z.enum(['HALF_UP', 'HALF_EVEN', 'DOWN', 'UP']);
export type Rounding = z.infer<typeof Rounding>;

const bigMode = {
  HALF_UP: Decimal.roundHalfUp,
  HALF_EVEN: Decimal.roundHalfEven,
  DOWN: Decimal.roundDown,
  UP: Decimal.roundUp,
} as const satisfies Record<Rounding, Big.RoundingMode>;

export const roundTo = (value: Big, places: number, mode: Rounding): Big => value.round(places, bigMode[mode]);

/** Whole minor units. */
export const roundMinor = (value: Big, mode: Rounding): number => Number(value.round(0, bigMode[mode]).toFixed());

export const roundToMultiple = (value: Big, multipleMinor: number, mode: Rounding): number =>
  roundMinor(value.div(multipleMinor), mode) * multipleMinor;

/** A bank has few rates: each is divided once. */
const fractions = new Map<Percent, Big>();
const mostFractions = 1000;

export const fractionOf = (percent: Percent): Big => {
  const known = fractions.get(percent);
  if (known !== undefined) return known;
  const fraction = decimal(percent).div(100);
  if (fractions.size < mostFractions) fractions.set(percent, fraction);
  return fraction;
};

const powerPlaces = 60;

/** Whole powers, cut to 60 places at each step: exact powers of a long rate grow to thousands of digits. */
export const power = (base: Big, exponent: number): Big => {
  let result = decimal(1);
  let square = decimal(base);
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result.times(square).round(powerPlaces);
    square = square.times(square).round(powerPlaces);
  }
  return result;
};

/** Every instalment the same (4.4): A = P i / (1 - (1 + i)^-n), and P / n without interest. */
export const levelInstalment = (principal: Big, periodRate: Big, periods: number): Big => {
  if (periodRate.eq(0)) return principal.div(periods);
  const growth = power(periodRate.plus(1), periods);
  return principal.times(periodRate).times(growth).div(growth.minus(1));
};

/** The same for periods of unequal length: P / sum of the discount factors. */
export const levelInstalmentOver = (principal: Big, periodRates: readonly Big[]): Big => {
  let discount = decimal(1);
  let annuity = decimal(0);
  for (const periodRate of periodRates) {
    discount = discount.div(periodRate.plus(1));
    annuity = annuity.plus(discount);
  }
  return principal.div(annuity);
};

const balanceAfter = (principal: Big, periodRate: Big, periods: number, paid: number): Big => {
  const level = levelInstalment(principal, periodRate, periods);
  if (periodRate.eq(0)) return principal.minus(level.times(paid));
  const growth = power(periodRate.plus(1), paid);
  return principal.times(growth).minus(level.times(growth.minus(1)).div(periodRate));
};

/** Principal repaid by the level instalments `first` to `last`, unrounded: what a quote can be checked against. */
export const cumulativePrincipal = (
  principal: Big,
  periodRate: Big,
  periods: number,
  first: number,
  last: number,
): Big =>
  balanceAfter(principal, periodRate, periods, first - 1).minus(balanceAfter(principal, periodRate, periods, last));

/** Interest in the level instalments `first` to `last`, unrounded. */
export const cumulativeInterest = (
  principal: Big,
  periodRate: Big,
  periods: number,
  first: number,
  last: number,
): Big =>
  levelInstalment(principal, periodRate, periods)
    .times(last - first + 1)
    .minus(cumulativePrincipal(principal, periodRate, periods, first, last));
