import Big from 'big.js';
import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';
import { partsOf } from '#functions/domain/day-number.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { money, toDecimal } from '#functions/domain/money.ts';
import type { Currency } from '#functions/domain/money.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A date as people write it in that language. */
export const writtenDate = (date: LocalDate, lang: DocumentLanguage): string => {
  const { year, month, day } = partsOf(date);
  return lang === 'en' ? `${day} ${months[month - 1] ?? ''} ${year}` : `${year}年${month}月${day}日`;
};

/** '1234567' fen becomes '12,345.67'. */
export const amountText = (amountMinor: number, currency: Currency): string => {
  const [whole = '0', fraction] = toDecimal(money(amountMinor, currency)).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/gu, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};

/** With the currency in front: amounts in running text are never bare. */
export const moneyText = (amountMinor: number, currency: Currency): string =>
  `${currency} ${amountText(amountMinor, currency)}`;

/** '0.0725' becomes '7.25 %' (or '7.25%' in Chinese). */
export const percentText = (ratio: string, lang: DocumentLanguage): string =>
  `${new Big(ratio).times(100).toFixed(2)}${lang === 'en' ? ' %' : '%'}`;

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
