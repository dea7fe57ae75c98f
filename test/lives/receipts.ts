import { addDays } from '#functions/domain/calendar.ts';
import type { InputOf } from '#functions/domain/decide.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { refundOwed } from '#functions/domain/servicing/refunds.ts';
import { dayOf } from '#test/lives/cast.ts';
import type { Dice } from '#test/lives/cast.ts';
import { policy } from '#test/lives/life.ts';
import type { Life } from '#test/lives/life.ts';

export const openInstalments = (life: Life) =>
  (standing(life.file, dayOf(life))?.instalments ?? []).filter(({ status }) => status !== 'PAID');

/** What settles under a quote with a reward that was granted on it. */
export const settlingMinor = (life: Life): number | undefined => {
  const reward = Object.values(life.file.rewards).find(({ status }) => status === 'GRANTED');
  const quote = life.file.payoffs[reward?.quoteId ?? ''];
  if (reward === undefined || quote === undefined || quote.validUntil < dayOf(life)) return undefined;
  return quote.totalMinor - (reward.form === 'REDUCTION' ? reward.amountMinor : 0);
};

const amountOf = (life: Life, { some, many }: Dice): number => {
  const backMinor = refundOwed(life.file, policy)?.amountMinor ?? 0;
  if (backMinor > 0) return many === 1 ? -Math.ceil(backMinor / 2) : -backMinor;
  const settles = settlingMinor(life);
  if (settles !== undefined && settles > 0) return settles;
  const due = openInstalments(life)[0]?.openMinor ?? 10_000;
  if (life.isSteady === true) return due;
  const all = standing(life.file, dayOf(life))?.openMinor ?? 50_000;
  // Some pay everything while their request is still open.
  if (some === 2 && Object.values(life.file.adjustments).some(({ status }) => status === 'REQUESTED')) return all;
  const amounts = [due, due, due, due, Math.max(1, Math.floor(due / 2)), due + 5_000, all, all + 2_000];
  return amounts[(some + many) % amounts.length] ?? due;
};

/** What comes from the borrower, or goes back to him; now and then it is told some days late. */
export const receiptOf = (life: Life, dice: Dice): InputOf<'recordPayment'> => ({
  sourceRef: `ref-${life.file.version}`,
  amountMinor: amountOf(life, dice),
  currency: 'CNY',
  valueDate: dice.many === 3 && life.isSteady !== true ? addDays(dayOf(life), -dice.some) : dayOf(life),
  channel: 'TRANSFER',
});
